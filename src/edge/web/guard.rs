//! Headers that keep a page to itself, and the files every page loads.
//!
//! A page runs no script, loads nothing from elsewhere, stands in no frame, tells no other site where a visitor
//! came from, and is kept by no cache.

use axum::{
    extract::Request,
    http::{HeaderMap, HeaderName, HeaderValue, Uri, header},
    middleware::Next,
    response::{IntoResponse, Response},
};

use super::{
    cookie::{self, Cookie},
    pages, visit,
};
use crate::domain::Language;

/// What a page may load and where its forms may go.
const POLICY: &str = "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

const HEADERS: [(HeaderName, &str); 4] = [
    (header::CONTENT_SECURITY_POLICY, POLICY),
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::REFERRER_POLICY, "no-referrer"),
    (header::X_FRAME_OPTIONS, "DENY"),
];

/// For so long a language that was chosen is kept: a year, in seconds.
const LANGUAGE_AGE: u32 = 31_536_000;

/// The language that somebody chose with a request.
#[derive(Debug, Clone, Copy)]
pub(super) struct Choice {
    language: Option<Language>,
    is_secure: bool,
}

impl Choice {
    /// Reads it.
    pub(super) fn of(uri: &Uri, headers: &HeaderMap) -> Self {
        Self { language: visit::chosen(uri), is_secure: visit::is_secure(headers) }
    }
}

/// The layer around every page.
pub(super) async fn dress(request: Request, next: Next) -> Response {
    let choice = Choice::of(request.uri(), request.headers());
    dressed(next.run(request).await, choice)
}

/// An answer with the headers of a page; a language that was chosen is kept.
pub(super) fn dressed(mut response: Response, choice: Choice) -> Response {
    let headers = response.headers_mut();
    for (name, value) in HEADERS {
        headers.insert(name, HeaderValue::from_static(value));
    }
    headers.entry(header::CACHE_CONTROL).or_insert(HeaderValue::from_static("no-store"));
    if let Some(language) = choice.language {
        let (value, is_secure) = (language.as_str(), choice.is_secure);
        let max_age = Some(LANGUAGE_AGE);
        Cookie { name: cookie::LANGUAGE, value, max_age, is_strict: false, is_secure }.put(headers);
    }
    response
}

/// The stylesheet. Pages name it with its version, so it may be kept for long.
pub(super) async fn style() -> Response {
    file("text/css; charset=utf-8", "public, max-age=31536000, immutable", pages::STYLE)
}

/// The sign in the browser's tab.
pub(super) async fn icon() -> Response {
    file("image/svg+xml", "public, max-age=86400", pages::ICON)
}

fn file(kind: &'static str, cache: &'static str, text: &'static str) -> Response {
    ([(header::CONTENT_TYPE, kind), (header::CACHE_CONTROL, cache)], text).into_response()
}
