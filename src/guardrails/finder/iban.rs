//! Bank accounts (ISO 13616): two letters, two digits, and as much of what follows as makes the check
//! digits right, so that a word behind an account in groups is not taken into it.

use std::str::FromStr;

use crate::domain::Span;

/// Every account in a text.
pub(super) fn find(text: &str) -> Vec<Span> {
    let bytes = text.as_bytes();
    let mut found: Vec<Span> = Vec::new();
    for (at, start) in bytes.windows(4).enumerate() {
        let [a, b, c, d] = start else { continue };
        if !(c.is_ascii_digit() && d.is_ascii_digit() && a.is_ascii_alphabetic() && b.is_ascii_alphabetic()) {
            continue;
        }
        let runs_on =
            at.checked_sub(1).and_then(|before| bytes.get(before)).is_some_and(|byte| is_word_byte(*byte));
        let is_known = found.last().is_some_and(|last| at < last.end);
        if !runs_on && !is_known {
            found.extend(account(bytes, at).map(|end| Span::new(at, end)));
        }
    }
    found
}

fn is_word_byte(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_' || byte >= 0x80
}

/// Where the account that starts here ends.
fn account(bytes: &[u8], start: usize) -> Option<usize> {
    const LONGEST: usize = 34;
    const SHORTEST: usize = 15;
    let mut plain = String::with_capacity(LONGEST);
    let mut ends = Vec::new();
    let mut at = start;
    let mut gap = 0;
    while let Some(byte) = bytes.get(at) {
        if byte.is_ascii_alphanumeric() {
            if plain.len() == LONGEST {
                break;
            }
            plain.push(char::from(byte.to_ascii_uppercase()));
            gap = 0;
            let is_end = !bytes.get(at + 1).is_some_and(|byte| is_word_byte(*byte));
            if is_end && plain.len() >= SHORTEST {
                ends.push((plain.len(), at + 1));
            }
        } else if matches!(byte, b' ' | b'-' | b'.') && gap == 0 {
            gap += 1;
        } else {
            break;
        }
        at += 1;
    }
    let is_right =
        |length: usize| plain.get(..length).is_some_and(|plain| iban::Iban::from_str(plain).is_ok());
    ends.into_iter().find(|(length, _)| is_right(*length)).map(|(_, end)| end)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<&str> {
        find(text).into_iter().map(|span| span.of(text)).collect()
    }

    #[test]
    fn accounts_are_found_in_groups_and_without() {
        for (text, account) in [
            ("IBAN FR76 3000 6000 0112 3456 7890 189 pour lui", "FR76 3000 6000 0112 3456 7890 189"),
            ("auf DE89370400440532013000.", "DE89370400440532013000"),
            ("gb29nwbk60161331926819", "gb29nwbk60161331926819"),
            ("GB29-NWBK-6016-1331-9268-19", "GB29-NWBK-6016-1331-9268-19"),
        ] {
            assert_eq!(found(text), [account], "{text}");
        }
    }

    #[test]
    fn what_fails_its_check_digits_is_no_account() {
        for text in [
            "FR76 3000 6000 0112 3456 7890 188",
            "AB12 3456",
            "XX89370400440532013000",
            "DE8937040044053201300",
        ] {
            assert!(found(text).is_empty(), "{text}");
        }
    }

    #[test]
    fn a_long_text_is_read_in_linear_time() {
        assert!(found(&"FR76 ".repeat(20_000)).is_empty());
    }
}
