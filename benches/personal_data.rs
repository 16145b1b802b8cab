//! How long it takes to find all personal data in a text, by its length.
//!
//!     cargo bench --bench personal_data
//!
//! Varied prompts of 1 kB each give the figure of the README (the median); the rest shows that the time grows with
//! the length and no faster, whatever is sent.
#![expect(clippy::unwrap_used, reason = "a benchmark reads its texts and stops where they are missing")]

use std::sync::{
    LazyLock,
    atomic::{AtomicUsize, Ordering::Relaxed},
};

use candor::guardrails::{RuleSet, Selection, Sources};
use divan::{Bencher, black_box, counter::BytesCount};

static RULES: LazyLock<(RuleSet, Selection)> = LazyLock::new(|| {
    let rules = RuleSet::load(&Sources::built_in()).unwrap();
    let selection = Selection::of(&rules, &["*".to_owned()]);
    (rules, selection)
});

/// The prompts of the evaluation in French and English, one behind the other.
static PROMPTS: LazyLock<String> = LazyLock::new(|| {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/corpus/personal-data");
    let lines = ["fr", "en"].map(|file| std::fs::read_to_string(format!("{folder}/{file}.jsonl")).unwrap());
    let texts = lines.iter().flat_map(|lines| lines.lines()).map(|line| {
        let prompt: serde_json::Value = serde_json::from_str(line).unwrap();
        prompt["text"].as_str().unwrap().to_owned()
    });
    texts.collect::<Vec<_>>().join("\n\n")
});

fn main() {
    LazyLock::force(&RULES);
    divan::main();
}

fn find(text: &str) -> usize {
    let (rules, selection) = &*RULES;
    rules.personal_data(black_box(text), selection).len()
}

/// The prompts, repeated to so many bytes.
fn prompts(length: usize) -> String {
    let mut text = PROMPTS.repeat(length / PROMPTS.len() + 1);
    text.truncate(text.floor_char_boundary(length));
    text
}

#[divan::bench(sample_count = 2000, sample_size = 1)]
fn varied_prompts_of_1_kb(bencher: Bencher<'_, '_>) {
    let (at, text) = (AtomicUsize::new(0), &*PROMPTS);
    let next = || {
        let from = text.floor_char_boundary(at.load(Relaxed));
        let to = text.floor_char_boundary(from + 1000);
        at.store(if to + 1000 > text.len() { 0 } else { to }, Relaxed);
        text.get(from..to).unwrap_or_default()
    };
    bencher.counter(BytesCount::new(1000_usize)).with_inputs(next).bench_values(find);
}

#[divan::bench(args = [1, 4, 16, 64, 256, 1024], sample_count = 20)]
fn prompts_by_length_in_kb(bencher: Bencher<'_, '_>, kilobytes: usize) {
    let text = prompts(kilobytes * 1000);
    bencher.counter(BytesCount::of_str(&text)).bench(|| find(&text));
}

#[divan::bench(args = ["0", "[", "word ", "Martin ", "1 rue ", "@", "a.b@", "\"a\":"], consts = [256, 1024], sample_count = 3)]
fn one_thing_again_and_again_in_kb<const KILOBYTES: usize>(bencher: Bencher<'_, '_>, thing: &str) {
    let text = thing.repeat(KILOBYTES * 1000 / thing.len());
    bencher.counter(BytesCount::of_str(&text)).bench(|| find(&text));
}
