//! Values → placeholders.

use std::sync::Arc;

use aho_corasick::AhoCorasick;

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

/// Where else the values of a vault stand in a text: a name that one sentence introduces is the same
/// name in the next, even where nothing there gives it away. Whole words only.
pub fn mentions(texts: &[&str], vault: &Vault) -> Vec<Vec<Detected>> {
    /// Shorter values are too common to look for without their context.
    const SHORTEST: usize = 4;
    let values: Vec<_> = vault.values().filter(|(_, value)| value.len() >= SHORTEST).collect();
    let search = AhoCorasick::builder()
        .match_kind(aho_corasick::MatchKind::LeftmostLongest)
        .build(values.iter().map(|(_, value)| value.as_bytes()));
    let Ok(search) = search else { return vec![Vec::new(); texts.len()] };
    let in_text = |text: &&str| {
        let is_word = |span: Span| {
            let before = text.get(..span.start).unwrap_or_default();
            let after = text.get(span.end..).unwrap_or_default();
            !before.ends_with(char::is_alphanumeric) && !after.starts_with(char::is_alphanumeric)
        };
        let hits = search.find_iter(text.as_bytes());
        let hits = hits.map(|hit| (Span::new(hit.start(), hit.end()), hit.pattern().as_usize()));
        hits.filter(|(span, _)| is_word(*span))
            .filter_map(|(span, index)| Some(Detected { span, label: values.get(index)?.0.clone() }))
            .collect()
    };
    texts.iter().map(in_text).collect()
}
