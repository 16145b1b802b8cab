//! Which words of a text stand in it in small letters.

/// The words of a text that stand in it in small letters, nearly: a bit for each of eight times as many hashes.
pub(super) struct SmallWords {
    bits: Vec<u64>,
}

impl SmallWords {
    pub(super) fn of(words: usize) -> Self {
        Self { bits: vec![0; (words / 8).next_power_of_two()] }
    }

    fn place(&self, key: u32) -> (usize, u64) {
        let place = usize::try_from(key).unwrap_or_default();
        ((place / 64) & (self.bits.len() - 1), 1 << (place % 64))
    }

    pub(super) fn add(&mut self, key: u32) {
        let (word, bit) = self.place(key);
        self.bits.iter_mut().skip(word).take(1).for_each(|bits| *bits |= bit);
    }

    pub(super) fn has(&self, key: u32) -> bool {
        let (word, bit) = self.place(key);
        self.bits.get(word).is_some_and(|bits| bits & bit != 0)
    }
}
