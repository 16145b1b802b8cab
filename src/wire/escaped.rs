//! JSON inside a string, read through its escapes.
//!
//! The arguments of a tool call come as the text of a JSON value, in streams cut anywhere. Escapes
//! occur in such a text only inside its strings, so they can be read without parsing it.

use std::borrow::Cow;

use crate::domain::OffsetMap;

/// A text with `\n`, `\"` and `\u00e9` turned into the characters they stand for, and the way back.
/// The text may come in pieces, cut anywhere.
#[derive(Debug, Default)]
pub struct Unescaped {
    map: OffsetMap,
    /// Bytes of the view and of the source so far; what waits for the rest of its escape is in neither.
    view: usize,
    source: usize,
    waiting: String,
}

impl Unescaped {
    /// Reads on; returns what comes to the view.
    pub fn push(&mut self, piece: &str) -> String {
        let text = std::mem::take(&mut self.waiting) + piece;
        let (ready, waiting) = text.split_at(text.len() - unfinished(&text));
        waiting.clone_into(&mut self.waiting);
        self.read(ready)
    }

    /// No more will come: half an escape stays as it is.
    pub fn finish(&mut self) -> String {
        let rest = std::mem::take(&mut self.waiting);
        self.read(&rest)
    }

    fn read(&mut self, text: &str) -> String {
        let mut out = String::with_capacity(text.len());
        let mut at = 0;
        while let Some(found) = next_escape(text, at) {
            out.push_str(text.get(at..found).unwrap_or_default());
            at = found;
            if let Some((character, length)) = text.get(found..).and_then(decode) {
                self.map.atom(self.view + out.len(), character.len_utf8(), self.source + found, length);
                out.push(character);
                at += length;
            } else {
                out.push('\\');
                at += 1;
            }
        }
        out.push_str(text.get(at..).unwrap_or_default());
        self.view += out.len();
        self.source += text.len();
        out
    }

    /// The way back from the view to the text.
    pub fn map(&self) -> &OffsetMap {
        &self.map
    }
}

/// The view of a whole text.
pub fn view(text: &str) -> (Cow<'_, str>, OffsetMap) {
    if next_escape(text, 0).is_none() {
        return (Cow::Borrowed(text), OffsetMap::default());
    }
    let mut unescaped = Unescaped::default();
    let view = unescaped.read(text);
    (Cow::Owned(view), unescaped.map)
}

fn next_escape(text: &str, from: usize) -> Option<usize> {
    memchr::memchr(b'\\', text.as_bytes().get(from..)?).map(|index| from + index)
}

/// How many bytes at the end of a text in pieces may be the beginning of an escape.
fn unfinished(text: &str) -> usize {
    // The longest escape is a surrogate pair, `\ud83d\ude00`.
    let tail = text.len().saturating_sub(11);
    let bytes = text.as_bytes();
    let mut at = memchr::memchr(b'\\', bytes.get(tail..).unwrap_or_default()).map(|index| tail + index);
    // A backslash in the window may itself be escaped: count the run of backslashes before it.
    while let Some(found) = at {
        let run = bytes.iter().take(found).rev().take_while(|byte| **byte == b'\\').count();
        let length = match text.get(found..).map(|rest| (decode(rest), rest)) {
            _ if run % 2 == 1 => 1,
            Some((Some((_, length)), _)) => length,
            Some((None, rest)) if is_beginning(rest) => return text.len() - found,
            _ => 1,
        };
        let from = found + length;
        at = memchr::memchr(b'\\', bytes.get(from..).unwrap_or_default()).map(|index| from + index);
    }
    0
}

/// The character of the escape that a text starts with, and the escape's length in bytes.
fn decode(text: &str) -> Option<(char, usize)> {
    let simple = |character| Some((character, 2));
    match text.as_bytes().get(1)? {
        b'"' => simple('"'),
        b'\\' => simple('\\'),
        b'/' => simple('/'),
        b'b' => simple('\u{8}'),
        b'f' => simple('\u{c}'),
        b'n' => simple('\n'),
        b'r' => simple('\r'),
        b't' => simple('\t'),
        b'u' => unicode(text),
        _ => None,
    }
}

fn unicode(text: &str) -> Option<(char, usize)> {
    let unit = |from: usize| u16::from_str_radix(text.get(from..from + 4)?, 16).ok();
    let high = unit(2)?;
    if let Some(character) = char::from_u32(u32::from(high)) {
        return Some((character, 6));
    }
    let low = text.get(6..8).filter(|escape| *escape == "\\u").and_then(|_| unit(8))?;
    let pair = char::decode_utf16([high, low]).next()?.ok()?;
    Some((pair, 12))
}

/// True when more text could make an escape of it.
fn is_beginning(rest: &str) -> bool {
    let mut bytes = rest.bytes().skip(1);
    match bytes.next() {
        None => true,
        Some(b'u') if rest.len() < 6 => bytes.all(|byte| byte.is_ascii_hexdigit()),
        Some(b'u') => {
            let is_high =
                rest.get(2..6).is_some_and(|hex| matches!(u16::from_str_radix(hex, 16), Ok(0xd800..=0xdbff)));
            is_high && "\\u".starts_with(rest.get(6..8.min(rest.len())).unwrap_or("x")) && rest.len() < 12
        }
        Some(_) => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Span;

    #[test]
    fn escapes_become_the_characters_they_stand_for() {
        let text = r#"{"a":"Zo\u00e9 \ud83d\ude00 \"x\" \\n"}"#;
        let (view, map) = view(text);
        assert_eq!(view, "{\"a\":\"Zoé 😀 \"x\" \\n\"}");
        let at = view.find("Zoé").unwrap();
        assert_eq!(map.to_source(Span::new(at, at + 4)).of(text), r"Zo\u00e9");
        let at = view.find('😀').unwrap();
        assert_eq!(map.to_source(Span::new(at, at + 4)).of(text), r"\ud83d\ude00");
    }

    #[test]
    fn half_an_escape_at_the_end_is_noticed() {
        for (text, held) in [
            ("abc", 0),
            (r"abc\", 1),
            (r"abc\\", 0),
            (r"abc\\\", 1),
            (r"ab\u00", 4),
            (r"ab\u00e9", 0),
            (r"a\ud83d", 6),
            (r"a\ud83d\", 7),
            (r"a\ud83d\ude0", 11),
            (r"a\ud83d\ude00", 0),
            (r"a\ud83dx", 0),
            (r"a\n", 0),
        ] {
            assert_eq!(unfinished(text), held, "{text}");
        }
    }

    #[test]
    fn a_text_in_pieces_has_the_view_of_the_whole() {
        let text = r#"{"a":"Zo\u00e9 \ud83d\ude00 \"x\" \\n","b":"\ud83d"}"#;
        for cut in (0..=text.len()).filter(|cut| text.is_char_boundary(*cut)) {
            let mut pieces = Unescaped::default();
            let mut out = pieces.push(&text[..cut]);
            out += &pieces.push(&text[cut..]);
            out += &pieces.finish();
            let (whole, map) = view(text);
            assert_eq!(out, whole);
            let end = Span::new(0, out.len());
            assert_eq!(pieces.map().to_source(end), map.to_source(end));
        }
    }

    #[test]
    fn a_text_without_escapes_is_borrowed() {
        assert!(matches!(view("plain"), (Cow::Borrowed("plain"), _)));
    }
}
