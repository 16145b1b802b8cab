//! Expressions tried only where a match can start.
//!
//! Identifiers start with few bytes (`+`, a digit, two capitals), and only where no word runs on. So each
//! place where a word starts is looked at once, and only the expressions that its first bytes allow are
//! tried there, anchored.

use regex_automata::{Anchored as Mode, Input, meta};

use super::opening::{DEPTH, Opening};
use crate::domain::Span;

/// No identifier is longer, in bytes: a bound on what one try may read.
const LONGEST: usize = 512;

/// The expressions of the personal-data rules.
#[derive(Debug, Default)]
pub(crate) struct Anchored {
    groups: Vec<Group>,
}

/// Up to 64 expressions, one bit each.
#[derive(Debug)]
struct Group {
    patterns: Vec<Pattern>,
    /// For each of the first places and each byte, the expressions that allow it there.
    allowed: Vec<[u64; 256]>,
}

#[derive(Debug)]
struct Pattern {
    rule: usize,
    regex: meta::Regex,
}

impl Anchored {
    /// From expressions, each with the index of its rule.
    pub(crate) fn build<'p>(patterns: impl Iterator<Item = (usize, &'p str)>) -> Self {
        let mut anchored = Self::default();
        for (rule, pattern) in patterns {
            // `check` has refused expressions that do not compile or can match nothing.
            let (Ok(regex), Some(opening)) = (meta::Regex::new(pattern), Opening::of(pattern)) else {
                continue;
            };
            if anchored.groups.last().is_none_or(|group| group.patterns.len() == 64) {
                anchored.groups.push(Group { patterns: Vec::new(), allowed: vec![[0; 256]; DEPTH] });
            }
            let Some(group) = anchored.groups.last_mut() else { break };
            group.add(&opening, Pattern { rule, regex });
        }
        anchored
    }

    /// Calls `found` with rule and place of every match that is a whole word, of the rules that are `wanted`.
    pub(crate) fn find(
        &self,
        text: &str,
        wanted: impl Fn(usize) -> bool,
        mut found: impl FnMut(usize, Span),
    ) {
        for group in &self.groups {
            let patterns = group.patterns.iter().enumerate();
            let wanted = patterns.fold(0, |all, (bit, pattern)| all | u64::from(wanted(pattern.rule)) << bit);
            let mut before = b' ';
            for (at, byte) in text.bytes().enumerate() {
                let runs_on = before.is_ascii_alphanumeric() || before == b'_';
                let is_beyond_ascii = std::mem::replace(&mut before, byte) >= 0x80;
                if runs_on {
                    continue;
                }
                let allowed = group.allowed_at(wanted, text.as_bytes(), at);
                let is_start = allowed != 0
                    && text.is_char_boundary(at)
                    && !(is_beyond_ascii
                        && text.get(..at).is_some_and(|text| text.ends_with(char::is_alphanumeric)));
                if is_start {
                    group.try_at(allowed, text, at, &mut found);
                }
            }
        }
    }
}

impl Group {
    fn add(&mut self, opening: &Opening, pattern: Pattern) {
        let bit = 1 << self.patterns.len();
        for (place, bytes) in self.allowed.iter_mut().enumerate() {
            for (set, byte) in bytes.iter_mut().zip(0..=u8::MAX) {
                *set |= if opening.allows(place, byte) { bit } else { 0 };
            }
        }
        self.patterns.push(pattern);
    }

    /// The expressions, of those that are wanted, that the bytes from here on allow.
    fn allowed_at(&self, wanted: u64, bytes: &[u8], at: usize) -> u64 {
        let mut allowed = wanted;
        let mut ahead = bytes.iter().skip(at);
        for place in &self.allowed {
            // Behind the end of the text, a match that needs more cannot be: the expression says so itself.
            let Some(byte) = ahead.next() else { break };
            allowed &= place.get(usize::from(*byte)).copied().unwrap_or_default();
            if allowed == 0 {
                break;
            }
        }
        allowed
    }

    fn try_at(&self, mut allowed: u64, text: &str, at: usize, found: &mut impl FnMut(usize, Span)) {
        while allowed != 0 {
            let index = usize::try_from(allowed.trailing_zeros()).unwrap_or_default();
            allowed &= allowed - 1;
            let Some(pattern) = self.patterns.get(index) else { return };
            if let Some(span) = pattern.at(text, at) {
                found(pattern.rule, span);
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
