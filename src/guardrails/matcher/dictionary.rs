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
}

impl<M> Default for Dictionary<M> {
    fn default() -> Self {
        Self { automaton: None, words: Vec::new(), meanings: Vec::new() }
    }
}

impl<M> Dictionary<M> {
    /// Of these words.
    pub(crate) fn new(entries: BTreeMap<String, Vec<M>>) -> Self {
        let automaton = NFA::new(entries.keys()).ok().filter(|_| !entries.is_empty());
        let mut dictionary =
            Self { automaton, words: Vec::with_capacity(entries.len()), meanings: Vec::new() };
        for meanings in entries.into_values() {
            let from = dictionary.meanings.len();
            dictionary.meanings.extend(meanings);
            dictionary.words.push(from..dictionary.meanings.len());
        }
        dictionary
    }

    /// Calls `found` for every word that stands in `text`, from the byte `from` on.
    pub(crate) fn anywhere(&self, text: &str, from: usize, mut found: impl FnMut(Span, &[M])) {
        let Some(automaton) = &self.automaton else { return };
        let Ok(mut state) = automaton.start_state(Anchored::No) else { return };
        for (at, byte) in text.bytes().enumerate().skip(from) {
            state = automaton.next_state(Anchored::No, state, byte);
            if automaton.is_special(state) && automaton.is_match(state) {
                self.tell(automaton, state, at + 1, &mut found);
            }
        }
    }

    /// The same, for words that begin where a word of the text begins, with a letter: most places are passed over.
    pub(crate) fn at_word_starts(&self, text: &str, from: usize, mut found: impl FnMut(Span, &[M])) {
        let Some(automaton) = &self.automaton else { return };
        let Ok(start) = automaton.start_state(Anchored::Yes) else { return };
        let bytes = text.as_bytes();
        let mut runs_on =
            from.checked_sub(1).and_then(|at| bytes.get(at)).is_some_and(u8::is_ascii_alphabetic);
        for (at, byte) in bytes.iter().enumerate().skip(from) {
            let is_start = byte.is_ascii_alphabetic() && !runs_on;
            runs_on = byte.is_ascii_alphabetic();
            if !is_start {
                continue;
            }
            let mut state = start;
            for (end, byte) in bytes.iter().enumerate().skip(at) {
                state = automaton.next_state(Anchored::Yes, state, *byte);
                if automaton.is_special(state) {
                    if automaton.is_dead(state) {
                        break;
                    }
                    if automaton.is_match(state) {
                        self.tell(automaton, state, end + 1, &mut |span: Span, meanings: &[M]| {
                            // A state knows the words inside its word, too.
                            if span.start == at {
                                found(span, meanings);
                            }
                        });
                    }
                }
            }
        }
    }

    fn tell(&self, automaton: &NFA, state: StateID, end: usize, found: &mut impl FnMut(Span, &[M])) {
        for index in 0..automaton.match_len(state) {
            let word = automaton.match_pattern(state, index);
            let span = Span::new(end - automaton.pattern_len(word), end);
            let range = self.words.get(word.as_usize()).cloned().unwrap_or_default();
            found(span, self.meanings.get(range).unwrap_or_default());
        }
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
    fn no_words_are_never_found() {
        dictionary(&[]).anywhere("text", 0, |_, _| unreachable!());
    }
}
