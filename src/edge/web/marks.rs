//! A text and what was found in it → the text in pieces, each found stretch marked.
//!
//! Offsets count Unicode code points. Findings may overlap, be empty, or lie outside of the text: pieces put
//! together are always exactly the text, and every mark belongs to a finding.

use std::collections::BTreeSet;

use crate::domain::Severity;

/// Where something was found.
#[derive(Debug, Clone)]
pub(super) struct Found {
    /// The first code point.
    pub(super) start: usize,
    /// The one behind the last.
    pub(super) end: usize,
    pub(super) severity: Severity,
    /// Its number on the page.
    pub(super) number: usize,
}

/// A stretch of the text.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Stretch<'t> {
    pub(super) text: &'t str,
    /// The worst of what was found here; none where nothing was.
    pub(super) severity: Option<Severity>,
    /// Numbers of everything found here.
    pub(super) within: Vec<usize>,
    /// Numbers of what ends here.
    pub(super) ends: Vec<usize>,
}

/// Cuts a text where findings begin and end.
pub(super) fn cut<'t>(text: &'t str, found: &[Found]) -> Vec<Stretch<'t>> {
    let length = text.chars().count();
    let fits: Vec<Found> = found.iter().filter_map(|one| one.within(length)).collect();
    let ends = fits.iter().flat_map(|one| [one.start, one.end]);
    let cuts: BTreeSet<usize> = ends.chain([0, length]).collect();
    let mut places = text.char_indices().map(|(byte, _)| byte).chain([text.len()]).enumerate();
    // Both rise: one walk through the text finds the byte of every cut.
    let bytes = cuts.into_iter().filter_map(|cut| places.find(|(index, _)| *index == cut));
    let bytes: Vec<(usize, usize)> = bytes.collect();
    let neighbours = bytes.iter().zip(bytes.iter().skip(1));
    neighbours.map(|(from, to)| stretch(text, *from, *to, &fits)).collect()
}

fn stretch<'t>(text: &'t str, from: (usize, usize), to: (usize, usize), fits: &[Found]) -> Stretch<'t> {
    let covering = || fits.iter().filter(|one| one.start <= from.0 && one.end >= to.0);
    Stretch {
        text: text.get(from.1..to.1).unwrap_or_default(),
        severity: covering().map(|one| one.severity).max(),
        within: covering().map(|one| one.number).collect(),
        ends: covering().filter(|one| one.end == to.0).map(|one| one.number).collect(),
    }
}

impl Found {
    /// The part of it that lies in a text of so many code points.
    fn within(&self, length: usize) -> Option<Self> {
        let (start, end) = (self.start.min(length), self.end.min(length));
        (start < end).then(|| Self { start, end, ..self.clone() })
    }

    /// True when it marks something in a text of so many code points.
    pub(super) fn is_visible(&self, length: usize) -> bool {
        self.within(length).is_some()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(number: usize, start: usize, end: usize, severity: Severity) -> Found {
        Found { start, end, severity, number }
    }

    fn plain(text: &str) -> Stretch<'_> {
        Stretch { text, severity: None, within: vec![], ends: vec![] }
    }

    #[test]
    fn found_words_are_marked_and_the_rest_stays() {
        let text = "Élégant ! Plus que 3 pièces.";
        let start = text.chars().position(|c| c == 'P').unwrap();
        let cut = cut(text, &[found(1, start, start + 10, Severity::Caution)]);
        let marked =
            Stretch { text: "Plus que 3", severity: Some(Severity::Caution), within: vec![1], ends: vec![1] };
        assert_eq!(cut, [plain("Élégant ! "), marked, plain(" pièces.")]);
    }

    #[test]
    fn where_findings_overlap_the_worst_gives_the_look_and_each_ends_once() {
        let text = "abcdefgh";
        let cut = cut(text, &[found(1, 1, 5, Severity::Note), found(2, 3, 7, Severity::Serious)]);
        let seen: Vec<_> =
            cut.iter().map(|s| (s.text, s.severity, s.within.as_slice(), s.ends.as_slice())).collect();
        assert_eq!(
            seen,
            [
                ("a", None, &[][..], &[][..]),
                ("bc", Some(Severity::Note), &[1], &[]),
                ("de", Some(Severity::Serious), &[1, 2], &[1]),
                ("fg", Some(Severity::Serious), &[2], &[2]),
                ("h", None, &[], &[]),
            ]
        );
    }

    #[test]
    fn what_lies_outside_marks_nothing() {
        assert_eq!(
            cut("abc", &[found(1, 3, 9, Severity::Note), found(2, 1, 1, Severity::Note)]),
            [plain("abc")]
        );
        assert_eq!(cut("abc", &[found(1, 2, 90, Severity::Note)]).len(), 2);
        assert!(cut("", &[found(1, 0, 4, Severity::Critical)]).is_empty());
    }

    proptest::proptest! {
        #[test]
        fn pieces_put_together_are_the_text(text in "\\PC{0,40}", spans in proptest::collection::vec((0usize..50, 0usize..50), 0..6)) {
            let found: Vec<Found> = spans.iter().enumerate().map(|(number, (start, end))| found(number, *start, *end, Severity::Note)).collect();
            let pieces = cut(&text, &found);
            proptest::prop_assert_eq!(pieces.iter().map(|piece| piece.text).collect::<String>(), &*text);
            let length = text.chars().count();
            for one in &found {
                let ends = pieces.iter().filter(|piece| piece.ends.contains(&one.number)).count();
                proptest::prop_assert_eq!(ends, usize::from(one.is_visible(length)));
            }
        }
    }
}
