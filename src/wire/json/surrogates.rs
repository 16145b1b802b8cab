//! Escapes of half a character.

/// The text with U+FFFD for each escaped surrogate that has no partner; `None` when there is none.
pub(super) fn mended(text: &[u8]) -> Option<Vec<u8>> {
    let mut mended: Option<Vec<u8>> = None;
    let mut at = 0;
    while let Some(found) = text.get(at..).and_then(|rest| memchr::memchr(b'\\', rest)) {
        let start = at + found;
        at = start + 2;
        let Some(unit) = unit(text, start) else { continue };
        at = start + LENGTH;
        let is_low = |unit: u16| (0xdc00..0xe000).contains(&unit);
        let is_high = (0xd800..0xdc00).contains(&unit);
        if is_high && self::unit(text, at).is_some_and(is_low) {
            at += LENGTH;
        } else if is_high || is_low(unit) {
            let copy = mended.get_or_insert_with(|| text.to_vec());
            if let Some(escape) = copy.get_mut(start..at) {
                escape.copy_from_slice(br"\ufffd");
            }
        }
    }
    mended
}

/// Bytes of `\ud83d`.
const LENGTH: usize = 6;

/// The UTF-16 unit that is escaped at a place.
fn unit(text: &[u8], at: usize) -> Option<u16> {
    let digits = text.get(at..at + LENGTH)?.strip_prefix(br"\u")?;
    u16::from_str_radix(std::str::from_utf8(digits).ok()?, 16).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn half_a_character_is_replaced_and_a_whole_one_stays() {
        for (text, expected) in [
            (r#""\ud83d""#, Some(r#""\ufffd""#)),
            (r#""\ude00x""#, Some(r#""\ufffdx""#)),
            (r#""\ud83d\ud83d\ude00""#, Some(r#""\ufffd\ud83d\ude00""#)),
            (r#""\ud83d\ude00""#, None),
            (r#""\\ud83d""#, None),
            (r#""\ud8"#, None),
        ] {
            assert_eq!(
                mended(text.as_bytes()).map(|bytes| String::from_utf8(bytes).unwrap()),
                expected.map(str::to_owned),
                "{text}"
            );
        }
    }
}
