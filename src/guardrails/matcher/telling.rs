//! What of the literals of an expression is worth to be looked for, and how often that stands in a text.

use super::{edges::Edges, reach::Reach};

/// Before or behind a required word: no letter stands there.
pub(crate) const EDGE: char = '\u{8}';

/// Words that are in nearly every text: an expression that waits for one of them would be tried everywhere.
const COMMON: &[&str] = &[
    "a", "aber", "agli", "ai", "al", "algo", "all", "alla", "alle", "als", "am", "an", "anche", "and", "any",
    "are", "as", "asi", "at", "au", "auch", "auf", "aus", "aux", "avec", "be", "been", "bei", "bien", "bis",
    "but", "by", "c'est", "can", "ce", "ces", "cette", "che", "chi", "ci", "come", "comme", "como", "con",
    "cosa", "cuando", "da", "dal", "dalla", "dans", "das", "dass", "de", "dei", "dein", "deine", "del",
    "della", "delle", "dem", "den", "denn", "der", "des", "desde", "di", "die", "dir", "do", "doch", "don't",
    "donde", "dove", "du", "e", "ed", "ein", "eine", "einem", "einen", "einer", "el", "ella", "elle", "en",
    "entre", "er", "es", "esa", "ese", "est", "esta", "este", "esto", "et", "etre", "fait", "for", "from",
    "fur", "get", "gli", "ha", "had", "hai", "has", "hat", "have", "hay", "he", "her", "hier", "him", "his",
    "ho", "how", "i", "ich", "if", "ihr", "ihre", "il", "ils", "im", "in", "io", "is", "ist", "it", "it's",
    "j'ai", "ja", "je", "jetzt", "just", "kann", "kein", "keine", "la", "las", "le", "lei", "les", "leur",
    "leurs", "like", "lo", "los", "lui", "ma", "mais", "man", "mas", "me", "mehr", "mein", "meme", "mi",
    "mio", "mit", "moi", "mon", "more", "most", "muy", "my", "nach", "nada", "ne", "nei", "nel", "nella",
    "new", "nicht", "no", "noch", "noi", "non", "nos", "not", "notre", "nous", "now", "nur", "o", "oder",
    "of", "ogni", "ohne", "on", "one", "only", "ont", "or", "ou", "our", "out", "par", "para", "pas", "per",
    "pero", "peut", "piu", "plus", "poi", "por", "porque", "pour", "que", "qui", "quien", "sa", "sans",
    "schon", "se", "sei", "sein", "senza", "ses", "she", "si", "sia", "sich", "sie", "sin", "sind", "so",
    "sobre", "soit", "solo", "son", "sono", "sont", "sous", "su", "sua", "sul", "sulla", "suo", "sur", "sus",
    "ta", "tambien", "te", "tes", "than", "that", "the", "their", "them", "then", "there", "these", "they",
    "this", "ti", "tiene", "to", "todo", "todos", "toi", "ton", "too", "tous", "tout", "toute", "toutes",
    "tra", "tres", "tu", "tua", "tue", "tuo", "tus", "tutti", "tutto", "uber", "um", "un", "una", "und",
    "une", "uno", "unos", "uns", "unser", "unsere", "unter", "up", "us", "use", "usted", "va", "very", "vi",
    "voi", "vom", "von", "vor", "vos", "votre", "vous", "war", "was", "way", "we", "wenn", "wer", "were",
    "what", "when", "where", "who", "wie", "will", "wir", "wird", "with", "without", "y", "ya", "you",
    "you're", "you've", "your", "yours", "zu", "zum", "zur",
];

/// Words, of which every match contains one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Set {
    pub(crate) words: Vec<String>,
    /// How far behind the start of a match its word begins.
    pub(crate) behind: Reach,
}

/// What of these literals is worth to be looked for, and where it begins in them.
pub(crate) fn telling(literals: &[String], edges: Edges) -> Option<Set> {
    let all = literals.iter().map(|literal| {
        let (words, skipped) = shortened(literal, edges);
        Set { words: vec![words], behind: Reach::exactly(skipped) }
    });
    all.reduce(either)
}

/// One of the one or one of the other.
pub(crate) fn either(mut one: Set, other: Set) -> Set {
    one.words.extend(other.words);
    Set { behind: one.behind.or(other.behind), ..one }
}

