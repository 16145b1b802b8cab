//! JSON that belongs to somebody else: read without being re-typed, changed without being re-written.
//!
//! [`Document::parse`] checks the whole text once and notes where each value stands. [`Edits`]
//! replaces stretches of the text; every byte that is not replaced goes through as it came, the
//! spelling of numbers, unknown members and white space too.

mod edits;
mod reader;
#[cfg(test)]
mod tests;

use std::{borrow::Cow, fmt, ops::Range};

use bytes::Bytes;

pub use edits::Edits;

/// Deepest nesting of arrays and objects that is read.
pub const MAX_DEPTH: usize = 100;
/// Most values a document may hold: bounds the memory that a hostile body can claim (24 bytes each).
pub const MAX_VALUES: usize = 1_000_000;

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

/// The type of a JSON value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum JsonKind {
    /// `null`
    Null,
    /// `true`
    True,
    /// `false`
    False,
    /// A number, kept as spelt.
    Number,
    /// A string.
    String,
    /// An array.
    Array,
    /// An object.
    Object,
}

#[derive(Debug, Clone, Copy)]
struct Node {
    kind: JsonKind,
    start: u32,
    end: u32,
    /// Where the key stands, without quotes; empty in arrays and at the root.
    key: (u32, u32),
    /// Index of the node after this one and all it holds.
    next: u32,
}

/// A JSON text and where its values stand.
#[derive(Debug, Clone)]
pub struct Document {
    bytes: Bytes,
    nodes: Vec<Node>,
}

impl Document {
    /// Reads a whole JSON text.
    ///
    /// # Errors
    /// Says what is wrong and where; see [`JsonFault`].
    pub fn parse(bytes: Bytes) -> Result<Self, JsonError> {
        let nodes = reader::read(&bytes)?;
        Ok(Self { bytes, nodes })
    }

    /// The text.
    pub fn bytes(&self) -> &Bytes {
        &self.bytes
    }

    /// The outermost value.
    pub fn root(&self) -> Value<'_> {
        Value { document: self, index: 0 }
    }

    fn text(&self, start: u32, end: u32) -> &str {
        let slice = self.bytes.get(start as usize..end as usize).unwrap_or_default();
        std::str::from_utf8(slice).unwrap_or_default()
    }
}

/// One value of a [`Document`].
#[derive(Debug, Clone, Copy)]
pub struct Value<'d> {
    document: &'d Document,
    index: usize,
}

impl<'d> Value<'d> {
    fn node(self) -> Node {
        const NULL: Node = Node { kind: JsonKind::Null, start: 0, end: 0, key: (0, 0), next: 1 };
        self.document.nodes.get(self.index).copied().unwrap_or(NULL)
    }

    /// Its type.
    pub fn kind(self) -> JsonKind {
        self.node().kind
    }

    /// True for `null`.
    pub fn is_null(self) -> bool {
        self.kind() == JsonKind::Null
    }

    /// Where it stands in the text; a string with its quotes.
    pub fn range(self) -> Range<usize> {
        let node = self.node();
        node.start as usize..node.end as usize
    }

    /// As it is spelt.
    pub fn raw(self) -> &'d str {
        let node = self.node();
        self.document.text(node.start, node.end)
    }

    /// The string it holds, unescaped; `None` for any other type.
    pub fn as_str(self) -> Option<Cow<'d, str>> {
        (self.kind() == JsonKind::String).then(|| unescape(inside(self.raw())))
    }

    /// The whole number it holds; `None` for any other type and for what does not fit.
    pub fn as_u64(self) -> Option<u64> {
        (self.kind() == JsonKind::Number).then(|| self.raw().parse().ok()).flatten()
    }

    /// The truth value it holds; `None` for any other type.
    pub fn as_bool(self) -> Option<bool> {
        match self.kind() {
            JsonKind::True => Some(true),
            JsonKind::False => Some(false),
            _ => None,
        }
    }

    /// The member of that name; `None` when there is none or this is no object.
    pub fn get(self, key: &str) -> Option<Self> {
        self.members().find(|(name, _)| name == key).map(|(_, value)| value)
    }

    /// The items of an array; nothing for any other type.
    pub fn items(self) -> impl Iterator<Item = Self> + use<'d> {
        self.children(JsonKind::Array)
    }

    /// The members of an object, keys unescaped; nothing for any other type.
    pub fn members(self) -> impl Iterator<Item = (Cow<'d, str>, Self)> + use<'d> {
        self.children(JsonKind::Object).map(|value| (value.key(), value))
    }

    /// Where its key stands, without quotes.
    pub fn key_range(self) -> Range<usize> {
        let (start, end) = self.node().key;
        start as usize..end as usize
    }

    fn key(self) -> Cow<'d, str> {
        let (start, end) = self.node().key;
        unescape(self.document.text(start, end))
    }

    fn children(self, of: JsonKind) -> impl Iterator<Item = Self> + use<'d> {
        let (document, end) = (self.document, self.node().next as usize);
        let first = Some(self.index + 1).filter(|next| self.kind() == of && *next < end);
        std::iter::successors(first, move |index| {
            let next = document.nodes.get(*index)?.next as usize;
            (next < end).then_some(next)
        })
        .map(move |index| Self { document, index })
    }
}

/// `text` as a JSON string with its quotes.
pub fn quote(text: &str) -> String {
    serde_json::Value::from(text).to_string()
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

/// The JSON pointer (RFC 6901) of the value that starts at byte `start`.
pub fn pointer_to(document: &Document, start: usize) -> String {
    let mut pointer = String::new();
    let mut value = document.root();
    loop {
        let inner = value.items().enumerate().map(|(index, item)| (index.to_string(), item));
        let named = value.members().map(|(key, member)| (key.replace('~', "~0").replace('/', "~1"), member));
        let Some((step, next)) = inner.chain(named).find(|(_, child)| child.range().contains(&start)) else {
            return pointer;
        };
        pointer.push('/');
        pointer.push_str(&step);
        value = next;
    }
}
