//! Postal codes and towns: how an address ends.

use super::complement::end_of_other;
use crate::domain::Span;

/// Words that go on with the sentence, not with a street or a town, by their length in bytes.
const STOP_WORDS: [&[&str]; 11] = [
    &["a", "i", "y", "e"],
    &[
        "et", "ou", "je", "tu", "il", "on", "au", "ce", "ma", "sa", "si", "or", "in", "at", "to", "by", "is",
        "we", "he", "it", "my", "if", "as", "of", "an",
    ],
    &[
        "par", "qui", "que", "est", "ils", "aux", "svp", "tel", "fax", "mon", "mes", "son", "ses", "vos",
        "où", "car", "and", "but", "for", "are", "was", "you", "she", "his", "her", "our", "who", "off",
        "und", "mit", "bei", "ist", "the", "per", "con",
    ],
    &[
        "mais", "pour", "avec", "sans", "dans", "chez", "sont", "elle", "nous", "vous", "tél", "mail",
        "puis", "soit", "with", "from", "they", "your", "this", "that", "call", "near", "when", "more",
        "less", "than", "only", "oder", "für", "para",
    ],
    &[
        "merci", "avant", "apres", "email", "cette", "notre", "votre", "comme", "entre", "jusqu", "their",
        "phone", "order", "after", "where", "which",
    ],
    &["après", "mobile", "client", "demain", "livrer", "please", "before"],
    &["contact", "without"],
    &["portable", "commande", "rappeler"],
    &["telephone", "livraison"],
    &[],
    &["téléphone"],
];

/// Words inside the names of streets and towns.
const PARTICLES: [&str; 27] = [
    "de", "du", "des", "la", "le", "les", "l", "d", "aux", "sur", "sous", "lès", "en", "di", "del", "della",
    "delle", "dei", "el", "los", "las", "von", "van", "der", "am", "im", "upon",
];

/// Units inside an address and where they lie: *Bât. B*, *2e étage gauche*, *int. 9*, *Hinterhaus*.
const UNITS: [&str; 58] = [
    "bât",
    "bat",
    "bâtiment",
    "batiment",
    "appt",
    "appartement",
    "apt",
    "ét",
    "étage",
    "etage",
    "esc",
    "escalier",
    "hall",
    "porte",
    "lot",
    "cellule",
    "local",
    "rdc",
    "gauche",
    "droite",
    "face",
    "fond",
    "cour",
    "bp",
    "cs",
    "bte",
    "boîte",
    "flat",
    "suite",
    "unit",
    "floor",
    "piso",
    "planta",
    "puerta",
    "pta",
    "portal",
    "escalera",
    "bajo",
    "izda",
    "izq",
    "dcha",
    "dto",
    "esq",
    "col",
    "interno",
    "int",
    "scala",
    "piano",
    "palazzina",
    "wohnung",
    "whg",
    "hinterhaus",
    "vorderhaus",
    "stock",
    "og",
    "eg",
    "links",
    "rechts",
];

/// True for a word that ends a name of a street.
pub(super) fn is_stop_word(word: &str) -> bool {
    let alike = word.len().checked_sub(1).and_then(|length| STOP_WORDS.get(length));
    alike.is_some_and(|alike| {
        let is_small = word.bytes().all(|byte| byte.is_ascii_lowercase());
        alike.contains(&word) || !is_small && alike.contains(&word.to_lowercase().as_str())
    })
}

/// True for *de*, *sur*; also glued to what follows: *d'Anjou* is none.
pub(super) fn is_particle(word: &str) -> bool {
    PARTICLES.contains(&word)
}

/// Length of postal code and town, with what stands before them on up to three lines or between commas;
/// nothing when there is no postal code.
pub(super) fn tail(rest: &str) -> usize {
    const MOST_WORDS: usize = 10;
    let mut at = 0;
    for _ in 0..MOST_WORDS {
        let Some(gap) = rest.get(at..).and_then(separator) else { return 0 };
        at += gap;
        let Some(here) = rest.get(at..) else { return 0 };
        if let Some(code) = postal_code(here) {
            return at + code;
        }
        let Some(word) = word_of_town(here) else { return 0 };
        at += word;
    }
    0
}

