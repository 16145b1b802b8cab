//! What each placeholder stands for.

use std::{
    collections::{BTreeMap, BTreeSet, HashMap},
    hash::{BuildHasher, RandomState},
    sync::Arc,
};

use zeroize::Zeroizing;

use super::placeholder::{self, Labels};

/// The values taken out of one conversation, each with its placeholder.
///
/// The values stand in it once and are overwritten when it is dropped.
pub struct Vault {
    entries: Vec<Entry>,
    /// Hash of label and value → indices into `entries`; a hash, so that no second copy of a value lies about.
    by_value: HashMap<u64, Vec<usize>>,
    hasher: RandomState,
    labels: BTreeMap<Arc<str>, Numbers>,
}

struct Entry {
    label: Arc<str>,
    number: u32,
    value: Zeroizing<String>,
}

/// The numbers of one label.
#[derive(Default)]
struct Numbers {
    /// Number → index into `entries`.
    given: BTreeMap<u32, usize>,
    /// Numbers that the callers' own words already use.
    taken: BTreeSet<u32>,
}

impl Default for Vault {
    fn default() -> Self {
        Self {
            entries: Vec::new(),
            by_value: HashMap::new(),
            hasher: RandomState::new(),
            labels: BTreeMap::new(),
        }
    }
}

impl Vault {
    /// Sets aside the placeholders that already stand in a text, however they are spelt, so that none
    /// of them is ever given to a value. Must see every text before the first value is put in.
    pub fn set_aside(&mut self, text: &str, labels: &Labels) {
        labels.each_possible(text, |label, number| {
            self.labels.entry(label.clone()).or_default().taken.insert(number);
        });
    }

    /// The placeholder of a value; the same value of the same label always has the same.
    pub fn placeholder(&mut self, label: &Arc<str>, value: &str) -> String {
        let hash = self.hasher.hash_one((label.as_ref(), value));
        let known = self.by_value.entry(hash).or_default();
        let same = known.iter().find_map(|index| {
            let entry = self.entries.get(*index)?;
            (entry.label == *label && entry.value.as_str() == value).then_some(entry.number)
        });
        if let Some(number) = same {
            return placeholder::spell(label, number);
        }
        known.push(self.entries.len());
        let numbers = self.labels.entry(label.clone()).or_default();
        let mut number = numbers.given.keys().next_back().copied().unwrap_or_default() + 1;
        while numbers.taken.contains(&number) {
            number += 1;
        }
        numbers.given.insert(number, self.entries.len());
        self.entries.push(Entry { label: label.clone(), number, value: Zeroizing::new(value.to_owned()) });
        placeholder::spell(label, number)
    }

    /// Wipes the values: their placeholders stay what they are, and nothing is put back.
    pub fn forget_values(&mut self) {
        self.entries.clear();
        self.by_value.clear();
        for numbers in self.labels.values_mut() {
            numbers.taken.extend(std::mem::take(&mut numbers.given).into_keys());
        }
    }

    /// The value behind a placeholder.
    pub(super) fn value(&self, label: &str, number: u32) -> Option<&str> {
        let index = self.labels.get(label)?.given.get(&number)?;
        self.entries.get(*index).map(|entry| entry.value.as_str())
    }

    /// True when some placeholder of that label has a number that starts with these digits.
    pub(super) fn has_number_like(&self, label: &str, digits: u32) -> bool {
        let Some(numbers) = self.labels.get(label) else { return false };
        let mut range = (digits, digits);
        while range.0 <= 999_999 {
            if numbers.given.range(range.0..=range.1).next().is_some() {
                return true;
            }
            if digits == 0 {
                return false;
            }
            range = (range.0 * 10, range.1 * 10 + 9);
        }
        false
    }

    /// The labels that have a value.
    pub(super) fn labels(&self) -> Vec<Arc<str>> {
        self.labels
            .iter()
            .filter(|(_, numbers)| !numbers.given.is_empty())
            .map(|(label, _)| label.clone())
            .collect()
    }

    /// True when the text is a placeholder of this vault, however it is spelt, or one that the caller
    /// wrote: nothing that a model made up.
    pub fn explains(&self, text: &str) -> bool {
        let labels: Vec<_> = self.labels.keys().cloned().collect();
        let mut explained = false;
        placeholder::each(text, &labels, |mark| {
            explained |= self.labels.get(&mark.label).is_some_and(|numbers| {
                numbers.given.contains_key(&mark.number) || numbers.taken.contains(&mark.number)
            });
        });
        explained
    }

    /// How many values there are, by label.
    pub fn counts(&self) -> impl Iterator<Item = (&Arc<str>, usize)> {
        self.labels.iter().map(|(label, numbers)| (label, numbers.given.len())).filter(|(_, n)| *n > 0)
    }

    /// The values, with their labels.
    pub(super) fn values(&self) -> impl Iterator<Item = (&Arc<str>, &str)> {
        self.entries.iter().map(|entry| (&entry.label, entry.value.as_str()))
    }

    /// True when nothing was taken out.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// Every placeholder with what it stands for: for the map file of `candor mask`, and for nothing else.
    pub fn reveal(&self) -> impl Iterator<Item = (String, &str)> {
        self.entries
            .iter()
            .map(|entry| (placeholder::spell(&entry.label, entry.number), entry.value.as_str()))
    }

    /// A vault from what [`Vault::reveal`] gave; `None` when a line is no placeholder.
    pub fn from_revealed<'m>(map: impl IntoIterator<Item = (&'m str, &'m str)>) -> Option<Self> {
        let mut vault = Self::default();
        for (placeholder, value) in map {
            let (label, number) = placeholder::parse(placeholder)?;
            let index = vault.entries.len();
            vault.labels.entry(label.clone()).or_default().given.insert(number, index);
            vault.entries.push(Entry { label, number, value: Zeroizing::new(value.to_owned()) });
        }
        Some(vault)
    }
}
