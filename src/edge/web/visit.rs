//! Who visits a page, and in which language it speaks.
//!
//! In goes a request, out comes a [`Visit`]: language, session, what links need. Nothing else in `web` reads
//! cookies or headers of a request. It never fails: somebody without a session is a visitor too.

use std::convert::Infallible;

use axum::{
    extract::FromRequestParts,
    http::{HeaderMap, Method, Uri, header, request::Parts},
};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};

use super::{
    cookie,
    error::{Fault, WebError},
    words::{self, Words},
};
use crate::{
    accounts::Session,
    domain::{Caller, Language, RequestId},
    edge::Handles,
};

/// One request for a page.
#[derive(Clone)]
pub(super) struct Visit {
    /// Of the interface: English or French.
    pub(super) language: Language,
    /// The query of the page, as it came.
    pub(super) query: String,
    /// Came over TLS, says the proxy in front.
    pub(super) is_secure: bool,
    /// The id of the request.
    pub(super) request: RequestId,
    /// Who is signed in.
    pub(super) signed: Option<Signed>,
    /// Where to come back to after signing in.
    place: String,
}

/// Somebody who is signed in.
#[derive(Clone)]
pub(super) struct Signed {
    pub(super) session: Session,
    /// As it stands in the cookie.
    pub(super) token: String,
}

impl Signed {
    pub(super) fn caller(&self) -> &Caller {
        &self.session.caller
    }
}

impl FromRequestParts<Handles> for Visit {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, handles: &Handles) -> Result<Self, Infallible> {
        Ok(Self::read(parts, handles))
    }
}

impl Visit {
    /// Reads a request.
    pub(super) fn read(parts: &Parts, handles: &Handles) -> Self {
        let Parts { uri, headers, method, .. } = parts;
        let request = parts.extensions.get::<RequestId>().cloned();
        let token = cookie::read(headers, cookie::SESSION);
        let signed = token.and_then(|token| {
            let session = handles.people.find(token)?;
            Some(Signed { session, token: token.to_owned() })
        });
        // A form is not sent again by signing in, so only its page is gone back to.
        let place =
            uri.path_and_query().filter(|_| method == Method::GET).map_or(uri.path(), |it| it.as_str());
        Self {
            language: language(uri, headers),
            query: uri.query().unwrap_or_default().to_owned(),
            is_secure: is_secure(headers),
            request: request.unwrap_or_else(|| RequestId::new(handles.ids.next("req_"))),
            signed,
            place: place.to_owned(),
        }
    }

    /// The words of its language.
    pub(super) fn say(&self) -> &'static Words {
        words::of(self.language)
    }

    /// The same visit with a query. A form that comes back has none, and must lead on to the same page when it is
    /// opened in the other language.
    pub(super) fn asking_for(&self, name: &str, value: &str) -> Self {
        let value = utf8_percent_encode(value, NON_ALPHANUMERIC);
        Self { query: format!("{name}={value}"), ..self.clone() }
    }

    /// Ends it with a page that says what is wrong.
    pub(super) fn stopped(&self, fault: Fault) -> WebError {
        WebError::new(self.clone(), fault)
    }

    /// Whoever is signed in and may write.
    pub(super) fn writer(&self) -> Result<&Signed, WebError> {
        self.one_who(|caller| caller.role.may_write())
    }

    /// Whoever is signed in and may review.
    pub(super) fn reviewer(&self) -> Result<&Signed, WebError> {
        self.one_who(|caller| caller.role.may_review())
    }

    fn one_who(&self, may: impl Fn(&Caller) -> bool) -> Result<&Signed, WebError> {
        let Some(signed) = &self.signed else {
            let next = utf8_percent_encode(&self.place, NON_ALPHANUMERIC);
            return Err(self.stopped(Fault::NotSignedIn { to: format!("/login?next={next}") }));
        };
        if may(signed.caller()) { Ok(signed) } else { Err(self.stopped(Fault::Forbidden)) }
    }
}

/// The language that somebody chose with this very request.
pub(super) fn chosen(uri: &Uri) -> Option<Language> {
    let pairs = uri.query().unwrap_or_default().split('&');
    spoken(pairs.filter_map(|pair| pair.strip_prefix("lang=")).next_back()?)
}

/// True when the proxy in front says that the request came over TLS.
pub(super) fn is_secure(headers: &HeaderMap) -> bool {
    let proto = headers.get("x-forwarded-proto").and_then(|value| value.to_str().ok());
    // With several proxies the first one has seen the visitor.
    proto
        .and_then(|list| list.split(',').next())
        .is_some_and(|first| first.trim().eq_ignore_ascii_case("https"))
}

fn language(uri: &Uri, headers: &HeaderMap) -> Language {
    let kept = || spoken(cookie::read(headers, cookie::LANGUAGE)?);
    let accepted = || {
        let header = headers.get(header::ACCEPT_LANGUAGE)?.to_str().ok()?;
        let is_spoken = |item: &&str| spoken(item.trim().split(';').next().unwrap_or_default()).is_some();
        Language::accepted(&header.split(',').take(16).filter(is_spoken).collect::<Vec<_>>().join(","))
    };
    chosen(uri).or_else(kept).or_else(accepted).unwrap_or(Language::En)
}

/// A language that the interface speaks.
fn spoken(tag: &str) -> Option<Language> {
    Language::parse(tag).filter(|language| matches!(language, Language::En | Language::Fr))
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderValue;

    use super::*;

    #[test]
    fn the_interface_speaks_what_was_chosen_then_what_was_kept_then_what_is_accepted() {
        let mut headers = HeaderMap::new();
        let of = |path: &'static str, headers: &HeaderMap| language(&Uri::from_static(path), headers);
        assert_eq!(of("/login", &headers), Language::En);
        headers.insert(header::ACCEPT_LANGUAGE, HeaderValue::from_static("de, fr;q=0.8, en;q=0.5"));
        assert_eq!(of("/login", &headers), Language::Fr, "German is not spoken here, French comes next");
        headers.insert(header::COOKIE, HeaderValue::from_static("candor_lang=en"));
        assert_eq!(of("/login", &headers), Language::En);
        assert_eq!(of("/login?a=b&lang=fr", &headers), Language::Fr);
        assert_eq!(of("/login?lang=es", &headers), Language::En);
    }

    #[test]
    fn only_the_first_proxy_says_whether_a_request_was_secure() {
        let mut headers = HeaderMap::new();
        assert!(!is_secure(&headers));
        headers.insert("x-forwarded-proto", HeaderValue::from_static("https, http"));
        assert!(is_secure(&headers));
        headers.insert("x-forwarded-proto", HeaderValue::from_static("http, https"));
        assert!(!is_secure(&headers));
    }
}
