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
