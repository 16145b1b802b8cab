//! Which words of which expressions were seen, and where, in two pieces of text that follow each other.

use super::heads::WordStart;

/// The words that a piece had and those of the one before.
#[derive(Debug, Default)]
pub(crate) struct Seen {
    before: Piece,
    now: Piece,
    /// Expressions of which words of all sets were seen, at least one of them in this piece.
    ready: Vec<usize>,
    /// Where to go on looking in the next piece: the first places, of words at word starts and of words anywhere,
    /// where one has begun and may go on.
    pub(crate) open: Option<(usize, usize)>,
    /// Where each word of both pieces begins.
    pub(crate) words: Vec<WordStart>,
}

/// What was seen in one piece.
#[derive(Debug, Default)]
struct Piece {
    /// For each expression, the sets of its words that were seen, one bit each.
    expressions: Vec<u8>,
    /// Those that have some: few of very many.
    touched: Vec<usize>,
    /// For each set, where in `places` its last word stands, plus one; zero for none.
    last: Vec<u16>,
    sets: Vec<usize>,
    /// As many as `last` can tell apart: a piece has some hundred characters.
    places: Vec<Place>,
    /// There were more.
    overflows: bool,
}

/// A word of a set.
#[derive(Debug)]
struct Place {
    at: usize,
    /// The place of the set before this one, as in `last`.
    earlier: u16,
}

impl Seen {
    /// Nothing was seen: ready for another text.
    pub(crate) fn clear(&mut self) {
        self.before.clear();
        self.now.clear();
        self.ready.clear();
        self.words.clear();
        self.open = None;
    }

    /// The next piece begins; so many expressions are looked for, by words of so many sets.
    pub(crate) fn turn(&mut self, count: usize, sets: usize) {
        std::mem::swap(&mut self.before, &mut self.now);
        if self.now.expressions.len() == count && self.now.last.len() == sets {
            self.now.clear();
        } else {
            self.now = Piece::new(count, sets);
        }
        self.ready.clear();
    }

    /// A word of this set begins here; true for the first in this piece.
    pub(crate) fn stands_at(&mut self, set: usize, at: usize) -> bool {
        self.now.add(set, at)
    }

    /// A word of one of the sets of an expression stands in this piece; `all` are the bits of all its sets.
    pub(crate) fn note(&mut self, index: usize, bit: u8, all: u8) {
        let Some(now) = self.now.expressions.get_mut(index).filter(|now| **now & bit == 0) else { return };
        if *now == 0 {
            self.now.touched.push(index);
        }
        *now |= bit;
        if *now | self.before.bits(index) == all {
            self.ready.push(index);
        }
    }

    /// The expressions worth trying, in their order. Those that had all their words in the piece before are tried
    /// again where a match may go on from there: for these, `goes_on` has the bits of all sets.
    pub(crate) fn ready(&mut self, goes_on: impl Fn(usize) -> Option<u8>) -> Vec<usize> {
        let again = |index: &usize| goes_on(*index).is_some_and(|all| self.before.bits(*index) == all);
        self.ready.extend(self.before.touched.iter().copied().filter(again));
        self.ready.sort_unstable();
        self.ready.dedup();
        std::mem::take(&mut self.ready)
    }

    /// Every word of a set has its place.
    pub(crate) fn has_all_places(&self) -> bool {
        !self.before.overflows && !self.now.overflows
    }

    /// Where words of a set begin in both pieces.
    pub(crate) fn places(&self, set: usize) -> impl Iterator<Item = usize> {
        self.before.places(set).chain(self.now.places(set))
    }
}

impl Piece {
    fn new(count: usize, sets: usize) -> Self {
        /// Words of sets in a sentence, and expressions that have one of them: enough for most.
        const USUAL: usize = 128;
        Self {
            expressions: vec![0; count],
            touched: Vec::with_capacity(2 * USUAL),
            last: vec![0; sets],
            sets: Vec::with_capacity(USUAL),
            places: Vec::with_capacity(USUAL),
            overflows: false,
        }
    }

    fn bits(&self, index: usize) -> u8 {
        self.expressions.get(index).copied().unwrap_or_default()
    }

    fn add(&mut self, set: usize, at: usize) -> bool {
        let Some(last) = self.last.get_mut(set) else { return false };
        let Ok(number) = u16::try_from(self.places.len() + 1) else {
            self.overflows = true;
            return true;
        };
        let earlier = std::mem::replace(last, number);
        self.places.push(Place { at, earlier });
        if earlier == 0 {
            self.sets.push(set);
        }
        earlier == 0
    }

    fn places(&self, set: usize) -> impl Iterator<Item = usize> {
        let place = |number: u16| self.places.get(usize::from(number).checked_sub(1)?);
        let last = self.last.get(set).copied().unwrap_or_default();
        std::iter::successors(place(last), move |known| place(known.earlier)).map(|place| place.at)
    }

    fn clear(&mut self) {
        for index in self.touched.drain(..) {
            if let Some(bits) = self.expressions.get_mut(index) {
                *bits = 0;
            }
        }
        for set in self.sets.drain(..) {
            if let Some(last) = self.last.get_mut(set) {
                *last = 0;
            }
        }
        self.places.clear();
        self.overflows = false;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_remembered_for_one_more_piece() {
        let mut seen = Seen::default();
        seen.turn(3, 0);
        seen.note(2, 1, 3);
        assert_eq!(seen.ready(|_| None), [0_usize; 0]);
        seen.turn(3, 0);
        seen.note(2, 2, 3);
        seen.note(0, 1, 1);
        assert_eq!(seen.ready(|_| None), [0, 2]);
        seen.turn(3, 0);
        seen.note(2, 1, 3);
        assert_eq!(seen.ready(|_| None), [2], "the rest was in the piece before");
        seen.turn(3, 0);
        seen.turn(3, 0);
        seen.note(2, 2, 3);
        assert_eq!(seen.ready(|_| None), [0_usize; 0]);
    }

    #[test]
    fn a_sentence_that_goes_on_keeps_what_it_had() {
        let mut seen = Seen::default();
        seen.turn(1, 0);
        seen.note(0, 1, 1);
        seen.turn(1, 0);
        assert_eq!(seen.ready(|_| None), [0_usize; 0]);
        assert_eq!(seen.ready(|_| Some(1)), [0]);
    }

    #[test]
    fn the_places_of_a_set_are_known_in_both_pieces() {
        let mut seen = Seen::default();
        let places = |seen: &Seen, set| {
            let mut places: Vec<_> = seen.places(set).collect();
            places.sort_unstable();
            places
        };
        seen.turn(0, 2);
        assert!(seen.stands_at(0, 5) && !seen.stands_at(0, 9) && seen.stands_at(1, 7));
        assert_eq!(places(&seen, 0), [5, 9]);
        seen.turn(0, 2);
        assert!(seen.stands_at(0, 20));
        assert_eq!((places(&seen, 0), places(&seen, 1)), (vec![5, 9, 20], vec![7]));
        seen.turn(0, 2);
        seen.turn(0, 2);
        assert!(places(&seen, 0).is_empty() && seen.has_all_places());
        let firsts = (0..=usize::from(u16::MAX)).filter(|at| seen.stands_at(0, *at)).count();
        assert!(firsts < 3 && !seen.has_all_places());
    }
}
