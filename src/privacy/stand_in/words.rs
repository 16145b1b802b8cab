//! Which words stand in a request: no stand-in may be one of them.

use std::{
    collections::HashSet,
    hash::{BuildHasher, RandomState},
};

use crate::privacy::Detected;

/// The words of a request, as hashes, so that no second copy of its text lies about.
#[derive(Default)]
pub(super) struct Words {
    hasher: RandomState,
    seen: HashSet<u64>,
}

impl Words {
    /// Adds those of a text.
    pub(super) fn add(&mut self, text: &str) {
        for (start, word) in runs(text) {
            self.seen.insert(self.hash(word));
            // In `%20Julie` and `\nJulie` the word is Julie, too.
            let escape = match text.as_bytes().get(..start).and_then(<[u8]>::last) {
                Some(b'%') => 2,
                Some(b'\\') if word.starts_with('u') => 5,
                Some(b'\\') => 1,
                _ => continue,
            };
            if let Some(rest) = word.get(escape..) {
                self.seen.insert(self.hash(rest));
            }
        }
    }

    /// Adds those that come about where values inside of words are taken out.
    pub(super) fn add_parts(&mut self, text: &str, detected: &[Detected]) {
        let mut at = 0;
        for Detected { span, .. } in detected {
            if span.start >= at {
                self.add(text.get(at..span.start).unwrap_or_default());
                at = span.end;
            }
        }
        self.add(text.get(at..).unwrap_or_default());
    }

    /// True for a word that stands nowhere in the request.
    pub(super) fn is_new(&self, word: &str) -> bool {
        !self.seen.contains(&self.hash(word))
    }

    /// True when a text has a word that stands nowhere in the request.
    pub(super) fn has_new(&self, text: &str) -> bool {
        runs(text).any(|(_, word)| self.is_new(word))
    }

    /// In any case: stand-ins are found in any case, too.
    fn hash(&self, word: &str) -> u64 {
        if word.bytes().any(|byte| byte.is_ascii_uppercase()) {
            self.hasher.hash_one(word.to_ascii_lowercase())
        } else {
            self.hasher.hash_one(word)
        }
    }
}

/// The runs of letters and digits, with their places.
fn runs(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let words = text.split(|character: char| !character.is_alphanumeric()).filter(|word| !word.is_empty());
    words.map(move |word| (word.as_ptr().addr() - text.as_ptr().addr(), word))
}
