//! Postal codes, with the town where it stands behind.

use super::places::{is_particle, is_stop_word};
use crate::domain::Span;

/// Length of a postal code and its town.
pub(super) fn postal_code(rest: &str) -> Option<usize> {
    british(rest)
        .or_else(|| irish(rest))
        .or_else(|| canadian(rest))
        .or_else(|| american(rest))
        .or_else(|| continental(rest))
}

fn is_end(rest: &str) -> bool {
    !rest.starts_with(|c: char| c.is_alphanumeric() || c == '_')
}

/// `SW1A 1AA`
fn british(rest: &str) -> Option<usize> {
    let bytes = rest.as_bytes();
    let is = |at: usize, test: fn(&u8) -> bool| bytes.get(at).is_some_and(test);
    let mut at = 1;
    if !is(0, u8::is_ascii_uppercase) {
        return None;
    }
    at += usize::from(is(at, u8::is_ascii_uppercase));
    if !is(at, u8::is_ascii_digit) {
        return None;
    }
    at += 1;
    let inward = |at: usize| {
        is(at, u8::is_ascii_digit) && is(at + 1, u8::is_ascii_uppercase) && is(at + 2, u8::is_ascii_uppercase)
    };
    let has_more = is(at, |byte| byte.is_ascii_digit() || byte.is_ascii_uppercase()) && !inward(at);
    at += usize::from(has_more);
    at += usize::from(is(at, |byte| *byte == b' '));
    (inward(at) && rest.get(at + 3..).is_some_and(is_end)).then_some(at + 3)
}

/// `D06 X4P2` (An Post, Eircode: a routing key and four signs).
fn irish(rest: &str) -> Option<usize> {
    let is_sign = |byte: &u8| byte.is_ascii_digit() || byte.is_ascii_uppercase();
    let is_code = match rest.as_bytes() {
        [a, b, c, b' ', d, behind @ ..] => {
            a.is_ascii_uppercase()
                && b.is_ascii_digit()
                && matches!(c, b'0'..=b'9' | b'W')
                && d.is_ascii_uppercase()
                && behind.get(..3).is_some_and(|signs| signs.iter().all(is_sign))
        }
        _ => false,
    };
    (is_code && rest.get(8..).is_some_and(is_end)).then_some(8)
}

/// `L8W 1A6` (Canada Post).
fn canadian(rest: &str) -> Option<usize> {
    let bytes = rest.as_bytes().get(..7)?;
    let is_code = bytes.iter().enumerate().all(|(at, byte)| match at {
        0 | 2 | 5 => byte.is_ascii_uppercase(),
        3 => *byte == b' ',
        _ => byte.is_ascii_digit(),
    });
    (is_code && rest.get(7..).is_some_and(is_end)).then_some(7)
}

/// The states of the United States, as they stand before a postal code (USPS Publication 28).
pub(super) const STATES: &str = "AL AK AZ AR CA CO CT DE FL GA HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO MT NE NV NH NJ NM NY NC ND OH \
    OK OR PA RI SC SD TN TX UT VT VA WA WV WI WY DC PR AA AE AP";

/// `IL 62701`, `CA 94303-1234`
fn american(rest: &str) -> Option<usize> {
    let state = rest.get(..2)?;
    let code = rest.get(2..)?.strip_prefix(' ')?;
    let code = code.strip_prefix(' ').unwrap_or(code);
    let digits = code.len() - code.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let is_state = STATES.split(' ').any(|known| known == state);
    let mut end = rest.len() - code.len() + digits;
    let more = rest
        .get(end..)?
        .strip_prefix('-')
        .map(|more| more.len() - more.trim_start_matches(|c: char| c.is_ascii_digit()).len());
    if more == Some(4) {
        end += 5;
    }
    (is_state && digits == 5 && rest.get(end..).is_some_and(is_end)).then_some(end)
}

