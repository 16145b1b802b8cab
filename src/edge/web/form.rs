//! Forms: what was sent, whether our own page sent it, and what is wrong with it.
//!
//! In goes the body of a POST, out come its [`Fields`] or a [`Fault`]. A form behind a session carries the
//! session's token; the sign-in form has no session yet, so there the browser must say where it comes from.
//! Nothing of a form is ever logged.

use std::time::Duration;

use axum::{
    Form,
    extract::{FromRequest, Request},
    http::{HeaderMap, StatusCode, header},
};
use tokio::time::timeout;

use super::{cookie, error::Fault, visit::Signed};

/// Most bytes of a form.
pub(super) const MOST_BYTES: usize = 256 * 1024;
/// The field that carries the session's token.
const TOKEN: &str = "form_token";
/// How long a form may take to come.
const PATIENCE: Duration = Duration::from_secs(30);

/// What stands in a form, by the names of its fields.
#[derive(Debug)]
pub(super) struct Fields(Vec<(String, String)>);

impl Fields {
    /// Takes out a field; empty where it was not sent.
    pub(super) fn take(&mut self, name: &str) -> String {
        let field = self.0.iter_mut().find(|(known, _)| known == name);
        field.map(|(_, value)| std::mem::take(value)).unwrap_or_default()
    }
}

/// Reads a form with these fields and no others, each at most once.
pub(super) async fn read(request: Request, names: &[&str]) -> Result<Fields, Fault> {
    let body = timeout(PATIENCE, Form::<Vec<(String, String)>>::from_request(request, &()));
    let Form(fields) = body.await.map_err(|_| Fault::BadForm)?.map_err(|rejection| {
        if rejection.status() == StatusCode::PAYLOAD_TOO_LARGE { Fault::TooLong } else { Fault::BadForm }
    })?;
    let is_once = |name: &str| fields.iter().filter(|(known, _)| known == name).count() == 1;
    let is_known = fields.iter().all(|(name, _)| names.contains(&name.as_str()) && is_once(name));
    if is_known { Ok(Fields(fields)) } else { Err(Fault::BadForm) }
}

/// Reads a form that must carry the token of this session.
pub(super) async fn read_guarded(request: Request, signed: &Signed, names: &[&str]) -> Result<Fields, Fault> {
    let names: Vec<&str> = names.iter().copied().chain([TOKEN]).collect();
    let mut fields = read(request, &names).await?;
    if signed.session.allows_form(&fields.take(TOKEN)) { Ok(fields) } else { Err(Fault::ForeignForm) }
}

/// True when a form without a session may come from our own page: the browser says so, or it is none.
///
/// Browsers send `Sec-Fetch-Site` where they trust the connection. Elsewhere they send `Origin`, which our own
/// pages make `null` (they ask for no referrer), as a foreign page can too: then only a cookie tells the two
/// apart that browsers send with nothing but our own forms.
pub(super) fn is_ours(headers: &HeaderMap) -> bool {
    let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    if let Some(site) = text("sec-fetch-site") {
        return matches!(site, "same-origin" | "none");
    }
    match text(header::ORIGIN.as_str()) {
        None => true,
        Some("null") => cookie::read(headers, cookie::SIGN_IN).is_some(),
        Some(origin) => {
            let host = origin.split_once("://").map(|(_, host)| host);
            host.is_some_and(|host| {
                text(header::HOST.as_str()).is_some_and(|ours| ours.eq_ignore_ascii_case(host))
            })
        }
    }
}

/// The path to go on to after signing in, if it is one of our own.
pub(super) fn own_path(next: &str) -> Option<&str> {
    let is_plain = next.bytes().all(|byte| byte.is_ascii_graphic() && byte != b'\\');
    (next.starts_with('/') && !next.starts_with("//") && is_plain).then_some(next)
}

/// What is wrong with a form, for the top of its page.
#[derive(Debug, Clone, Default)]
pub(super) struct Problem {
    pub(super) title: String,
    pub(super) advice: String,
    pub(super) places: Vec<Place>,
}

/// A field and what is wrong with it.
#[derive(Debug, Clone)]
pub(super) struct Place {
    /// The field's id on the page.
    pub(super) field: &'static str,
    pub(super) message: String,
}

impl Problem {
    /// One that belongs to these fields; `None` when nothing is wrong with any.
    pub(super) fn at(title: &str, fields: &[(&'static str, Option<&str>)]) -> Option<Self> {
        let place = |(field, message): &(&'static str, Option<&str>)| {
            Some(Place { field, message: (*message)?.to_owned() })
        };
        let places: Vec<Place> = fields.iter().filter_map(place).collect();
        (!places.is_empty()).then(|| Self { title: title.to_owned(), advice: String::new(), places })
    }

    /// One that no field is to blame for.
    pub(super) fn of_all(title: &str, advice: String) -> Self {
        Self { title: title.to_owned(), advice, places: Vec::new() }
    }
}

/// One choice of a list.
#[derive(Debug, Clone)]
pub(super) struct Choice {
    pub(super) value: String,
    pub(super) name: String,
    pub(super) is_chosen: bool,
}

#[cfg(test)]
mod tests {
    use axum::http::{HeaderName, HeaderValue};

    use super::*;

    #[test]
    fn a_path_to_go_on_to_is_our_own() {
        for ours in ["/studio", "/review?outcome=blocked&after=ent_1", "/"] {
            assert_eq!(own_path(ours), Some(ours));
        }
        for foreign in [
            "",
            "studio",
            "//evil.example",
            "/\\evil.example",
            "https://evil.example",
            "/a\n/b",
            "/\t/evil",
            "/é",
        ] {
            assert_eq!(own_path(foreign), None, "{foreign:?}");
        }
    }

    #[test]
    fn a_form_of_another_site_is_not_ours() {
        let is_ours = |pairs: &[(&'static str, &'static str)]| {
            let pair = |(name, value): &(&'static str, &'static str)| {
                (HeaderName::from_static(name), HeaderValue::from_static(value))
            };
            super::is_ours(&pairs.iter().map(pair).collect())
        };
        assert!(is_ours(&[]), "a program");
        assert!(is_ours(&[("sec-fetch-site", "same-origin"), ("origin", "null")]));
        assert!(!is_ours(&[("sec-fetch-site", "cross-site")]));
        assert!(!is_ours(&[("sec-fetch-site", "same-site")]));
        assert!(is_ours(&[("origin", "http://candor.lan:8080"), ("host", "candor.lan:8080")]));
        assert!(!is_ours(&[("origin", "http://evil.example"), ("host", "candor.lan:8080")]));
        assert!(!is_ours(&[("origin", "null"), ("host", "candor.lan")]));
        assert!(is_ours(&[("origin", "null"), ("host", "candor.lan"), ("cookie", "candor_sign_in=1")]));
    }
}
