//! Very many words, all looked for at once, each with what it means.

use std::{collections::BTreeMap, ops::Range};

use aho_corasick::{
    Anchored,
    automaton::{Automaton, StateID},
    nfa::contiguous::NFA,
};

use crate::domain::Span;

/// Words while they are collected: those that begin where a word of the text begins, nearly all, and the others.
#[derive(Debug)]
pub(crate) struct Words<M> {
    pub(crate) at_word_starts: BTreeMap<String, Vec<M>>,
    pub(crate) anywhere: BTreeMap<String, Vec<M>>,
}

impl<M> Default for Words<M> {
    fn default() -> Self {
        Self { at_word_starts: BTreeMap::new(), anywhere: BTreeMap::new() }
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
    /// `None` where there are no words.
    automaton: Option<NFA>,
    /// For each word of the automaton, where its meanings stand.
    words: Vec<Range<usize>>,
    meanings: Vec<M>,
    openings: Openings,
}

impl<M> Default for Dictionary<M> {
    fn default() -> Self {
        Self { automaton: None, words: Vec::new(), meanings: Vec::new(), openings: Openings::default() }
    }
}

impl<M> Dictionary<M> {
    /// Of these words.
    pub(crate) fn new(entries: BTreeMap<String, Vec<M>>) -> Self {
        let mut dictionary = Self {
            automaton: NFA::new(entries.keys()).ok().filter(|_| !entries.is_empty()),
            openings: Openings::new(entries.keys()),
            ..Self::default()
        };
        for meanings in entries.into_values() {
            let from = dictionary.meanings.len();
            dictionary.meanings.extend(meanings);
            dictionary.words.push(from..dictionary.meanings.len());
        }
        dictionary
    }

    /// Calls `found` for every word that stands in `text`, from the byte `from` on. Returns the first place where
    /// one has begun that may go on in more text.
    pub(crate) fn anywhere(&self, text: &str, from: usize, mut found: impl FnMut(Span, &[M])) -> usize {
        let Some(search) = self.search(text) else { return text.len() };
        let mut open = text.len();
        for at in from..text.len() {
            if search.at(at, &mut found) == Walk::Open {
                open = open.min(at);
            }
        }
        open
    }

    /// The same, for words that begin where a word of the text begins, with a letter: most places are passed over.
    pub(crate) fn at_word_starts(&self, text: &str, from: usize, mut found: impl FnMut(Span, &[M])) -> usize {
        let Some(search) = self.search(text) else { return text.len() };
        let mut open = text.len();
        let bytes = text.as_bytes();
        let mut runs_on =
            from.checked_sub(1).and_then(|at| bytes.get(at)).is_some_and(u8::is_ascii_alphabetic);
        for (at, byte) in bytes.iter().enumerate().skip(from) {
            let is_letter = byte.is_ascii_alphabetic();
            if is_letter && !runs_on && search.at(at, &mut found) == Walk::Open {
                open = open.min(at);
            }
            runs_on = is_letter;
        }
        open
    }

    fn search<'s>(&'s self, text: &'s str) -> Option<Search<'s, M>> {
        let automaton = self.automaton.as_ref()?;
        let start = automaton.start_state(Anchored::Yes).ok()?;
        Some(Search { dictionary: self, automaton, start, bytes: text.as_bytes() })
    }
}

/// How the search at one place ended.
#[derive(Clone, Copy, PartialEq)]
enum Walk {
    /// No other word begins there.
    Done,
    /// The text ended before that could be told.
    Open,
}

/// The words that begin at a place of a text.
struct Search<'s, M> {
    dictionary: &'s Dictionary<M>,
    automaton: &'s NFA,
    start: StateID,
    bytes: &'s [u8],
}

impl<M> Search<'_, M> {
    fn at(&self, at: usize, found: &mut impl FnMut(Span, &[M])) -> Walk {
        if !self.dictionary.openings.may_begin(self.bytes, at) {
            return Walk::Done;
        }
        let mut state = self.start;
        for (end, byte) in self.bytes.iter().enumerate().skip(at) {
            state = self.automaton.next_state(Anchored::Yes, state, *byte);
            if self.automaton.is_special(state) {
                if self.automaton.is_dead(state) {
                    return Walk::Done;
                }
                if self.automaton.is_match(state) {
                    self.tell(state, Span::new(at, end + 1), found);
                }
            }
        }
        Walk::Open
    }

    fn tell(&self, state: StateID, span: Span, found: &mut impl FnMut(Span, &[M])) {
        for index in 0..self.automaton.match_len(state) {
            let word = self.automaton.match_pattern(state, index);
            // A state knows the words inside its word, too.
            if self.automaton.pattern_len(word) == span.len() {
                let range = self.dictionary.words.get(word.as_usize()).cloned().unwrap_or_default();
                found(span, self.dictionary.meanings.get(range).unwrap_or_default());
            }
        }
    }
}

/// The first three bytes of all words, in four kilobytes: where no word can begin is seen without a look at the
/// automaton, which is large.
#[derive(Debug, Default)]
struct Openings {
    bits: Vec<u64>,
}

impl Openings {
    /// Five bits of each byte: enough to tell letters apart.
    const SIZE: usize = 1 << 15;

    fn new<'w>(words: impl Iterator<Item = &'w String>) -> Self {
        let mut openings = Self { bits: vec![0; Self::SIZE / 64] };
        for word in words {
            // Behind a shorter word, anything can stand.
            let [first, second, third] = [0, 1, 2].map(|at| match word.as_bytes().get(at) {
                Some(byte) => byte & 31..=byte & 31,
                None => 0..=31,
            });
            let seconds = first.flat_map(|first| second.clone().map(move |second| (first, second)));
            let all =
                seconds.flat_map(|(first, second)| third.clone().map(move |third| (first, second, third)));
            all.for_each(|(first, second, third)| openings.add(Self::index(first, second, third)));
        }
        openings
    }

    fn add(&mut self, index: usize) {
        if let Some(bits) = self.bits.get_mut(index / 64) {
            *bits |= 1 << (index % 64);
        }
    }

    fn may_begin(&self, bytes: &[u8], at: usize) -> bool {
        // So near to the end, what follows may come yet.
        let Some(&[first, second, third]) = bytes.get(at..at + 3) else { return true };
        let index = Self::index(first, second, third);
        self.bits.get(index / 64).is_some_and(|bits| bits & 1 << (index % 64) != 0)
    }

    fn index(first: u8, second: u8, third: u8) -> usize {
        usize::from(first & 31) << 10 | usize::from(second & 31) << 5 | usize::from(third & 31)
    }
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
