//! From places in a changed text back to places in the text it was made from.

use super::Span;

/// Where each stretch of a *view* (a folded or unescaped text) comes from in its *source*.
///
/// Built from left to right while the view is written. Stretches that are the same byte for byte
/// cost nothing, so an ordinary text needs a few entries only.
#[derive(Debug, Clone, Default)]
pub struct OffsetMap {
    entries: Vec<Entry>,
}

#[derive(Debug, Clone, Copy)]
struct Entry {
    view: usize,
    source: usize,
    /// The bytes from here on stand for one character that is spelt otherwise in the source.
    is_atom: bool,
}

impl OffsetMap {
    /// One character of the source, `source_len` bytes, stands as `view_len` other bytes in the view.
    pub fn atom(&mut self, view: usize, view_len: usize, source: usize, source_len: usize) {
        self.push(view, source, true);
        self.push(view + view_len, source + source_len, false);
    }

    /// From here on the view follows the source again, after something was left out.
    pub fn resume(&mut self, view: usize, source: usize) {
        self.push(view, source, false);
    }

    fn push(&mut self, view: usize, source: usize, is_atom: bool) {
        if let Some(last) = self.entries.last()
            && (last.view, last.source) == (view, source)
        {
            self.entries.pop();
        }
        self.entries.push(Entry { view, source, is_atom });
    }

    /// The last entry at or before `view`; before the first, the two texts are equal.
    fn before(&self, view: usize) -> (Option<usize>, Entry) {
        let index = self.entries.partition_point(|entry| entry.view <= view).checked_sub(1);
        let start = Entry { view: 0, source: 0, is_atom: false };
        (index, index.and_then(|i| self.entries.get(i)).copied().unwrap_or(start))
    }

    /// The stretch of the source that a stretch of the view stands for; whole characters always.
    pub fn to_source(&self, span: Span) -> Span {
        let start = self.start(span.start);
        if span.is_empty() {
            return Span::new(start, start);
        }
        let (index, last) = self.before(span.end - 1);
        let next = index.map_or(0, |index| index + 1);
        let end = match self.entries.get(next) {
            Some(after) if last.is_atom => after.source,
            _ => last.source + (span.end - last.view),
        };
        Span::new(start, end.max(start))
    }

    /// Where a place of the source stands in the view: behind a character that it falls into, and where what was left
    /// out would stand.
    pub fn to_view(&self, source: usize) -> usize {
        let next = self.entries.partition_point(|entry| entry.source <= source);
        let after = self.entries.get(next).map_or(usize::MAX, |after| after.view);
        match next.checked_sub(1).and_then(|index| self.entries.get(index)) {
            Some(last) if last.is_atom && source > last.source => after,
            Some(last) => after.min(last.view + (source - last.source)),
            None => after.min(source),
        }
    }

    fn start(&self, view: usize) -> usize {
        let (_, entry) = self.before(view);
        if entry.is_atom { entry.source } else { entry.source + (view - entry.view) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_that_is_the_same_maps_to_itself() {
        assert_eq!(OffsetMap::default().to_source(Span::new(3, 7)), Span::new(3, 7));
    }

    #[test]
    fn half_of_a_widened_character_maps_to_the_whole_of_it() {
        // source "cœur" (œ is two bytes), view "coeur"
        let mut map = OffsetMap::default();
        map.atom(1, 2, 1, 2);
        assert_eq!([0, 1, 2, 3, 5].map(|source| map.to_view(source)), [0, 1, 3, 3, 5]);
        assert_eq!(map.to_source(Span::new(0, 5)), Span::new(0, 5));
        assert_eq!(map.to_source(Span::new(2, 3)), Span::new(1, 3));
        assert_eq!(map.to_source(Span::new(3, 5)), Span::new(3, 5));
    }

    #[test]
    fn what_was_left_out_behind_a_word_is_not_part_of_it() {
        // source "é\u{200b}t", view "et"
        let mut map = OffsetMap::default();
        map.atom(0, 1, 0, 2);
        map.resume(1, 5);
        assert_eq!(map.to_source(Span::new(0, 1)), Span::new(0, 2));
        assert_eq!(map.to_source(Span::new(1, 2)), Span::new(5, 6));
        assert_eq!(map.to_source(Span::new(0, 2)), Span::new(0, 6));
    }

    #[test]
    fn what_was_left_out_behind_plain_letters_is_not_part_of_them() {
        // source "ab\u{200b}c", view "abc"
        let mut map = OffsetMap::default();
        map.resume(2, 5);
        assert_eq!([1, 2, 4, 5, 6].map(|source| map.to_view(source)), [1, 2, 2, 2, 3]);
        assert_eq!(map.to_source(Span::new(0, 2)), Span::new(0, 2));
        assert_eq!(map.to_source(Span::new(1, 3)), Span::new(1, 6));
    }
}
