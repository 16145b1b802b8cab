//! What a regular expression cannot match without.
//!
//! A whole-text search costs microseconds per expression and kilobyte, so an expression is tried only
//! where a word that every match of it contains was seen, or at bytes that every match of it starts with.

use regex_syntax::hir::{Class, Hir, HirKind};

use super::{
    edges::{self, Edges, Part},
    heads::Heads,
    reach::Reach,
    telling::{Set, cost, distinct, either, is_telling, telling},
};

/// Alternatives more than this are no help.
const MOST: usize = 400;

/// What every match of an expression contains, and where.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Needs {
    /// One word of each set. At most [`SETS`], the rarest; none where nothing can be told.
    pub(crate) sets: Vec<Set>,
    /// A digit.
    pub(crate) digit: bool,
    /// A match may go on behind the end of a sentence.
    pub(crate) crosses: bool,
    /// What the first word of every match begins with.
    pub(crate) heads: Option<Heads>,
    /// Bytes of the longest match, where there is a bound.
    pub(crate) longest: Option<usize>,
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
        Self {
            sets: required_sets(&hir, outer),
            digit: needs_digit(&hir),
            crosses: crosses_sentences(&hir),
            heads: Heads::of(&hir, outer.after),
            longest: Reach::of(&hir).max,
        }
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

/// A part of it runs over whatever stands there, ends of lines or of sentences too.
fn crosses_sentences(hir: &Hir) -> bool {
    match hir.kind() {
        HirKind::Class(Class::Unicode(class)) => {
            class.iter().any(|range| range.start() <= ' ' && ' ' <= range.end())
        }
        HirKind::Class(Class::Bytes(_)) => true,
        HirKind::Empty | HirKind::Look(_) | HirKind::Literal(_) => false,
        HirKind::Repetition(repetition) => crosses_sentences(&repetition.sub),
        HirKind::Capture(capture) => crosses_sentences(&capture.sub),
        HirKind::Concat(parts) | HirKind::Alternation(parts) => parts.iter().any(crosses_sentences),
    }
}

/// More sets than this tell little more.
const SETS: usize = 3;
/// A set that costs more is in nearly every sentence: it counts only where there is no better one.
const TOO_COMMON: f64 = 2.0;

fn required_sets(hir: &Hir, outer: Edges) -> Vec<Set> {
    let mut candidates = candidates(&edges::parts(hir, outer));
    candidates.sort_by(|a, b| a.cost.total_cmp(&b.cost));
    let mut chosen: Vec<Candidate> = Vec::new();
    for candidate in candidates {
        let is_free = chosen.iter().all(|other| candidate.to <= other.from || other.to <= candidate.from);
        if chosen.is_empty() || is_free && candidate.cost < TOO_COMMON && chosen.len() < SETS {
            chosen.push(candidate);
        }
    }
    chosen.into_iter().map(|candidate| candidate.set).collect()
}

/// Words that stand for the parts `from..to` of a sequence.
struct Candidate {
    from: usize,
    to: usize,
    set: Set,
    cost: f64,
}

fn candidates(parts: &[Part<'_>]) -> Vec<Candidate> {
    let mut candidates = Vec::new();
    let mut add = |from: usize, to: usize, before: Reach, set: Set| {
        if set.words.len() <= MOST && set.words.iter().all(|word| is_telling(word)) {
            let set = Set { behind: before.then(set.behind), words: distinct(set.words) };
            candidates.push(Candidate { from, to, cost: cost(&set.words), set });
        }
    };
    let mut before = Reach::exactly(0);
    // Neighbours that are both short lists are joined: ` left in stock` is rarer than ` left`.
    let mut run: Option<(usize, Reach, Vec<String>)> = None;
    for (index, part) in parts.iter().enumerate() {
        let exact = exact(part.hir);
        run = match (run, &exact) {
            (Some((from, start, before)), Some(next)) if before.len() * next.len() <= MOST / 8 => {
                Some((from, start, product(&before, next)))
            }
            (_, Some(next)) => Some((index, before, next.clone())),
            (_, None) => None,
        };
        if let Some((from, start, literals)) = &run {
            let after = parts.get(*from).is_some_and(|first| first.edges.after);
            let set = telling(literals, Edges { after, before: part.edges.before });
            if let Some(set) = set {
                add(*from, index + 1, *start, set);
            }
        }
        if let Some(set) = required(part.hir, part.edges) {
            add(index, index + 1, before, set);
        }
        before = before.then(Reach::of(part.hir));
    }
    candidates
}

/// The best one set of a part, and where in that part its words begin.
fn required(hir: &Hir, edges: Edges) -> Option<Set> {
    match hir.kind() {
        HirKind::Literal(_) | HirKind::Class(_) => telling(&exact(hir)?, edges),
        HirKind::Repetition(repetition) if repetition.min > 0 => {
            // The first turn begins at the edge; only where it is the last, too, it ends at one.
            let before = edges.before && repetition.max == Some(1);
            required(&repetition.sub, Edges { before, ..edges })
        }
        HirKind::Alternation(choices) => {
            let all: Option<Vec<_>> = choices.iter().map(|choice| required(choice, edges)).collect();
            all?.into_iter().reduce(either).filter(|set| set.words.len() <= MOST)
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

fn members(class: &Class) -> Option<Vec<String>> {
    const SMALL: usize = 8;
    let Class::Unicode(class) = class else { return None };
    let count: usize = class.iter().map(regex_syntax::hir::ClassUnicodeRange::len).sum();
    (count <= SMALL)
        .then(|| class.iter().flat_map(|range| range.start()..=range.end()).map(String::from).collect())
}

#[cfg(test)]
mod tests {
    use super::super::telling::EDGE;
    use super::*;

    fn literals(pattern: &str) -> Vec<Vec<String>> {
        let shown =
            |set: Set| -> Vec<String> { set.words.iter().map(|word| word.replace(EDGE, "|")).collect() };
        let mut sets: Vec<_> = Needs::of(pattern).sets.into_iter().map(shown).collect();
        for set in &mut sets {
            set.sort();
        }
        sets
    }

    #[test]
    fn the_words_that_every_match_contains_are_found() {
        assert_eq!(literals(r"\bonly \d+ left\b"), [["|left|"]]);
        assert_eq!(literals(r"\d{1,2} ?% off"), [["% off"]]);
        assert_eq!(literals(r"(?:perdre|perdez) \d+ kilos"), [vec!["|kilos"], vec!["perdez|", "perdre|"]]);
        assert_eq!(literals(r"\b(?P<found>guerit|soigne) (?:le|la) "), [["|guerit l", "|soigne l"]]);
        assert_eq!(literals(r"x?\d ?%"), [["%"]]);
        assert_eq!(literals(r"lost (?:\w+ )*kilos"), [["|kilos"], ["lost|"]]);
    }

    #[test]
    fn it_is_known_how_far_behind_the_start_a_word_begins() {
        for (pattern, min, max) in [
            (r"\bthe -20% deals\b", 5, Some(5)),
            (r"\b(?:the )?item\b", 0, Some(4)),
            (r"\b[a-z]+ item\b", 2, Some(42)),
            (r"\b[^.]* item\b", 1, None),
        ] {
            assert_eq!(Needs::of(pattern).sets[0].behind, Reach { min, max }, "{pattern}");
        }
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
        for pattern in [r"\d+", r"\w+ \w+", "a?", r"(?:ab|\d)", "e", r"\d\.", "[", r"\d-\d", "\u{200b}"] {
            assert!(literals(pattern).is_empty(), "{pattern}");
        }
    }
}
