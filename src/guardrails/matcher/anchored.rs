//! Expressions tried only where a match can start.
//!
//! Identifiers start with few bytes (`+`, a digit, two capitals), and only where no word runs on. So each
//! place where a word starts is looked at once, and only the expressions that may start with its first
//! byte are tried there, anchored.

use regex_automata::{Anchored as Mode, Input, meta};

use super::first_bytes;
use crate::domain::Span;

/// No identifier is longer, in bytes: a bound on what one try may read.
const LONGEST: usize = 512;

/// The expressions of the personal-data rules.
#[derive(Debug)]
pub(crate) struct Anchored {
    patterns: Vec<Pattern>,
    /// For each first byte, the expressions to try.
    starts: Vec<Vec<u16>>,
}

#[derive(Debug)]
struct Pattern {
    rule: usize,
    regex: meta::Regex,
}

impl Anchored {
    /// From expressions, each with the index of its rule.
    pub(crate) fn build<'p>(patterns: impl Iterator<Item = (usize, &'p str)>) -> Self {
        let mut anchored = Self { patterns: Vec::new(), starts: vec![Vec::new(); 256] };
        for (rule, pattern) in patterns {
            // `check` has refused expressions that do not compile or can match nothing.
            let (Ok(regex), Some(first)) = (meta::Regex::new(pattern), first_bytes(pattern)) else {
                continue;
            };
            let Ok(index) = u16::try_from(anchored.patterns.len()) else { break };
            for (start, _) in anchored.starts.iter_mut().zip(first).filter(|(_, may_start)| *may_start) {
                start.push(index);
            }
            anchored.patterns.push(Pattern { rule, regex });
        }
        anchored
    }

    /// Calls `found` with rule and place of every match that is a whole word.
    pub(crate) fn find(&self, text: &str, mut found: impl FnMut(usize, Span)) {
        let mut before = b' ';
        for (at, byte) in text.bytes().enumerate() {
            let runs_on = before.is_ascii_alphanumeric() || before == b'_';
            let is_beyond_ascii = before >= 0x80;
            before = byte;
            let Some(tries) =
                self.starts.get(usize::from(byte)).filter(|tries| !runs_on && !tries.is_empty())
            else {
                continue;
            };
            let is_start = text.is_char_boundary(at)
                && !(is_beyond_ascii
                    && text.get(..at).is_some_and(|text| text.ends_with(char::is_alphanumeric)));
            if !is_start {
                continue;
            }
            for pattern in tries.iter().filter_map(|index| self.patterns.get(usize::from(*index))) {
                if let Some(span) = pattern.at(text, at) {
                    found(pattern.rule, span);
                }
            }
        }
    }
}

impl Pattern {
    fn at(&self, text: &str, at: usize) -> Option<Span> {
        let mut end = text.len().min(at + LONGEST);
        while !text.is_char_boundary(end) {
            end -= 1;
        }
        let input = Input::new(text).anchored(Mode::Yes).range(at..end);
        let found = self.regex.find(input)?;
        let span = Span::new(found.start(), found.end());
        (!span.is_empty() && super::is_whole_word(text, span)).then_some(span)
    }
}
