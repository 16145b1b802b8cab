//! The words that expressions cannot match without, worked out when the program was built.

use std::{borrow::Cow, collections::HashMap};

use foldhash::fast::FixedState;

use super::literals::Needs;

/// As the build script writes them; no expression and no word holds a control character.
const BETWEEN_SETS: char = '\t';
const BETWEEN_WORDS: char = '\u{1f}';

/// What an expression cannot match without: of each set one word, and a digit where it says so.
pub(crate) struct Sets {
    pub(crate) sets: Vec<WordSet>,
    pub(crate) digit: bool,
}

/// A set of words, as one text: many expressions have the same.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) struct WordSet(Cow<'static, str>);

impl WordSet {
    pub(crate) fn words(&self) -> impl Iterator<Item = &str> {
        self.0.split(BETWEEN_WORDS)
    }
}

/// Expression → words, for the packs that are built in.
pub(crate) struct Required {
    known: HashMap<&'static str, &'static str, FixedState>,
}

impl Required {
    /// What the build script wrote.
    pub(crate) fn built_in() -> Self {
        let lines = include_str!(concat!(env!("OUT_DIR"), "/required-literals.txt")).lines();
        Self { known: lines.filter_map(|line| line.split_once(BETWEEN_SETS)).collect() }
    }

    /// What every match of an expression contains, where matches are whole words.
    pub(crate) fn of(&self, source: &str) -> Sets {
        if let Some((digit, sets)) = self.known.get(source).and_then(|line| line.split_once(BETWEEN_SETS)) {
            let sets = sets.split(BETWEEN_SETS).map(|set| WordSet(Cow::Borrowed(set)));
            return Sets { sets: sets.collect(), digit: digit == "digit" };
        }
        let Needs { sets, digit } = Needs::of_whole_words(source);
        let joined = |words: &Vec<String>| words.join(BETWEEN_WORDS.encode_utf8(&mut [0; 4]));
        Sets { sets: sets.iter().map(|words| WordSet(Cow::Owned(joined(words)))).collect(), digit }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_worked_out_at_the_build_is_what_would_be_worked_out_now() {
        let required = Required::built_in();
        assert!(!required.known.is_empty());
        let words = |sets: &Sets| -> Vec<Vec<String>> {
            sets.sets.iter().map(|set| set.words().map(str::to_owned).collect()).collect()
        };
        assert!(required.known.keys().all(|source| {
            let (known, now) = (required.of(source), Needs::of_whole_words(source));
            words(&known) == now.sets && known.digit == now.digit
        }));
    }
}
