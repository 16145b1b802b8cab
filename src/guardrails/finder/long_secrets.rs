//! Secrets longer than an expression may read: private keys (RFC 7468) and JSON web tokens (RFC 7519).

use memchr::memmem;

use crate::domain::Span;

/// No key or token is longer, in bytes.
const LONGEST: usize = 16_384;

/// Every private key in a text, from its first line to its last, or as far as it goes.
pub(super) fn private_keys(text: &str) -> Vec<Span> {
    const LONGEST_HEAD: usize = 64;
    let mut found: Vec<Span> = Vec::new();
    for start in memmem::find_iter(text.as_bytes(), "-----BEGIN ") {
        let is_inside = found.last().is_some_and(|last| start < last.end);
        let head = super::ahead(text, start, LONGEST_HEAD);
        let is_key =
            |line: &str| line.ends_with("PRIVATE KEY-----") || line.ends_with("PRIVATE KEY BLOCK-----");
        let line = head.get(11..).and_then(|rest| rest.find("-----")).and_then(|at| head.get(..11 + at + 5));
        let Some(line) = line.filter(|line| !is_inside && is_key(line)) else { continue };
        let from = start + line.len();
        let body = super::ahead(text, from, LONGEST);
        let is_part = |c: char| c.is_ascii_alphanumeric() || "+/=:,-. \n\r\t\\".contains(c);
        let length = match body.find("-----") {
            Some(dashes) => {
                let last = body.get(dashes + 5..).and_then(|rest| rest.find("-----"));
                let is_end = body.get(dashes..).is_some_and(|rest| rest.starts_with("-----END "));
                if is_end { dashes + last.map_or(5, |last| last + 10) } else { dashes }
            }
            // Cut off: what still looks like a key, up to an empty line.
            None => body.find(|c| !is_part(c)).or_else(|| body.find("\n\n")).unwrap_or(body.len()),
        };
        let end = from + body.get(..length).map_or(0, |body| body.trim_end().len());
        found.push(Span::new(start, end));
    }
    found
}

/// Every token in a text: parts of base64url with dots between, the first a JSON object.
pub(super) fn web_tokens(text: &str) -> Vec<Span> {
    let bytes = text.as_bytes();
    let mut found: Vec<Span> = Vec::new();
    // What was read once is not read again.
    let mut read = 0;
    for start in memmem::find_iter(bytes, "eyJ") {
        let before = start.checked_sub(1).and_then(|before| bytes.get(before));
        if start < read || before.is_some_and(u8::is_ascii_alphanumeric) {
            continue;
        }
        let is_part = |byte: &&u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.');
        let length = bytes.get(start..).unwrap_or_default().iter().take(LONGEST).take_while(is_part).count();
        read = start + length;
        let token = text.get(start..read).unwrap_or_default().trim_end_matches('.');
        let mut parts = token.split('.').map(str::len);
        let is_token =
            parts.next().is_some_and(|first| first >= 10) && parts.next().is_some_and(|second| second >= 8);
        if is_token {
            found.push(Span::new(start, start + token.len()));
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_private_key_is_found_up_to_its_last_line() {
        let body = "MC4CAQAwBQYDK2VwBCIEIFake\n".repeat(60);
        let key = format!("-----BEGIN RSA PRIVATE KEY-----\n{body}-----END RSA PRIVATE KEY-----");
        let text = format!("key: {key}, thanks");
        assert_eq!(private_keys(&text).iter().map(|span| span.of(&text)).collect::<Vec<_>>(), [key]);
        assert!(private_keys("-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----").is_empty());
    }

    #[test]
    fn a_key_that_is_cut_off_ends_where_its_letters_end() {
        let text = "-----BEGIN PRIVATE KEY-----\nMC4CAQ\n\nMerci d'écrire";
        assert_eq!(private_keys(text)[0].of(text).lines().count(), 4);
    }

    #[test]
    fn a_token_is_found_whatever_its_length() {
        let token = format!("eyJhbGciOiJIUzI1NiJ9.{}.dozjgNry", "eyJzdWIiOiIx".repeat(200));
        let text = format!("Bearer {token}.");
        assert_eq!(web_tokens(&text).iter().map(|span| span.of(&text)).collect::<Vec<_>>(), [token]);
        assert!(web_tokens("eyJust a word. eyJ.a.b").is_empty());
    }

    #[test]
    fn a_long_text_is_read_in_linear_time() {
        assert!(web_tokens(&"eyJ.".repeat(250_000)).is_empty());
        assert!(private_keys(&"-----BEGIN ".repeat(100_000)).is_empty());
        assert_eq!(private_keys(&"-----BEGIN PRIVATE KEY-----".repeat(10_000)).len(), 10_000);
    }
}
