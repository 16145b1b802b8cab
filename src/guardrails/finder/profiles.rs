//! Pages and handles of persons on social networks.
//!
//! Firms have them as well: what counts is a host whose pages are persons', or a handle that is made of a
//! person's name.

use super::names::{Facts, Names};
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
    "behance.net",
    "dribbble.com",
    "pinterest.com",
    "pinterest.fr",
    "snapchat.com",
    "strava.com",
    "malt.fr",
    "malt.com",
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
/// Paths under which there are only persons.
const PERSONS_PATHS: &[&str] = &["in/", "pub/", "profile/", "profiles/", "athletes/"];
/// Longer names are none, in bytes.
const LONGEST: usize = 64;

/// Addresses of pages that belong to a person.
pub(super) fn urls(text: &str, names: &Names) -> Vec<Span> {
    let mut found: Vec<Span> = Vec::new();
    for at in memchr::memchr_iter(b'/', text.as_bytes()) {
        let before = super::back(text, at, 40);
        let Some(host) = HOSTS.iter().find(|host| ends_with_host(before, host)) else { continue };
        let path = path(super::ahead(text, at + 1, 120));
        let is_persons =
            PERSONS_PATHS.iter().any(|known| path.len() > known.len() && path.starts_with(known))
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
        let is_named = label.contains('-') && belongs_to_person(label, names);
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

/// Handles that are made of a person's name, or stand behind one.
pub(super) fn handles(text: &str, names: &Names) -> Vec<Span> {
    let mut found = Vec::new();
    for at in memchr::memchr_iter(b'@', text.as_bytes()) {
        let before = super::back(text, at, LONGEST);
        if before.ends_with(|c: char| c.is_alphanumeric() || matches!(c, '.' | '_' | '-' | '/' | '+')) {
            continue;
        }
        let rest = super::ahead(text, at + 1, LONGEST);
        let is_part = |c: char| c.is_alphanumeric() || matches!(c, '.' | '_' | '-');
        let length = rest.find(|c| !is_part(c)).unwrap_or(rest.len());
        let name = rest.get(..length).unwrap_or_default().trim_end_matches(['.', '-']);
        if name.len() >= 3 && (is_personal(name, before, names) || follows_name(before, names)) {
            found.push(Span::new(at, at + 1 + name.len()));
        }
    }
    found
}

/// `Léa Moreau (`, `Ana Ruiz `: a name and hardly anything else before a handle.
fn follows_name(before: &str, names: &Names) -> bool {
    let Some(before) = before.strip_suffix(" (").or_else(|| before.strip_suffix(", ")) else { return false };
    let mut words = before.rsplit(' ');
    let is_name = |word: &str| {
        word.starts_with(char::is_uppercase) && {
            let facts = names.of(word);
            facts.is_name() && !facts.has(Facts::STOP)
        }
    };
    let last = words.next().unwrap_or_default();
    let before = words.next().unwrap_or_default();
    is_name(last) && (is_name(before) || names.of(last).is_plain_given())
}

/// Handles of firms are one word, as a rule, or stand where readers are asked to follow.
fn is_personal(handle: &str, before: &str, names: &Names) -> bool {
    const ASKS: &[&str] = &[
        "follow", "suivez", "abonnez", "notre", "nos ", "our ", "official", "officiel", "folgt", "siguenos",
        "sigue", "seguite", "segui", "brand", "marque", "marca", "tag us",
    ];
    if belongs_to_person(handle, names) {
        return true;
    }
    let view = View::folded(before);
    let is_asked = ASKS.iter().any(|word| view.text().contains(word));
    let name = handle.trim_start_matches('@');
    let is_written_so = name.trim_end_matches('_').contains(['.', '_'])
        || name.ends_with(|c: char| c.is_ascii_digit() || c == '_');
    let mut parts = name.split(['.', '_', '-']);
    is_written_so && !is_asked && !parts.any(|part| is_thing(part, names) || is_brand(names.of(part)))
}

/// The first word of a brand, and nobody's name.
fn is_brand(facts: Facts) -> bool {
    facts.has(Facts::BRAND) && !facts.is_name()
}

/// *robe*, *shop*, *directeur*: no part of a person's name.
fn is_thing(part: &str, names: &Names) -> bool {
    names.of(part).has(Facts::THING | Facts::THING_AFTER | Facts::JOB | Facts::PLACE)
}

/// True when a handle is a given name with something more: `lea.moreau`, `karim_b`, `sophiemartin`, `tom1987`.
fn belongs_to_person(handle: &str, names: &Names) -> bool {
    if handle.len() > LONGEST {
        return false;
    }
    let handle = handle.trim_start_matches('@').to_lowercase();
    let parts: Vec<&str> = handle
        .split(|c: char| matches!(c, '.' | '_' | '-') || c.is_ascii_digit())
        .filter(|part| !part.is_empty())
        .collect();
    if parts.iter().any(|part| is_thing(part, names)) {
        return false;
    }
    let given = |part: &str| part.len() >= 3 && names.of(part).is_plain_given();
    let surname = |part: &str| part.len() >= 3 && names.of(part).has(Facts::SURNAME);
    match parts.as_slice() {
        [one] => {
            let has_digits = handle.len() > one.len() && handle.bytes().any(|byte| byte.is_ascii_digit());
            given(one) && has_digits || is_joined(one, given, surname)
        }
        [first, second, ..] if parts.len() <= 3 => {
            let pair = |a: &str, b: &str| given(a) && (b.len() == 1 || surname(b) || given(b));
            pair(first, second)
                || pair(second, first)
                || is_joined(first, given, surname)
                || first.len() == 1 && names.of(second).is_plain_name()
        }
        _ => false,
    }
}

/// `sophiemartin`: a given name and a family name without anything between.
fn is_joined(word: &str, given: impl Fn(&str) -> bool, surname: impl Fn(&str) -> bool) -> bool {
    (4..word.len().saturating_sub(3))
        .any(|cut| word.split_at_checked(cut).is_some_and(|(first, last)| given(first) && surname(last)))
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
    fn handles_of_persons_are_found_and_those_of_firms_are_not() {
        let names = Names::built_in().unwrap();
        let found = |text: &str| -> Vec<String> {
            handles(text, &names).into_iter().map(|span| span.of(text).to_owned()).collect()
        };
        for (text, expected) in [
            ("merci à @lea.moreau !", "@lea.moreau"),
            ("@sophiemartin wrote", "@sophiemartin"),
            ("by @karim_b.", "@karim_b"),
            ("Léa Moreau (@plusvertquevert)", "@plusvertquevert"),
        ] {
            assert_eq!(found(text), [expected], "{text}");
        }
        for text in ["follow @northpeak", "suivez @julie", "lea@example.com", "@media print", "@robe.camille"]
        {
            assert!(found(text).is_empty(), "{text}: {:?}", found(text));
        }
    }

    #[test]
    fn a_million_signs_are_read_in_linear_time() {
        let names = Names::built_in().unwrap();
        assert!(handles(&"@".repeat(1_000_000), &names).is_empty());
        assert!(urls(&"x.com/".repeat(100_000), &names).len() < 100_000);
    }
}