/// Length of a space, comma, dash or line end.
fn separator(rest: &str) -> Option<usize> {
    let inner = rest.trim_start_matches([' ', ',', '\n', '\r', '-', '>', '|']);
    let length = rest.len() - inner.len();
    let gap = rest.get(..length)?;
    let lines = gap.matches('\n').count();
    ((1..=8).contains(&length) && lines <= 1).then_some(length)
}

/// Length of a capitalised word, a number or a particle that may stand between street and postal code.
fn word_of_town(rest: &str) -> Option<usize> {
    let length = rest.len()
        - rest.trim_start_matches(|c: char| c.is_alphanumeric() || matches!(c, '-' | '\'' | '.')).len();
    let word = rest.get(..length)?;
    let plain = word.trim_end_matches('.');
    let lower = plain.to_lowercase();
    let is_part = plain.starts_with(char::is_uppercase) && !is_stop_word(plain)
        || is_particle(plain)
        || UNITS.contains(&lower.as_str())
        || plain.len() == 1
        || plain.len() <= 4 && plain.starts_with(|c: char| c.is_ascii_digit());
    // A full stop ends the sentence, unless it shortens a word.
    let is_short = word.len() == plain.len() || plain.chars().count() <= 4;
    (!plain.is_empty() && is_part).then_some(if is_short { length } else { plain.len() })
}

/// Length of a postal code and its town.
fn postal_code(rest: &str) -> Option<usize> {
    british(rest).or_else(|| american(rest)).or_else(|| continental(rest))
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

/// Where the address starts whose postal code stands directly behind: `Flat 4, Shaun Corners, Moranstad, `.
pub(super) fn start_before_postcode(before: &str) -> Option<usize> {
    const MOST_PARTS: usize = 5;
    let mut end = before.trim_end_matches([' ', ',', '\n', '\r']).len();
    if end == before.len() || before.len() - end > 4 {
        return None;
    }
    let mut start = None;
    for _ in 0..MOST_PARTS {
        let head = before.get(..end)?;
        let from = end_of_other(head, &[',', '\n']);
        let part = head.get(from..)?;
        let Some(number) = numbered(part) else {
            let is_town = !part.trim().is_empty()
                && part.split_whitespace().all(|word| {
                    word.starts_with(char::is_uppercase) && !is_stop_word(word) || is_particle(word)
                });
            if !is_town {
                return start;
            }
            end = before.get(..from)?.trim_end_matches([',', '\n', '\r', ' ']).len();
            if end == 0 {
                return start;
            }
            continue;
        };
        start = Some(from + number.at);
        if !number.is_whole {
            return start;
        }
        end = before.get(..from)?.trim_end_matches([',', '\n', '\r', ' ']).len();
        if end == 0 {
            return start;
        }
    }
    start
}

/// Where a house number or unit stands in a part of an address, and whether nothing else is before it.
struct Numbered {
    at: usize,
    is_whole: bool,
}

/// `to: Flat 4`, `322 Lucy Dam`
fn numbered(part: &str) -> Option<Numbered> {
    let mut at = part.trim_end().len();
    let mut words = 0;
    while at > 0 {
        let head = part.get(..at)?;
        let from = head.rfind(' ').map_or(0, |space| space + 1);
        let word = head.get(from..)?;
        let digits = word.trim_end_matches(|c: char| c.is_ascii_uppercase());
        let is_number = (1..=5).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit());
        if is_number {
            let before = part.get(..from)?.trim_end();
            let unit = before.rsplit(' ').next().unwrap_or_default();
            let has_unit = UNITS.contains(&unit.to_lowercase().as_str());
            let start = if has_unit { before.len() - unit.len() } else { from };
            let is_whole = part.get(..start)?.trim().is_empty();
            return (has_unit || words > 0).then_some(Numbered { at: start, is_whole });
        }
        if !word.starts_with(char::is_uppercase) || is_stop_word(word) {
            return None;
        }
        words += 1;
        at = part.get(..from)?.trim_end().len();
    }
    None
}
