//! `POST /v1/check`: a text is checked, nothing is written.

use axum::{
    Json,
    body::Body,
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
    pipeline::{BodyFault, CheckOutcome, CheckRequest, Refusal},
    wire::{
        Document,
        check::{self, CheckAsk},
    },
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
    let ask = read(request.into_body(), handles.max_body_bytes).await;
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

async fn read(body: Body, most: usize) -> Result<CheckAsk, Refusal> {
    let body = body::read(body, most).await.map_err(unreadable)?;
    let document = Document::parse(body).map_err(Refusal::NotJson)?;
    check::ask(&document).map_err(Refusal::WrongShape)
}

/// Why a body could not be read.
pub(super) fn unreadable(fault: BodyFault) -> Refusal {
    match fault {
        BodyFault::TooLarge => Refusal::TooLarge,
        BodyFault::Incomplete => Refusal::Incomplete,
    }
}
