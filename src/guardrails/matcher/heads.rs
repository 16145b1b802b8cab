//! The first bytes of the first words of matches: at most places of a text, they are enough to see that
//! no match begins there.

use std::collections::BTreeSet;

use regex_syntax::hir::{Class, ClassUnicodeRange, Hir, HirKind, Look, Repetition};

/// So many bytes at most.
const DEPTH: usize = 3;
/// More heads than these are no help, nor a class of more characters.
const MOST: usize = 400;
const SMALL: usize = 8;
/// Nor more turns of a repetition: each adds a byte.
const MOST_TURNS: u32 = 4;

/// What the first words of matches begin with, one bit for each of these heads by its hash.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Heads {
    pub(crate) bits: [u64; 4],
    /// So many bytes stand before the first word of a match, at most.
    pub(crate) lead: usize,
}

/// More bytes than these before the first word are no help.
const LONGEST_LEAD: usize = 8;

/// The start of a match.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord)]
struct Head {
    /// Of its first word.
    bytes: Vec<u8>,
    /// Nothing is known of what follows.
    closed: bool,
    /// No word runs on over its start.
    edge: bool,
    lead: usize,
}

impl Heads {
    /// Of an expression, and whether a word may run on over the start of a match; `None` where nothing can be told.
    pub(crate) fn of(expression: &Hir, edge: bool) -> Option<Self> {
        let mut heads = Self { bits: [0; 4], lead: 0 };
        for head in longer(expression, BTreeSet::from([Head { edge, ..Head::default() }]))? {
            // It is over without a word.
            if head.bytes.is_empty() && !head.closed {
                return None;
            }
            heads.lead = heads.lead.max(head.lead);
            heads.add(&head.bytes);
        }
        Some(heads)
    }

    fn add(&mut self, head: &[u8]) {
        let hash = hash(head.iter().fold(0, |packed, byte| packed << 8 | u32::from(*byte)));
        if head.is_empty() {
            self.bits = [u64::MAX; 4];
        }
        self.bits[usize::from(hash / 64)] |= 1 << (hash % 64);
    }

    /// Can this be the first word of a match?
    pub(crate) fn allow(&self, start: WordStart) -> bool {
        start.heads.iter().any(|head| self.bits[usize::from(head / 64)] & 1 << (head % 64) != 0)
    }
}

/// Where a word of a text begins, and the hashes of its first byte, its first two, and its first three.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct WordStart {
    pub(crate) at: usize,
    heads: [u8; DEPTH],
}

impl WordStart {
    /// Adds those of a text that has grown from this length on, and forgets those before a place.
    pub(crate) fn follow(known: &mut Vec<Self>, text: &str, grown: usize, forget: usize) {
        let bytes = text.as_bytes();
        // What stood near to the end has more behind it now.
        let from = grown.saturating_sub(DEPTH);
        known.retain(|start| (forget..from).contains(&start.at));
        let is_word = |byte: &u8| byte.is_ascii_alphanumeric();
        let mut runs_on = from.checked_sub(1).and_then(|at| bytes.get(at)).is_some_and(is_word);
        for (at, byte) in bytes.iter().enumerate().skip(from) {
            if is_word(byte) && !runs_on && at >= forget {
                known.push(Self::at(bytes, at));
            }
            runs_on = is_word(byte);
        }
    }

    fn at(bytes: &[u8], at: usize) -> Self {
        let byte = |more| u32::from(bytes.get(at + more).copied().unwrap_or_default());
        let one = byte(0);
        let two = one << 8 | byte(1);
        let three = two << 8 | byte(2);
        Self { at, heads: [hash(one), hash(two), hash(three)] }
    }
}

/// Of one to three bytes.
fn hash(packed: u32) -> u8 {
    packed.wrapping_mul(0x9E37_79B1).to_be_bytes()[0]
}

/// What the heads become with one more part behind them; `None` where nothing can be told any more.
fn longer(part: &Hir, heads: BTreeSet<Head>) -> Option<BTreeSet<Head>> {
    let longer = match part.kind() {
        HirKind::Empty => heads,
        HirKind::Look(look) => {
            let edge = matches!(look, Look::WordAscii | Look::WordUnicode | Look::Start);
            heads.into_iter().map(|head| Head { edge: head.edge || edge, ..head }).collect()
        }
        HirKind::Literal(literal) => {
            heads.into_iter().map(|head| head.with(&literal.0)).collect::<Option<_>>()?
        }
        HirKind::Class(class) => {
            let longer = heads.into_iter().map(|head| head.with_class(class)).collect::<Option<Vec<_>>>()?;
            longer.into_iter().flatten().collect()
        }
        HirKind::Capture(capture) => longer(&capture.sub, heads)?,
        HirKind::Concat(parts) => parts.iter().try_fold(heads, |heads, part| longer(part, heads))?,
        HirKind::Alternation(choices) => {
            let longer = choices.iter().map(|choice| longer(choice, heads.clone()));
            longer.collect::<Option<Vec<_>>>()?.into_iter().flatten().collect()
        }
        HirKind::Repetition(repetition) => repeated(repetition, heads)?,
    };
    if longer.len() > MOST { closed(longer) } else { Some(longer) }
}

fn repeated(repetition: &Repetition, heads: BTreeSet<Head>) -> Option<BTreeSet<Head>> {
    let (mut all, mut turns) = (BTreeSet::new(), heads);
    for turn in 0..=MOST_TURNS {
        let is_over = turns.iter().all(|head| head.closed);
        if turn >= repetition.min || is_over {
            all.extend(turns.iter().cloned());
        }
        if is_over || repetition.max == Some(turn) {
            return Some(all);
        }
        turns = longer(&repetition.sub, turns)?;
    }
    all.extend(closed(turns)?);
    Some(all)
}

