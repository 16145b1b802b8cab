//! `POST /v1/chat/completions`

use axum::{
    body::Body,
    extract::{Request, State},
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};

use super::{body, error::ApiError, headers, sse};
use crate::{
    edge::{
        Handles,
        auth::{Authenticated, Id},
    },
    pipeline::{Answer, CopyRequest},
    wire::Format,
};

/// Completes a chat, whole or streamed.
///
/// # Errors
/// Whatever the pipeline refuses, in OpenAI's shape.
pub async fn complete(
    State(handles): State<Handles>,
    Authenticated(caller): Authenticated,
    Id(id): Id,
    request: Request,
) -> Result<Response, ApiError> {
    let received = handles.pipeline.clock().elapsed();
    let wishes = headers::wishes(request.headers());
    let body = body::read(request.into_body(), handles.max_body_bytes).await;
    let request = CopyRequest { id, route: "chat", format: Format::Chat, body, wishes, received };
    let outcome = handles.pipeline.run(request, caller).await?;
    let mut response = match outcome.result {
        Ok(Answer::Whole { body, .. }) => {
            ([(header::CONTENT_TYPE, "application/json")], body).into_response()
        }
        Ok(Answer::Stream(answer)) => stream(sse::body(answer, handles.heartbeat)),
        Err(refusal) => ApiError::from(refusal).into_response(),
    };
    headers::write(&outcome.facts, handles.pipeline.clock().now().as_second(), response.headers_mut());
    Ok(response)
}

fn stream(body: Body) -> Response {
    let mut response = (StatusCode::OK, body).into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("text/event-stream; charset=utf-8"));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-cache"));
    // Proxies in front must not collect a stream before they send it on.
    headers.insert("x-accel-buffering", HeaderValue::from_static("no"));
    response
}
