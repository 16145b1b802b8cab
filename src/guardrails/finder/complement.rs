//! What stands before street and number and belongs to them: building, floor, a house with a name.

use super::places::is_particle;

/// What stands before street and number: `Résidence Les Pins`, `bât. B`, `5e étage`.
const COMPLEMENTS: [&str; 34] = [
    "résidence",
    "residence",
    "bâtiment",
    "batiment",
    "bât",
    "bat",
    "appt",
    "appartement",
    "apt",
    "apartment",
    "immeuble",
    "escalier",
    "esc",
    "étage",
    "entrée",
    "porte",
    "hall",
    "lotissement",
    "villa",
    "chalet",
    "manoir",
    "ferme",
    "moulin",
    "mas",
    "hameau",
    "lieu-dit",
    "c/o",
    "flat",
    "unit",
    "suite",
    "residencia",
    "edificio",
    "palazzina",
    "condominio",
];
/// What a house is called that has a name: `The Gatehouse`, `Rose Cottage`, `Top Floor Flat`.
const HOUSES: [&str; 23] = [
    "cottage",
    "house",
    "farm",
    "farmhouse",
    "barn",
    "lodge",
    "gatehouse",
    "flat",
    "rectory",
    "mill",
    "view",
    "manse",
    "vicarage",
    "bungalow",
    "croft",
    "grange",
    "forge",
    "bothy",
    "court",
    "villa",
    "hall",
    "cottages",
    "stables",
];

/// Length of what stands before street and number and belongs to them: `Résidence Les Pins, bât. B, `.
pub(super) fn before_street(before: &str) -> usize {
    const MOST_PARTS: usize = 4;
    let mut start = before.len();
    for _ in 0..MOST_PARTS {
        let head = before.get(..start).unwrap_or_default().trim_end_matches([' ', ',', '\n', '\r', '-']);
        if head.len() == start || start - head.len() > 4 {
            break;
        }
        let from = end_of_other(head, &[',', '\n', ':']);
        let Some(length) = head.get(from..).and_then(complement) else { break };
        start = head.len() - length;
    }
    before.len() - start
}

/// Where what comes last in a text begins, behind one of these signs or one that parts sentences.
pub(super) fn end_of_other(text: &str, signs: &[char]) -> usize {
    let parts = |c: char| signs.contains(&c) || matches!(c, '–' | '—' | ';' | '|' | '(' | '«' | '"' | '“');
    text.char_indices().rev().find(|(_, c)| parts(*c)).map_or(0, |(at, sign)| at + sign.len_utf8())
}

/// Length of such a complement at the end of a stretch of text.
fn complement(stretch: &str) -> Option<usize> {
    const LONGEST: usize = 48;
    const MOST_WORDS: usize = 6;
    let is_part = |word: &str| {
        word.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit())
            || word.len() <= 2
            || is_particle(word.split_once('\'').map_or(word, |(particle, _)| particle))
            || COMPLEMENTS.contains(&word.trim_end_matches('.'))
    };
    let (mut length, mut begins) = (0, None);
    for (index, word) in stretch.rsplit(' ').enumerate().take(MOST_WORDS) {
        length += word.len() + usize::from(index > 0);
        let plain = word.trim_end_matches('.').to_lowercase();
        let is_house = index == 0 && HOUSES.contains(&plain.as_str()) && word.starts_with(char::is_uppercase);
        let is_high = word.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit());
        if !is_part(word) || word.is_empty() || length > LONGEST {
            break;
        }
        let is_complement = COMPLEMENTS.contains(&plain.as_str());
        // *5e étage* and *The Gatehouse* begin before the word that says what they are.
        if is_complement || is_house || begins.is_some() && is_high {
            begins = Some(length);
        }
    }
    begins
}
