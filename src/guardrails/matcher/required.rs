//! The words that expressions cannot match without, worked out when the program was built.

use std::collections::HashMap;

use foldhash::fast::FixedState;

use super::literals;

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

    /// Sets of words: every match contains one word of each.
    pub(crate) fn of(&self, source: &str) -> Vec<Vec<String>> {
        let words = |set: &str| set.split(BETWEEN_WORDS).map(str::to_owned).collect();
        match self.known.get(source) {
            Some(sets) => sets.split(BETWEEN_SETS).map(words).collect(),
            None => literals::required_literals(source),
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
        assert!(
            required.known.keys().all(|source| required.of(source) == literals::required_literals(source))
        );
    }
}
