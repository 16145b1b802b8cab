//! Changes to a text, applied all at once.

use std::ops::Range;

use bytes::{Bytes, BytesMut};

use super::{JsonKind, Value};

/// Stretches of a text and what stands there instead. They must not overlap.
#[derive(Debug, Default, Clone)]
pub struct Edits {
    edits: Vec<(Range<usize>, String)>,
}

impl Edits {
    /// Puts `new` where `range` is; an empty range inserts.
    pub fn replace(&mut self, range: Range<usize>, new: impl Into<String>) {
        self.edits.push((range, new.into()));
    }

    /// Adds a member at the end of an object. `value` is JSON.
    pub fn append_member(&mut self, object: Value<'_>, key: &str, value: &str) {
        let end = object.range().end.saturating_sub(1);
        let comma = if object.members().next().is_some() { "," } else { "" };
        self.replace(end..end, format!("{comma}{}:{value}", super::quote(key)));
    }

    /// Sets a member of an object, whether it is there or not. `value` is JSON.
    pub fn set_member(&mut self, object: Value<'_>, key: &str, value: &str) {
        match object.get(key) {
            Some(old) => self.replace(old.range(), value),
            None => self.append_member(object, key, value),
        }
    }

    /// Takes members out of an object, commas included.
    pub fn remove_members(&mut self, object: Value<'_>, unwanted: impl Fn(&str) -> bool) {
        debug_assert_eq!(object.kind(), JsonKind::Object, "only objects have members");
        let mut kept_before = false;
        let mut from = object.range().start + 1;
        for (key, value) in object.members() {
            let end = value.range().end;
            if unwanted(&key) {
                // With a kept member before it, the comma goes along; without, the comma behind does.
                self.replace(from..end, "");
            } else if !kept_before {
                let start = value.key_range().start - 1;
                self.replace(from..start, "");
                kept_before = true;
            }
            from = end;
        }
    }

    /// True when nothing changes.
    pub fn is_empty(&self) -> bool {
        self.edits.is_empty()
    }

    /// The text with every change made.
    pub fn apply(mut self, text: &Bytes) -> Bytes {
        if self.edits.is_empty() {
            return text.clone();
        }
        self.edits.sort_by_key(|(range, _)| (range.start, range.end));
        let growth: usize = self.edits.iter().map(|(_, new)| new.len()).sum();
        let mut out = BytesMut::with_capacity(text.len() + growth);
        let mut at = 0;
        for (range, new) in &self.edits {
            debug_assert!(at <= range.start, "edits overlap");
            out.extend_from_slice(text.get(at..range.start).unwrap_or_default());
            out.extend_from_slice(new.as_bytes());
            at = range.end;
        }
        out.extend_from_slice(text.get(at..).unwrap_or_default());
        out.freeze()
    }
}
