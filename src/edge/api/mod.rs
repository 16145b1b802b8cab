//! Programs: OpenAI's format, checks of texts, and the log.

pub mod body;
pub mod chat;
pub mod check;
pub mod entries;
pub mod error;
pub mod headers;
pub mod languagetool;
pub mod litellm;
pub mod models;
mod sse;

use self::error::ApiError;

/// A path that does not take the method.
pub fn wrong_method() -> std::future::Ready<ApiError> {
    std::future::ready(ApiError::wrong_method())
}
