//! How long what an expression matches can be, and how far behind its start a part of it can begin.

use regex_syntax::hir::{Class, Hir, HirKind};

/// Bytes, at least and at most; no `max` where there is no bound.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Reach {
    pub(crate) min: usize,
    pub(crate) max: Option<usize>,
}

/// No word is longer: what matches a run of letters, as `[a-z]+` does, is not followed further.
const LONGEST_WORD: usize = 40;

impl Reach {
    /// So many bytes.
    pub(crate) const fn exactly(bytes: usize) -> Self {
        Self { min: bytes, max: Some(bytes) }
    }

    /// Of what a part of an expression matches.
    pub(crate) fn of(part: &Hir) -> Self {
        match part.kind() {
            HirKind::Empty | HirKind::Look(_) => Self::exactly(0),
            HirKind::Literal(_) | HirKind::Class(_) => {
                let bounds = part.properties();
                Self { min: bounds.minimum_len().unwrap_or_default(), max: bounds.maximum_len() }
            }
            HirKind::Capture(capture) => Self::of(&capture.sub),
            HirKind::Concat(parts) => {
                parts.iter().fold(Self::exactly(0), |reach, part| reach.then(Self::of(part)))
            }
            HirKind::Alternation(choices) => {
                choices.iter().map(Self::of).reduce(Self::or).unwrap_or(Self::exactly(0))
            }
            HirKind::Repetition(repetition) => {
                let once = Self::of(&repetition.sub);
                let times = |count: u32| usize::try_from(count).unwrap_or(usize::MAX);
                let most = match repetition.max {
                    Some(max) => once.max.map(|bytes| bytes.saturating_mul(times(max))),
                    None => is_in_word(&repetition.sub).then_some(LONGEST_WORD + times(repetition.min)),
                };
                Self { min: once.min.saturating_mul(times(repetition.min)), max: most }
            }
        }
    }

    /// One after the other.
    pub(crate) fn then(self, next: Self) -> Self {
        let max = self.max.zip(next.max).map(|(a, b)| a.saturating_add(b));
        Self { min: self.min.saturating_add(next.min), max }
    }

    /// One or the other.
    pub(crate) fn or(self, other: Self) -> Self {
        let max = self.max.zip(other.max).map(|(a, b)| a.max(b));
        Self { min: self.min.min(other.min), max }
    }
}

/// A character of a word, and no other; not a hyphen alone, of which there are whole lines.
fn is_in_word(part: &Hir) -> bool {
    let HirKind::Class(Class::Unicode(class)) = part.kind() else { return false };
    let in_word = |c: char| c.is_ascii_alphanumeric() || "_'-".contains(c);
    class.iter().all(|range| range.end().is_ascii() && (range.start()..=range.end()).all(in_word))
        && class.iter().any(|range| range.start().is_ascii_alphanumeric())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(pattern: &str) -> Hir {
        regex_syntax::parse(pattern).unwrap()
    }

    #[test]
    fn what_matches_has_its_bounds() {
        for (pattern, min, max) in [
            ("abc", 3, Some(3)),
            ("a(?:b|cde)?", 1, Some(4)),
            ("(?:[a-z']+ ){0,3}x", 1, Some(127)),
            ("[^.]{0,9}", 0, Some(36)),
            ("[^.]+", 1, None),
            ("[-_]+", 1, None),
            ("[a-z]{50,}", 50, Some(90)),
            ("(?:ab )*", 0, None),
        ] {
            assert_eq!(Reach::of(&parsed(pattern)), Reach { min, max }, "{pattern}");
        }
    }
}
