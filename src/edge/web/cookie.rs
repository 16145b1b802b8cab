//! The two or three cookies of the pages: read by name, written with everything that keeps them ours.

use axum::http::{HeaderMap, HeaderValue, header};

/// The session's token.
pub(super) const SESSION: &str = "candor_session";
/// The language of the interface.
pub(super) const LANGUAGE: &str = "candor_lang";
/// Comes with the sign-in form, and with a form only from our own site.
pub(super) const SIGN_IN: &str = "candor_sign_in";

/// How a cookie is kept.
pub(super) struct Cookie<'c> {
    pub(super) name: &'c str,
    pub(super) value: &'c str,
    /// In seconds; none for as long as the browser is open, 0 to forget it.
    pub(super) max_age: Option<u32>,
    /// Not even sent when somebody follows a link from another site.
    pub(super) is_strict: bool,
    /// Only over TLS.
    pub(super) is_secure: bool,
}

impl Cookie<'_> {
    /// Adds it to an answer. No script can read it.
    pub(super) fn put(&self, headers: &mut HeaderMap) {
        let Self { name, value, .. } = self;
        let site = if self.is_strict { "Strict" } else { "Lax" };
        let age = self.max_age.map(|seconds| format!("; Max-Age={seconds}")).unwrap_or_default();
        let secure = if self.is_secure { "; Secure" } else { "" };
        let text = format!("{name}={value}; Path=/; HttpOnly; SameSite={site}{age}{secure}");
        if let Ok(text) = HeaderValue::try_from(text) {
            headers.append(header::SET_COOKIE, text);
        }
    }
}

/// The value of a cookie that came with a request.
pub(super) fn read<'h>(headers: &'h HeaderMap, name: &str) -> Option<&'h str> {
    let lines = headers.get_all(header::COOKIE).into_iter().filter_map(|line| line.to_str().ok());
    let mut pairs = lines.flat_map(|line| line.split(';')).filter_map(|pair| pair.trim().split_once('='));
    pairs.find(|(known, _)| *known == name).map(|(_, value)| value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cookie_is_found_among_others() {
        let mut headers = HeaderMap::new();
        headers.append(header::COOKIE, HeaderValue::from_static("a=1; candor_lang=fr"));
        headers.append(header::COOKIE, HeaderValue::from_static("candor_session=t=t"));
        assert_eq!(read(&headers, LANGUAGE), Some("fr"));
        assert_eq!(read(&headers, SESSION), Some("t=t"));
        assert_eq!(read(&headers, "lang"), None);
    }
}
