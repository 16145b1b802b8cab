//! Which words of which expressions were seen, in two pieces of text that follow each other.

/// For each expression, the sets of its words that were seen, one bit each.
#[derive(Debug, Default)]
pub(crate) struct Seen {
    before: Bits,
    now: Bits,
}

#[derive(Debug, Default)]
struct Bits {
    of: Vec<u8>,
    /// Those that have some: few of very many.
    touched: Vec<usize>,
}

impl Seen {
    /// The next piece begins; `count` expressions are looked for.
    pub(crate) fn turn(&mut self, count: usize) {
        std::mem::swap(&mut self.before, &mut self.now);
        self.now.clear();
        self.now.of.resize(count, 0);
    }

    /// A word of one of the sets of an expression stands in this piece.
    pub(crate) fn note(&mut self, index: usize, bit: u8) {
        let Some(bits) = self.now.of.get_mut(index) else { return };
        if *bits == 0 {
            self.now.touched.push(index);
        }
        *bits |= bit;
    }

    /// What stands in this piece or the one before: expressions in their order, with their bits.
    pub(crate) fn of_both(&self) -> impl Iterator<Item = (usize, u8)> {
        let mut touched = [self.before.touched.as_slice(), self.now.touched.as_slice()].concat();
        touched.sort_unstable();
        touched.dedup();
        touched.into_iter().map(|index| (index, self.before.get(index) | self.now.get(index)))
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
        let mut seen = Seen::default();
        seen.turn(3);
        seen.note(2, 1);
        seen.turn(3);
        seen.note(2, 2);
        seen.note(0, 1);
        assert_eq!(seen.of_both().collect::<Vec<_>>(), [(0, 1), (2, 3)]);
        seen.turn(3);
        assert_eq!(seen.of_both().collect::<Vec<_>>(), [(0, 1), (2, 2)]);
        seen.turn(3);
        assert_eq!(seen.of_both().count(), 0);
    }
}
