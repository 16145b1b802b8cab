//! From rules to matchers: one dictionary per stage for words, one table of openings for personal data.

mod anchored;
mod awaited;
mod dictionary;
mod edges;
mod expression;
mod heads;
mod literals;
pub(super) mod nearby;
mod opening;
mod pattern;
mod plain;
mod reach;
mod required;
mod seen;
mod starts;
mod telling;
mod trie;
pub(super) mod verify;
mod words;

pub(super) use anchored::Anchored;
pub(super) use awaited::Awaited;
pub(super) use opening::Opening;
pub(super) use pattern::Pattern;
pub(super) use required::Required;
pub(super) use seen::Seen;
pub(super) use words::{Hit, Window, WordMatcher};

use crate::domain::Span;

/// Nothing that belongs to a word stands directly before or after.
pub(super) fn is_whole_word(text: &str, span: Span) -> bool {
    let is_word = |character: char| character.is_alphanumeric() || character == '_';
    let inside = span.of(text);
    let before = text.get(..span.start).and_then(|before| before.chars().next_back());
    let after = text.get(span.end..).and_then(|after| after.chars().next());
    let starts = inside.starts_with(is_word) && before.is_some_and(is_word);
    let ends = inside.ends_with(is_word) && after.is_some_and(is_word);
    !starts && !ends
}
