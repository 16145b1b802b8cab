//! A streamed answer as a body.

use std::{convert::Infallible, time::Duration};

use axum::body::Body;
use bytes::Bytes;
use futures_util::stream;
use tokio::time::timeout;

use super::error::ApiError;
use crate::{
    pipeline::{AnswerStream, Part},
    wire::sse,
};

/// The events of an answer; a comment whenever it is silent for too long. When the caller goes away, the
/// body is dropped, and the answer and the connection to the provider with it.
pub(super) fn body(answer: Box<AnswerStream>, heartbeat: Duration) -> Body {
    let parts = stream::unfold(answer, move |mut answer| async move {
        let bytes = match timeout(heartbeat, answer.next()).await {
            Err(_) => Bytes::from_static(sse::HEARTBEAT),
            Ok(None) => return None,
            Ok(Some(Part::Events(events))) => events,
            Ok(Some(Part::Broken(broken))) => sse::event(ApiError::in_stream(broken).as_bytes()),
        };
        Some((Ok::<_, Infallible>(bytes), answer))
    });
    Body::from_stream(parts)
}
