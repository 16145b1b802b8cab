//! A place in somebody's JSON where text stands.

use std::{borrow::Cow, ops::Range};

use super::{
    escaped,
    json::{Document, JsonKind, Value, escape},
};
use crate::domain::{OffsetMap, Span};

/// Whose words a slot holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Speaker {
    /// Instructions of the operator of the tool (`system`, `developer`).
    System,
    /// The person who asks: the brief.
    User,
    /// The model, now or in an earlier turn.
    Assistant,
    /// What a tool answered.
    Tool,
    /// Text beside the conversation: `user`, `metadata`, fields nobody here knows.
    Aside,
}

/// How the text of a slot is to be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// As it stands.
    Plain,
    /// As JSON inside the string: `é` may stand as `\u00e9`, and what is put in must be escaped.
    Json,
}

/// A string of a request or an answer that people or models read.
#[derive(Debug, Clone)]
pub struct Slot {
    /// Where the string stands in the document, with its quotes.
    pub range: Range<usize>,
    /// Whose words.
    pub speaker: Speaker,
    /// How to read it.
    pub form: Form,
    /// Which choice of an answer it belongs to; 0 in requests.
    pub choice: u64,
    /// Where it stands inside its message, `/content` for one; in a stream, pieces with the same
    /// lane belong together. Empty where the string is whole wherever it occurs.
    pub lane: String,
}

/// Members of a message that name things instead of saying something: they are neither masked,
/// checked nor restored. All other strings of a message are text.
const NAMES: &[&str] = &[
    "role",
    "type",
    "id",
    "tool_call_id",
    "call_id",
    "index",
    "detail",
    "format",
    "data",
    "url",
    "file_id",
    "file_data",
    "media_type",
    "mime_type",
    "signature",
    "encrypted_content",
    "redacted_content",
    "cache_control",
    "status",
    "object",
];

/// Members whose text comes in pieces when it is streamed.
const PIECEWISE: &[&str] = &[
    "content",
    "refusal",
    "reasoning",
    "reasoning_content",
    "thinking",
    "text",
    "arguments",
    "input",
    "transcript",
    "partial_json",
    "summary",
];

/// The texts inside one message, found by one rule for whole answers, streams and requests.
pub(super) struct Walk<'s> {
    pub(super) speaker: Speaker,
    pub(super) choice: u64,
    pub(super) slots: &'s mut Vec<Slot>,
}

impl Walk<'_> {
    /// Every text of a message.
    pub(super) fn message(&mut self, message: Value<'_>) {
        for (key, value) in message.members() {
            let is_function_name = key == "name" && self.speaker == Speaker::Tool;
            if !NAMES.contains(&key.as_ref()) && !is_function_name {
                self.value(&key, value, ["/", &key].concat());
            }
        }
    }

    /// Every text of `value`, which stands under `key`.
    pub(super) fn value(&mut self, key: &str, value: Value<'_>, path: String) {
        match value.kind() {
            JsonKind::String => self.text(key, value, path),
            JsonKind::Array => {
                for (position, item) in value.items().enumerate() {
                    let index = item.get("index").and_then(Value::as_u64).unwrap_or(position as u64);
                    self.value(key, item, format!("{path}/{index}"));
                }
            }
            JsonKind::Object => self.object(key, value, &path),
            _ => {}
        }
    }

    fn object(&mut self, parent: &str, object: Value<'_>, path: &str) {
        // The name of a function is an identifier; that of a participant, directly in the message,
        // is a person's.
        let calls = matches!(parent, "function" | "custom" | "function_call" | "tool_calls");
        for (key, value) in object.members() {
            if !(NAMES.contains(&key.as_ref()) || calls && key == "name") {
                self.value(&key, value, format!("{path}/{key}"));
            }
        }
    }

    fn text(&mut self, key: &str, value: Value<'_>, path: String) {
        let is_json = key == "arguments" || (self.speaker == Speaker::Tool && looks_like_json(value));
        let lane = if PIECEWISE.contains(&key) { path } else { String::new() };
        self.slots.push(Slot {
            range: value.range(),
            speaker: self.speaker,
            form: if is_json { Form::Json } else { Form::Plain },
            choice: self.choice,
            lane,
        });
    }
}

fn looks_like_json(value: Value<'_>) -> bool {
    let Some(text) = value.as_str() else { return false };
    text.trim_start().starts_with(['{', '['])
        && Document::parse(bytes::Bytes::copy_from_slice(text.as_bytes())).is_ok()
}

impl Slot {
    /// The text as people read it, with the way back to the document.
    pub fn read<'d>(&self, document: &'d Document) -> SlotText<'d> {
        let inside = self.range.start + 1..self.range.end.saturating_sub(1);
        let raw = document.bytes().get(inside.clone()).and_then(|bytes| std::str::from_utf8(bytes).ok());
        let (text, outer) = escaped::view(raw.unwrap_or_default());
        let mut numbers = Vec::new();
        let (text, inner) = match self.form {
            Form::Plain => (text, None),
            Form::Json => {
                let document = Document::parse(bytes::Bytes::copy_from_slice(text.as_bytes()));
                numbers = document.map(|document| document.numbers()).unwrap_or_default();
                let (view, map) = escaped::view(&text);
                (Cow::Owned(view.into_owned()), Some(map))
            }
        };
        SlotText { text, outer, inner, numbers, start: inside.start }
    }

    /// The string as it came: JSON inside it keeps its escapes.
    pub fn as_it_came<'d>(&self, document: &'d Document) -> Cow<'d, str> {
        Self { form: Form::Plain, lane: String::new(), range: self.range.clone(), ..*self }
            .read(document)
            .text
    }

    /// `text` as it must be spelt to stand in this slot.
    pub fn spell(&self, text: &str) -> String {
        match self.form {
            Form::Plain => escape(text),
            Form::Json => escape(&escape(text)),
        }
    }
}

/// The text of a [`Slot`], unescaped.
#[derive(Debug)]
pub struct SlotText<'d> {
    /// The text.
    pub text: Cow<'d, str>,
    outer: OffsetMap,
    /// The second layer of escapes of [`Form::Json`].
    inner: Option<OffsetMap>,
    /// Where the numbers of that JSON stand, before its escapes are read.
    numbers: Vec<Range<usize>>,
    start: usize,
}

impl SlotText<'_> {
    /// True for a whole number in JSON: what takes its place must be a string, with quotes.
    pub fn is_bare_number(&self, span: Span) -> bool {
        let span = self.inner.as_ref().map_or(span, |map| map.to_source(span));
        let index = self.numbers.partition_point(|number| number.end <= span.start);
        self.numbers.get(index).is_some_and(|number| *number == span.range())
    }

    /// Where a stretch of the text stands in the document.
    pub fn in_document(&self, span: Span) -> Range<usize> {
        let span = self.inner.as_ref().map_or(span, |map| map.to_source(span));
        self.outer.to_source(span).moved(self.start).range()
    }
}
