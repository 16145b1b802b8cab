//! All words of a stage: the terms of its rules, and the words that its expressions cannot match without.

use std::{
    collections::{HashMap, hash_map::Entry},
    sync::Mutex,
};

use foldhash::fast::FixedState;

use super::{
    Pattern, Required, Seen,
    dictionary::{Dictionary, Words},
    expression::Expression,
    heads::WordStart,
    is_whole_word,
    required::{Known, WordSet},
    starts::Starts,
    telling::EDGE,
};
use crate::{
    domain::Span,
    guardrails::{
        rule::{Matching, Rule},
        text::View,
    },
};

/// Finds the words of all rules of a stage in folded text, and runs a rule's expressions only where
/// words were seen that they cannot match without.
#[derive(Debug, Default)]
pub(crate) struct WordMatcher {
    /// Words that begin where a word of the text begins: nearly all.
    at_word_starts: Dictionary<Meaning>,
    anywhere: Dictionary<Meaning>,
    expressions: Vec<Expression>,
    /// The expressions that need one of a set of words, set by set, and where those of each set begin.
    holders: Vec<Holder>,
    of_sets: Vec<u32>,
    /// Memory for what is seen in a text, from one to the next: to make it anew would cost more than to read a
    /// sentence.
    spare: Mutex<Vec<Seen>>,
}

/// An expression that has a set of words.
#[derive(Debug, Clone, Copy)]
struct Holder {
    index: u32,
    /// Which of its sets that is, and the bits of all of them.
    bit: u8,
    all: u8,
}

/// What it means that a word was found.
#[derive(Debug, Clone, Copy)]
enum Meaning {
    Term { rule: u32, part: Part },
    Trigger(Trigger),
}

/// One word of a set that expressions cannot match without.
#[derive(Debug, Clone, Copy)]
struct Trigger {
    set: u32,
    /// Where a word must begin, and where it must end.
    after_edge: bool,
    before_edge: bool,
}

/// Which part of a rule a hit belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Part {
    /// What it looks for.
    Match,
    /// What sets a `require` rule off.
    When,
}

/// A hit of a rule, before its context is looked at.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Hit {
    pub(crate) rule: usize,
    pub(crate) is_when: bool,
    /// In bytes of the folded text; of the original where `is_exact`.
    pub(crate) span: Span,
    pub(crate) is_exact: bool,
}

/// The texts that are searched: what was searched before, and what is new.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Window<'t> {
    /// Folded, up to the end of the new piece.
    pub(crate) folded: &'t str,
    /// Where the piece before the new one starts in it, and where the new one does.
    pub(crate) start: usize,
    pub(crate) new: usize,
    /// The same stretch as it stands, and where its new part starts.
    pub(crate) original: &'t str,
    pub(crate) original_start: usize,
    pub(crate) original_new: usize,
    /// The sentence of the piece before goes on in the new one.
    pub(crate) goes_on: bool,
}

