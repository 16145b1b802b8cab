//! What stands around a place.

/// What stands from a place on, at most so many bytes: no finder looks farther than it must.
pub(super) fn ahead(text: &str, from: usize, most: usize) -> &str {
    let end = (from..=from.saturating_add(most).min(text.len())).rev().find(|at| text.is_char_boundary(*at));
    end.and_then(|end| text.get(from..end)).unwrap_or_default()
}

/// What stands before a place, at most so many bytes.
pub(super) fn back(text: &str, to: usize, most: usize) -> &str {
    let start = (to.saturating_sub(most)..=to).find(|at| text.is_char_boundary(*at));
    start.and_then(|start| text.get(start..to)).unwrap_or_default()
}

/// `, 34 ans`, ` (34 years`
pub(super) fn tells_age(line: &str) -> bool {
    let line = line.trim_start_matches([' ', ',', '(']);
    let behind = line.trim_start_matches(|c: char| c.is_ascii_digit());
    matches!(line.len() - behind.len(), 1 | 2) && (behind.starts_with(" ans") || behind.starts_with(" years"))
}

/// ` <ana@example.com>`, ` - 06 12 34 …`
pub(super) fn tells_address(line: &str) -> bool {
    let signs = [" <", " (", " - ", " : ", ": ", ", ", " | ", ";"];
    signs.iter().filter_map(|sign| line.strip_prefix(sign)).any(|rest| {
        let word = rest.split([' ', '>', ')', ';', ',']).next().unwrap_or_default();
        let digits = rest.bytes().take(18).filter(u8::is_ascii_digit).count();
        word.contains('@') || digits >= 9 && rest.starts_with(['+', '(', '0'])
    })
}
