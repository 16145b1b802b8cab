//! Very many words, all looked for at once, each with what it means.

use std::{collections::BTreeMap, ops::Range};

use aho_corasick::{
    Anchored,
    automaton::{Automaton, StateID},
    nfa::contiguous::NFA,
};

use crate::domain::Span;

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

    /// Calls `found` for every word that stands in `text`, from the byte `from` on.
    pub(crate) fn anywhere(&self, text: &str, from: usize, mut found: impl FnMut(Span, &[M])) {
        let Some(search) = self.search(text) else { return };
        for at in from..text.len() {
            search.at(at, &mut found);
        }
    }

    /// The same, for words that begin where a word of the text begins, with a letter: most places are passed over.
    pub(crate) fn at_word_starts(&self, text: &str, from: usize, mut found: impl FnMut(Span, &[M])) {
        let Some(search) = self.search(text) else { return };
        let bytes = text.as_bytes();
        let mut runs_on =
            from.checked_sub(1).and_then(|at| bytes.get(at)).is_some_and(u8::is_ascii_alphabetic);
        for (at, byte) in bytes.iter().enumerate().skip(from) {
            let is_letter = byte.is_ascii_alphabetic();
            if is_letter && !runs_on {
                search.at(at, &mut found);
            }
            runs_on = is_letter;
        }
    }

    fn search<'s>(&'s self, text: &'s str) -> Option<Search<'s, M>> {
        let automaton = self.automaton.as_ref()?;
        let start = automaton.start_state(Anchored::Yes).ok()?;
        Some(Search { dictionary: self, automaton, start, bytes: text.as_bytes() })
    }
}

/// The words that begin at a place of a text.
struct Search<'s, M> {
    dictionary: &'s Dictionary<M>,
    automaton: &'s NFA,
    start: StateID,
    bytes: &'s [u8],
}

impl<M> Search<'_, M> {
    fn at(&self, at: usize, found: &mut impl FnMut(Span, &[M])) {
        if !self.dictionary.openings.may_begin(self.bytes, at) {
            return;
        }
        let mut state = self.start;
        for (end, byte) in self.bytes.iter().enumerate().skip(at) {
            state = self.automaton.next_state(Anchored::Yes, state, *byte);
            if self.automaton.is_special(state) {
                if self.automaton.is_dead(state) {
                    return;
                }
                if self.automaton.is_match(state) {
                    self.tell(state, Span::new(at, end + 1), found);
                }
            }
        }
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
            let [first, second, third] = [0, 1, 2].map(|at| word.as_bytes().get(at).copied());
            for second in second.map_or(0..=31, |byte| byte & 31..=byte & 31) {
                for third in third.map_or(0..=31, |byte| byte & 31..=byte & 31) {
                    let index = Self::index(first.unwrap_or_default(), second, third);
                    if let Some(bits) = openings.bits.get_mut(index / 64) {
                        *bits |= 1 << (index % 64);
                    }
                }
            }
        }
        openings
    }

    fn may_begin(&self, bytes: &[u8], at: usize) -> bool {
        let byte = |at: usize| bytes.get(at).copied().unwrap_or_default();
        let index = Self::index(byte(at), byte(at + 1), byte(at + 2));
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
    fn no_words_are_never_found() {
        dictionary(&[]).anywhere("text", 0, |_, _| unreachable!());
    }
}
