//! From what went wrong to what somebody sees: one table for pages, one for the studio's refusals.
//!
//! In goes a [`Fault`] or a refusal of the pipeline, out comes a page or a sentence that says what to do. Neither
//! ever repeats what was sent.

use std::time::Duration;

use axum::{
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Redirect, Response},
};

use super::{
    names,
    pages::{self, FaultPage, Frame, Here},
    visit::Visit,
    words::{Words, fill},
};
use crate::{
    limits::Limit,
    pipeline::{PipelineError, Refusal},
};

/// Why there is no page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Fault {
    /// Nobody is signed in.
    NotSignedIn {
        /// Where to sign in.
        to: String,
    },
    /// The role does not allow it.
    Forbidden,
    /// The form does not carry the session's token, or another site sent it.
    ForeignForm,
    /// The form is none, or not of this page.
    BadForm,
    /// The form is longer than a form may be.
    TooLong,
    /// A path that leads nowhere, or to something of another tenant.
    NotFound,
    /// A path that does not take this method.
    WrongMethod,
    /// The log does not answer.
    Unavailable,
    /// Our own fault.
    Broken,
}

/// A visit that ends with a page that says what is wrong.
pub(super) struct WebError(Box<(Visit, Fault)>);

impl WebError {
    pub(super) fn new(visit: Visit, fault: Fault) -> Self {
        Self(Box::new((visit, fault)))
    }
}

impl IntoResponse for WebError {
    fn into_response(self) -> Response {
        let (visit, fault) = *self.0;
        let say = visit.say();
        let (status, title, advice) = match fault {
            Fault::NotSignedIn { to } => return Redirect::to(&to).into_response(),
            Fault::Forbidden => (StatusCode::FORBIDDEN, say.forbidden, say.forbidden_advice),
            Fault::ForeignForm => (StatusCode::FORBIDDEN, say.foreign_form, say.foreign_form_advice),
            Fault::BadForm => (StatusCode::BAD_REQUEST, say.bad_form, say.bad_form_advice),
            Fault::TooLong => (StatusCode::PAYLOAD_TOO_LARGE, say.too_long, say.too_long_advice),
            Fault::NotFound => (StatusCode::NOT_FOUND, say.not_found, say.not_found_advice),
            Fault::WrongMethod => (StatusCode::METHOD_NOT_ALLOWED, say.wrong_method, say.wrong_method_advice),
            Fault::Unavailable => (StatusCode::SERVICE_UNAVAILABLE, say.unavailable, say.unavailable_advice),
            Fault::Broken => (StatusCode::INTERNAL_SERVER_ERROR, say.broken, say.broken_advice),
        };
        let (way, way_href) = way_on(&visit);
        let page = FaultPage {
            frame: Frame::new(&visit, Here::Elsewhere),
            status: status.as_u16(),
            title,
            advice,
            request: status.is_server_error().then(|| visit.request.to_string()),
            way,
            way_href,
        };
        pages::answer(status, &page)
    }
}

/// Where somebody can go on to.
fn way_on(visit: &Visit) -> (&'static str, &'static str) {
    let say = visit.say();
    match visit.signed.as_ref().map(|signed| signed.caller().role) {
        Some(role) if role.may_write() => (say.to_studio, "/studio"),
        Some(role) if role.may_review() => (say.to_review, "/review"),
        _ => (say.sign_in, "/login"),
    }
}

/// Why the studio has no copy, for its form.
#[derive(Debug)]
pub(super) struct Told {
    pub(super) status: StatusCode,
    pub(super) message: String,
    /// The field that is to blame.
    pub(super) field: Option<&'static str>,
    pub(super) retry_after: Option<Duration>,
}

impl Told {
    fn new(status: StatusCode, message: impl Into<String>) -> Self {
        Self { status, message: message.into(), field: None, retry_after: None }
    }

    fn at(self, field: &'static str) -> Self {
        Self { field: Some(field), ..self }
    }

    fn after(self, wait: Option<Duration>) -> Self {
        Self { retry_after: wait, ..self }
    }

    /// Puts the time to wait into an answer, in whole seconds, at least one.
    pub(super) fn put_wait(wait: Option<Duration>, response: &mut Response) {
        let Some(wait) = wait else { return };
        let seconds = wait.as_secs().saturating_add(u64::from(wait.subsec_nanos() > 0)).max(1);
        response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(seconds));
    }

    /// What to say about a refusal.
    pub(super) fn refused(refusal: &Refusal, visit: &Visit) -> Self {
        let say = visit.say();
        match refusal {
            Refusal::Brief(_) => Self::new(StatusCode::UNPROCESSABLE_ENTITY, say.not_sent).at("brief"),
            Refusal::PersonalData(masked) => {
                let message = fill(say.personal_data, names::masked(visit.language, masked));
                Self::new(StatusCode::UNPROCESSABLE_ENTITY, message).at("brief")
            }
            Refusal::TooLarge => Self::new(StatusCode::PAYLOAD_TOO_LARGE, say.too_long_advice).at("brief"),
            Refusal::ModelNotFound => Self::new(StatusCode::UNPROCESSABLE_ENTITY, say.model_gone).at("model"),
            Refusal::OverLimit(over) => {
                Self::new(StatusCode::TOO_MANY_REQUESTS, limit(over.limit, say)).after(Some(over.retry_after))
            }
            Refusal::ProviderBusy { retry_after } => {
                Self::new(StatusCode::TOO_MANY_REQUESTS, say.provider_busy)
                    .after(retry_after.or(Some(Duration::from_secs(1))))
            }
            Refusal::Provider(_) => Self::new(StatusCode::UNPROCESSABLE_ENTITY, say.provider_refused),
            Refusal::ProviderFailed { .. } => Self::new(StatusCode::BAD_GATEWAY, say.provider_failed),
            Refusal::ProviderTimedOut => Self::new(StatusCode::GATEWAY_TIMEOUT, say.provider_slow),
            // The studio makes the request itself, so these cannot be the writer's doing.
            Refusal::NotJson(_)
            | Refusal::WrongShape(_)
            | Refusal::Incomplete
            | Refusal::UnknownPack
            | Refusal::Media => Self::new(StatusCode::BAD_REQUEST, say.request_refused),
        }
    }

    /// What to say when the gateway cannot work.
    pub(super) fn failed(error: &PipelineError, visit: &Visit) -> Self {
        tracing::error!(%error, request = %visit.request, "a request of the studio could not be served");
        let say = visit.say();
        match error {
            PipelineError::Log(_) | PipelineError::NoTenant => {
                Self::new(StatusCode::SERVICE_UNAVAILABLE, say.cannot_record)
                    .after(Some(Duration::from_secs(1)))
            }
            PipelineError::Broken => Self::new(StatusCode::INTERNAL_SERVER_ERROR, say.cannot_record),
        }
    }

    /// What to say when the provider's answer cannot be shown.
    pub(super) fn nonsense(visit: &Visit) -> Self {
        Self::new(StatusCode::BAD_GATEWAY, visit.say().provider_failed)
    }
}

fn limit(limit: Limit, say: &Words) -> &'static str {
    match limit {
        Limit::Requests => say.over_requests,
        Limit::Tokens => say.over_tokens,
        Limit::Concurrency => say.over_at_once,
    }
}
