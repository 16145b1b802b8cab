//! A JSON text and its values.

use std::{borrow::Cow, ops::Range};

use bytes::Bytes;

use super::{JsonError, inside, reader, surrogates, unescape};

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
pub(super) struct Node {
    pub(super) kind: JsonKind,
    pub(super) start: u32,
    pub(super) end: u32,
    /// Where the key stands, without quotes; empty in arrays and at the root.
    pub(super) key: (u32, u32),
    /// Index of the node after this one and all it holds.
    pub(super) next: u32,
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
    /// Says what is wrong and where; see [`super::JsonFault`].
    pub fn parse(bytes: Bytes) -> Result<Self, JsonError> {
        let nodes = reader::read(&bytes)?;
        Ok(Self { bytes, nodes })
    }

    /// The same for what a provider wrote: an escape that is half a character (`\\ud83d` alone, as from servers that
    /// cut text between UTF-16 units) is read as U+FFFD, as decoders of UTF-16 do.
    ///
    /// # Errors
    /// Says what else is wrong and where.
    pub fn parse_answer(bytes: &Bytes) -> Result<Self, JsonError> {
        Self::parse(bytes.clone()).or_else(|error| match surrogates::mended(bytes) {
            Some(mended) => Self::parse(mended.into()),
            None => Err(error),
        })
    }

    /// The text.
    pub fn bytes(&self) -> &Bytes {
        &self.bytes
    }

    /// The outermost value.
    pub fn root(&self) -> Value<'_> {
        Value { document: self, index: 0 }
    }

    /// Where its numbers stand, left to right.
    pub fn numbers(&self) -> Vec<Range<usize>> {
        let numbers = self.nodes.iter().filter(|node| node.kind == JsonKind::Number);
        numbers.map(|node| node.start as usize..node.end as usize).collect()
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
        self.children(JsonKind::Object).find(|value| value.is_named(key))
    }

    /// Bytes are compared where there is no escape: of all that is read of a request, keys are read most often.
    fn is_named(self, name: &str) -> bool {
        let bytes = self.document.bytes.get(self.key_range()).unwrap_or_default();
        if bytes.contains(&b'\\') { self.key() == name } else { bytes == name.as_bytes() }
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
