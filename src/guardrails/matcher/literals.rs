//! What a regular expression cannot match without.
//!
//! A whole-text search costs microseconds per expression and kilobyte, so an expression is tried only
//! where a word that every match of it contains was seen, or at bytes that every match of it starts with.

use regex_syntax::hir::{Class, Hir, HirKind};

use super::edges::{self, Edges, Part};

/// Before or behind a required word: no letter stands there.
pub(crate) const EDGE: char = '\u{8}';

/// Alternatives more than this are no help.
const MOST: usize = 400;

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

/// What every match of an expression contains.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Needs {
    /// One word of each set. At most [`SETS`], the rarest; none where nothing can be told.
    pub(crate) sets: Vec<Vec<String>>,
    /// A digit.
    pub(crate) digit: bool,
}

impl Needs {
    /// Of an expression, wherever it matches; nothing where it does not parse.
    pub(crate) fn of(pattern: &str) -> Self {
        Self::between(pattern, Edges::default())
    }

    /// Of an expression whose matches count only where they begin and end as words do. Those with a group named
    /// `found` may begin and end elsewhere: it is the group that must be whole words.
    pub(crate) fn of_whole_words(pattern: &str) -> Self {
        let whole = !pattern.contains("<found>");
        Self::between(pattern, Edges { after: whole, before: whole })
    }

    fn between(pattern: &str, outer: Edges) -> Self {
        let Ok(hir) = regex_syntax::parse(pattern) else { return Self::default() };
        Self { sets: required_sets(&hir, outer), digit: needs_digit(&hir) }
    }
}

fn needs_digit(hir: &Hir) -> bool {
    match hir.kind() {
        HirKind::Literal(literal) => literal.0.iter().any(u8::is_ascii_digit),
        HirKind::Class(Class::Unicode(class)) => {
            class.iter().all(|range| range.start().is_ascii_digit() && range.end().is_ascii_digit())
        }
        HirKind::Class(Class::Bytes(_)) | HirKind::Empty | HirKind::Look(_) => false,
        HirKind::Repetition(repetition) => repetition.min > 0 && needs_digit(&repetition.sub),
        HirKind::Capture(capture) => needs_digit(&capture.sub),
        HirKind::Concat(parts) => parts.iter().any(needs_digit),
        HirKind::Alternation(choices) => choices.iter().all(needs_digit),
    }
}

/// More sets than this tell little more.
const SETS: usize = 3;
/// A set that costs more is in nearly every sentence: it counts only where there is no better one.
const TOO_COMMON: f64 = 1.0;

fn required_sets(hir: &Hir, outer: Edges) -> Vec<Vec<String>> {
    let mut candidates = candidates(&edges::parts(hir, outer));
    candidates.sort_by(|a, b| a.cost.total_cmp(&b.cost));
    let mut chosen: Vec<Candidate> = Vec::new();
    for candidate in candidates {
        let is_free = chosen.iter().all(|other| candidate.to <= other.from || other.to <= candidate.from);
        if chosen.is_empty() || is_free && candidate.cost < TOO_COMMON && chosen.len() < SETS {
            chosen.push(candidate);
        }
    }
    chosen.into_iter().map(|candidate| candidate.literals).collect()
}

/// Words that stand for the parts `from..to` of a sequence.
struct Candidate {
    from: usize,
    to: usize,
    literals: Vec<String>,
    cost: f64,
}

