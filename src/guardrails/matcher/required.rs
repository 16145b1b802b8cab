//! The words that expressions cannot match without, worked out when the program was built.

use std::{borrow::Cow, collections::HashMap};

use foldhash::fast::FixedState;

use super::{heads::Heads, literals::Needs, reach::Reach, telling::Set};

/// As the build script writes them; no expression and no word holds a control character.
const BETWEEN_FIELDS: char = '\t';
const BETWEEN_WORDS: char = '\u{1f}';

/// What an expression cannot match without, and where that stands in a match.
pub(crate) struct Known {
    pub(crate) sets: Vec<(WordSet, Reach)>,
    pub(crate) digit: bool,
    pub(crate) crosses: bool,
    pub(crate) heads: Option<Heads>,
    pub(crate) longest: Option<usize>,
}

/// A set of words, as one text: many expressions have the same.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) struct WordSet(Cow<'static, str>);

impl WordSet {
    pub(crate) fn words(&self) -> impl Iterator<Item = &str> {
        self.0.split(BETWEEN_WORDS)
    }
}

impl Known {
    /// What is known of an expression now.
    fn now(needs: &Needs) -> Self {
        let joined = |set: &Set| set.words.join(BETWEEN_WORDS.encode_utf8(&mut [0; 4]));
        let sets = needs.sets.iter().map(|set| (WordSet(Cow::Owned(joined(set))), set.behind)).collect();
        Self { sets, digit: needs.digit, crosses: needs.crosses, heads: needs.heads, longest: needs.longest }
    }

    /// As a line of the build script says it, behind the expression.
    fn read(line: &'static str) -> Option<Self> {
        let mut fields = line.split(BETWEEN_FIELDS);
        let (flags, heads, longest) = (fields.next()?, fields.next()?, fields.next()?);
        let mut sets = Vec::with_capacity(3);
        while let (Some(min), Some(max), Some(words)) = (fields.next(), fields.next(), fields.next()) {
            let behind = Reach { min: min.parse().ok()?, max: max.parse().ok() };
            sets.push((WordSet(Cow::Borrowed(words)), behind));
        }
        Some(Self {
            sets,
            digit: flags.contains('d'),
            crosses: flags.contains('c'),
            heads: read(heads),
            longest: longest.parse().ok(),
        })
    }
}

/// The bits of heads as the build script writes them.
fn read(heads: &str) -> Option<Heads> {
    let mut numbers = heads.split(',').map(|number| u64::from_str_radix(number, 16).ok());
    let lead = usize::try_from(numbers.next()??).ok()?;
    Some(Heads { lead, bits: [numbers.next()??, numbers.next()??, numbers.next()??, numbers.next()??] })
}

/// Expression → words, for the packs that are built in.
pub(crate) struct Required {
    known: HashMap<&'static str, &'static str, FixedState>,
}

impl Required {
    /// What the build script wrote.
    pub(crate) fn built_in() -> Self {
        let lines = include_str!(concat!(env!("OUT_DIR"), "/required-literals.txt")).lines();
        Self { known: lines.filter_map(|line| line.split_once(BETWEEN_FIELDS)).collect() }
    }

    /// Every match of an expression contains one of some words.
    pub(crate) fn has_words(&self, source: &str) -> bool {
        // The build script leaves out those that have none.
        self.known.contains_key(source) || !Needs::of_whole_words(source).sets.is_empty()
    }

    /// What every match of an expression contains, where matches are whole words.
    pub(crate) fn of(&self, source: &str) -> Known {
        let known = self.known.get(source).and_then(|line| Known::read(line));
        known.unwrap_or_else(|| Known::now(&Needs::of_whole_words(source)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_worked_out_at_the_build_is_what_would_be_worked_out_now() {
        let required = Required::built_in();
        assert!(!required.known.is_empty());
        let words = |known: &Known| -> Vec<(Vec<String>, Reach)> {
            let words = |set: &WordSet| set.words().map(str::to_owned).collect();
            known.sets.iter().map(|(set, behind)| (words(set), *behind)).collect()
        };
        assert!(required.known.keys().all(|source| {
            let (known, now) = (required.of(source), Known::now(&Needs::of_whole_words(source)));
            words(&known) == words(&now)
                && (known.digit, known.crosses, known.heads, known.longest)
                    == (now.digit, now.crosses, now.heads, now.longest)
        }));
    }
}