impl WordMatcher {
    /// Over the rules at these indices.
    pub(crate) fn build<'r>(rules: impl Iterator<Item = (usize, &'r Rule)>, required: &Required) -> Self {
        let mut matcher = Self::default();
        let mut words = Collected::default();
        for (index, rule) in rules {
            matcher.add(&mut words, required, (index, Part::Match), &rule.matching);
            if let Some(when) = &rule.when {
                matcher.add(&mut words, required, (index, Part::When), when);
            }
        }
        matcher.hold(words.sets.len());
        let words = words.words;
        matcher.at_word_starts = Dictionary::new(words.at_word_starts);
        matcher.anywhere = Dictionary::new(words.anywhere);
        matcher
    }

    fn add(
        &mut self,
        words: &mut Collected,
        required: &Required,
        (rule, part): (usize, Part),
        matching: &Matching,
    ) {
        let number = u32::try_from(rule).unwrap_or(u32::MAX);
        for term in &matching.terms {
            words.words.add(term.clone(), true, Meaning::Term { rule: number, part });
        }
        for written in &matching.patterns {
            let exact_case = matching.exact_case;
            let pattern = if exact_case { Pattern::exact(written) } else { Pattern::folded(written) };
            // `check` has refused expressions without such words.
            let Known { sets, digit, crosses, heads, longest } = required.of(pattern.source());
            let sets =
                sets.into_iter().map(|(set, behind)| (words.number_of(set, exact_case), behind)).collect();
            let expression =
                Expression { rule, part, pattern, exact_case, sets, digit, crosses, heads, longest };
            self.expressions.push(expression);
        }
    }

    /// Lists, for each set of words, the expressions that have it.
    fn hold(&mut self, sets: usize) {
        let mut of_sets: Vec<Vec<Holder>> = vec![Vec::new(); sets];
        for (index, expression) in (0..).zip(&self.expressions) {
            let all = expression.all();
            for (number, (set, _)) in expression.sets.iter().enumerate() {
                let holder = Holder { index, bit: 1 << number, all };
                of_sets.get_mut(*set).into_iter().for_each(|holders| holders.push(holder));
            }
        }
        for holders in of_sets {
            self.of_sets.push(u32::try_from(self.holders.len()).unwrap_or(u32::MAX));
            self.holders.extend(holders);
        }
    }

    /// The expressions that need one of a set of words.
    fn holders(&self, set: usize) -> &[Holder] {
        let place = |set: usize| self.of_sets.get(set).map(|place| *place as usize);
        let range = place(set).unwrap_or_default()..place(set + 1).unwrap_or(self.holders.len());
        self.holders.get(range).unwrap_or_default()
    }

    /// Memory for what is seen in one text; [`WordMatcher::give_back`] takes it back.
    pub(crate) fn take(&self) -> Seen {
        self.spare.lock().map(|mut spare| spare.pop()).ok().flatten().unwrap_or_default()
    }

    /// Keeps memory for the next text.
    pub(crate) fn give_back(&self, mut seen: Seen) {
        /// As many texts as are read at once, about.
        const MOST: usize = 64;
        seen.clear();
        if let Ok(mut spare) = self.spare.lock() {
            spare.push(seen);
            spare.truncate(MOST);
        }
    }

    /// Every hit that ends in the new part of the window. `wanted` says which rules to look for; `seen` holds the
    /// words of expressions that the piece before had, and then those of this one.
    pub(crate) fn find(
        &self,
        window: Window<'_>,
        seen: &mut Seen,
        wanted: impl Fn(usize) -> bool,
        hits: &mut Vec<Hit>,
    ) {
        seen.turn(self.expressions.len(), self.of_sets.len());
        let (at_starts, anywhere) = seen.open.unwrap_or((window.new, window.new));
        let mut found = |span: Span, meanings: &[Meaning]| {
            for meaning in meanings {
                match *meaning {
                    Meaning::Trigger(trigger)
                        if trigger.stands_at(window.folded, span)
                            && seen.stands_at(trigger.set as usize, span.start) =>
                    {
                        let holders = self.holders(trigger.set as usize).iter();
                        holders.for_each(|held| seen.note(held.index as usize, held.bit, held.all));
                    }
                    Meaning::Term { rule, part }
                        if span.end > window.new
                            && wanted(rule as usize)
                            && is_whole_word(window.folded, span) =>
                    {
                        hits.push(Hit {
                            rule: rule as usize,
                            is_when: part == Part::When,
                            span,
                            is_exact: false,
                        });
                    }
                    _ => {}
                }
            }
        };
        let at_starts = self.at_word_starts.at_word_starts(window.folded, at_starts, &mut found);
        let anywhere = self.anywhere.anywhere(window.folded, anywhere, &mut found);
        seen.open = Some((at_starts, anywhere));
        WordStart::follow(&mut seen.words, window.folded, window.new, window.start);
        let text = window.folded.get(window.start..).unwrap_or_default();
        let has_digit = text.bytes().any(|byte| byte.is_ascii_digit());
        let goes_on = |index: usize| {
            let expression = self.expressions.get(index)?;
            (window.goes_on || expression.crosses).then(|| expression.all())
        };
        let ready = seen.ready(goes_on);
        let mut starts = Starts::default();
        for index in ready {
            let Some(expression) = self.expressions.get(index) else { continue };
            if (has_digit || !expression.digit) && wanted(expression.rule) {
                expression.find(window, seen, &mut starts, hits);
            }
        }
    }
}

