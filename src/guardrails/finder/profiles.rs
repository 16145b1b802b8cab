//! Pages of persons on social networks, and sites of their own.
//!
//! Firms have them as well: what counts is a host whose pages are persons', or a name in the address.

use super::{
    handles::{belongs_to_person, is_personal, is_thing},
    names::Names,
};
use crate::{domain::Span, guardrails::text::View};

/// Hosts whose profiles are found by their path.
const HOSTS: &[&str] = &[
    "linkedin.com",
    "instagram.com",
    "facebook.com",
    "fb.com",
    "x.com",
    "twitter.com",
    "tiktok.com",
    "github.com",
    "gitlab.com",
    "t.me",
    "threads.net",
    "youtube.com",
    "xing.com",
    "medium.com",
    "pinterest.com",
    "pinterest.fr",
    "snapchat.com",
];
/// Before the address of a page that is a person's, wherever it lies.
const INTRODUCTIONS: &[&str] = &[
    "her blog",
    "his blog",
    "my blog",
    "their blog",
    "blogs at",
    "blogging at",
    "mon blog",
    "son blog",
    "tient le blog",
    "blogue sur",
    "blog perso",
    "blog personnel",
    "portfolio",
    "site perso",
    "site personnel",
    "page perso",
    "her site",
    "his site",
    "my site",
    "her website",
    "his website",
    "my website",
    "personal site",
    "personal website",
    "personal page",
    "mon site",
    "cagnotte",
    "meine webseite",
    "mi blog",
    "su blog",
    "mi web",
    "il mio blog",
    "il mio sito",
];
/// Hosts that show the work of one person under each path, or collect money for one.
const PERSONS_HOSTS: &[&str] = &[
    "behance.net",
    "dribbble.com",
    "about.me",
    "linktr.ee",
    "strava.com",
    "malt.fr",
    "malt.com",
    "justgiving.com",
    "gofundme.com",
];
/// Paths under which there are only persons.
const PERSONS_PATHS: &[&str] =
    &["in/", "pub/", "profile/", "profiles/", "athletes/", "page/", "fundraising/", "f/"];

/// Addresses of pages that belong to a person.
pub(super) fn urls(text: &str, names: &Names) -> Vec<Span> {
    let mut found: Vec<Span> = Vec::new();
    for at in memchr::memchr_iter(b'/', text.as_bytes()) {
        let before = super::back(text, at, 40);
        let hosts = HOSTS.iter().chain(PERSONS_HOSTS);
        let Some(host) = hosts.into_iter().find(|host| ends_with_host(before, host)) else { continue };
        let path = path(super::ahead(text, at + 1, 120));
        let is_persons =
            PERSONS_PATHS.iter().any(|known| path.len() > known.len() && path.starts_with(known))
                || PERSONS_HOSTS.contains(host) && path.len() > 3 && !is_thing(path, names)
                || is_personal(
                    path.split(['/', '?']).next().unwrap_or_default(),
                    super::back(text, at - host.len(), 48),
                    names,
                );
        if is_persons {
            let start = start_of(text, at - host.len());
            if found.last().is_none_or(|last| last.end <= start) {
                found.push(Span::new(start, at + 1 + path.len()));
            }
        }
    }
    found.extend(introduced(text, names));
    found
}

/// `Her site is https://…`, `https://claire-fontaine.example`: addresses that somebody's name or the words before
/// give to a person.
fn introduced(text: &str, names: &Names) -> Vec<Span> {
    let schemes = memchr::memmem::find_iter(text.as_bytes(), "://");
    let pages = schemes.filter_map(|at| {
        let start = at - super::back(text, at, 5).bytes().rev().take_while(u8::is_ascii_alphabetic).count();
        let page = path(super::ahead(text, at + 3, 120));
        let host = page.split(['/', '?', ':']).next().filter(|host| host.contains('.'))?;
        let label = host.trim_start_matches("www.").split('.').next().unwrap_or_default();
        let view = View::folded(super::back(text, start, 32));
        let before = view.text().trim_end_matches(|c: char| !c.is_alphanumeric());
        let before =
            ["is", "est", "at", "sur"].iter().find_map(|link| before.strip_suffix(link)).unwrap_or(before);
        let is_introduced = INTRODUCTIONS.iter().any(|words| before.trim_end().ends_with(words));
        let is_named = belongs_to_person(label, names);
        (is_introduced || is_named).then(|| Span::new(start, at + 3 + page.len()))
    });
    pages.collect()
}

fn ends_with_host(before: &str, host: &str) -> bool {
    let Some(cut) = before.len().checked_sub(host.len()) else { return false };
    before.get(cut..).is_some_and(|end| end.eq_ignore_ascii_case(host))
        && !before.get(..cut).is_some_and(|rest| rest.ends_with(|c: char| c.is_alphanumeric() || c == '-'))
}

/// The path that a text starts with.
fn path(text: &str) -> &str {
    let ends = |c: char| {
        c.is_whitespace() || matches!(c, '"' | '\'' | '<' | '>' | ')' | ']' | '}' | '|' | ',' | ';')
    };
    let end = text.find(ends).unwrap_or(text.len());
    text.get(..end).unwrap_or_default().trim_end_matches(['.', '!', '?', ':', '*', '_'])
}

/// Where the address begins whose host begins at `host`: with its subdomain and its scheme.
fn start_of(text: &str, host: usize) -> usize {
    let before = super::back(text, host, 24);
    let is_part = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | ':' | '/');
    host - (before.len() - before.trim_end_matches(is_part).len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_of_persons_are_found_and_those_of_firms_are_not() {
        let names = Names::built_in().unwrap();
        let found = |text: &str| -> Vec<String> {
            urls(text, &names).into_iter().map(|span| span.of(text).to_owned()).collect()
        };
        for (text, expected) in [
            (
                "voir https://www.linkedin.com/in/awa-diallo-4512, merci",
                "https://www.linkedin.com/in/awa-diallo-4512",
            ),
            ("(instagram.com/lea.moreau)", "instagram.com/lea.moreau"),
            ("https://github.com/karim-benali/site.", "https://github.com/karim-benali/site"),
            ("mes dessins : behance.net/wxyz-qq, merci", "behance.net/wxyz-qq"),
            ("https://sophiemartin.example", "https://sophiemartin.example"),
        ] {
            assert_eq!(found(text), [expected], "{text}");
        }
        for text in [
            "instagram.com/maisonlouvard",
            "https://www.linkedin.com/company/northpeak",
            "https://shop.example/in/stock",
            "notx.com/lea.moreau",
        ] {
            assert!(found(text).is_empty(), "{text}");
        }
    }

    #[test]
    fn a_million_signs_are_read_in_linear_time() {
        let names = Names::built_in().unwrap();
        assert!(urls(&"x.com/".repeat(100_000), &names).len() < 100_000);
    }
}
