//! JSON that belongs to somebody else: read without being re-typed, changed without being re-written.
//!
//! [`Document::parse`] checks the whole text once and notes where each value stands. [`Edits`]
//! replaces stretches of the text; every byte that is not replaced goes through as it came, the
//! spelling of numbers, unknown members and white space too.

mod document;
mod edits;
mod reader;
mod surrogates;
#[cfg(test)]
mod tests;

use std::{borrow::Cow, fmt};

pub use document::{Document, JsonKind, Value, pointer_to};
pub use edits::Edits;

/// Deepest nesting of arrays and objects that is read.
pub const MAX_DEPTH: usize = 100;
/// Most values a document may hold: bounds the memory that a hostile body can claim (24 bytes each).
pub const MAX_VALUES: usize = 200_000;

/// Why a text is not a document, and where.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{fault} (line {line}, column {column})")]
pub struct JsonError {
    /// What is wrong; never repeats the text.
    pub fault: JsonFault,
    /// Line, from 1.
    pub line: usize,
    /// Column in bytes, from 1.
    pub column: usize,
}

/// What is wrong with a JSON text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum JsonFault {
    /// Breaks the grammar of RFC 8259.
    Syntax(&'static str),
    /// Bytes that are no UTF-8.
    NotUtf8,
    /// One object has the same key twice: two readers could disagree on which one counts.
    KeyTwice,
    /// Nested more than [`MAX_DEPTH`] deep.
    TooDeep,
    /// More than [`MAX_VALUES`] values.
    TooMany,
}

impl fmt::Display for JsonFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Syntax(what) => write!(f, "not JSON: {what}"),
            Self::NotUtf8 => f.write_str("not UTF-8"),
            Self::KeyTwice => f.write_str("a key stands twice in one object"),
            Self::TooDeep => write!(f, "nested more than {MAX_DEPTH} deep"),
            Self::TooMany => write!(f, "more than {MAX_VALUES} values"),
        }
    }
}

/// `text` as a JSON string with its quotes.
pub fn quote(text: &str) -> String {
    // A string always has a JSON form.
    serde_json::to_string(text).unwrap_or_default()
}

/// `text` as the inside of a JSON string, without quotes.
pub fn escape(text: &str) -> String {
    inside(&quote(text)).to_owned()
}

fn inside(quoted: &str) -> &str {
    quoted.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')).unwrap_or(quoted)
}

/// The characters that the inside of a JSON string stands for; the text must have been checked.
fn unescape(inner: &str) -> Cow<'_, str> {
    if memchr::memchr(b'\\', inner.as_bytes()).is_none() {
        return Cow::Borrowed(inner);
    }
    serde_json::from_str::<String>(&format!("\"{inner}\"")).map_or(Cow::Borrowed(inner), Cow::Owned)
}
