//! Towns and the parts between a street and its postal code: how an address ends.

use super::{
    complement::end_of_other,
    postal_codes::{postal_code, small_code},
};

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
const UNITS: [&str; 72] = [
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
    "boite",
    "bus",
    "chambre",
    "code",
    "digicode",
    "entrée",
    "immeuble",
    "interphone",
    "lieu-dit",
    "lieudit",
    "rés",
    "résidence",
    "residence",
    "tour",
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
    const MOST_WORDS: usize = 14;
    let mut at = 0;
    for _ in 0..MOST_WORDS {
        let Some(gap) = rest.get(at..).and_then(separator) else { return 0 };
        at += gap;
        let Some(here) = rest.get(at..) else { return 0 };
        if let Some(code) = postal_code(here) {
            return at + code;
        }
        let Some(word) = word_of_town(here) else {
            return small_code(here).map_or(0, |code| at + code);
        };
        at += word;
    }
    0
}

/// Length of a space, comma, dash or line end.
fn separator(rest: &str) -> Option<usize> {
    let inner = rest.trim_start_matches([' ', ',', '\n', '\r', '-', '–', '>', '|']);
    let length = rest.len() - inner.len();
    let gap = rest.get(..length)?;
    let lines = gap.matches('\n').count();
    ((1..=24).contains(&length) && lines <= 1).then_some(length)
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
