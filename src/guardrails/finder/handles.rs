//! Handles of persons on social networks.
//!
//! Firms have them as well: what counts is that a handle is made of a person's name, stands behind one or is
//! called somebody's.

use super::names::{Facts, Names};
use crate::{domain::Span, guardrails::text::View};

/// Longer names are none, in bytes.
const LONGEST: usize = 64;
/// What somebody does, in a handle made of a name: `@thuy.eats`, `@hamzacuisine`, `@trail_with_tomasz`.
const PURSUITS: &[&str] = &[
    "eats", "bakes", "cooks", "writes", "reads", "runs", "swims", "paints", "knits", "makes", "sings",
    "draws", "travels", "sews", "lifts", "hikes", "walks", "rides", "blogs", "draw", "art", "glow", "style",
    "life", "world", "diary", "vlog", "blog", "trail", "hill", "green", "wild", "mum", "mom", "dad", "maman",
    "papa", "granny", "with", "and", "the", "not", "on", "real", "big", "little", "mrs", "mme", "cuisine",
    "lit", "court", "voyage", "voyages", "dessine", "tricote", "rando", "avec", "et", "du", "de", "en", "la",
    "le", "vrai", "vraie", "petite", "ptite", "kocht", "liest", "backt", "und", "mit", "cocina", "corre",
    "lee", "con", "cucina", "e", "y",
];

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
        let is_persons =
            || is_personal(name, before, names) || follows_name(before, names) || is_called_so(before);
        if name.len() >= 3 && is_persons() {
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

/// `her Twitter is `, `son insta : `, `Pseudo : `: what stands behind is a person's handle.
fn is_called_so(before: &str) -> bool {
    const OWNERS: &[&str] =
        &["her", "his", "my", "their", "son", "mon", "sa", "ma", "su", "mi", "suo", "ihr", "sein", "mein"];
    const PLACES: &[&str] =
        &["twitter", "insta", "instagram", "tiktok", "snap", "handle", "account", "compte", "threads"];
    let view = View::folded(super::back(before, before.len(), 32));
    let mut words = view.text().split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).rev();
    let mut last = words.next().unwrap_or_default();
    if matches!(last, "is" | "est" | "es" | "ist") {
        last = words.next().unwrap_or_default();
    }
    let is_credit = matches!(last, "by" | "par") && words.clone().next() == Some("photo");
    matches!(last, "pseudo" | "nickname" | "alias" | "photo" | "photographe")
        || is_credit
        || PLACES.contains(&last) && words.next().is_some_and(|owner| OWNERS.contains(&owner))
}

/// Handles of firms are one word, as a rule, or stand where readers are asked to follow.
pub(super) fn is_personal(handle: &str, before: &str, names: &Names) -> bool {
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
    let is_firms = |part| !is_pursuit(part) && (is_thing(part, names) || is_brand(names.of(part)));
    is_written_so && !is_asked && !parts.any(is_firms)
}

/// The first word of a brand, and nobody's name.
fn is_brand(facts: Facts) -> bool {
    facts.has(Facts::BRAND) && !facts.is_name()
}

/// *eats*, *avec*: what stands beside a name in a handle.
fn is_pursuit(part: &str) -> bool {
    PURSUITS.contains(&part)
}

/// *robe*, *shop*, *directeur*: no part of a person's name.
pub(super) fn is_thing(part: &str, names: &Names) -> bool {
    names.of(part).has(Facts::THING | Facts::THING_AFTER | Facts::JOB | Facts::PLACE)
}

/// True when a handle is a given name with something more: `lea.moreau`, `karim_b`, `sophiemartin`, `tom1987`.
pub(super) fn belongs_to_person(handle: &str, names: &Names) -> bool {
    if handle.len() > LONGEST {
        return false;
    }
    let handle = handle.trim_start_matches('@').to_lowercase();
    let parts: Vec<&str> = handle
        .split(|c: char| matches!(c, '.' | '_' | '-') || c.is_ascii_digit())
        .filter(|part| !part.is_empty())
        .collect();
    if parts.iter().any(|part| !is_pursuit(part) && is_thing(part, names)) {
        return false;
    }
    let given = |part: &str| part.len() >= 3 && names.of(part).is_plain_given();
    let is_pursued = parts.len() > 1 && parts.iter().any(|part| is_pursuit(part));
    if is_pursued && parts.iter().any(|part| part.len() >= 4 && given(part)) {
        return true;
    }
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
    (4..word.len().saturating_sub(3)).any(|cut| {
        let parts = word.split_at_checked(cut);
        parts.is_some_and(|(first, last)| given(first) && (surname(last) || is_pursuit(last)))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

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
            ("@hamzacuisine a répondu", "@hamzacuisine"),
            ("insta: @trail_with_tomasz, thanks", "@trail_with_tomasz"),
            ("Her Twitter is @plusvertquevert", "@plusvertquevert"),
            ("comments:\n@plusvert.que.vert: merci", "@plusvert.que.vert"),
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
    }
}
