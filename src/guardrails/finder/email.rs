//! E-mail addresses (RFC 5321, section 4.1.2; RFC 6531 for letters beyond ASCII).

use crate::domain::Span;

/// Every address in a text: from each `@` outwards.
pub(super) fn find(text: &str) -> Vec<Span> {
    let mut found: Vec<Span> = Vec::new();
    for at in memchr::memchr_iter(b'@', text.as_bytes()) {
        let earliest = found.last().map_or(0, |span| span.end);
        if let Some(span) = address(text, at, earliest) {
            found.push(span);
        }
    }
    found
}

fn address(text: &str, at: usize, earliest: usize) -> Option<Span> {
    let before = text.get(earliest..at)?;
    let is_local = |c: char| c.is_alphanumeric() || "!#$%&'*+-/=?^_`{|}~.".contains(c);
    // RFC 5321 allows 64 octets; the bound keeps the search linear.
    let mut start = at;
    for (index, character) in before.char_indices().rev() {
        if !is_local(character) || at - (earliest + index) > 64 {
            break;
        }
        start = earliest + index;
    }
    let local = text.get(start..at)?;
    let local = without_key(local);
    // What may stand in an address but rarely starts one is punctuation of the text around it.
    let local = local.trim_start_matches(|c: char| !c.is_alphanumeric() && c != '_');
    let start = at - local.len();
    let domain = domain(text.get(at + 1..)?)?;
    // `tiktok.com/@jane.doe` is the address of a page.
    let is_path = local.ends_with('/');
    (!local.is_empty() && !local.ends_with('.') && !is_path).then(|| Span::new(start, at + 1 + domain))
}

/// `nom=Diallo&email=awa` is a query and ends with `awa`; `johnson&jane` and `bounces+jane=corp.example` are names.
fn without_key(local: &str) -> &str {
    const KEYS: &[&str] =
        &["email", "e-mail", "mail", "courriel", "to", "from", "cc", "user", "login", "username"];
    let parts = |pair: &'_ str| pair.split_once('=').map(|(key, value)| (key.to_lowercase(), value.len()));
    let (query, last) = local.rsplit_once('&').map_or((None, local), |(query, last)| (Some(query), last));
    let value = parts(last).filter(|(key, _)| {
        let is_key = !key.is_empty() && key.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
        is_key && query.is_some() || KEYS.contains(&key.as_str())
    });
    value.and_then(|(_, length)| local.get(local.len() - length..)).unwrap_or(local)
}

/// Length of the domain that a text starts with: labels and dots, the last label letters.
fn domain(text: &str) -> Option<usize> {
    const LONGEST: usize = 255;
    let is_part = |c: char| c.is_alphanumeric() || c == '-' || c == '.';
    let end = text
        .char_indices()
        .find(|(index, c)| !is_part(*c) || *index >= LONGEST)
        .map_or(text.len(), |(index, _)| index);
    let domain = text.get(..end)?.trim_end_matches(['.', '-']);
    let (rest, last) = domain.rsplit_once('.')?;
    let is_top =
        last.chars().count() >= 2 && last.chars().all(char::is_alphabetic) || last.starts_with("xn--");
    let labels =
        rest.split('.').all(|label| !label.is_empty() && !label.starts_with('-') && label.len() <= 63);
    (is_top && labels).then_some(domain.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<&str> {
        find(text).into_iter().map(|span| span.of(text)).collect()
    }

    #[test]
    fn addresses_are_found_without_what_stands_around_them() {
        for (text, address) in [
            ("Write to jane.doe@example.com.", "jane.doe@example.com"),
            ("<jane+news@mail.example.co.uk>", "jane+news@mail.example.co.uk"),
            ("mailto:zoé@exemple.fr?subject=x", "zoé@exemple.fr"),
            ("nom=Diallo&email=awa@example.com&x=1", "awa@example.com"),
            ("email=awa@example.com", "awa@example.com"),
            ("bounces+jane=corp.example@mail.example.org", "bounces+jane=corp.example@mail.example.org"),
            ("johnson&jane@example.com", "johnson&jane@example.com"),
            ("\"o'brien@example.org\",", "o'brien@example.org"),
            ("(j_d@sub-domain.example.com)", "j_d@sub-domain.example.com"),
            ("'jane@example.com'", "jane@example.com"),
        ] {
            assert_eq!(found(text), [address], "{text}");
        }
    }

    #[test]
    fn what_only_looks_like_an_address_is_none() {
        for text in ["@handle", "a@b", "me@localhost", "3@4.5", "x@.com", "price @ 10.99", "a.@example.com"] {
            assert!(found(text).is_empty(), "{text}");
        }
    }

    #[test]
    fn a_million_at_signs_are_read_in_linear_time() {
        assert!(found(&"@".repeat(1_000_000)).is_empty());
        assert!(found(&"a".repeat(1_000_000)).is_empty());
        assert_eq!(found(&"a@b.fr ".repeat(10_000)).len(), 10_000);
    }
}
