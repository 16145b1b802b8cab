//! One automaton over all words of a stage.

use aho_corasick::{AhoCorasick, AhoCorasickKind};

use super::{Pattern, Required, is_whole_word};
use crate::{
    domain::Span,
    guardrails::{
        rule::{Matching, Rule},
        text::View,
    },
};

/// Finds the words of all rules of a stage in folded text, and runs a rule's expressions only where a
/// word was seen that they cannot match without.
#[derive(Debug, Default)]
pub(crate) struct WordMatcher {
    automaton: Option<AhoCorasick>,
    meanings: Vec<Meaning>,
    tries: Vec<Try>,
    /// Length of the longest entry of the automaton, in bytes.
    longest: usize,
}

/// The entries of the automaton while they are collected.
struct Entries<'r> {
    words: Vec<String>,
    required: &'r Required,
}

/// What it means that the automaton found an entry.
#[derive(Debug, Clone, Copy)]
enum Meaning {
    Term {
        rule: usize,
        part: Part,
    },
    /// One of the words that an expression cannot match without; `bit` says of which set.
    Trigger {
        index: usize,
        bit: u8,
    },
}

/// An expression to be tried where one of its words was seen.
#[derive(Debug)]
struct Try {
    rule: usize,
    part: Part,
    pattern: Pattern,
    exact_case: bool,
    /// The bits of all its sets of words.
    all: u8,
}

/// Expressions and the sets of their words that were seen.
pub(crate) type Seen = Vec<(usize, u8)>;

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
}

impl WordMatcher {
    /// Over the rules at these indices.
    pub(crate) fn build<'r>(rules: impl Iterator<Item = (usize, &'r Rule)>, required: &Required) -> Self {
        let mut matcher = Self::default();
        let mut entries = Entries { words: Vec::new(), required };
        for (index, rule) in rules {
            matcher.add(&mut entries, index, Part::Match, &rule.matching);
            if let Some(when) = &rule.when {
                matcher.add(&mut entries, index, Part::When, when);
            }
        }
        matcher.longest = entries.words.iter().map(String::len).max().unwrap_or_default();
        matcher.automaton =
            AhoCorasick::builder().kind(Some(AhoCorasickKind::ContiguousNFA)).build(entries.words).ok();
        matcher
    }

    fn add(&mut self, entries: &mut Entries<'_>, rule: usize, part: Part, matching: &Matching) {
        for term in &matching.terms {
            entries.words.push(term.clone());
            self.meanings.push(Meaning::Term { rule, part });
        }
        for written in &matching.patterns {
            let exact_case = matching.exact_case;
            let pattern = if exact_case { Pattern::exact(written) } else { Pattern::folded(written) };
            // `check` has refused expressions without such words.
            let sets = entries.required.of(pattern.source());
            for (set, words) in sets.iter().enumerate() {
                for word in words {
                    entries.words.push(View::folded(word).text().trim().to_owned());
                    self.meanings.push(Meaning::Trigger { index: self.tries.len(), bit: 1 << set });
                }
            }
            let all = sets.iter().enumerate().fold(0, |all, (set, _)| all | 1 << set);
            self.tries.push(Try { rule, part, pattern, exact_case, all });
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
        let Some(automaton) = &self.automaton else { return };
        let mut from = window.start.max(window.new.saturating_sub(self.longest));
        while !window.folded.is_char_boundary(from) {
            from += 1;
        }
        let text = window.folded.get(from..).unwrap_or_default();
        let before = std::mem::take(seen);
        for found in automaton.find_overlapping_iter(text) {
            match self.meanings.get(found.pattern().as_usize()) {
                Some(Meaning::Trigger { index, bit }) => seen.push((*index, *bit)),
                Some(Meaning::Term { rule, part }) => {
                    let span = Span::new(found.start() + from, found.end() + from);
                    let is_new = span.end > window.new && wanted(*rule);
                    if is_new && is_whole_word(window.folded, span) {
                        hits.push(Hit { rule: *rule, is_when: *part == Part::When, span, is_exact: false });
                    }
                }
                None => {}
            }
        }
        merge(seen);
        let mut both = before;
        both.extend_from_slice(seen);
        merge(&mut both);
        for (index, bits) in both {
            let Some(attempt) = self.tries.get(index).filter(|attempt| attempt.all == bits) else { continue };
            if wanted(attempt.rule) {
                attempt.find(window, hits);
            }
        }
    }
}

/// One item for each expression, with all its bits.
fn merge(seen: &mut Seen) {
    seen.sort_unstable();
    seen.dedup_by(|next, kept| {
        let is_same = next.0 == kept.0;
        if is_same {
            kept.1 |= next.1;
        }
        is_same
    });
}

impl Try {
    fn find(&self, window: Window<'_>, hits: &mut Vec<Hit>) {
        let (text, start, new) = if self.exact_case {
            (window.original, window.original_start, window.original_new)
        } else {
            (window.folded, window.start, window.new)
        };
        let slice = text.get(start..).unwrap_or_default();
        let Some(regex) = self.pattern.regex() else { return };
        let mut keep = |found: Option<regex::Match<'_>>| {
            let Some(found) = found.filter(|found| !found.is_empty()) else { return };
            let span = Span::new(found.start(), found.end()).moved(start);
            if span.end > new {
                hits.push(Hit {
                    rule: self.rule,
                    is_when: self.part == Part::When,
                    span,
                    is_exact: self.exact_case,
                });
            }
        };
        // A group named `found` narrows the finding to the words that matter.
        if regex.capture_names().flatten().any(|name| name == "found") {
            regex.captures_iter(slice).for_each(|groups| keep(groups.name("found")));
        } else {
            regex.find_iter(slice).for_each(|found| keep(Some(found)));
        }
    }
}
