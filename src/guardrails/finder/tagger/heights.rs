//! How much of a line is capitalised.

use crate::guardrails::finder::search::Search;

/// The height of a line of few words.
const SAYS_NOTHING: u32 = 11;
/// That of one without any capital.
const NO_CAPITALS: u32 = 13;

/// On a line of that height hardly anything is capitalised: of ten words not one, of three none.
pub(super) fn is_without_capitals(height: u32) -> bool {
    matches!(height, 0 | NO_CAPITALS)
}

/// Of each word, how many of ten words of its line are capitalised: headlines and slogans are, mostly.
pub(super) fn heights(search: &Search<'_>) -> Vec<u32> {
    let mut heights = Vec::with_capacity(search.words.len());
    let mut from = 0;
    while from < search.words.len() {
        let rest = search.words.get(from + 1..).unwrap_or_default();
        let count = 1 + rest.iter().take_while(|word| !word.starts_line).count();
        let line = search.words.get(from..from + count).unwrap_or_default();
        let high = line.iter().filter(|word| word.is_high()).count();
        let height = match (count, high) {
            (0..4, 0) => NO_CAPITALS,
            (0..4, _) => SAYS_NOTHING,
            _ => u32::try_from(high * 10 / count).unwrap_or(10),
        };
        heights.extend(std::iter::repeat_n(height, count));
        from += count;
    }
    heights
}
