//! From what went wrong to what the caller gets: one table.

use std::time::Duration;

use axum::{
    Json,
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use serde_json::{Value, json};

use super::headers;
use crate::{
    limits::{Limit, OverLimit},
    pipeline::{Broken, PipelineError, Refusal, Report},
    wire::ShapeError,
};

/// An error in OpenAI's shape. All four members are always there; none repeats what the caller sent.
#[derive(Debug)]
pub struct ApiError {
    status: StatusCode,
    message: String,
    kind: &'static str,
    param: Option<String>,
    code: String,
    retry_after: Option<Duration>,
    /// What only this gateway knows: `error.candor`.
    candor: Option<Value>,
}

const INVALID: &str = "invalid_request_error";
const UPSTREAM: &str = "upstream_error";
const UNAVAILABLE: &str = "service_unavailable";

impl ApiError {
    fn new(status: StatusCode, kind: &'static str, code: &str, message: impl Into<String>) -> Self {
        Self {
            status,
            message: message.into(),
            kind,
            param: None,
            code: code.to_owned(),
            retry_after: None,
            candor: None,
        }
    }

    fn at(self, param: impl Into<String>) -> Self {
        Self { param: Some(param.into()), ..self }
    }

    fn after(self, wait: Option<Duration>) -> Self {
        Self { retry_after: wait, ..self }
    }

    fn with(self, candor: Value) -> Self {
        Self { candor: Some(candor), ..self }
    }

    /// No key, or one that nobody has.
    pub fn no_key() -> Self {
        let message = "No key, or one that is not known here. Send it as `Authorization: Bearer sk-candor-…`; `candor keys create` makes one.";
        Self::new(StatusCode::UNAUTHORIZED, INVALID, "invalid_api_key", message)
    }

    /// A path that leads nowhere.
    pub fn no_route() -> Self {
        Self::new(StatusCode::NOT_FOUND, INVALID, "not_found", "There is nothing at this path.")
    }

    /// A path that does not take this method.
    pub fn wrong_method() -> Self {
        Self::new(
            StatusCode::METHOD_NOT_ALLOWED,
            INVALID,
            "method_not_allowed",
            "This path does not take this method.",
        )
    }

    /// An entry or model that does not exist, or belongs to somebody else.
    pub fn unknown(what: &str) -> Self {
        Self::new(StatusCode::NOT_FOUND, INVALID, "not_found", format!("There is no such {what}."))
    }

    /// A parameter that is none.
    pub fn parameter(name: &str, expected: &str) -> Self {
        Self::new(
            StatusCode::BAD_REQUEST,
            INVALID,
            "invalid_parameter",
            format!("`{name}` must be {expected}."),
        )
        .at(name)
    }

    /// The gateway's own fault.
    pub fn internal() -> Self {
        let message = "The gateway failed. The request id names this failure in its log.";
        Self::new(StatusCode::INTERNAL_SERVER_ERROR, "api_error", "internal_error", message)
    }

    /// The gateway cannot work, and fails closed.
    pub fn unavailable() -> Self {
        let message = "The gateway cannot work right now, and answers nothing that it cannot check and record. Try again.";
        Self::new(StatusCode::SERVICE_UNAVAILABLE, UNAVAILABLE, UNAVAILABLE, message)
            .after(Some(Duration::from_secs(1)))
    }

    /// The same as the data of an event, for streams that break off.
    pub fn in_stream(broken: Broken) -> String {
        let error = match broken {
            Broken::Provider => provider_failed(None),
            Broken::Silence => provider_timed_out(),
            Broken::Log => Self::unavailable(),
        };
        error.body().to_string()
    }

    /// What is wrong, in words.
    pub fn message(&self) -> &str {
        &self.message
    }

    fn body(&self) -> Value {
        let mut error =
            json!({ "message": self.message, "type": self.kind, "param": self.param, "code": self.code });
        if let (Some(candor), Some(error)) = (&self.candor, error.as_object_mut()) {
            error.insert("candor".to_owned(), candor.clone());
        }
        json!({ "error": error })
    }
}

fn provider_failed(status: Option<u16>) -> ApiError {
    let message = "The provider could not be reached, failed, or did not answer in its format. Nothing of yours is wrong; try again.";
    ApiError::new(StatusCode::BAD_GATEWAY, UPSTREAM, "upstream_error", message)
        .with(json!({ "upstream": status }))
}

fn provider_timed_out() -> ApiError {
    let message = "The provider took too long. Nothing of yours is wrong; try again.";
    ApiError::new(StatusCode::GATEWAY_TIMEOUT, UPSTREAM, "upstream_timeout", message)
        .with(json!({ "upstream": null }))
}

impl From<PipelineError> for ApiError {
    fn from(error: PipelineError) -> Self {
        tracing::error!(%error, "a request could not be served");
        match error {
            PipelineError::Log(_) | PipelineError::NoTenant => Self::unavailable(),
            PipelineError::Broken => Self::internal(),
        }
    }
}

impl From<Refusal> for ApiError {
    fn from(refusal: Refusal) -> Self {
        match refusal {
            Refusal::NotJson(error) => {
                bad_request("invalid_json", format!("The body cannot be read: {error}."))
            }
            Refusal::WrongShape(error) => wrong_shape(&error),
            Refusal::Incomplete => bad_request("incomplete_body", "The body stopped coming before its end."),
            Refusal::UnknownPack => {
                let message = "A pack asked for does not exist; `candor rules list` shows them.";
                bad_request("unknown_pack", message).at("x-candor-packs")
            }
            Refusal::TooLarge => {
                let message = "The body is longer than this gateway takes (`max_body_bytes`).";
                Self::new(StatusCode::PAYLOAD_TOO_LARGE, INVALID, "request_too_large", message)
            }
            Refusal::ModelNotFound => {
                let message = "The model does not exist or is not open to this key. `GET /v1/models` lists those that are.";
                Self::new(StatusCode::NOT_FOUND, INVALID, "model_not_found", message).at("model")
            }
            Refusal::Media => {
                let message = "Images, sound and files are refused by the policy: no rule can read them.";
                bad_request("media_refused", message).at("messages")
            }
            Refusal::OverLimit(over) => over_limit(over),
            Refusal::Brief(report) => brief_refused(&report),
            Refusal::PersonalData(masked) => {
                let message = "The request holds personal data, which the policy refuses.";
                bad_request("personal_data", message).at("messages").with(json!({ "masked": masked }))
            }
            Refusal::ProviderBusy { retry_after } => {
                let message = "The provider asks to wait. Try again after the time in `retry-after`.";
                let wait = retry_after.unwrap_or(Duration::from_secs(1));
                too_many(message, wait).with(json!({ "upstream": 429 }))
            }
            Refusal::Provider(refusal) => {
                let status = StatusCode::from_u16(refusal.status).unwrap_or(StatusCode::BAD_REQUEST);
                let code = refusal.code.or(refusal.kind).unwrap_or_else(|| "upstream_refused".to_owned());
                let message = Some(refusal.message).filter(|message| !message.is_empty());
                let message = message.unwrap_or_else(|| "The provider refused the request.".to_owned());
                let error =
                    Self::new(status, INVALID, &code, message).with(json!({ "upstream": refusal.status }));
                Self { param: refusal.param, ..error }
            }
            Refusal::ProviderFailed { status } => provider_failed(status),
            Refusal::ProviderTimedOut => provider_timed_out(),
        }
    }
}

fn bad_request(code: &str, message: impl Into<String>) -> ApiError {
    ApiError::new(StatusCode::BAD_REQUEST, INVALID, code, message)
}

fn wrong_shape(error: &ShapeError) -> ApiError {
    let param = error.pointer.trim_start_matches('/').replace('/', ".");
    let what = if param.is_empty() { "The body" } else { &param };
    let told = bad_request("invalid_type", format!("{what} must be {}.", error.expected));
    if param.is_empty() { told } else { told.at(param) }
}

fn too_many(message: impl Into<String>, wait: Duration) -> ApiError {
    ApiError::new(StatusCode::TOO_MANY_REQUESTS, "rate_limit_error", "rate_limit_exceeded", message)
        .after(Some(wait))
}

fn over_limit(over: OverLimit) -> ApiError {
    let what = match over.limit {
        Limit::Requests => "requests a minute",
        Limit::Tokens => "tokens a minute",
        Limit::Concurrency => "requests at once",
    };
    let message = format!("Over this tenant's limit of {what}. Try again after the time in `retry-after`.");
    too_many(message, over.retry_after)
}

fn brief_refused(report: &Report) -> ApiError {
    let blocking: Vec<_> = report.findings.iter().filter(|finding| finding.action == "block").collect();
    let mut said: Vec<_> = blocking.iter().map(|f| format!("{} {}", f.explanation, f.suggestion)).collect();
    said.dedup();
    let param = blocking.first().and_then(|finding| finding.path.as_deref()).unwrap_or_default();
    bad_request("content_filter", said.join(" "))
        .at(param.trim_start_matches('/').replace('/', "."))
        .with(serde_json::to_value(report).unwrap_or_default())
}

impl IntoResponse for ApiError {
    fn into_response(self) -> Response {
        let mut headers = HeaderMap::new();
        let wait =
            self.retry_after.map(headers::retry_after).and_then(|wait| HeaderValue::try_from(wait).ok());
        if let Some(wait) = wait {
            headers.insert(header::RETRY_AFTER, wait);
        }
        (self.status, headers, Json(self.body())).into_response()
    }
}
