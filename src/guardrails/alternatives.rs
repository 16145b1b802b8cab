//! Alternatives that several expressions of a pack share, written once under a name: `{parents}`.

use std::collections::BTreeMap;

/// Alternatives may name others, so deep at the most.
const DEEPEST: usize = 4;
/// No expression is longer, in bytes: names in names could make one of any length.
const LONGEST: usize = 64 << 10;

/// An expression with each `{name}` replaced by `(?:alternatives)`.
///
/// # Errors
/// Says which name is not known, or that the expression becomes too long.
pub(crate) fn expand(written: &str, known: &BTreeMap<String, String>) -> Result<String, String> {
    let mut expanded = written.to_owned();
    for _ in 0..DEEPEST {
        let Some(next) = once(&expanded, known)? else { return Ok(expanded) };
        expanded = next;
    }
    if once(&expanded, known)?.is_some() {
        Err("alternatives name each other".to_owned())
    } else {
        Ok(expanded)
    }
}

/// `None` when there is no name.
fn once(written: &str, known: &BTreeMap<String, String>) -> Result<Option<String>, String> {
    let mut out = String::with_capacity(written.len());
    let mut rest = written;
    let mut any = false;
    while let Some((before, name, behind)) = next_name(rest) {
        let alternatives = known.get(name).ok_or_else(|| format!("there are no alternatives `{name}`"))?;
        out.push_str(before);
        out.push_str("(?:");
        out.push_str(alternatives);
        out.push(')');
        if out.len() > LONGEST {
            return Err("with its alternatives it is too long".to_owned());
        }
        rest = behind;
        any = true;
    }
    out.push_str(rest);
    Ok(any.then_some(out))
}

/// What stands before the next name in braces, the name, and what stands behind it; `{2,3}` is none.
fn next_name(text: &str) -> Option<(&str, &str, &str)> {
    let mut from = 0;
    loop {
        let open = from + text.get(from..)?.find('{')?;
        let (name, behind) = text.get(open + 1..)?.split_once('}')?;
        let is_name = name.starts_with(|c: char| c.is_ascii_lowercase())
            && name.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_');
        if is_name {
            return Some((text.get(..open)?, name, behind));
        }
        from = open + 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn expanded(written: &str) -> Result<String, String> {
        let known = [("parents", "mum|dad"), ("family", "{parents}|kids?"), ("loop", "{loop}a")];
        expand(written, &known.map(|(name, words)| (name.to_owned(), words.to_owned())).into())
    }

    #[test]
    fn names_become_what_they_stand_for_and_counts_stay() {
        assert_eq!(expanded(r"\byour {parents} [a-z]{2,3}\b").unwrap(), r"\byour (?:mum|dad) [a-z]{2,3}\b");
        assert_eq!(expanded("{family}").unwrap(), "(?:(?:mum|dad)|kids?)");
        assert_eq!(expanded("a{2}").unwrap(), "a{2}");
    }

    #[test]
    fn names_that_are_not_known_or_name_themselves_are_refused() {
        assert!(expanded("{uncles}").unwrap_err().contains("`uncles`"));
        assert!(expanded("{loop}").is_err());
    }
}
