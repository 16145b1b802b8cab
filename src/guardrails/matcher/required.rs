//! The words that expressions cannot match without, worked out when the program was built.

use std::collections::HashMap;

use foldhash::fast::FixedState;

use super::literals;

/// Expression → words, for the packs that are built in.
pub(crate) struct Required {
    known: HashMap<&'static str, &'static str, FixedState>,
}

impl Required {
    /// What the build script wrote.
    pub(crate) fn built_in() -> Self {
        let lines = include_str!(concat!(env!("OUT_DIR"), "/required-literals.txt")).lines();
        Self { known: lines.filter_map(|line| line.split_once('\t')).collect() }
    }

    /// The words of an expression; `None` when there are none.
    pub(crate) fn of(&self, source: &str) -> Option<Vec<String>> {
        match self.known.get(source) {
            Some(words) => Some(words.split('\t').map(str::to_owned).collect()),
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
        for source in required.known.keys() {
            assert_eq!(required.of(source), literals::required_literals(source), "{source}");
        }
    }
}
