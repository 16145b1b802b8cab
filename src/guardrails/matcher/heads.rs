//! The first bytes of everything that an expression matches: at most places of a text, they are enough to see that
//! no match begins there.

use std::collections::BTreeSet;

use regex_syntax::hir::{Class, Hir, HirKind};

/// So many bytes at most.
const DEPTH: usize = 3;
/// More heads than these are no help, nor a class of more characters.
const MOST: usize = 400;
const SMALL: usize = 8;
/// Nor more turns of a repetition: each adds a byte.
const MOST_TURNS: u32 = 4;

/// The heads of an expression, one bit each by their hash.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Heads(pub(crate) [u64; 4]);

/// The start of a match; when `closed`, nothing is known of what follows.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Head {
    bytes: Vec<u8>,
    closed: bool,
}

impl Heads {
    /// Of an expression.
    pub(crate) fn of(expression: &Hir) -> Self {
        let start = BTreeSet::from([Head { bytes: Vec::new(), closed: false }]);
        let mut heads = Self([0; 4]);
        for head in longer(expression, start) {
            heads.add(&head.bytes);
        }
        heads
    }

    fn add(&mut self, head: &[u8]) {
        let hash = hash(head.iter().fold(0, |packed, byte| packed << 8 | u32::from(*byte)));
        if head.is_empty() {
            *self = Self([u64::MAX; 4]);
        }
        self.0[usize::from(hash / 64)] |= 1 << (hash % 64);
    }

    /// Can a match begin where a word does?
    pub(crate) fn allow(&self, start: WordStart) -> bool {
        start.heads.iter().any(|head| self.0[usize::from(head / 64)] & 1 << (head % 64) != 0)
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

/// What the heads become with one more part behind them.
fn longer(part: &Hir, heads: BTreeSet<Head>) -> BTreeSet<Head> {
    let longer = match part.kind() {
        HirKind::Empty | HirKind::Look(_) => heads,
        HirKind::Literal(literal) => with_each(heads, &[&literal.0]),
        HirKind::Class(class) => match members(class) {
            Some(members) => with_each(heads, &members.iter().map(std::slice::from_ref).collect::<Vec<_>>()),
            None => closed(heads),
        },
        HirKind::Capture(capture) => longer(&capture.sub, heads),
        HirKind::Concat(parts) => parts.iter().fold(heads, |heads, part| longer(part, heads)),
        HirKind::Alternation(choices) => {
            choices.iter().flat_map(|choice| longer(choice, heads.clone())).collect()
        }
        HirKind::Repetition(repetition) => {
            let (mut all, mut turns) = (BTreeSet::new(), heads);
            for turn in 0_u32.. {
                let is_over = turns.iter().all(|head| head.closed);
                if turn >= repetition.min || is_over {
                    all.extend(turns.iter().cloned());
                }
                if is_over || repetition.max == Some(turn) {
                    break;
                }
                // What can be empty need not grow.
                if turn > MOST_TURNS {
                    all.extend(closed(turns));
                    break;
                }
                turns = longer(&repetition.sub, turns);
            }
            all
        }
    };
    if longer.len() > MOST { closed(longer) } else { longer }
}

fn with_each(heads: BTreeSet<Head>, next: &[&[u8]]) -> BTreeSet<Head> {
    let with = |head: Head, next: &[u8]| {
        if head.closed {
            return head;
        }
        let bytes: Vec<u8> = head.bytes.iter().chain(next).copied().take(DEPTH).collect();
        Head { closed: bytes.len() == DEPTH, bytes }
    };
    heads.into_iter().flat_map(|head| next.iter().map(move |next| with(head.clone(), next))).collect()
}

fn closed(heads: BTreeSet<Head>) -> BTreeSet<Head> {
    heads.into_iter().map(|head| Head { closed: true, ..head }).collect()
}

/// The bytes of a small class of ASCII.
fn members(class: &Class) -> Option<Vec<u8>> {
    let Class::Unicode(class) = class else { return None };
    let count: usize = class.iter().map(regex_syntax::hir::ClassUnicodeRange::len).sum();
    let all = class.iter().flat_map(|range| range.start()..=range.end());
    if count <= SMALL {
        all.map(|member| u8::try_from(member).ok().filter(u8::is_ascii)).collect()
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn heads(pattern: &str) -> Heads {
        Heads::of(&regex_syntax::parse(pattern).unwrap())
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
        assert!(allows(heads("[a-z]+"), "q") && allows(heads("x?"), "q"));
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
            let heads = heads(&pattern);
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