/// Words while they are collected, each set of them once.
#[derive(Default)]
struct Collected {
    words: Words<Meaning>,
    sets: HashMap<(WordSet, bool), usize, FixedState>,
}

impl Collected {
    /// The number of a set; its words are added when it is new.
    fn number_of(&mut self, set: WordSet, exact_case: bool) -> usize {
        let next = self.sets.len();
        match self.sets.entry((set, exact_case)) {
            Entry::Occupied(known) => *known.get(),
            Entry::Vacant(free) => {
                for word in free.key().0.words() {
                    let trigger = Trigger {
                        set: u32::try_from(next).unwrap_or(u32::MAX),
                        // Folding joins and parts words: an edge in the text as it stands may be none here.
                        after_edge: word.starts_with(EDGE) && !exact_case,
                        before_edge: word.ends_with(EDGE) && !exact_case,
                    };
                    self.words.add(plain(word), trigger.after_edge, Meaning::Trigger(trigger));
                }
                *free.insert(next)
            }
        }
    }
}

/// A required word as it stands in folded text, without the marks of its edges. A hyphen at its end may be a space
/// there, if a letter or a digit follows.
pub(super) fn plain(word: &str) -> String {
    let inner = word.trim_matches(EDGE);
    if !inner.is_empty() && inner.bytes().all(|byte| byte.is_ascii_lowercase()) {
        return inner.to_owned();
    }
    let view = View::folded(word.trim_matches(EDGE));
    let (folded, bare) = (view.text().trim(), view.text().trim_matches([' ', '-']));
    if bare.is_empty() { folded.to_owned() } else { bare.to_owned() }
}

impl Trigger {
    fn stands_at(self, text: &str, span: Span) -> bool {
        let is_letter = |at: usize| text.as_bytes().get(at).is_some_and(u8::is_ascii_alphabetic);
        let runs_on_before = || span.start.checked_sub(1).is_some_and(is_letter);
        !(self.after_edge && runs_on_before() || self.before_edge && is_letter(span.end))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        domain::Stage,
        guardrails::{RuleSet, Sources},
    };

    /// Every hit of every expression, each tried on the whole text.
    fn tried(matcher: &WordMatcher, text: &str) -> Vec<(usize, Span)> {
        let whole = |expression: &Expression| {
            let regex = expression.pattern.regex().unwrap();
            let spans: Vec<_> = regex
                .captures_iter(text)
                .map(|groups| {
                    let found = groups.get_group_by_name("found").or_else(|| groups.get_group(0)).unwrap();
                    (expression.rule, Span::new(found.start, found.end))
                })
                .collect();
            spans
        };
        matcher.expressions.iter().filter(|expression| !expression.exact_case).flat_map(whole).collect()
    }

    #[test]
    fn no_expression_misses_what_it_would_find_if_it_were_tried_everywhere() {
        let rules = RuleSet::load(&Sources::built_in()).unwrap();
        let examples = rules.rules().iter().filter(|rule| rule.pack.stage == Stage::Copy);
        let examples = examples
            .flat_map(|rule| rule.examples.matches.iter().map(|marked| marked.text.as_str()).step_by(3));
        let mut hits_seen = 0;
        for example in examples {
            let view = View::folded(example);
            let text = view.text();
            let window = Window {
                folded: text,
                start: 0,
                new: 0,
                original: example,
                original_start: 0,
                original_new: 0,
                goes_on: false,
            };
            let mut hits = Vec::new();
            let matcher = rules.matcher(Stage::Copy);
            matcher.find(window, &mut Seen::default(), |_| true, &mut hits);
            for (rule, span) in tried(matcher, text) {
                if span.is_empty() || !is_whole_word(text, span) {
                    continue;
                }
                hits_seen += 1;
                let is_found =
                    |hit: &Hit| hit.rule == rule && hit.span.start <= span.start && span.end <= hit.span.end;
                assert!(hits.iter().any(is_found), "{:?} in {text}", span.of(text));
            }
        }
        assert!(hits_seen > 50, "{hits_seen}");
    }
}
