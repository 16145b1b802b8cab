//! Where a word begins and ends, also between escapes.

use crate::{domain::Span, privacy::placeholder::Spelling};

/// Text that may still belong to an escape right behind a stand-in is at most one byte longer than this.
pub(super) const OPEN_ESCAPE: usize = 2;

/// How what stands at a place is spelt, as far as the escapes beside it tell; `None` when it is no whole word.
pub(super) fn spelling(text: &str, span: Span) -> Option<Spelling> {
    let before = before(text, span.start)?;
    let after = after(text, span.end)?;
    Some(if before == Spelling::Plain { after } else { before })
}

/// How the text is spelt that ends before `start`; `None` where it runs on into the word.
pub(super) fn before(text: &str, start: usize) -> Option<Spelling> {
    let text = text.get(..start)?;
    if !text.ends_with(char::is_alphanumeric) {
        return Some(Spelling::Plain);
    }
    escape_before(text.as_bytes())
}

/// How the escape is spelt that a text ends with.
fn escape_before(text: &[u8]) -> Option<Spelling> {
    match text {
        [.., b'%', a, b] if is_hex(&[*a, *b]) => Some(Spelling::Url),
        [.., b'\\', b'n' | b'r' | b't'] => Some(Spelling::Json),
        [.., b'\\', b'u', a, b, c, d] if is_hex(&[*a, *b, *c, *d]) => Some(Spelling::Json),
        _ => None,
    }
}

fn after(text: &str, end: usize) -> Option<Spelling> {
    let text = text.get(end..)?;
    if text.starts_with(char::is_alphanumeric) {
        return None;
    }
    Some(match text.as_bytes() {
        [b'%', a, b, ..] if is_hex(&[*a, *b]) => Spelling::Url,
        [b'\\', b'n' | b'r' | b't' | b'u' | b'"', ..] => Spelling::Json,
        _ => Spelling::Plain,
    })
}

fn is_hex(digits: &[u8]) -> bool {
    digits.iter().all(u8::is_ascii_hexdigit)
}
