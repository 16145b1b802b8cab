//! Finds stand-ins in what a model wrote.

use aho_corasick::{AhoCorasick, AhoCorasickKind, Input, MatchKind};

use super::edges;
use crate::{domain::Span, privacy::placeholder::Spelling};

/// Finds the stand-ins of one request, whole words only, in any case, the longest first.
pub(in crate::privacy) struct Reader {
    /// `None` where there is nothing to find.
    search: Option<AhoCorasick>,
    /// The stand-ins in small letters, sorted, with their indices.
    sorted: Vec<(String, usize)>,
    longest: usize,
}

/// What stands at some place of a text.
pub(in crate::privacy) enum Look {
    /// More text could make a stand-in of what begins here.
    Beginning(usize),
    /// A stand-in, its index and how it is spelt.
    Found(Span, usize, Spelling),
}

impl Look {
    /// Where.
    pub(in crate::privacy) fn start(&self) -> usize {
        match self {
            Self::Beginning(start) => *start,
            Self::Found(span, ..) => span.start,
        }
    }
}

impl Reader {
    pub(super) fn new<'s>(stand_ins: impl Iterator<Item = &'s str>) -> Self {
        let indices = stand_ins.enumerate().map(|(index, stand_in)| (stand_in.to_ascii_lowercase(), index));
        let mut sorted: Vec<_> = indices.collect();
        sorted.sort();
        let longest = sorted.iter().map(|(stand_in, _)| stand_in.len()).max().unwrap_or_default();
        let mut builder = AhoCorasick::builder();
        // It reads few texts: what is quickly made serves better than what is quickly read.
        builder.kind(Some(AhoCorasickKind::NoncontiguousNFA)).prefilter(false);
        builder.ascii_case_insensitive(true).match_kind(MatchKind::LeftmostLongest);
        // An automaton has room for far more stand-ins than the stock has.
        let search = builder.build(sorted.iter().map(|(stand_in, _)| stand_in)).ok();
        Self { search: search.filter(|_| longest > 0), sorted, longest }
    }

    /// The next stand-in at or after `at`, or what may be the beginning of one where more text may come.
    pub(in crate::privacy) fn next(&self, text: &str, at: usize, is_whole: bool) -> Option<Look> {
        let search = self.search.as_ref()?;
        let open = if is_whole { None } else { self.open(text, at) };
        let mut from = at;
        while let Some(hit) = search.find(Input::new(text).range(from..)) {
            if open.is_some_and(|open| open <= hit.start()) {
                break;
            }
            if let Some(found) = self.whole_word(text, hit.start(), hit.pattern().as_usize()) {
                return Some(found);
            }
            from = hit.start() + 1;
        }
        open.map(Look::Beginning)
    }

    /// The longest stand-in that stands there as a whole; `longest` is the longest that stands there at all.
    fn whole_word(&self, text: &str, start: usize, longest: usize) -> Option<Look> {
        edges::before(text, start)?;
        let found = |(stand_in, index): &(String, usize)| {
            let span = Span::new(start, start + stand_in.len());
            let spelling = edges::spelling(text, span)?;
            Some(Look::Found(span, *index, spelling))
        };
        let rest = text.as_bytes().get(start..)?;
        let stands_here = |(stand_in, _): &&(String, usize)| {
            rest.get(..stand_in.len()).is_some_and(|rest| rest.eq_ignore_ascii_case(stand_in.as_bytes()))
        };
        // All that stand here are beginnings of the longest, and so stand before it.
        self.sorted.get(..=longest)?.iter().rev().filter(stands_here).find_map(found)
    }

    /// The first place from which all text to the end may be the beginning of a stand-in.
    fn open(&self, text: &str, at: usize) -> Option<usize> {
        let reach = text.len().saturating_sub(self.longest + edges::OPEN_ESCAPE).max(at);
        let first = (reach..=text.len()).find(|place| text.is_char_boundary(*place))?;
        let mut places = text.get(first..)?.char_indices().map(|(offset, _)| first + offset);
        places.find(|place| {
            edges::before(text, *place).is_some()
                && text.get(*place..).is_some_and(|rest| self.may_begin(rest))
        })
    }

    fn may_begin(&self, rest: &str) -> bool {
        let rest = rest.to_ascii_lowercase();
        let after = |text: &str| self.sorted.partition_point(|(stand_in, _)| stand_in.as_str() < text);
        let is_beginning = self.sorted.get(after(&rest)).is_some_and(|(next, _)| next.starts_with(&rest));
        let is = |word: &str| self.sorted.get(after(word)).is_some_and(|(next, _)| next == word);
        // A stand-in, and what may become an escape.
        let escape = rest.len().saturating_sub(edges::OPEN_ESCAPE);
        let mut tails = (escape..rest.len()).filter_map(|at| rest.split_at_checked(at));
        is_beginning || tails.any(|(word, tail)| tail.starts_with(['%', '\\']) && is(word))
    }
}
