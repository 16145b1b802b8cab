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

/// Classes by the keys of the words: open addressing, a free slot is zero.
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

/// The table of these lists, one for each language; what an earlier one says counts. Of each only so many words, the
/// most probable ones, which must come first.
pub fn word_classes(lists: &[(Vec<Counted>, usize)]) -> Vec<u8> {
    let mut table: HashMap<u32, Class> = HashMap::new();
    let mut order = Vec::new();
    // Behind those of the lists before; 0 stands for none.
    let mut first_class = 1;
    for (words, most) in lists {
        let words_of_list = words.iter().filter(|counted| is_word(&counted.word)).take(*most);
        for (key, class) in of_list(words_of_list, first_class) {
            let known = table.entry(key).or_insert_with(|| {
                order.push(key);
                Class::default()
            });
            let first_of = |known: u32, new: u32| if known == 0 { new } else { known };
            known.high = first_of(known.high, class.high);
            known.low = first_of(known.low, class.low);
            known.share = first_of(known.share, class.share);
        }
        first_class += 1 + words.iter().map(|counted| counted.class).max().unwrap_or_default();
    }
    packed(order.iter().filter_map(|key| Some((*key, *table.get(key)?))).take(MOST_WORDS))
}

/// What one list says, the most probable words first.
fn of_list<'w>(words: impl Iterator<Item = &'w Counted>, first_class: u32) -> Vec<(u32, Class)> {
    let mut known: HashMap<u32, (Class, [f64; 2])> = HashMap::new();
    let mut order = Vec::new();
    for counted in words {
        let is_high = counted.word.starts_with(char::is_uppercase);
        if is_high && counted.word.chars().skip(1).any(char::is_uppercase) {
            continue;
        }
        let key = key(&counted.word);
        let (class, [low, high]) = known.entry(key).or_insert_with(|| {
            order.push(key);
            Default::default()
        });
        let (slot, probability) = if is_high { (&mut class.high, high) } else { (&mut class.low, low) };
        if *slot == 0 && counted.class != 0 {
            *slot = first_class + counted.class;
        }
        *probability += counted.log_probability.exp();
    }
    let whole = |key: u32| {
        let (class, [low, high]) = known.get(&key)?;
        Some((key, Class { share: share(*low, *high), ..*class }))
    };
    order.into_iter().filter_map(whole).collect()
}

/// Each word in the first free slot from its place on.
fn packed(words: impl Iterator<Item = (u32, Class)>) -> Vec<u8> {
    let mut slots = vec![0_u64; SLOTS];
    for (key, Class { high, low, share }) in words {
        let values = u64::from(high) | u64::from(low) << BITS | u64::from(share) << (2 * BITS);
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

#[cfg(test)]
mod tests {
    use super::*;

    fn counted(word: &str, class: u32, log_probability: f64) -> Counted {
        Counted { word: word.to_owned(), class, log_probability }
    }

    #[test]
    fn what_is_put_into_a_table_is_read_out_of_it_and_the_first_list_counts() {
        let english = vec![
            counted("Rose", 5, -9.0),
            counted("rose", 2, -9.0),
            counted("NASA", 3, -9.0),
            counted("a1", 3, -9.0),
        ];
        let german = vec![counted("Rose", 7, -9.0), counted("und", 7, -2.0), counted("Haus", 1, -8.0)];
        let table = word_classes(&[(english, 9), (german, 2)]).leak();
        let classes = Classes { slots: table.as_chunks().0 };
        assert_eq!(
            classes.of(key("Rose")),
            Class { high: 6, low: 3, share: 4 },
            "half of the time capitalised"
        );
        assert_eq!(
            classes.of(key("und")),
            Class { high: 0, low: 14, share: 1 },
            "behind the classes of the first list"
        );
        for word in ["NASA", "a1", "Haus", "absent"] {
            assert_eq!(classes.of(key(word)), Class::default(), "{word}");
        }
    }

    #[test]
    fn words_of_one_sort_are_in_one_class() {
        let classes = Classes::built_in();
        let of = |word: &str| classes.of(key(word));
        assert_eq!(of("London").high, of("Paris").high);
        assert_ne!(of("London").high, of("Monday").high);
        assert!(of("London").share > of("table").share);
        assert_eq!(of("Przewqlski"), Class::default());
    }
}
