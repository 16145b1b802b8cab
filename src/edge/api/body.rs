//! Reads a body, with a bound on its length and on the time it may take.

use std::time::Duration;

use axum::body::Body;
use bytes::{Bytes, BytesMut};
use http_body_util::BodyExt;
use tokio::time::timeout;

use crate::{
    pipeline::{BodyFault, Refusal},
    wire::{Document, ShapeError},
};

/// Longest silence while a body comes.
const SILENCE: Duration = Duration::from_secs(30);

/// Most bytes that are read for nothing.
const MOST_DRAINED: usize = 256 << 20;

/// The whole body.
///
/// # Errors
/// When it is longer than `most` bytes, falls silent or breaks off.
pub async fn read(mut body: Body, most: usize) -> Result<Bytes, BodyFault> {
    use axum::body::HttpBody;
    let announced = usize::try_from(body.size_hint().lower()).unwrap_or(usize::MAX);
    if announced > most {
        return Err(drained(body).await);
    }
    let mut first: Option<Bytes> = None;
    let mut all = BytesMut::new();
    loop {
        let frame = timeout(SILENCE, body.frame()).await.map_err(|_| BodyFault::Incomplete)?;
        let Some(frame) = frame else { break };
        let Ok(data) = frame.map_err(|_| BodyFault::Incomplete)?.into_data() else { continue };
        if all.len() + first.as_ref().map_or(0, Bytes::len) + data.len() > most {
            return Err(drained(body).await);
        }
        // Most bodies come in one frame, which then need not be copied.
        if first.is_none() && all.is_empty() {
            first = Some(data);
        } else {
            if let Some(first) = first.take() {
                all.reserve(announced.max(first.len() + data.len()));
                all.extend_from_slice(&first);
            }
            all.extend_from_slice(&data);
        }
    }
    Ok(first.unwrap_or_else(|| all.freeze()))
}

/// A whole body, read as JSON of some shape.
///
/// # Errors
/// Why it cannot be read.
pub async fn read_as<T>(
    body: Body,
    most: usize,
    shape: impl FnOnce(&Document) -> Result<T, ShapeError>,
) -> Result<T, Refusal> {
    let document = Document::parse(read(body, most).await?).map_err(Refusal::NotJson)?;
    shape(&document).map_err(Refusal::WrongShape)
}

/// Reads on for a while and drops what comes: many clients read the answer only once they have sent everything.
async fn drained(mut body: Body) -> BodyFault {
    let read = async {
        let mut left = MOST_DRAINED;
        while let Some(Ok(frame)) = body.frame().await
            && left > 0
        {
            left = left.saturating_sub(frame.data_ref().map_or(0, Bytes::len));
        }
    };
    // However it ends, the body was too large.
    let _in_time = timeout(SILENCE, read).await;
    BodyFault::TooLarge
}
