//! Characters as HTML writes them.

use html_escape::decode_html_entities;

use crate::domain::Span;

/// The characters that HTML writes as entities, `&eacute;`, `&#233;` or `&#xE9;`, with their places.
pub(super) fn entities(text: &str) -> impl Iterator<Item = (Span, char)> {
    /// With `&` and `;`, in bytes: letters and signs of the languages of Europe have short names.
    const LONGEST: usize = 10;
    memchr::memchr_iter(b'&', text.as_bytes()).filter_map(|start| {
        let bytes = text.as_bytes().get(start..)?;
        let length = 1 + bytes.iter().take(LONGEST).position(|byte| *byte == b';')?;
        let span = Span::new(start, start + length);
        let name = span.of(text).strip_prefix('&')?.strip_suffix(';')?;
        let character = if let Some(number) = name.strip_prefix('#') {
            let hexadecimal = number.strip_prefix(['x', 'X']);
            let code = hexadecimal.map_or_else(|| number.parse(), |digits| u32::from_str_radix(digits, 16));
            char::from_u32(code.ok()?)
        } else {
            let decoded = decode_html_entities(span.of(text));
            let mut characters = decoded.chars();
            characters.next().filter(|_| characters.next().is_none())
        };
        character.filter(|character| !character.is_control()).map(|character| (span, character))
    })
}
