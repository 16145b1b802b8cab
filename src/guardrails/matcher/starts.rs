//! Where a match can begin: every word that it cannot be without says so.

use super::reach::Reach;

/// First and last place of a stretch.
type Stretch = (usize, usize);

/// The places where a match can begin, in order. Kept from one expression to the next for its memory.
#[derive(Debug, Default)]
pub(crate) struct Starts {
    stretches: Vec<Stretch>,
    other: Vec<Stretch>,
}

impl Starts {
    /// Anywhere from here to there.
    pub(crate) fn anywhere(&mut self, from: usize, to: usize) {
        self.stretches.clear();
        self.stretches.push((from, to));
    }

    /// Where one of a set of words begins at one of these places, so far behind the start of a match.
    pub(crate) fn narrow(&mut self, places: impl Iterator<Item = usize>, behind: Reach) {
        self.other.clear();
        let before = |place: usize| {
            let last = place.checked_sub(behind.min)?;
            Some((behind.max.map_or(0, |max| place.saturating_sub(max)), last))
        };
        self.other.extend(places.filter_map(before));
        self.other.sort_unstable();
        self.other.dedup_by(|next, kept| {
            let meets = next.0 <= kept.1;
            if meets {
                kept.1 = kept.1.max(next.1);
            }
            meets
        });
        self.intersect();
    }

    /// The stretches become what they have in common with the others.
    fn intersect(&mut self) {
        let ours = std::mem::take(&mut self.stretches);
        let mut theirs = self.other.as_slice();
        for (from, to) in ours {
            while let [(first, last), rest @ ..] = theirs {
                if *first <= to && from <= *last {
                    self.stretches.push((from.max(*first), to.min(*last)));
                }
                // One that goes on behind may meet the next of ours, too.
                if *last > to {
                    break;
                }
                theirs = rest;
            }
        }
    }

    /// The stretches, in order and apart.
    pub(crate) fn stretches(&self) -> &[Stretch] {
        &self.stretches
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn two_words_that_are_too_far_apart_leave_no_start() {
        let mut starts = Starts::default();
        starts.anywhere(0, 100);
        starts.narrow([10, 60].into_iter(), Reach { min: 0, max: Some(5) });
        assert_eq!(starts.stretches(), [(5, 10), (55, 60)]);
        starts.narrow([20].into_iter(), Reach { min: 4, max: Some(12) });
        assert_eq!(starts.stretches(), [(8, 10)]);
        starts.narrow([90].into_iter(), Reach { min: 4, max: Some(12) });
        assert!(starts.stretches().is_empty());
    }

    proptest! {
        #[test]
        fn a_start_is_kept_exactly_where_each_set_allows_it(
            sets in prop::collection::vec(
                (prop::collection::vec(0_usize..60, 0..6), 0_usize..6, prop::option::of(0_usize..12)), 1..4,
            ),
        ) {
            let sets: Vec<_> = sets.into_iter().map(|(places, min, more)| {
                (places, Reach { min, max: more.map(|more| min + more) })
            }).collect();
            let mut starts = Starts::default();
            starts.anywhere(0, 60);
            for (places, behind) in &sets {
                starts.narrow(places.iter().copied(), *behind);
            }
            for start in 0..=60 {
                let allows = |(places, behind): &(Vec<usize>, Reach)| places.iter().any(|place| {
                    start + behind.min <= *place && behind.max.is_none_or(|max| start + max >= *place)
                });
                let is_kept = starts.stretches().iter().any(|(from, to)| (*from..=*to).contains(&start));
                prop_assert_eq!(is_kept, sets.iter().all(allows));
            }
            prop_assert!(starts.stretches().is_sorted_by(|a, b| a.1 < b.0));
        }
    }
}
