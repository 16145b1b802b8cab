//! Classes of words: words that stand in the same places of very many texts are in the same one (P. F. Brown et al.,
//! "Class-based n-gram models of natural language", Computational Linguistics 18, 1992).
//!
//! Towns are in other classes than given names, and given names in others than what is sold: a tagger that has seen
//! a few thousand texts learns from the classes what it cannot learn from the words.

use std::collections::HashMap;

use super::features::key;

/// What is known of a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Class {
    /// Its class with a capital first letter; 0 where none is known.
    pub(super) high: u32,
    /// Its class in small letters; 0 where none is known.
    pub(super) low: u32,
    /// How much of the time it stands with a capital first letter, from 1, hardly ever, to 7; 0 where nothing is known.
    pub(super) share: u32,
}

/// A word of a list, as it is written.
pub struct Counted {
    /// The word.
    pub word: String,
    /// Its class in that list; 0 for none.
    pub class: u32,
    /// Logarithm of how probable it is in a text.
    pub log_probability: f64,
}

/// Classes by the keys of the words, in a table without gaps between a key and its place that others do not fill.
#[derive(Debug, Clone, Copy)]
pub(super) struct Classes {
    slots: &'static [[u8; 8]],
}

/// Places of the table.
const SLOTS: usize = 1 << 18;
/// Words at the most, the first ones: a fuller table would be slow.
const MOST_WORDS: usize = SLOTS / 5 * 4;
/// Bits of a class.
const BITS: u32 = 13;

impl Classes {
    /// The table that is built in.
    pub(super) fn built_in() -> Self {
        const BYTES: &[u8; SLOTS * 8] =
            include_bytes!("../../../../guardrails/models/word-classes/classes.bin");
        Self { slots: BYTES.as_chunks().0 }
    }

    /// What is known of the word with that key.
    pub(super) fn of(self, key: u32) -> Class {
        let slots = places(key).filter_map(|at| self.slots.get(at)).map(|bytes| u64::from_le_bytes(*bytes));
        let mut known = slots.take_while(|slot| *slot != 0);
        known.find(|slot| low_bits(*slot, 32) == key).map_or(Class::default(), read)
    }
}

fn places(key: u32) -> impl Iterator<Item = usize> {
    let start = usize::try_from(key).unwrap_or_default();
    (0..SLOTS).map(move |step| (start + step) % SLOTS)
}

fn low_bits(number: u64, bits: u32) -> u32 {
    u32::try_from(number & ((1 << bits) - 1)).unwrap_or_default()
}

fn read(slot: u64) -> Class {
    Class {
        high: low_bits(slot >> 32, BITS),
        low: low_bits(slot >> (32 + BITS), BITS),
        share: low_bits(slot >> (32 + 2 * BITS), 3),
    }
}

/// The table of these lists, one for each language; what an earlier one says counts. Only so many words of each, the
/// most probable ones.
pub fn word_classes(lists: &[(Vec<Counted>, usize)]) -> Vec<u8> {
    let mut table: HashMap<u32, Class> = HashMap::new();
    let mut order = Vec::new();
    let mut first_class = 1;
    for (words, most) in lists {
        let mut own: HashMap<u32, (Class, [f64; 2])> = HashMap::new();
        let mut keys = Vec::new();
        for counted in words.iter().filter(|counted| is_word(&counted.word)).take(*most) {
            let is_high = counted.word.starts_with(char::is_uppercase);
            if is_high && counted.word.chars().skip(1).any(char::is_uppercase) {
                continue;
            }
            let key = key(&counted.word);
            let (class, probable) = own.entry(key).or_insert_with(|| {
                keys.push(key);
                Default::default()
            });
            let (slot, sum) = if is_high { (&mut class.high, 1) } else { (&mut class.low, 0) };
            if *slot == 0 && counted.class != 0 {
                *slot = first_class + counted.class;
            }
            if let Some(sum) = probable.get_mut(sum) {
                *sum += counted.log_probability.exp();
            }
        }
        for key in keys {
            let Some((class, [low, high])) = own.get(&key) else { continue };
            let known = table.entry(key).or_insert_with(|| {
                order.push(key);
                Class::default()
            });
            known.high = if known.high == 0 { class.high } else { known.high };
            known.low = if known.low == 0 { class.low } else { known.low };
            known.share = if known.share == 0 { share(*low, *high) } else { known.share };
        }
        first_class += 1 + words.iter().map(|counted| counted.class).max().unwrap_or_default();
    }
    let mut slots = vec![0_u64; SLOTS];
    for key in order.into_iter().take(MOST_WORDS) {
        let class = table.get(&key).copied().unwrap_or_default();
        let values =
            u64::from(class.high) | u64::from(class.low) << BITS | u64::from(class.share) << (2 * BITS);
        let free = places(key).find(|at| slots.get(*at) == Some(&0));
        if let Some(slot) = free.and_then(|at| slots.get_mut(at)) {
            *slot = u64::from(key) | values << 32;
        }
    }
    slots.iter().flat_map(|slot| slot.to_le_bytes()).collect()
}

fn is_word(text: &str) -> bool {
    text.len() > 1 && text.chars().all(|c| c.is_alphabetic() || matches!(c, '-' | '\''))
}

/// From 1 to 7; the steps are shorter where one way to write it is rare.
fn share(low: f64, high: f64) -> u32 {
    let ratio = high / (low + high);
    [0.03, 0.1, 0.3, 0.6, 0.9, 0.98].iter().fold(1, |share, bound| share + u32::from(ratio > *bound))
}
