//! Ordinary words: what is one in small letters is, capitalised in a headline, more likely no name.

use super::features::key;

/// Ordinary words of five languages, as one bit each: of a hundred words that are none, three are taken for one.
#[derive(Debug)]
pub(in super::super) struct Ordinary {
    bits: Vec<u64>,
}

impl Ordinary {
    /// Places for bits, in a quarter of a megabyte.
    const SIZE: usize = 1 << 21;

    /// The list that is built in.
    pub(in super::super) fn built_in() -> Self {
        let mut ordinary = Self { bits: vec![0; Self::SIZE / 64] };
        let lines = include_str!("../../../../guardrails/words/ordinary-words.txt").lines();
        for word in lines.filter(|line| !line.starts_with('#')) {
            let (at, bit) = Self::place(key(word));
            if let Some(bits) = ordinary.bits.get_mut(at) {
                *bits |= bit;
            }
        }
        ordinary
    }

    /// True for such a word, in any case.
    pub(in super::super) fn has_word(&self, word: &str) -> bool {
        self.has(key(word))
    }

    /// True for the key of such a word.
    pub(super) fn has(&self, key: u32) -> bool {
        let (at, bit) = Self::place(key);
        self.bits.get(at).is_some_and(|bits| bits & bit != 0)
    }

    fn place(key: u32) -> (usize, u64) {
        let place = usize::try_from(key).unwrap_or_default() % Self::SIZE;
        (place / 64, 1 << (place % 64))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ordinary_words_are_known_in_any_case_and_names_are_not() {
        let ordinary = Ordinary::built_in();
        for word in ["basket", "Hardware", "collection", "MAISON", "été"] {
            assert!(ordinary.has(key(word)), "{word}");
        }
        for word in ["Okonkwo", "Zsófia", "Przybylski"] {
            assert!(!ordinary.has(key(word)), "{word}");
        }
    }
}
