//! An expression of a rule, tried where one of its matches can begin.

use regex_automata::{Anchored, Input, Match, PatternID};

use super::{
    Pattern, Seen,
    heads::Heads,
    reach::Reach,
    starts::Starts,
    words::{Hit, Part, Window},
};
use crate::domain::Span;

/// To be tried where words of all its sets were seen.
#[derive(Debug)]
pub(super) struct Expression {
    pub(super) rule: usize,
    pub(super) part: Part,
    pub(super) pattern: Pattern,
    pub(super) exact_case: bool,
    /// The sets of words that it cannot match without, and how far behind the start of a match they begin.
    pub(super) sets: Vec<(usize, Reach)>,
    /// Every match contains a digit.
    pub(super) digit: bool,
    /// A match may go on behind the end of a sentence.
    pub(super) crosses: bool,
    /// What the first word of every match begins with.
    pub(super) heads: Option<Heads>,
    /// Bytes of the longest match, where there is a bound.
    pub(super) longest: Option<usize>,
}

impl Expression {
    /// The bits of all its sets.
    pub(super) fn all(&self) -> u8 {
        self.sets.iter().enumerate().fold(0, |all, (set, _)| all | 1 << set)
    }

    /// Its hits that end in the new part of the window, which has these words.
    pub(super) fn find(&self, window: Window<'_>, seen: &Seen, starts: &mut Starts, hits: &mut Vec<Hit>) {
        let (text, from, new) = if self.exact_case {
            (window.original, window.original_start, window.original_new)
        } else {
            (window.folded, window.start, window.new)
        };
        let text = text.get(from..).unwrap_or_default();
        // It must end in what is new.
        let first = self.longest.map_or(0, |longest| (new + 1).saturating_sub(from + longest));
        starts.anywhere(first, text.len());
        // Where words stand is known in folded text only.
        let knows_places = !self.exact_case && seen.has_all_places();
        for (set, behind) in self.sets.iter().filter(|_| knows_places) {
            starts.narrow(seen.places(*set).filter_map(|place| place.checked_sub(from)), *behind);
        }
        let mut behind = 0;
        for (first, last) in starts.stretches() {
            let mut at = behind.max(*first);
            while at <= *last {
                let Some(found) = self.next((text, from), seen, (at, *last)) else { break };
                at = found.end().max(found.start() + 1);
                behind = at;
                // What is shown of it may stand before.
                let span = if from + found.end() > new { self.narrowed(text, found) } else { None };
                hits.extend(span.filter(|span| !span.is_empty()).map(|span| Hit {
                    rule: self.rule,
                    is_when: self.part == Part::When,
                    span: span.moved(from),
                    is_exact: self.exact_case,
                }));
            }
        }
    }

    /// The next match that begins between these places of the text, which begins at `from` in the whole.
    fn next(&self, (text, from): (&str, usize), seen: &Seen, (first, last): (usize, usize)) -> Option<Match> {
        let end = self.longest.map_or(text.len(), |longest| text.len().min(last + longest));
        let input = Input::new(text);
        let Some(heads) = self.heads.filter(|_| !self.exact_case) else {
            return self.pattern.regex()?.find(input.range(first..end)).filter(|found| found.start() <= last);
        };
        let next = seen.words.partition_point(|word| word.at < from + first);
        let words = seen.words.get(next..)?.iter().take_while(|word| word.at <= from + last + heads.lead);
        let mut words = words.filter(|word| heads.allow(**word)).map(|word| word.at - from).peekable();
        let word = *words.peek()?;
        let regex = self.pattern.regex()?;
        if heads.lead > 0 {
            let first = first.max(word.saturating_sub(heads.lead));
            return regex.find(input.range(first..end)).filter(|found| found.start() <= last);
        }
        let input = input.anchored(Anchored::Yes);
        words.find_map(|word| regex.find(input.clone().range(word..end)))
    }

    /// A group named `found` narrows a match to the words that matter.
    fn narrowed(&self, text: &str, found: Match) -> Option<Span> {
        if !self.pattern.has_found_group() {
            return Some(Span::new(found.start(), found.end()));
        }
        let regex = self.pattern.regex()?;
        let group = regex.group_info().to_index(PatternID::ZERO, "found")?;
        let mut captures = regex.create_captures();
        let input = Input::new(text).range(found.range()).anchored(Anchored::Yes);
        regex.search_captures(&input, &mut captures);
        captures.get_group(group).map(|group| Span::new(group.start, group.end))
    }
}
