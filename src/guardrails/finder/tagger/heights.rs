//! How much of a line is capitalised.

use crate::guardrails::finder::search::Search;

/// The height of a short line without capitals.
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
        let high = line.iter().filter(|word| word.is_high()).count() * 10 / count;
        let height = match high {
            // A line of few words says nothing, unless nobody cared for capitals.
            _ if count < 4 && line.iter().any(|word| word.is_high()) => 11,
            _ if count < 4 => NO_CAPITALS,
            high => u32::try_from(high).unwrap_or(10),
        };
        heights.extend(std::iter::repeat_n(height, count));
        from += count;
    }
    heights
}
