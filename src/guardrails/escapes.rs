//! Characters as HTML and URLs write them.

use html_escape::decode_html_entities;

use crate::domain::Span;

/// The characters that HTML writes as entities (`&eacute;`, `&#233;`, `&#xE9;`) and URLs in percent (`%C3%A9`,
/// RFC 3986, section 2.1), with their places.
pub(super) fn escapes(text: &str) -> impl Iterator<Item = (Span, char)> {
    let places = memchr::memchr2_iter(b'&', b'%', text.as_bytes());
    places.filter_map(|start| entity(text, start).or_else(|| in_percent(text, start)))
}

/// True when a text may hold some.
pub(super) fn may_hold_escapes(text: &str) -> bool {
    memchr::memchr2(b'&', b'%', text.as_bytes()).is_some()
}

fn entity(text: &str, start: usize) -> Option<(Span, char)> {
    /// With `&` and `;`, in bytes: letters and signs of the languages of Europe have short names.
    const LONGEST: usize = 10;
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
}

fn in_percent(text: &str, start: usize) -> Option<(Span, char)> {
    /// Bytes of the longest character, three signs each.
    const LONGEST: usize = 4;
    let bytes = text.as_bytes();
    let byte = |at: usize| {
        let digits = bytes.get(at..at + 3)?.strip_prefix(b"%")?;
        let digit = |byte: &u8| char::from(*byte).to_digit(16);
        let [high, low] = digits else { return None };
        u8::try_from(digit(high)? * 16 + digit(low)?).ok()
    };
    let encoded: Vec<u8> = (0..LONGEST).map_while(|index| byte(start + 3 * index)).collect();
    let length = match encoded.first()? {
        0x20..=0x7e => 1,
        0xc2..=0xdf => 2,
        0xe0..=0xef => 3,
        0xf0..=0xf4 => 4,
        _ => return None,
    };
    let end = start + 3 * length;
    // *20%20 ans* is a rate; `06%2012%2034` are digits with spaces.
    let is_rate = start.checked_sub(1).and_then(|before| bytes.get(before)).is_some_and(u8::is_ascii_digit)
        && !bytes.get(end).is_some_and(|after| after.is_ascii_alphanumeric() || *after == b'%');
    let character = std::str::from_utf8(encoded.get(..length)?).ok()?.chars().next()?;
    (!is_rate && !character.is_control()).then(|| (Span::new(start, end), character))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn characters_of_urls_are_read_and_rates_are_not() {
        let read = |text: &str| escapes(text).map(|(_, character)| character).collect::<String>();
        assert_eq!(read("jean%40example.com %C3%A9 %e2%82%ac %F0%9F%8C%B8"), "@é€🌸");
        assert_eq!(read("tel=06%2012%2034"), "  ");
        for text in ["-20%20 ans", "50%de remise", "100 % ad", "%", "%4", "%zz", "%+1", "%C3", "%00", "%E9"] {
            assert_eq!(read(text), "", "{text}");
        }
    }
}
