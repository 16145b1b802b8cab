//! Values → placeholders and stand-ins.

use std::{collections::BTreeSet, sync::Arc};

use aho_corasick::{AhoCorasick, MatchKind};
use memchr::memmem;

use super::{Vault, placeholder};
use crate::domain::Span;

/// A place where personal data stands, and the label of its placeholder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Detected {
    /// Where.
    pub span: Span,
    /// `EMAIL` for `[[EMAIL_1]]`.
    pub label: Arc<str>,
}

/// The replacements that take the detected values out of a text, left to right.
/// The spans must not overlap; where they do, the later one is left out.
pub fn mask(text: &str, detected: &[Detected], vault: &mut Vault) -> Vec<(Span, String)> {
    let mut at = 0;
    let mut replacements = Vec::with_capacity(detected.len());
    for Detected { span, label } in detected {
        let value = span.of(text);
        // What stands for a value already is none: masking twice changes nothing.
        if span.start < at || value.is_empty() || placeholder::parse(value).is_some() {
            continue;
        }
        // Directly behind another value only brackets show where one ends and the other begins.
        let is_free = span.start > at || at == 0;
        let new =
            if is_free { vault.replacement(label, text, *span) } else { vault.placeholder(label, value) };
        at = span.end;
        replacements.push((*span, new));
    }
    replacements
}

/// Values looked for elsewhere at the most: a bound on the automaton that a request can claim.
const MOST_VALUES: usize = 2_000;
/// Shorter values are too common to look for without their context.
const SHORTEST: usize = 4;

/// Up to so many values are looked for one by one: an automaton for a single text takes longer to make.
const FEW_VALUES: usize = 16;

/// Looks for values where nothing gives them away: a name that one sentence introduces is the same name in
/// the next.
pub struct Mentions<'v> {
    labels: Vec<Arc<str>>,
    search: Search<'v>,
}

enum Search<'v> {
    Few(Vec<memmem::Finder<'v>>),
    Many(AhoCorasick),
}

impl<'v> Mentions<'v> {
    /// Of the values of a vault that have one of these labels; `None` when there are none to look for.
    pub fn of(vault: &'v Vault, contextual: &BTreeSet<Arc<str>>) -> Option<Self> {
        let values =
            vault.values().filter(|(label, value)| contextual.contains(*label) && value.len() >= SHORTEST);
        let (labels, values): (Vec<_>, Vec<_>) =
            values.take(MOST_VALUES).map(|(label, value)| (label.clone(), value)).unzip();
        let search = match values.len() {
            0 => return None,
            1..=FEW_VALUES => Search::Few(values.into_iter().map(memmem::Finder::new).collect()),
            _ => Search::Many(
                AhoCorasick::builder().match_kind(MatchKind::LeftmostLongest).build(values).ok()?,
            ),
        };
        Some(Self { labels, search })
    }

    /// Adds the places of a text where one of the values stands as a whole word, but for those that overlap
    /// what was detected; `detected` is and stays sorted. Returns whether there were any.
    pub fn add(&self, text: &str, detected: &mut Vec<Detected>) -> bool {
        let mut known = detected.iter().map(|detected| detected.span).peekable();
        let mut more = Vec::new();
        for (value, span) in self.places(text) {
            while known.peek().is_some_and(|known| known.end <= span.start) {
                known.next();
            }
            let is_known = known.peek().is_some_and(|known| known.overlaps(span));
            if let (false, true, Some(label)) = (is_known, is_word(text, span), self.labels.get(value)) {
                more.push(Detected { span, label: label.clone() });
            }
        }
        let any = !more.is_empty();
        detected.extend(more);
        detected.sort_by_key(|detected| detected.span);
        any
    }

    /// Where the values stand, left to right, the longest first, without overlaps.
    fn places(&self, text: &str) -> Vec<(usize, Span)> {
        let finders = match &self.search {
            Search::Many(search) => {
                let span = |hit: aho_corasick::Match| Span::new(hit.start(), hit.end());
                return search.find_iter(text).map(|hit| (hit.pattern().as_usize(), span(hit))).collect();
            }
            Search::Few(finders) => finders.iter().enumerate(),
        };
        let mut places: Vec<_> = finders
            .flat_map(|(value, finder)| {
                let length = finder.needle().len();
                finder.find_iter(text.as_bytes()).map(move |at| (value, Span::new(at, at + length)))
            })
            .collect();
        places.sort_unstable_by_key(|(_, span)| (span.start, std::cmp::Reverse(span.end)));
        let mut free = 0;
        places.retain(|(_, span)| {
            let is_free = span.start >= free;
            free = if is_free { span.end } else { free };
            is_free
        });
        places
    }
}

/// Nothing that belongs to a word stands directly before or after.
pub(super) fn is_word(text: &str, span: Span) -> bool {
    let before = text.get(..span.start).unwrap_or_default();
    let after = text.get(span.end..).unwrap_or_default();
    !before.ends_with(char::is_alphanumeric) && !after.starts_with(char::is_alphanumeric)
}
