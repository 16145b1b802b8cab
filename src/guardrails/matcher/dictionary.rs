//! Very many words, all looked for at once, each with what it means.

use std::collections::HashMap;

use foldhash::fast::FixedState;

use super::trie::{Trie, Walk};
use crate::domain::Span;

/// Words while they are collected: those that begin where a word of the text begins, nearly all, and the others.
#[derive(Debug)]
pub(crate) struct Words<M> {
    pub(crate) at_word_starts: Meanings<M>,
    pub(crate) anywhere: Meanings<M>,
}

/// Words, each with what it means.
type Meanings<M> = HashMap<String, Vec<M>, FixedState>;

impl<M> Default for Words<M> {
    fn default() -> Self {
        Self { at_word_starts: HashMap::default(), anywhere: HashMap::default() }
    }
}

impl<M> Words<M> {
    /// Adds a word in folded text. `after_edge`: no letter can stand before it.
    pub(crate) fn add(&mut self, word: String, after_edge: bool, meaning: M) {
        let begins_word = word.starts_with(|first: char| first.is_ascii_alphabetic());
        let words = if after_edge && begins_word { &mut self.at_word_starts } else { &mut self.anywhere };
        words.entry(word).or_default().push(meaning);
    }
}

/// Words and their meanings.
#[derive(Debug)]
pub(crate) struct Dictionary<M> {
    trie: Trie,
    /// For each word of the trie, where its meanings begin; they end where those of the next one do.
    words: Vec<u32>,
    meanings: Vec<M>,
    openings: Openings,
}

impl<M> Default for Dictionary<M> {
    fn default() -> Self {
        Self { trie: Trie::default(), words: Vec::new(), meanings: Vec::new(), openings: Openings::default() }
    }
}

impl<M> Dictionary<M> {
    /// Of these words.
    pub(crate) fn new(entries: Meanings<M>) -> Self {
        // Sorted once, at the end: there are a hundred thousand.
        let mut entries: Vec<(String, Vec<M>)> = entries.into_iter().collect();
        entries.sort_unstable_by(|(a, _), (b, _)| a.cmp(b));
        let words = || entries.iter().map(|(word, _)| word);
        let mut dictionary =
            Self { trie: Trie::new(words()), openings: Openings::new(words()), ..Self::default() };
        for (_, meanings) in entries {
            dictionary.words.push(u32::try_from(dictionary.meanings.len()).unwrap_or(u32::MAX));
            dictionary.meanings.extend(meanings);
        }
        dictionary
    }

    /// Calls `found` for every word that stands in `text`, from the byte `from` on. Returns the first place where
    /// one has begun that may go on in more text.
    pub(crate) fn anywhere(&self, text: &str, from: usize, mut found: impl FnMut(Span, &[M])) -> usize {
        let bytes = text.as_bytes();
        let mut open = text.len();
        let mut look = |at: usize| {
            if self.at(bytes, at, &mut found) == Walk::Open {
                open = open.min(at);
            }
        };
        (from..bytes.len()).filter(|at| self.openings.may_begin(bytes, *at)).for_each(&mut look);
        open
    }

    /// The same, for words that begin where a word of the text begins, with a letter: most places are passed over.
    pub(crate) fn at_word_starts(&self, text: &str, from: usize, mut found: impl FnMut(Span, &[M])) -> usize {
        let mut open = text.len();
        let bytes = text.as_bytes();
        let behind = |at: usize, is_in: fn(&u8) -> bool| {
            at + bytes.get(at..).unwrap_or_default().iter().take_while(|byte| is_in(byte)).count()
        };
        let runs_on = from.checked_sub(1).and_then(|at| bytes.get(at)).is_some_and(u8::is_ascii_alphabetic);
        let mut at = if runs_on { behind(from, u8::is_ascii_alphabetic) } else { from };
        loop {
            at = behind(at, |byte| !byte.is_ascii_alphabetic());
            if at >= bytes.len() {
                return open;
            }
            if self.openings.may_begin(bytes, at) && self.at(bytes, at, &mut found) == Walk::Open {
                open = open.min(at);
            }
            at = behind(at, u8::is_ascii_alphabetic);
        }
    }

    /// The words that begin at a place of a text.
    fn at(&self, bytes: &[u8], at: usize, found: &mut impl FnMut(Span, &[M])) -> Walk {
        self.trie.walk(bytes.get(at..).unwrap_or_default(), |word, length| {
            let place = |word: usize| self.words.get(word).map(|place| *place as usize);
            let range = place(word).unwrap_or_default()..place(word + 1).unwrap_or(self.meanings.len());
            found(Span::new(at, at + length), self.meanings.get(range).unwrap_or_default());
        })
    }
}