/// Of words that begin alike, the shortest stands for all.
pub(crate) fn distinct(mut words: Vec<String>) -> Vec<String> {
    words.sort_unstable();
    words.dedup_by(|next, kept| next.starts_with(kept.as_str()));
    words
}

/// From its first word that is not everywhere on, so many letters of a literal tell nearly as much as all of it;
/// thousands of literals that begin alike would each need their place. Marks the edges where a word must begin or
/// end: a space beside it says so, too. Also says how many bytes were left out at the start.
fn shortened(literal: &str, edges: Edges) -> (String, usize) {
    const TELLING: usize = 8;
    let is_letter = |c: char| c.is_ascii_alphabetic();
    // A hyphen at the start may be a space in the text.
    let trimmed = literal.trim_start_matches([' ', '-']);
    let trimmed = if trimmed.is_empty() { literal.trim_start() } else { trimmed };
    let rare = trimmed.trim_end().split(' ').position(|word| !COMMON.contains(&word));
    let from = trimmed.split(' ').take(rare.unwrap_or_default()).map(|word| word.len() + 1).sum();
    let word = trimmed.get(from..).unwrap_or_default();
    let word =
        if word.trim_matches([' ', '-']).is_empty() { word } else { word.trim_start_matches([' ', '-']) };
    let skipped = literal.len() - word.len();
    let after = skipped > 0 || edges.after && word.starts_with(is_letter);
    let most = if rare.is_some() { TELLING } else { 2 * TELLING };
    // What folding makes of other letters depends on what follows them.
    let is_end = |at: &usize| word.as_bytes().get(at - 1).is_some_and(u8::is_ascii_alphanumeric);
    let end = (4..=most).rev().find(is_end).filter(|end| *end < word.trim_end().len() && word.is_ascii());
    let (word, before) = match end.and_then(|end| word.get(..end)) {
        Some(cut) => (cut, false),
        None => (word.trim_end(), word.ends_with(' ') || edges.before && word.ends_with(is_letter)),
    };
    let edge = |is_edge| if is_edge { String::from(EDGE) } else { String::new() };
    (format!("{}{word}{}", edge(after), edge(before)), skipped)
}

/// Two letters, or a symbol: one letter, or the end of a sentence, is everywhere. Hyphens and what nobody sees may be
/// spaces, or nothing at all, once a text is folded.
pub(crate) fn is_telling(literal: &str) -> bool {
    let is_symbol = |c: char| {
        !(c.is_alphanumeric()
            || c.is_whitespace()
            || c.is_control()
            || ".,!?'-".contains(c)
            || is_folded_away(c))
    };
    literal.chars().filter(|c| c.is_alphanumeric()).count() >= 2 || literal.chars().any(is_symbol)
}

fn is_folded_away(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{300}'..='\u{36f}' | '\u{200b}'..='\u{2015}' | '\u{202a}'..='\u{202e}')
        || matches!(c, '\u{2060}'..='\u{206f}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}')
}

/// About how often one of them stands in a text: the less the better. A letter more makes a word about three
/// times as rare; phrases of words that are everywhere are not.
pub(crate) fn cost(literals: &[String]) -> f64 {
    let one = |literal: &String| {
        let trimmed = literal.trim_matches([EDGE, ' ']);
        let letters = i32::try_from(trimmed.chars().count()).unwrap_or(i32::MAX);
        // What may stand inside of words stands in many more of them.
        let after = if literal.starts_with(EDGE) || !trimmed.starts_with(|c: char| c.is_ascii_alphabetic()) {
            0.5
        } else {
            4.0
        };
        let before = if literal.ends_with(EDGE) { 0.5 } else { 1.0 };
        let rarity = 0.35_f64.powi(letters.min(12)) * after * before;
        let words: Vec<_> = trimmed.split([' ', '\'', ',']).filter(|word| !word.is_empty()).collect();
        let is_common = words.iter().all(|word| COMMON.contains(word));
        match (is_common, words.len()) {
            (true, 0 | 1) => 4.0,
            (true, _) => rarity.max(0.1),
            (false, _) => rarity,
        }
    };
    literals.iter().map(one).sum()
}