fn candidates(parts: &[Part<'_>]) -> Vec<Candidate> {
    let mut candidates = Vec::new();
    let mut add = |from: usize, to: usize, literals: &[String]| {
        if literals.len() <= MOST && literals.iter().all(|literal| is_telling(literal)) {
            candidates.push(Candidate { from, to, literals: literals.to_vec(), cost: cost(literals) });
        }
    };
    // Neighbours that are both short lists are joined: ` left in stock` is rarer than ` left`.
    let mut run: Option<(usize, Vec<String>)> = None;
    for (index, part) in parts.iter().enumerate() {
        let exact = exact(part.hir);
        run = match (run, &exact) {
            (Some((from, before)), Some(next)) if before.len() * next.len() <= MOST / 8 => {
                Some((from, product(&before, next)))
            }
            (_, Some(next)) => Some((index, next.clone())),
            (_, None) => None,
        };
        if let Some((from, literals)) = &run {
            let after = parts.get(*from).is_some_and(|first| first.edges.after);
            let edges = Edges { after, before: part.edges.before };
            let edged: Vec<_> = literals.iter().map(|literal| with_edges(literal, edges)).collect();
            add(*from, index + 1, &edged);
        }
        if let Some(literals) = required(part.hir, part.edges) {
            add(index, index + 1, &literals);
        }
    }
    candidates
}

/// Marks the edges where a word must begin or end: a space beside it says so, too.
fn with_edges(literal: &str, edges: Edges) -> String {
    let is_letter = |c: char| c.is_ascii_alphabetic();
    let word = literal.trim();
    let after = literal.starts_with(' ') || edges.after && word.starts_with(is_letter);
    let before = literal.ends_with(' ') || edges.before && word.ends_with(is_letter);
    let edge = |is_edge| if is_edge { String::from(EDGE) } else { String::new() };
    format!("{}{word}{}", edge(after), edge(before))
}

/// Two letters, or a symbol: one letter, or the end of a sentence, is everywhere.
fn is_telling(literal: &str) -> bool {
    let is_symbol =
        |c: char| !(c.is_alphanumeric() || c.is_whitespace() || c.is_control() || ".,!?'\"".contains(c));
    literal.chars().filter(|c| c.is_alphanumeric()).count() >= 2 || literal.chars().any(is_symbol)
}

/// The best one set of a part.
fn required(hir: &Hir, edges: Edges) -> Option<Vec<String>> {
    let edged = |literals: Vec<String>| literals.iter().map(|literal| with_edges(literal, edges)).collect();
    match hir.kind() {
        HirKind::Literal(_) | HirKind::Class(_) => exact(hir).map(edged),
        HirKind::Repetition(repetition) if repetition.min > 0 => {
            // The first turn begins at the edge; only where it is the last, too, it ends at one.
            let before = edges.before && repetition.max == Some(1);
            required(&repetition.sub, Edges { before, ..edges })
        }
        HirKind::Alternation(choices) => {
            let all: Option<Vec<_>> = choices.iter().map(|choice| required(choice, edges)).collect();
            Some(all?.concat()).filter(|literals| literals.len() <= MOST)
        }
        HirKind::Concat(_) | HirKind::Capture(_) => required_sets(hir, edges).into_iter().next(),
        _ => None,
    }
}

/// Everything that a part can be, when that is a short list.
fn exact(hir: &Hir) -> Option<Vec<String>> {
    match hir.kind() {
        HirKind::Literal(literal) => Some(vec![String::from_utf8(literal.0.to_vec()).ok()?]),
        HirKind::Class(class) => members(class),
        HirKind::Capture(capture) => exact(&capture.sub),
        HirKind::Alternation(choices) => {
            let all: Option<Vec<_>> = choices.iter().map(exact).collect();
            Some(all?.concat()).filter(|literals| literals.len() <= MOST)
        }
        HirKind::Concat(parts) => {
            let mut all = vec![String::new()];
            for part in parts {
                all = product(&all, &exact(part)?);
            }
            (all.len() <= MOST).then_some(all)
        }
        _ => None,
    }
}

/// Each of the first with each of the second.
fn product(before: &[String], after: &[String]) -> Vec<String> {
    before.iter().flat_map(|b| after.iter().map(move |a| format!("{b}{a}"))).take(MOST + 1).collect()
}

/// About how often one of them stands in a text: the less the better. A letter more makes a word about three
/// times as rare; phrases of words that are everywhere are not.
fn cost(literals: &[String]) -> f64 {
    let one = |literal: &String| {
        let trimmed = literal.trim_matches([EDGE, ' ']);
        let edges = i32::try_from(literal.matches(EDGE).count()).unwrap_or_default();
        let letters = i32::try_from(trimmed.chars().count()).unwrap_or(i32::MAX);
        let rarity = 0.35_f64.powi(letters.min(12)) * 0.5_f64.powi(edges);
        let words: Vec<_> = trimmed.split([' ', '\'', ',']).filter(|word| !word.is_empty()).collect();
        let is_common = words.iter().all(|word| COMMON.contains(word));
        match (is_common, words.len()) {
            (true, 0 | 1) => 1.0,
            (true, _) => rarity.max(0.1),
            (false, _) => rarity,
        }
    };
    literals.iter().map(one).sum()
}

fn members(class: &Class) -> Option<Vec<String>> {
    const SMALL: usize = 8;
    let Class::Unicode(class) = class else { return None };
    let count: usize = class.iter().map(regex_syntax::hir::ClassUnicodeRange::len).sum();
    (count <= SMALL)
        .then(|| class.iter().flat_map(|range| range.start()..=range.end()).map(String::from).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn literals(pattern: &str) -> Vec<Vec<String>> {
        let mut sets = Needs::of(pattern).sets;
        for set in &mut sets {
            *set = set.iter().map(|word| word.replace(EDGE, "|")).collect();
            set.sort();
        }
        sets
    }

    #[test]
    fn the_words_that_every_match_contains_are_found() {
        assert_eq!(literals(r"\bonly \d+ left\b"), [["|left|"]]);
        assert_eq!(literals(r"\d{1,2} ?% off"), [["% off"]]);
        assert_eq!(literals(r"(?:perdre|perdez) \d+ kilos"), [vec!["perdez|", "perdre|"], vec!["|kilos"]]);
        assert_eq!(
            literals(r"\b(?P<found>guerit|soigne) (?:le|la) "),
            [["|guerit la|", "|guerit le|", "|soigne la|", "|soigne le|"]]
        );
        assert_eq!(literals(r"x?\d ?%"), [["%"]]);
        assert_eq!(literals(r"lost (?:\w+ )*kilos"), [["|kilos"], ["lost|"]]);
    }

    #[test]
    fn edges_are_known_where_nothing_can_stand_between() {
        assert_eq!(literals(r"\b(?:men|women)s?\b"), [["|men", "|women"]]);
        assert_eq!(literals(r"\b(?:the )?item\b"), [["|item|"]]);
        assert_eq!(literals(r"\b(?:re)?item\b"), [["item|"]]);
        assert_eq!(literals(r"\byour (?:own )*(?:cancers?|(?:bad )?moles|x+)"), [["|your|"]]);
        assert_eq!(literals(r"\d (?:cancers?|(?:bad )?moles|fat(?:ty)?\b)"), [["|cancer", "|fat", "|moles"]]);
        assert_eq!(literals(r"(?:x+ men\b|y+ women\b) \d"), [["|men|", "|women|"]]);
        assert_eq!(literals(r"\b% off"), [["% off"]], "an edge before a sign says that a word ends there");
    }

    #[test]
    fn it_is_known_when_there_must_be_a_digit() {
        for (pattern, expected) in [
            (r"ends in [0-9]{1,2}", true),
            ("(?:1|one)", false),
            ("(?:24|48) ?h", true),
            ("[0-9]*", false),
            ("[a-z0-9]+", false),
        ] {
            assert_eq!(Needs::of(pattern).digit, expected, "{pattern}");
        }
    }

    #[test]
    fn words_that_are_everywhere_are_not_waited_for() {
        assert_eq!(literals(r"\byou (?:\w+ )?deserve"), [["|deserve"]]);
        assert_eq!(literals(r"\byou (?:\w+ )?"), [["|you|"]], "where there is no better one");
    }

    #[test]
    fn an_expression_without_such_words_has_none() {
        for pattern in [r"\d+", r"\w+ \w+", "a?", r"(?:ab|\d)", "e", r"\d\.", "["] {
            assert!(literals(pattern).is_empty(), "{pattern}");
        }
    }
}
