//! Which words of which expressions were seen, in two pieces of text that follow each other.

/// For each expression, the sets of its words that were seen, one bit each.
#[derive(Debug, Default)]
pub(crate) struct Seen {
    before: Bits,
    now: Bits,
    /// The sets of which a word stands in this piece: a second one says nothing new.
    sets: Bits,
    /// Expressions of which words of all sets were seen, at least one of them in this piece.
    ready: Vec<usize>,
    /// Where to go on looking in the next piece: the first places, of words at word starts and of words anywhere,
    /// where one has begun and may go on.
    pub(crate) open: Option<(usize, usize)>,
}

#[derive(Debug, Default)]
struct Bits {
    of: Vec<u8>,
    /// Those that have some: few of very many.
    touched: Vec<usize>,
}

impl Seen {
    /// The next piece begins; so many expressions are looked for, by words of so many sets.
    pub(crate) fn turn(&mut self, count: usize, sets: usize) {
        std::mem::swap(&mut self.before, &mut self.now);
        self.now.clear();
        self.now.of.resize(count, 0);
        self.sets.clear();
        self.sets.of.resize(sets, 0);
        self.ready.clear();
    }

    /// A word of this set stands in the piece; true for the first.
    pub(crate) fn is_first(&mut self, set: usize) -> bool {
        let Some(bits) = self.sets.of.get_mut(set).filter(|bits| **bits == 0) else { return false };
        *bits = 1;
        self.sets.touched.push(set);
        true
    }

    /// A word of one of the sets of an expression stands in this piece; `all` are the bits of all its sets.
    pub(crate) fn note(&mut self, index: usize, bit: u8, all: u8) {
        let Some(now) = self.now.of.get_mut(index).filter(|now| **now & bit == 0) else { return };
        if *now == 0 {
            self.now.touched.push(index);
        }
        *now |= bit;
        if *now | self.before.get(index) == all {
            self.ready.push(index);
        }
    }

    /// The expressions worth trying, in their order. Where a sentence goes on from the piece before, also those
    /// that had all their words there: the match may end here.
    pub(crate) fn ready(&mut self, goes_on: bool, all: impl Fn(usize) -> u8) -> &[usize] {
        if goes_on {
            let is_whole = |index: &usize| self.before.get(*index) == all(*index);
            self.ready.extend(self.before.touched.iter().copied().filter(is_whole));
        }
        self.ready.sort_unstable();
        self.ready.dedup();
        &self.ready
    }
}

impl Bits {
    fn get(&self, index: usize) -> u8 {
        self.of.get(index).copied().unwrap_or_default()
    }

    fn clear(&mut self) {
        for index in self.touched.drain(..) {
            if let Some(bits) = self.of.get_mut(index) {
                *bits = 0;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_remembered_for_one_more_piece() {
        let all = |index: usize| if index == 2 { 3 } else { 1 };
        let mut seen = Seen::default();
        seen.turn(3, 0);
        seen.note(2, 1, 3);
        assert_eq!(seen.ready(false, all), [0_usize; 0]);
        seen.turn(3, 0);
        seen.note(2, 2, 3);
        seen.note(0, 1, 1);
        assert_eq!(seen.ready(false, all), [0, 2]);
        seen.turn(3, 0);
        seen.note(2, 1, 3);
        assert_eq!(seen.ready(false, all), [2], "the rest was in the piece before");
        seen.turn(3, 0);
        seen.turn(3, 0);
        seen.note(2, 2, 3);
        assert_eq!(seen.ready(false, all), [0_usize; 0]);
    }

    #[test]
    fn a_sentence_that_goes_on_keeps_what_it_had() {
        let mut seen = Seen::default();
        seen.turn(1, 0);
        seen.note(0, 1, 1);
        seen.turn(1, 0);
        assert_eq!(seen.ready(false, |_| 1), [0_usize; 0]);
        assert_eq!(seen.ready(true, |_| 1), [0]);
    }
}
