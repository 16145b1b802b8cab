//! The formats that callers and providers speak, and one walker for each.
//!
//! A request or an answer is JSON that the gateway does not own. A walker finds every text in it
//! (a [`Slot`]) and says where it stands, so that masking, rules, restoring, token counts and the
//! log all look at the same texts: what is checked is never less than what is forwarded.
//!
//! In go the bytes of a [`Document`]; out come slots, and [`Edits`] that change only what must
//! change. Nothing here knows of HTTP, rules or personal data.

pub mod chat;
pub mod check;
pub mod escaped;
mod format;
pub mod json;
pub mod languagetool;
pub mod litellm;
pub mod slot;
pub mod sse;

use std::fmt;

pub use format::Format;
pub use json::{Document, Edits, JsonError, Value};
pub use slot::{Form, Slot, SlotText, Speaker};

/// What the gateway itself needs to know of a request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ask {
    /// The model asked for: an alias of the configuration.
    pub model: String,
    /// The answer is to come as a stream.
    pub stream: bool,
    /// The caller wants the token counts at the end of the stream.
    pub wants_usage: bool,
    /// How many answers are wanted.
    pub choices: u64,
    /// The most tokens that one answer may have, as far as the caller says.
    pub max_tokens: Option<u64>,
    /// The text of the answer is to be JSON: what is put into it must be escaped.
    pub wants_json: bool,
}

/// Tokens that a provider counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Usage {
    /// Tokens of the request.
    pub input: u64,
    /// Tokens of the answer.
    pub output: u64,
}

/// A request that has the wrong shape.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub struct ShapeError {
    /// Where, as a JSON pointer made of known names and numbers only.
    pub pointer: String,
    /// What should stand there.
    pub expected: &'static str,
}

impl fmt::Display for ShapeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} must be {}", self.pointer, self.expected)
    }
}

/// One event of a streamed answer, as the walker sees it.
#[derive(Debug, Default)]
pub struct Piece {
    /// The texts in it.
    pub slots: Vec<Slot>,
    /// The choices that end with it.
    pub finished: Vec<u64>,
    /// The token counts, in the event that carries them.
    pub usage: Option<Usage>,
    /// It carries nothing but token counts.
    pub is_usage_only: bool,
    /// It is the provider's word that something went wrong, in the middle of a stream.
    pub is_error: bool,
}
