//! `POST /v2/check`, `GET /v2/languages`: LanguageTool's interface, so that its editors underline findings.

use axum::{
    Json,
    extract::{Request, State},
    http::{HeaderMap, HeaderValue, header},
    response::{IntoResponse, Response},
};
use serde_json::Value;

use super::{body, error::ApiError, headers};
use crate::{
    domain::Caller,
    edge::{
        Handles,
        auth::{self, Id},
    },
    guardrails::formats::languagetool,
    pipeline::{CheckRequest, Refusal},
    wire::languagetool::Form,
};

/// Longest form, in bytes: editors send what is on the screen, and who they are stands in it.
const LONGEST: usize = 4 << 20;

/// Checks the text of a form.
///
/// # Errors
/// In words, as LanguageTool says them.
pub async fn check(
    State(handles): State<Handles>,
    Id(id): Id,
    request: Request,
) -> Result<Response, InWords> {
    let received = handles.pipeline.clock().elapsed();
    let (parts, body) = request.into_parts();
    let body = body::read(body, LONGEST.min(handles.max_body_bytes)).await;
    let form = body.as_ref().map(|body| Form::read(body)).unwrap_or_default();
    let is_known = auth::presented(&parts.headers).is_some() || form.api_key.is_some();
    if let (Err(fault), false) = (&body, is_known) {
        return Err(ApiError::from(Refusal::from(*fault)).into());
    }
    let caller = caller(&handles, &parts.headers, form.api_key.as_deref()).await?;
    let ask = match body {
        Ok(_) => form.ask().map_err(Refusal::WrongShape),
        Err(fault) => Err(fault.into()),
    };
    let asked = ask.as_ref().ok().and_then(|ask| ask.language);
    let wishes = headers::wishes(&parts.headers);
    let request = CheckRequest { id, route: "languagetool", ask, wishes, received };
    let outcome = handles.pipeline.check(request, caller).await.map_err(ApiError::from)?;
    let mut response = match outcome.result {
        Ok(checked) => {
            let rules = handles.pipeline.runtime().rules.clone();
            let languages = (asked, checked.language);
            Json(languagetool::answer(&checked.text, languages, &checked.findings, &rules)).into_response()
        }
        Err(refusal) => InWords(ApiError::from(refusal)).into_response(),
    };
    headers::write(&outcome.facts, handles.pipeline.clock().now().as_second(), response.headers_mut());
    Ok(response)
}

/// The languages that are understood; no key is needed.
pub async fn languages() -> Json<Value> {
    Json(languagetool::languages())
}

/// Whose key stands in the headers, or in the form.
async fn caller(handles: &Handles, headers: &HeaderMap, key: Option<&str>) -> Result<Caller, ApiError> {
    auth::caller(handles, auth::presented(headers).or(key)).await
}

/// An error in words.
#[derive(Debug)]
pub struct InWords(ApiError);

impl From<ApiError> for InWords {
    fn from(error: ApiError) -> Self {
        Self(error)
    }
}

impl IntoResponse for InWords {
    fn into_response(self) -> Response {
        let words = format!("Error: {}", self.0.message());
        let (mut parts, _) = self.0.into_response().into_parts();
        parts.headers.remove(header::CONTENT_LENGTH);
        let text = HeaderValue::from_static("text/plain; charset=utf-8");
        parts.headers.insert(header::CONTENT_TYPE, text);
        Response::from_parts(parts, words.into())
    }
}
