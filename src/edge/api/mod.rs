//! Programs: OpenAI's format, and the log.

pub mod body;
pub mod chat;
pub mod entries;
pub mod error;
pub mod headers;
pub mod models;
mod sse;

use self::error::ApiError;

/// A path that leads nowhere.
pub async fn not_found() -> ApiError {
    ApiError::no_route()
}