/// The first four bytes of all words, by their hash, in 32 kilobytes: where no word can begin is seen without a look
/// at the trie, which is large.
#[derive(Debug, Default)]
struct Openings {
    fours: Vec<u64>,
    /// The first two bytes of words that have fewer than three.
    twos: Vec<u64>,
}

impl Openings {
    const FOURS: usize = 1 << 18;

    fn new<'w>(words: impl Iterator<Item = &'w String>) -> Self {
        let mut openings = Self { fours: vec![0; Self::FOURS / 64], twos: vec![0; 64] };
        // Behind a shorter word, anything can stand: of two bytes with the same six bits, one is enough.
        for word in words.map(String::as_bytes) {
            match *word {
                [first] => (32..96).for_each(|second| add(&mut openings.twos, two(first, second))),
                [first, second] => add(&mut openings.twos, two(first, second)),
                [a, b, c] => (32..96).for_each(|d| add(&mut openings.fours, four([a, b, c, d]))),
                [a, b, c, d, ..] => add(&mut openings.fours, four([a, b, c, d])),
                [] => {}
            }
        }
        openings
    }

    #[inline]
    fn may_begin(&self, bytes: &[u8], at: usize) -> bool {
        match bytes.get(at..at + 4) {
            Some(&[a, b, c, d]) => has(&self.fours, four([a, b, c, d])) || has(&self.twos, two(a, b)),
            // So near to the end, what follows may come yet.
            _ => true,
        }
    }
}

/// Six bits of each byte: enough to tell letters apart, and letters from signs.
fn four(bytes: [u8; 4]) -> usize {
    let bytes = u32::from_le_bytes(bytes);
    let sixes = bytes & 0x1f1f_1f1f | bytes >> 1 & 0x2020_2020;
    (sixes.wrapping_mul(0x9E37_79B1) >> 14) as usize
}

fn two(first: u8, second: u8) -> usize {
    let six = |byte: u8| usize::from(byte & 0x1f | byte >> 1 & 0x20);
    six(first) << 6 | six(second)
}

fn add(bits: &mut [u64], index: usize) {
    bits.iter_mut().skip(index / 64).take(1).for_each(|bits| *bits |= 1 << (index % 64));
}

fn has(bits: &[u64], index: usize) -> bool {
    bits.get(index / 64).is_some_and(|bits| bits & 1 << (index % 64) != 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn dictionary(words: &[&str]) -> Dictionary<usize> {
        Dictionary::new(
            words.iter().enumerate().map(|(index, word)| ((*word).to_owned(), vec![index])).collect(),
        )
    }

    #[test]
    fn words_are_found_everywhere_or_where_words_begin() {
        let words = dictionary(&["men", "omen", "payment", "of"]);
        let text = "a payment of omens";
        let (mut anywhere, mut at_starts) = (Vec::new(), Vec::new());
        words.anywhere(text, 0, |span, _| anywhere.push(span.of(text)));
        words.at_word_starts(text, 0, |span, _| at_starts.push(span.of(text)));
        anywhere.sort_unstable();
        assert_eq!(anywhere, ["men", "men", "of", "omen", "payment"]);
        assert_eq!(at_starts, ["payment", "of", "omen"]);
        at_starts.clear();
        words.at_word_starts(text, 3, |span, _| at_starts.push(span.of(text)));
        assert_eq!(at_starts, ["of", "omen"], "from inside a word, no word begins");
    }

    #[test]
    fn words_shorter_than_an_opening_are_found() {
        let words = dictionary(&["%", "no"]);
        for text in ["%", "10 % x", "no", "say no"] {
            let mut count = 0;
            words.anywhere(text, 0, |_, _| count += 1);
            assert_eq!(count, 1, "{text}");
        }
    }

    #[test]
    fn a_word_that_comes_in_two_pieces_is_found_from_where_it_began() {
        let words = dictionary(&["left in stock", "in"]);
        let text = "two left in stock";
        for cut in 1..text.len() {
            let mut found = Vec::new();
            let open = words.at_word_starts(&text[..cut], 0, |span, _| found.push(span));
            words.at_word_starts(text, open, |span, _| found.push(span));
            found.sort_unstable();
            found.dedup();
            assert_eq!(found, [Span::new(4, 17), Span::new(9, 11)], "{cut}");
        }
    }

    #[test]
    fn no_words_are_never_found() {
        dictionary(&[]).anywhere("text", 0, |_, _| unreachable!());
    }
}