/// What follows is not looked at; what has no word yet tells nothing then.
fn closed(heads: BTreeSet<Head>) -> Option<BTreeSet<Head>> {
    let close = |head: Head| (!head.bytes.is_empty() || head.closed).then_some(Head { closed: true, ..head });
    heads.into_iter().map(close).collect()
}

impl Head {
    fn with(self, bytes: &[u8]) -> Option<Self> {
        bytes.iter().try_fold(self, |head, byte| head.with_byte(*byte))
    }

    fn with_byte(mut self, byte: u8) -> Option<Self> {
        match () {
            () if self.closed => {}
            () if self.bytes.is_empty() && !byte.is_ascii_alphanumeric() => return self.with_lead(1),
            () if self.bytes.is_empty() && !self.edge => return None,
            () => self.bytes.push(byte),
        }
        self.closed |= self.bytes.len() == DEPTH;
        Some(self)
    }

    fn with_lead(self, bytes: usize) -> Option<Self> {
        let lead = self.lead + bytes;
        (lead <= LONGEST_LEAD).then_some(Self { lead, edge: true, ..self })
    }

    fn with_class(self, class: &Class) -> Option<Vec<Self>> {
        let Class::Unicode(class) = class else { return None };
        if self.closed {
            return Some(vec![self]);
        }
        let ranges = || class.iter().map(|range| (range.start(), range.end()));
        // Folded text has no capitals.
        let words = [('0', '9'), ('a', 'z')];
        let has_word = ranges().any(|(first, last)| words.iter().any(|(a, z)| first <= *z && *a <= last));
        if self.bytes.is_empty() && !has_word {
            return Some(vec![self.with_lead(class.maximum_len().unwrap_or(1))?]);
        }
        let count: usize = class.iter().map(ClassUnicodeRange::len).sum();
        if count <= SMALL && ranges().all(|(_, last)| last.is_ascii()) {
            let members =
                ranges().flat_map(|(first, last)| first..=last).filter_map(|c| u8::try_from(c).ok());
            return members.map(|member| self.clone().with_byte(member)).collect();
        }
        let is_in_word = ranges().all(|(first, last)| words.iter().any(|(a, z)| a <= &first && &last <= z));
        let knows_start = !self.bytes.is_empty() || is_in_word && self.edge;
        knows_start.then(|| vec![Self { closed: true, ..self }])
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn heads(pattern: &str) -> Heads {
        Heads::of(&regex_syntax::parse(pattern).unwrap(), true).unwrap()
    }

    fn allows(heads: Heads, text: &str) -> bool {
        heads.allow(WordStart::at(text.as_bytes(), 0))
    }

    #[test]
    fn a_match_begins_only_with_a_head() {
        let only = heads(r"\b(?:only|just|le[st]? )(?:x|yz)");
        for text in ["only", "jus", "le x", "let ", "les x"] {
            assert!(allows(only, text), "{text}");
        }
        let allowed =
            (b'a'..=b'z').filter(|first| allows(only, &format!("{}qq", char::from(*first)))).count();
        assert!(allowed < 6, "{allowed} first letters");
        assert!(allows(heads("[a-z]+"), "q"));
    }

    #[test]
    fn what_stands_before_the_first_word_is_passed_over() {
        let before = heads("(?:^|[^a-z0-9' ,] ?)(?:#1|best)");
        assert_eq!(before.lead, 6);
        assert!(allows(before, "1 in") && allows(before, "best"));
        assert!(
            (b'c'..=b'z').filter(|first| allows(before, &format!("{}qq", char::from(*first)))).count() < 6
        );
        for pattern in ["★{5}|best", "x?", "[a-z']+", "[^.]*best"] {
            assert_eq!(Heads::of(&regex_syntax::parse(pattern).unwrap(), true), None, "{pattern}");
        }
        assert_eq!(Heads::of(&regex_syntax::parse("best").unwrap(), false), None);
    }

    proptest! {
        #[test]
        fn the_words_of_a_text_that_grows_are_those_of_the_whole(text in "[a-c é]{0,20}", cut in 0_usize..20, forget in 0_usize..20) {
            let cut = text.ceil_char_boundary(cut);
            let (mut grown, mut whole) = (Vec::new(), Vec::new());
            WordStart::follow(&mut grown, &text[..cut], 0, 0);
            WordStart::follow(&mut grown, &text, cut, forget);
            WordStart::follow(&mut whole, &text, 0, forget);
            prop_assert_eq!(grown, whole);
        }

        #[test]
        fn what_a_class_or_a_repetition_begins_with_is_allowed(
            parts in prop::collection::vec((0_usize..7, "[a-d]{1,3}"), 1..5),
        ) {
            let part = |(shape, word): &(usize, String)| match shape {
                0 => word.clone(),
                1 => format!("(?:{word})?"),
                2 => format!("(?:{word})*"),
                3 => format!("[{word}]{{1,3}}"),
                4 => format!("(?:{word}|b|)"),
                5 => format!("(?:{word}){{2,3}}"),
                _ => format!("(?:{word}|[^a]{{0,2}})"),
            };
            let pattern: String = parts.iter().map(part).collect();
            let Some(heads) = Heads::of(&regex_syntax::parse(&pattern).unwrap(), true) else { return Ok(()) };
            let regex = regex::Regex::new(&format!("^(?:{pattern})")).unwrap();
            let texts = parts.iter().map(|(_, word)| word.as_str()).collect::<String>();
            for from in 0..texts.len() {
                let text = &texts[from..];
                if regex.find(text).is_some_and(|found| !found.is_empty()) {
                    prop_assert!(allows(heads, text), "{} at {}", pattern, text);
                }
            }
        }
    }
}
