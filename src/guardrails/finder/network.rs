//! Addresses of devices that are written in hexadecimal digits: IPv6 (RFC 4291, section 2.2) and MAC
//! (IEEE 802). Words start with such digits everywhere, so the search goes from the colons.

use crate::domain::Span;

/// Longest address in bytes: eight groups of four and seven colons.
const LONGEST: usize = 39;

/// Every IPv6 address in a text; the check of the rule says which are real.
pub(super) fn ipv6(text: &str) -> Vec<Span> {
    stretches(text, b':', |words| {
        let groups = words.split(':').count();
        let is_short = words.contains("::") && words.bytes().any(|byte| byte.is_ascii_hexdigit());
        (groups == 8 || is_short && (3..=8).contains(&groups))
            && words.split(':').all(|group| group.len() <= 4)
    })
}

/// Every MAC address in a text.
pub(super) fn mac(text: &str) -> Vec<Span> {
    let is_mac = |words: &str| {
        let separator = if words.contains(':') { ':' } else { '-' };
        let groups = words.split(separator);
        groups.clone().count() == 6 && groups.into_iter().all(|group| group.len() == 2)
    };
    let mut found = stretches(text, b':', is_mac);
    found.extend(stretches(text, b'-', is_mac));
    found
}

/// The stretches of hexadecimal digits and one separator that are as wanted.
fn stretches(text: &str, separator: u8, is_wanted: impl Fn(&str) -> bool) -> Vec<Span> {
    let bytes = text.as_bytes();
    let is_part = |byte: &u8| byte.is_ascii_hexdigit() || *byte == separator;
    let runs_on = |byte: Option<&u8>| {
        byte.is_some_and(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b':'))
    };
    let mut found: Vec<Span> = Vec::new();
    let mut from = 0;
    for at in memchr::memchr_iter(separator, bytes) {
        if at < from {
            continue;
        }
        let before = bytes.get(from..at).unwrap_or_default();
        let start = at - before.iter().rev().take(5).take_while(|byte| is_part(byte)).count();
        let behind = bytes.get(at..).unwrap_or_default();
        let end = at + behind.iter().take(LONGEST + 1).take_while(|byte| is_part(byte)).count();
        from = end;
        let words = text.get(start..end).unwrap_or_default();
        let stands_free =
            !runs_on(start.checked_sub(1).and_then(|before| bytes.get(before))) && !runs_on(bytes.get(end));
        if words.len() > 6 && stands_free && is_wanted(words) {
            found.push(Span::new(start, end));
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str, spans: Vec<Span>) -> Vec<&str> {
        spans.into_iter().map(|span| span.of(text)).collect()
    }

    #[test]
    fn addresses_are_found_from_their_separators() {
        for text in ["2001:db8::17", "2001:db8:85a3:0:0:8a2e:370:7334", "fe80::1ff:fe23:4567:890a"] {
            let sentence = format!("from {text}, they say");
            assert_eq!(of(&sentence, ipv6(&sentence)), [text]);
        }
        let text = "00:00:5E:00:53:AF and 00-00-5e-00-53-01.";
        assert_eq!(of(text, mac(text)), ["00:00:5E:00:53:AF", "00-00-5e-00-53-01"]);
    }

    #[test]
    fn times_ratios_and_code_are_none() {
        for text in ["10:20:30", "std::vec", "a::b", "16:9", "2024-12-31", "00-00-5E", "face:bad", "::::::::"]
        {
            assert!(ipv6(text).is_empty() && mac(text).is_empty(), "{text}");
        }
    }

    #[test]
    fn a_long_text_is_read_in_linear_time() {
        assert!(ipv6(&":".repeat(1_000_000)).is_empty());
        assert!(ipv6(&"a:".repeat(500_000)).is_empty());
        assert!(mac(&"-".repeat(1_000_000)).is_empty());
    }
}
