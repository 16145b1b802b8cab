//! A statistical tagger of names: which words of a text begin or continue the name of a person.
//!
//! An averaged perceptron (Collins 2002) over hashed features of the word, its neighbours, what the lists
//! say about them, how they are written and what the rules of `evidence` think. It looks only at words that
//! can belong to a name. [`train()`] makes its weights; `guardrails/models/person-names/CARD.md` says from what.

mod classes;
mod features;
mod heights;
mod ordinary;
mod small_words;
mod splitmix;
mod train;

pub use classes::{Counted, word_classes};
pub(super) use ordinary::Ordinary;
pub use splitmix::SplitMix64;
pub use train::{Labelled, train};

use super::{search::Search, words::Word};
use classes::Classes;
use features::{FEATURES, Features, Marks};

/// What a word is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Tag {
    /// No part of a name.
    Outside = 0,
    /// Begins a name.
    Begin = 1,
    /// Continues one.
    Inside = 2,
}

const TAGS: usize = 3;
/// Features are hashed into so many places.
const PLACES: usize = 1 << 20;

/// The weights: one byte for each tag at each place.
#[derive(Debug, Clone, Copy)]
pub(super) struct Tagger {
    weights: &'static [[u8; TAGS]],
    classes: Classes,
}

impl Tagger {
    /// The weights that are built in.
    pub(super) fn built_in() -> Self {
        const BYTES: &[u8; PLACES * TAGS] =
            include_bytes!("../../../../guardrails/models/person-names/weights.bin");
        Self { weights: BYTES.as_chunks().0, classes: Classes::built_in() }
    }

    /// The tag of each word.
    pub(super) fn tag(&self, search: &Search<'_>, marks: &Marks<'_>) -> Vec<Tag> {
        let features = Features::new(search, marks, &[]);
        decode(&features, search.words.len(), |places| {
            let mut scores = [0_i32; TAGS];
            for place in places {
                let weights = self.weights.get(*place).copied().unwrap_or_default();
                let [outside, begin, inside] = weights;
                let [of_outside, of_begin, of_inside] = &mut scores;
                *of_outside += i32::from(i8::from_ne_bytes([outside]));
                *of_begin += i32::from(i8::from_ne_bytes([begin]));
                *of_inside += i32::from(i8::from_ne_bytes([inside]));
            }
            scores
        })
    }
}

/// Tags words from left to right, each with the best tag that is allowed there.
fn decode(
    features: &Features<'_>,
    count: usize,
    score: impl Fn(&[usize; FEATURES]) -> [i32; TAGS],
) -> Vec<Tag> {
    let mut tags: Vec<Tag> = Vec::with_capacity(count);
    for index in 0..count {
        let before = tags.last().copied().unwrap_or(Tag::Outside);
        let allowed = features.allowed(index, before);
        let tag = if allowed == [true, false, false] {
            Tag::Outside
        } else {
            best(score(&features.of(index, before)), allowed)
        };
        tags.push(tag);
    }
    tags
}

fn best(scores: [i32; TAGS], allowed: [bool; TAGS]) -> Tag {
    let mut best = (Tag::Outside, i32::MIN);
    for ((tag, score), allowed) in
        [Tag::Outside, Tag::Begin, Tag::Inside].into_iter().zip(scores).zip(allowed)
    {
        if allowed && score > best.1 {
            best = (tag, score);
        }
    }
    best.0
}

/// True for words that a name can begin with, whatever stands around them.
fn can_begin(word: Word) -> bool {
    use super::names::Facts;
    if word.is_high() {
        return word.facts.is_name() || !word.has(Facts::STOP | Facts::TITLE);
    }
    // In small letters only what is hardly anything else: every fourth word is somebody's name somewhere.
    word.facts.is_plain_name() && !word.has(Facts::RARE | Facts::SEEN_LOW)
}
