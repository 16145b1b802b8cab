//! What stands near a hit.

use super::Pattern;
use crate::guardrails::rule::{Nearby, Side};

impl Nearby {
    /// True when one of the words stands near, given the folded text on either side of a hit, within
    /// the same sentence.
    pub(crate) fn stands_in(&self, before: &str, after: &str) -> bool {
        let before = if self.side == Side::After { "" } else { last_words(before, self.within) };
        let after = if self.side == Side::Before { "" } else { first_words(after, self.within) };
        [before, after].into_iter().any(|text| {
            self.terms.iter().any(|term| has_term(text, term))
                || self.pattern.as_ref().and_then(Pattern::regex).is_some_and(|regex| regex.is_match(text))
        })
    }
}

fn is_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte >= 0x80
}

/// The first so many words, with what stands between them.
fn first_words(text: &str, count: usize) -> &str {
    let mut left = count;
    let mut inside = false;
    for (index, byte) in text.bytes().enumerate() {
        if is_word(byte) && !inside {
            if left == 0 {
                return text.get(..index).unwrap_or_default();
            }
            left -= 1;
        }
        inside = is_word(byte);
    }
    text
}

/// The last so many words, with what stands between them.
fn last_words(text: &str, count: usize) -> &str {
    let mut left = count;
    let mut inside = false;
    for (index, byte) in text.bytes().enumerate().rev() {
        if is_word(byte) && !inside {
            if left == 0 {
                return text.get(index + 1..).unwrap_or_default();
            }
            left -= 1;
        }
        inside = is_word(byte);
    }
    text
}

/// True when the term stands in the text as whole words.
pub(crate) fn has_term(text: &str, term: &str) -> bool {
    memchr::memmem::find_iter(text.as_bytes(), term.as_bytes())
        .any(|start| super::is_whole_word(text, crate::domain::Span::new(start, start + term.len())))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn nearby(side: Side, within: usize) -> Nearby {
        Nearby { terms: vec!["not".into(), "30 days".into()], within, side, ..Nearby::default() }
    }

    #[test]
    fn a_word_is_near_when_it_stands_within_so_many_words() {
        assert!(nearby(Side::Either, 2).stands_in("we do not say ", ""));
        assert!(!nearby(Side::Either, 1).stands_in("we do not say ", ""));
        assert!(nearby(Side::Either, 3).stands_in("", " for the not"));
        assert!(nearby(Side::After, 4).stands_in("not ", ", in 30 days."));
        assert!(!nearby(Side::After, 4).stands_in("not ", " at all"));
        assert!(!nearby(Side::Before, 4).stands_in("", " not"));
        assert!(!nearby(Side::Either, 4).stands_in("knot ", " nothing"));
    }
}
