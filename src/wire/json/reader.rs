//! Text → nodes, with every cap checked on the way.

use jiter::{Jiter, JiterError, JiterErrorType, JsonErrorType, LinePosition, Peek};

use super::{JsonError, JsonFault, JsonKind, MAX_DEPTH, MAX_VALUES, document::Node, unescape};

/// The nodes of a whole JSON text, parents before children.
pub(super) fn read(bytes: &[u8]) -> Result<Vec<Node>, JsonError> {
    let read = match std::str::from_utf8(bytes) {
        Err(error) => Err(Fault(JsonFault::NotUtf8, error.valid_up_to())),
        Ok(_) if u32::try_from(bytes.len()).is_err() => Err(Fault(JsonFault::TooMany, 0)),
        Ok(text) => Reader::new(text).document(),
    };
    read.map_err(|Fault(fault, index)| {
        let LinePosition { line, column } = LinePosition::find(bytes, index);
        JsonError { fault, line, column }
    })
}

/// What is wrong, and at which byte.
struct Fault(JsonFault, usize);

impl From<JiterError> for Fault {
    fn from(error: JiterError) -> Self {
        let what = match &error.error_type {
            JiterErrorType::JsonError(kind) => in_words(kind),
            JiterErrorType::WrongType { .. } => "unexpected value",
        };
        Self(JsonFault::Syntax(what), error.index)
    }
}

/// jiter's own words can quote the text; these cannot.
fn in_words(kind: &JsonErrorType) -> &'static str {
    use JsonErrorType as E;
    match kind {
        E::EofWhileParsingList
        | E::EofWhileParsingObject
        | E::EofWhileParsingString
        | E::EofWhileParsingValue => "it ends too early",
        E::ExpectedColon => "a ':' is missing",
        E::ExpectedListCommaOrEnd => "a ',' or ']' is missing",
        E::ExpectedObjectCommaOrEnd => "a ',' or '}' is missing",
        E::InvalidEscape | E::UnexpectedEndOfHexEscape => "an escape that does not exist",
        E::InvalidUnicodeCodePoint | E::LoneLeadingSurrogateInHexEscape => "half of a surrogate pair",
        E::ControlCharacterWhileParsingString => "a control character in a string",
        E::KeyMustBeAString => "a key must be a string",
        E::TrailingComma => "a comma too many",
        E::TrailingCharacters => "something follows the value",
        E::InvalidNumber | E::NumberOutOfRange => "a number that is none",
        _ => "a value is missing",
    }
}

struct Reader<'j> {
    text: &'j str,
    jiter: Jiter<'j>,
    nodes: Vec<Node>,
    /// The arrays and objects that are not closed yet, innermost last.
    open: Vec<usize>,
}

const NO_KEY: (u32, u32) = (0, 0);

impl<'j> Reader<'j> {
    fn new(text: &'j str) -> Self {
        let nodes = Vec::with_capacity((text.len() / 16).clamp(8, 4096));
        Self { text, jiter: Jiter::new(text.as_bytes()), nodes, open: Vec::with_capacity(8) }
    }

    /// Loops instead of recursing: a hostile text cannot use up the stack.
    fn document(mut self) -> Result<Vec<Node>, Fault> {
        let first = self.jiter.peek()?;
        self.value(first, NO_KEY)?;
        while let Some(index) = self.open.last().copied() {
            if self.nodes.get(index).is_some_and(|node| node.kind == JsonKind::Object) {
                let key = self.jiter.next_key_bytes()?.map(|key| place(self.text, key));
                self.member(key)?;
            } else {
                let peek = self.jiter.array_step()?;
                self.item(peek)?;
            }
        }
        self.jiter.finish()?;
        Ok(self.nodes)
    }

    fn member(&mut self, key: Option<(u32, u32)>) -> Result<(), Fault> {
        let Some(key) = key else { return self.close() };
        let peek = self.jiter.peek()?;
        self.value(peek, key)
    }

    fn item(&mut self, peek: Option<Peek>) -> Result<(), Fault> {
        match peek {
            Some(peek) => self.value(peek, NO_KEY),
            None => self.close(),
        }
    }

    fn value(&mut self, peek: Peek, key: (u32, u32)) -> Result<(), Fault> {
        let start = self.jiter.current_index();
        if self.nodes.len() >= MAX_VALUES {
            return Err(Fault(JsonFault::TooMany, start));
        }
        if matches!(peek, Peek::Array | Peek::Object) {
            return self.enter(peek, start, key);
        }
        let kind = match peek {
            Peek::Null => self.jiter.known_null().map(|()| JsonKind::Null),
            Peek::True => self.jiter.known_bool(peek).map(|_| JsonKind::True),
            Peek::False => self.jiter.known_bool(peek).map(|_| JsonKind::False),
            Peek::String => self.jiter.known_bytes().map(|_| JsonKind::String),
            _ => self.jiter.known_number_bytes(peek).map(|_| JsonKind::Number),
        }?;
        let (start, end) = (narrow(start), narrow(self.jiter.current_index()));
        self.nodes.push(Node { kind, start, end, key, next: narrow(self.nodes.len() + 1) });
        Ok(())
    }

    /// Opens an array or object and reads its first value.
    fn enter(&mut self, peek: Peek, start: usize, key: (u32, u32)) -> Result<(), Fault> {
        if self.open.len() >= MAX_DEPTH {
            return Err(Fault(JsonFault::TooDeep, start));
        }
        let kind = if peek == Peek::Object { JsonKind::Object } else { JsonKind::Array };
        self.open.push(self.nodes.len());
        self.nodes.push(Node { kind, start: narrow(start), end: 0, key, next: 0 });
        if kind == JsonKind::Object {
            let key = self.jiter.next_object_bytes()?.map(|key| place(self.text, key));
            self.member(key)
        } else {
            let first = self.jiter.known_array()?;
            self.item(first)
        }
    }

    /// Ends the innermost array or object; the reader stands behind its bracket.
    fn close(&mut self) -> Result<(), Fault> {
        let Some(index) = self.open.pop() else { return Ok(()) };
        let (end, next) = (narrow(self.jiter.current_index()), narrow(self.nodes.len()));
        let Some(node) = self.nodes.get_mut(index) else { return Ok(()) };
        (node.end, node.next) = (end, next);
        if node.kind == JsonKind::Object { self.check_keys(index) } else { Ok(()) }
    }

    /// Refuses an object that has a key twice, compared after unescaping.
    fn check_keys(&self, object: usize) -> Result<(), Fault> {
        let end = self.nodes.len();
        let mut keys = Vec::new();
        let mut index = object + 1;
        while let Some(node) = self.nodes.get(index).filter(|_| index < end) {
            let (from, to) = (node.key.0 as usize, node.key.1 as usize);
            keys.push((unescape(self.text.get(from..to).unwrap_or_default()), from));
            index = node.next as usize;
        }
        keys.sort_unstable();
        let twice = keys.windows(2).find_map(|pair| match pair {
            [(a, _), (b, at)] if a == b => Some(*at),
            _ => None,
        });
        twice.map_or(Ok(()), |at| Err(Fault(JsonFault::KeyTwice, at)))
    }
}

/// Where a slice of the text stands in it.
fn place(text: &str, slice: &[u8]) -> (u32, u32) {
    let start = slice.as_ptr().addr() - text.as_ptr().addr();
    (narrow(start), narrow(start + slice.len()))
}

/// Lossless: `read` refuses texts whose length does not fit.
fn narrow(index: usize) -> u32 {
    u32::try_from(index).unwrap_or(u32::MAX)
}
