//! The words that expressions cannot match without, worked out when the program was built.

use std::collections::HashMap;

use foldhash::fast::FixedState;

use super::literals::Needs;

/// As the build script writes them; no expression and no word holds a control character.
const BETWEEN_SETS: char = '\t';
const BETWEEN_WORDS: char = '\u{1f}';

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
    pub(crate) fn of(&self, source: &str) -> Needs {
        let words = |set: &str| set.split(BETWEEN_WORDS).map(str::to_owned).collect();
        match self.known.get(source).and_then(|line| line.split_once(BETWEEN_SETS)) {
            Some((digit, sets)) => {
                Needs { sets: sets.split(BETWEEN_SETS).map(words).collect(), digit: digit == "digit" }
            }
            None => Needs::of_whole_words(source),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_worked_out_at_the_build_is_what_would_be_worked_out_now() {
        let required = Required::built_in();
        assert!(!required.known.is_empty());
        assert!(required.known.keys().all(|source| required.of(source) == Needs::of_whole_words(source)));
    }
}
