//! Values → placeholders.

use std::{collections::BTreeSet, sync::Arc};

use aho_corasick::{AhoCorasick, AhoCorasickKind, MatchKind};

use super::Vault;
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
        if span.start < at || value.is_empty() {
            continue;
        }
        at = span.end;
        replacements.push((*span, vault.placeholder(label, value)));
    }
    replacements
}

/// Values looked for elsewhere at the most: a bound on the automaton that a request can claim.
const MOST_VALUES: usize = 2_000;
/// Shorter values are too common to look for without their context.
const SHORTEST: usize = 4;

/// Looks for values where nothing gives them away: a name that one sentence introduces is the same name in
/// the next.
pub struct Mentions {
    search: AhoCorasick,
    labels: Vec<Arc<str>>,
}

impl Mentions {
    /// Of the values of a vault that have one of these labels; `None` when there are none to look for.
    pub fn of(vault: &Vault, contextual: &BTreeSet<Arc<str>>) -> Option<Self> {
        let values =
            vault.values().filter(|(label, value)| contextual.contains(*label) && value.len() >= SHORTEST);
        let (labels, values): (Vec<_>, Vec<_>) =
            values.take(MOST_VALUES).map(|(label, value)| (label.clone(), value)).unzip();
        if values.is_empty() {
            return None;
        }
        // An automaton for one text: to make a faster one would take longer than it saves.
        let kind = Some(AhoCorasickKind::NoncontiguousNFA);
        let builder = AhoCorasick::builder()
            .match_kind(MatchKind::LeftmostLongest)
            .kind(kind)
            .prefilter(false)
            .build(values);
        let search = builder.ok()?;
        Some(Self { search, labels })
    }

    /// Adds the places of a text where one of the values stands as a whole word, but for those that overlap
    /// what was detected; `detected` is and stays sorted.
    pub fn add(&self, text: &str, detected: &mut Vec<Detected>) {
        let mut known = detected.iter().map(|detected| detected.span).peekable();
        let mut more = Vec::new();
        for hit in self.search.find_iter(text) {
            let span = Span::new(hit.start(), hit.end());
            while known.peek().is_some_and(|known| known.end <= span.start) {
                known.next();
            }
            let is_known = known.peek().is_some_and(|known| known.overlaps(span));
            if let (false, true, Some(label)) =
                (is_known, is_word(text, span), self.labels.get(hit.pattern().as_usize()))
            {
                more.push(Detected { span, label: label.clone() });
            }
        }
        detected.extend(more);
        detected.sort_by_key(|detected| detected.span);
    }
}

fn is_word(text: &str, span: Span) -> bool {
    let before = text.get(..span.start).unwrap_or_default();
    let after = text.get(span.end..).unwrap_or_default();
    !before.ends_with(char::is_alphanumeric) && !after.starts_with(char::is_alphanumeric)
}
