//! `POST /v1/check`: a text is checked, nothing is written.

use axum::{
    Json,
    extract::{Request, State},
    response::{IntoResponse, Response},
};
use serde_json::json;

use super::{body, error::ApiError, headers};
use crate::{
    domain::Language,
    edge::{
        Handles,
        auth::{Authenticated, Id},
    },
    pipeline::{CheckOutcome, CheckRequest},
    wire::check,
};

/// Checks a text under the caller's policy.
///
/// # Errors
/// Whatever the pipeline refuses, in OpenAI's shape.
pub async fn check(
    State(handles): State<Handles>,
    Authenticated(caller): Authenticated,
    Id(id): Id,
    request: Request,
) -> Result<Response, ApiError> {
    let received = handles.pipeline.clock().elapsed();
    let wishes = headers::wishes(request.headers());
    let ask = body::read_as(request.into_body(), handles.max_body_bytes, check::ask).await;
    let request = CheckRequest { id, route: "check", ask, wishes, received };
    let CheckOutcome { facts, result } = handles.pipeline.check(request, caller).await?;
    let mut response = match result {
        Ok(checked) => Json(json!({
            "verdict": checked.verdict,
            "findings": checked.findings,
            "language": checked.language.map_or("und", Language::as_str),
            "entry": checked.entry,
            "masked": checked.masked,
        }))
        .into_response(),
        Err(refusal) => ApiError::from(refusal).into_response(),
    };
    headers::write(&facts, handles.pipeline.clock().now().as_second(), response.headers_mut());
    Ok(response)
}
