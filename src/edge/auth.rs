//! Credentials → [`Caller`].

use axum::{
    extract::{FromRequestParts, OptionalFromRequestParts},
    http::{HeaderMap, header, request::Parts},
};

use super::{Handles, api::error::ApiError};
use crate::domain::{Caller, RequestId};

/// The key of a program: `Authorization: Bearer …` or `x-api-key`.
pub(super) fn presented(headers: &HeaderMap) -> Option<&str> {
    let bearer = headers.get(header::AUTHORIZATION).and_then(|value| value.to_str().ok());
    let bearer = bearer.and_then(|value| {
        let (scheme, key) = value.split_once(' ')?;
        scheme.eq_ignore_ascii_case("bearer").then_some(key.trim())
    });
    let key = bearer.or_else(|| headers.get("x-api-key").and_then(|value| value.to_str().ok()));
    key.filter(|key| !key.is_empty() && key.len() <= 512)
}

/// Whoever calls an API route; 401 for nobody.
pub struct Authenticated(pub Caller);

impl FromRequestParts<Handles> for Authenticated {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, handles: &Handles) -> Result<Self, ApiError> {
        caller(handles, presented(&parts.headers)).await.map(Self)
    }
}

/// Whose key that is; 401 for nobody's.
///
/// # Errors
/// Where there is no key, or an unknown one.
pub(super) async fn caller(handles: &Handles, key: Option<&str>) -> Result<Caller, ApiError> {
    let caller = match key.filter(|key| key.len() <= 512) {
        Some(key) => handles.keys.find(key).await,
        None => None,
    };
    caller.ok_or_else(|| {
        handles.metrics.unauthenticated.inc();
        ApiError::no_key()
    })
}

/// The id of the request, as the outermost layer gave it.
pub struct Id(pub RequestId);

impl<S: Send + Sync> FromRequestParts<S> for Id {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, ApiError> {
        parts.extensions.get::<RequestId>().cloned().map(Self).ok_or_else(ApiError::internal)
    }
}

impl<S: Send + Sync> OptionalFromRequestParts<S> for Id {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Option<Self>, ApiError> {
        Ok(parts.extensions.get::<RequestId>().cloned().map(Self))
    }
}
