//! A stretch of text.

use std::ops::Range;

/// Bytes `start..end` of a UTF-8 text; both lie on character boundaries and `start <= end`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// First byte.
    pub start: usize,
    /// The byte after the last.
    pub end: usize,
}

impl Span {
    /// A span; the ends are put in order.
    pub fn new(start: usize, end: usize) -> Self {
        Self { start: start.min(end), end: start.max(end) }
    }

    /// Length in bytes.
    pub fn len(self) -> usize {
        self.end - self.start
    }

    /// True when it holds nothing.
    pub fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// True when the two share at least one byte.
    pub fn overlaps(self, other: Self) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// The words themselves; empty when the span does not fit the text.
    pub fn of(self, text: &str) -> &str {
        text.get(self.start..self.end).unwrap_or_default()
    }

    /// The same stretch, `by` bytes further on.
    #[must_use]
    pub fn moved(self, by: usize) -> Self {
        Self { start: self.start + by, end: self.end + by }
    }

    /// As a range, for indexing.
    pub fn range(self) -> Range<usize> {
        self.start..self.end
    }

    /// The span in Unicode code points, as answers count it. For many spans of a text see [`CodePoints`].
    #[must_use]
    pub fn in_code_points(self, text: &str) -> Self {
        let before = text.get(..self.start).unwrap_or_default().chars().count();
        let inside = self.of(text).chars().count();
        Self { start: before, end: before + inside }
    }
}

/// Counts the code points of a text once, for spans that are asked for from left to right.
#[derive(Debug)]
pub struct CodePoints<'t> {
    text: &'t str,
    bytes: usize,
    count: usize,
}

impl<'t> CodePoints<'t> {
    /// At the start of a text.
    pub fn new(text: &'t str) -> Self {
        Self { text, bytes: 0, count: 0 }
    }

    /// A span in code points. What starts before the last span that was asked for is counted anew.
    pub fn of(&mut self, span: Span) -> Span {
        if span.start < self.bytes {
            (self.bytes, self.count) = (0, 0);
        }
        let between = self.text.get(self.bytes..span.start).unwrap_or_default();
        self.count += between.chars().count();
        self.bytes = span.start;
        Span::new(self.count, self.count + span.of(self.text).chars().count())
    }
}
