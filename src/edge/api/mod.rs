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

/// A path that does not take the method.
pub async fn wrong_method() -> ApiError {
    ApiError::wrong_method()
}