/// `75011 Paris`, `D-10115 Berlin`, `1000 Bruxelles`, `20069, Vaprio D'Adda (MI)`
fn continental(rest: &str) -> Option<usize> {
    let country = ["F-", "FR-", "D-", "B-", "CH-", "L-", "I-", "E-", "A-"]
        .into_iter()
        .find(|country| rest.starts_with(country));
    let start = country.map_or(0, str::len);
    let code = rest.get(start..)?;
    let count = |rest: &str| rest.len() - rest.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let digits = count(code);
    let behind = code.get(digits..)?;
    let ends = |at: usize| behind.get(at..).is_some_and(is_end);
    // France and Sweden write `75 011`, Portugal `4900-123`, the Netherlands `1012 AB`.
    let length = match (digits, behind.as_bytes()) {
        (2, [b' ', ..]) if behind.get(1..).map(count) == Some(3) => 6,
        (4, [b'-', ..]) if behind.get(1..).map(count) == Some(3) => 8,
        (4, [b' ', a, b, ..]) if a.is_ascii_uppercase() && b.is_ascii_uppercase() && ends(3) => 7,
        (4, [a, b, ..]) if a.is_ascii_uppercase() && b.is_ascii_uppercase() && ends(2) => 6,
        (4 | 5, _) => digits,
        _ => return None,
    };
    // Four digits, or groups of two and three, are a code only with a town behind.
    let needs_town = length == 4 || digits == 2;
    let end = code.get(length..)?;
    let town = town(end);
    let is_code = is_end(end) && (!needs_town || town > 0) && !(length == 4 && code.starts_with('0'));
    is_code.then_some(start + length + town)
}

/// Length of ` Paris 11e`, ` Saint-Denis CEDEX 09` at the start.
fn town(rest: &str) -> usize {
    const MOST_WORDS: usize = 5;
    let Some(first) = rest.strip_prefix([' ', ',', '\n']).map(|rest| rest.trim_start_matches(' ')) else {
        return 0;
    };
    let mut at = rest.len() - first.len();
    let mut end = 0;
    for word in 0..MOST_WORDS {
        let here = rest.get(at..).unwrap_or_default();
        let length = here.len()
            - here.trim_start_matches(|c: char| c.is_alphanumeric() || matches!(c, '-' | '\'')).len();
        let part = here.get(..length).unwrap_or_default();
        let is_high = part.starts_with(char::is_uppercase) && !is_stop_word(part);
        let is_small_first =
            word == 0 && part.starts_with(char::is_lowercase) && !is_stop_word(part) && part.len() > 2;
        let is_district = word > 0 && part.len() <= 4 && part.starts_with(|c: char| c.is_ascii_digit());
        let is_article = is_particle(part) || matches!(part, "La" | "Le" | "Les" | "cedex");
        if !(is_high || is_small_first || is_district || is_article) {
            break;
        }
        at += length;
        if is_high || is_small_first || is_district || part == "cedex" {
            end = at;
        }
        if !rest.get(at..).is_some_and(|rest| rest.starts_with(' ')) {
            break;
        }
        at += 1;
    }
    let province = rest.get(end..).unwrap_or_default();
    let is_province = end > 0 && province.starts_with(" (") && province.get(4..5) == Some(")");
    if is_province { end + 5 } else { end }
}

/// Every British and American postal code in a text.
pub(super) fn postcodes(text: &str, mut found: impl FnMut(Span)) {
    let bytes = text.as_bytes();
    let mut before = b' ';
    for (at, byte) in bytes.iter().enumerate() {
        let starts = byte.is_ascii_uppercase()
            && !(before.is_ascii_alphanumeric() || before >= 0x80 || before == b'_');
        before = *byte;
        // A digit stands within the first four bytes of both, and most capitals start words.
        let near = bytes.get(at + 1..at + 4).unwrap_or_default();
        if !starts || !near.iter().any(u8::is_ascii_digit) {
            continue;
        }
        let rest = text.get(at..).unwrap_or_default();
        if let Some(length) = british(rest).or_else(|| american(rest)) {
            found(Span::new(at, at + length));
        }
    }
}

/// Length of ` windmill st brighton bn2 0gn` without its first space: somebody writes without capitals, and a
/// British code shows where the address ends.
pub(super) fn small_code(rest: &str) -> Option<usize> {
    const MOST_WORDS: usize = 7;
    let mut at = 0;
    for _ in 0..MOST_WORDS {
        let here = rest.get(at..)?;
        let code = here.get(..8.min(here.len())).unwrap_or_default();
        if code.starts_with(|c: char| c.is_ascii_lowercase())
            && let Some(length) = british(&code.to_ascii_uppercase())
            && code.get(..length).is_some_and(|code| code.contains(' ') && !code.contains(char::is_uppercase))
        {
            return Some(at + length);
        }
        let is_part = |c: char| c.is_alphabetic() || matches!(c, '-' | '\'');
        let word = here.len() - here.trim_start_matches(is_part).len();
        let behind = here.get(word..)?;
        let gap = behind.len() - behind.trim_start_matches([' ', ',']).len();
        if word == 0 || gap == 0 || gap > 3 {
            return None;
        }
        at += word + gap;
    }
    None
}
