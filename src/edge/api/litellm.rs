//! `POST /beta/litellm_basic_guardrail_api`: LiteLLM's generic guardrail contract, so that its users can call these
//! guardrails.

use axum::{
    Json,
    extract::{Request, State},
    response::{IntoResponse, Response},
};
use serde_json::{Value, json};

use super::{body, error::ApiError, headers};
use crate::{
    edge::{
        Handles,
        auth::{Authenticated, Id},
    },
    pipeline::{GuardOutcome, GuardRequest, Guarded},
    wire::litellm,
};

/// Guards the texts of a call.
///
/// # Errors
/// Whatever the pipeline refuses, in OpenAI's shape: LiteLLM then lets nothing pass.
pub async fn guard(
    State(handles): State<Handles>,
    Authenticated(caller): Authenticated,
    Id(id): Id,
    request: Request,
) -> Result<Response, ApiError> {
    let received = handles.pipeline.clock().elapsed();
    let wishes = headers::wishes(request.headers());
    let ask = body::read_as(request.into_body(), handles.max_body_bytes, litellm::ask).await;
    let request = GuardRequest { id, ask, wishes, received };
    let GuardOutcome { facts, result } = handles.pipeline.guard(request, caller).await?;
    let mut response = match result {
        Ok(guarded) => Json(answer(guarded)).into_response(),
        Err(refusal) => ApiError::from(refusal).into_response(),
    };
    headers::write(&facts, handles.pipeline.clock().now().as_second(), response.headers_mut());
    Ok(response)
}

fn answer(guarded: Guarded) -> Value {
    let Guarded { entry, verdict, blocked, texts, unsettled, findings, masked } = guarded;
    let candor = json!({ "entry": entry, "verdict": verdict, "findings": findings, "masked": masked });
    let mut answer = match (blocked, texts) {
        (Some((_, reason)), _) => json!({ "action": "BLOCKED", "blocked_reason": reason }),
        (None, Some(texts)) => json!({ "action": "GUARDRAIL_INTERVENED", "texts": texts }),
        (None, None) => json!({ "action": "NONE" }),
    };
    if let Some(members) = answer.as_object_mut() {
        if unsettled.iter().any(|count| *count > 0) {
            members.insert("stream_holdback_chars".to_owned(), unsettled.into());
        }
        members.insert("candor".to_owned(), candor);
    }
    answer
}
