//! Expressions over folded text, written so that they compile small.

/// The expression with `\w`, `\d`, `\s` and `\b` written for plain letters: folded text has no others, and the
/// classes of Unicode are many times larger.
pub(crate) fn plain(written: &str) -> String {
    let mut out = String::with_capacity(written.len() + 16);
    let mut in_class = 0_usize;
    let mut rest = written;
    while let Some(at) = rest.find(['[', ']', '\\']) {
        let (before, from) = rest.split_at(at);
        out.push_str(before);
        let mut behind = from.chars();
        match behind.next() {
            Some('\\') => escape(behind.next(), in_class > 0, &mut out),
            Some('[') => {
                in_class += 1;
                out.push('[');
            }
            _ => {
                in_class = in_class.saturating_sub(1);
                out.push(']');
            }
        }
        rest = behind.as_str();
    }
    out.push_str(rest);
    out
}

fn escape(escaped: Option<char>, in_class: bool, out: &mut String) {
    out.push_str(match (escaped, in_class) {
        (Some('w'), true) => "0-9a-z_",
        (Some('w'), false) => "[0-9a-z_]",
        (Some('d'), true) => "0-9",
        (Some('d'), false) => "[0-9]",
        (Some('s'), true) => " ",
        (Some('s'), false) => "[ ]",
        (Some('W'), false) => "[^0-9a-z_]",
        (Some('D'), false) => "[^0-9]",
        (Some('S'), false) => "[^ ]",
        (Some('b'), false) => r"(?-u:\b)",
        (Some('B'), false) => r"(?-u:\B)",
        (Some(other), _) => {
            out.push('\\');
            out.push(other);
            return;
        }
        (None, _) => "\\",
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn classes_mean_their_plain_letters() {
        assert_eq!(plain(r"\bonly \d+ [\w'-]+\."), r"(?-u:\b)only [0-9]+ [0-9a-z_'-]+\.");
        assert_eq!(plain(r"\\w \[\d\]"), r"\\w \[[0-9]\]");
    }
}
