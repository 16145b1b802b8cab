//! How many tokens a text may be.

/// What an answer is taken to cost where the caller sets no bound.
pub const DEFAULT_ANSWER_TOKENS: u64 = 1024;

/// Longest text that is counted exactly. Byte-pair encoding is superlinear on long unbroken runs, so the
/// rest is bounded instead.
const MOST_COUNTED: usize = 64 * 1024;

/// Longest run without a space that is counted exactly.
const LONGEST_RUN: usize = 512;

/// A quick upper bound: every token of a byte-level encoding stands for at least one byte.
pub fn upper_bound(texts: &[&str]) -> u64 {
    texts.iter().map(|text| text.len() as u64).sum()
}

/// The count by the encoding of current models (o200k), for what is short enough to count; the upper bound
/// for the rest. The first call loads the tables, some hundred milliseconds: not on an async thread.
pub fn count(texts: &[&str]) -> u64 {
    let mut left = MOST_COUNTED;
    let mut tokens = 0;
    for text in texts {
        let has_long_run = text.split(char::is_whitespace).any(|run| run.len() > LONGEST_RUN);
        if text.len() > left || has_long_run {
            tokens += text.len() as u64;
        } else {
            left -= text.len();
            tokens += tiktoken_rs::o200k_base_singleton().encode_ordinary(text).len() as u64;
        }
    }
    tokens
}
