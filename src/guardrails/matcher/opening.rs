//! The bytes that can stand at the first places of a match.
//!
//! Most places where an identifier could start are given up after a glance at a few bytes: one look into a
//! table for each says which of up to 64 expressions can still match.

use regex_syntax::hir::{Class, ClassUnicode, ClassUnicodeRange, Hir, HirKind};

/// How many bytes are looked at.
pub(crate) const DEPTH: usize = 6;
/// Behind the last of them.
const BEYOND: u8 = 1 << DEPTH;

/// For each of the first places of a match, the bytes that can stand there.
pub(crate) struct Opening {
    places: [Bytes; DEPTH],
}

/// A set of bytes, one bit each.
#[derive(Clone, Copy, Default)]
struct Bytes([u64; 4]);

impl Bytes {
    const ALL: Self = Self([u64::MAX; 4]);
    /// Those that are no ASCII.
    const BEYOND_ASCII: Self = Self([0, 0, u64::MAX, u64::MAX]);

    fn one(byte: u8) -> Self {
        std::iter::once(byte).collect()
    }

    fn has(&self, byte: u8) -> bool {
        self.0[usize::from(byte / 64)] & 1 << (byte % 64) != 0
    }

    fn add_all(&mut self, others: Self) {
        self.0.iter_mut().zip(others.0).for_each(|(bits, more)| *bits |= more);
    }
}

impl FromIterator<u8> for Bytes {
    fn from_iter<I: IntoIterator<Item = u8>>(bytes: I) -> Self {
        let mut set = Self::default();
        bytes.into_iter().for_each(|byte| set.0[usize::from(byte / 64)] |= 1 << (byte % 64));
        set
    }
}

impl Opening {
    /// Of an expression; `None` when it does not parse or can match nothing.
    pub(crate) fn of(pattern: &str) -> Option<Self> {
        let hir = regex_syntax::parse(pattern).ok()?;
        let mut opening = Self { places: [Bytes::default(); DEPTH] };
        let ends = opening.after(&hir, 1);
        if hir.properties().minimum_len().is_none_or(|least| least == 0) {
            return None;
        }
        // Behind its end, anything can stand.
        let first_end = usize::try_from(ends.trailing_zeros()).unwrap_or(DEPTH);
        opening.places.iter_mut().skip(first_end).for_each(|place| *place = Bytes::ALL);
        Some(opening)
    }

    /// Can this byte stand at that place?
    pub(crate) fn allows(&self, place: usize, byte: u8) -> bool {
        self.places.get(place).is_none_or(|bytes| bytes.has(byte))
    }

    /// Marks what a part can hold when it begins at one of `starts` (a bit for each place); returns where it can end.
    fn after(&mut self, hir: &Hir, starts: u8) -> u8 {
        match hir.kind() {
            HirKind::Empty | HirKind::Look(_) => starts,
            HirKind::Literal(literal) => {
                literal.0.iter().fold(starts, |at, byte| self.mark(at, Bytes::one(*byte)))
            }
            HirKind::Class(Class::Unicode(class)) => self.after_unicode(class, starts),
            HirKind::Class(Class::Bytes(class)) => {
                self.mark(starts, class.iter().flat_map(|range| range.start()..=range.end()).collect())
            }
            HirKind::Capture(capture) => self.after(&capture.sub, starts),
            HirKind::Concat(parts) => parts.iter().fold(starts, |at, part| self.after(part, at)),
            HirKind::Alternation(choices) => {
                choices.iter().fold(0, |ends, choice| ends | self.after(choice, starts))
            }
            HirKind::Repetition(repetition) => {
                let (mut at, mut ends) = (starts, 0);
                for turn in 0..=repetition.max.unwrap_or(u32::MAX) {
                    if turn >= repetition.min {
                        ends |= at;
                    }
                    let next = self.after(&repetition.sub, at);
                    // What can be empty would go on for ever; what is beyond has nothing more to say.
                    if next == at || next & !BEYOND == 0 {
                        return ends | next;
                    }
                    at = next;
                }
                ends
            }
        }
    }

    fn after_unicode(&mut self, class: &ClassUnicode, starts: u8) -> u8 {
        let bytes = |range: &ClassUnicodeRange| {
            let last = u8::try_from(range.end()).unwrap_or(u8::MAX).min(0x7f);
            u8::try_from(range.start()).ok().map(|first| first..=last)
        };
        let mut ends = self.mark(starts, class.iter().filter_map(bytes).flatten().collect());
        if class.iter().any(|range| !range.end().is_ascii()) {
            // Two to four bytes, all beyond ASCII.
            let mut at = starts;
            for length in 1..=4 {
                at = self.mark(at, Bytes::BEYOND_ASCII);
                if length > 1 {
                    ends |= at;
                }
            }
        }
        ends
    }

    /// One of these bytes at each of the places; returns the places behind them.
    fn mark(&mut self, starts: u8, bytes: Bytes) -> u8 {
        let places = self.places.iter_mut().enumerate();
        places.filter(|(place, _)| starts & 1 << place != 0).for_each(|(_, known)| known.add_all(bytes));
        // All places beyond the last are one.
        (starts << 1) & (BEYOND | (BEYOND - 1)) | starts & BEYOND
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use regex::Regex;

    use super::*;

    fn allows(pattern: &str, text: &str) -> bool {
        let opening = Opening::of(pattern).unwrap();
        text.bytes().take(DEPTH).enumerate().all(|(place, byte)| opening.allows(place, byte))
    }

    #[test]
    fn what_cannot_become_a_match_is_seen_in_its_first_bytes() {
        let phone = r"(?:\+33 ?|0)[1-9](?: ?[0-9]{2}){4}";
        for (text, expected) in [
            ("06 12 34", true),
            ("+33 6 12", true),
            ("0612345678", true),
            ("2026-11", false),
            ("06 mai", false),
            ("+49 20", true),
        ] {
            assert_eq!(allows(phone, text), expected, "{text}");
        }
        assert!(allows("ab|c", "cxxxxx"), "behind the end of a match, anything can stand");
    }

    #[test]
    fn an_expression_that_can_match_nothing_has_no_opening() {
        assert!(Opening::of("a*").is_none());
        assert!(Opening::of("(").is_none());
        assert!(Opening::of("a*b").is_some());
    }

    proptest! {
        #[test]
        fn no_match_is_given_up(
            pattern in prop::sample::select(vec![
                r"[0-9]{2,4}(?:[ .-][0-9]{2}){1,3}", r"(?:ab?c|d{2,}|é+x)y?[a-c]{3}", r"[A-Z]{0,3}[0-9]{2}", r"(?:\+|00)?[1-9]\d+",
                r"a(?:b|cd)*e", r"\w{2}[^a]b", r"(?:x?){3}y",
            ]),
            text in "[abcdexy0-9A-C +.éß-]{1,12}",
        ) {
            let anchored = Regex::new(&format!("^(?:{pattern})")).unwrap();
            prop_assert!(!anchored.is_match(&text) || allows(pattern, &text), "{} {}", pattern, text);
        }
    }
}
