//! What each placeholder stands for.

use std::{
    collections::{BTreeMap, BTreeSet, HashMap},
    hash::{BuildHasher, RandomState},
    sync::Arc,
};

use zeroize::Zeroizing;

use super::{
    Detected,
    placeholder::{self, Labels},
    stand_in::StandIns,
};
use crate::domain::Span;

/// The values taken out of one conversation, each with its placeholder.
///
/// The values stand in it once and are overwritten when it is dropped.
pub struct Vault {
    entries: Vec<Entry>,
    /// Hash of label and value → indices into `entries`; a hash, so that no second copy of a value lies about.
    by_value: HashMap<u64, Vec<usize>>,
    hasher: RandomState,
    labels: BTreeMap<Arc<str>, Numbers>,
    /// What stands in for values where placeholders are not wanted.
    stand_ins: Option<Box<StandIns>>,
}

struct Entry {
    label: Arc<str>,
    number: u32,
    value: Zeroizing<String>,
    /// Its placeholder stands in the request; else only a stand-in does.
    is_shown: bool,
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
            stand_ins: None,
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

    /// From now on, stand-ins take the place of placeholders where something natural can. `texts` are all that the
    /// request has, with what is detected in them: what stands in one of them stands in for nothing.
    pub fn use_stand_ins<'t>(
        &mut self,
        texts: impl Iterator<Item = (&'t str, &'t [Detected])>,
        labels: &Labels,
    ) {
        self.stand_ins = Some(Box::new(StandIns::new(texts, labels)));
    }

    /// What takes the place of the value there: a stand-in where they are used and one can be had, else the
    /// placeholder.
    pub(super) fn replacement(&mut self, label: &Arc<str>, text: &str, span: Span) -> String {
        let index = self.entry(label, span.of(text));
        let stand_in = self.stand_ins.as_mut().and_then(|stand_ins| stand_ins.give(label, text, span));
        stand_in.unwrap_or_else(|| self.show(index))
    }

    /// The placeholder of a value; the same value of the same label always has the same.
    pub fn placeholder(&mut self, label: &Arc<str>, value: &str) -> String {
        let index = self.entry(label, value);
        self.show(index)
    }

    /// Spells the placeholder of an entry, which from now on stands in the request.
    fn show(&mut self, index: usize) -> String {
        self.entries.get_mut(index).map_or_else(String::new, |entry| {
            entry.is_shown = true;
            placeholder::spell(&entry.label, entry.number)
        })
    }

    /// The entry of a value.
    fn entry(&mut self, label: &Arc<str>, value: &str) -> usize {
        let hash = self.hasher.hash_one((label.as_ref(), value));
        let known = self.by_value.entry(hash).or_default();
        let same = known.iter().copied().find(|index| {
            self.entries
                .get(*index)
                .is_some_and(|entry| entry.label == *label && entry.value.as_str() == value)
        });
        if let Some(same) = same {
            return same;
        }
        let index = self.entries.len();
        known.push(index);
        let numbers = self.labels.entry(label.clone()).or_default();
        let mut number = numbers.given.keys().next_back().copied().unwrap_or_default() + 1;
        while numbers.taken.contains(&number) {
            number += 1;
        }
        numbers.given.insert(number, index);
        let value = Zeroizing::new(value.to_owned());
        self.entries.push(Entry { label: label.clone(), number, value, is_shown: false });
        index
    }

    /// Wipes the values: their placeholders stay what they are, and nothing is put back.
    pub fn forget_values(&mut self) {
        self.entries.clear();
        self.by_value.clear();
        self.stand_ins = None;
        for numbers in self.labels.values_mut() {
            numbers.taken.extend(std::mem::take(&mut numbers.given).into_keys());
        }
    }

    /// The stand-ins, where they are used.
    pub(super) fn stand_ins(&self) -> Option<&StandIns> {
        self.stand_ins.as_deref()
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

    /// The placeholders that stand in the request.
    pub fn shown(&self) -> impl Iterator<Item = String> {
        let shown = self.entries.iter().filter(|entry| entry.is_shown);
        shown.map(|entry| placeholder::spell(&entry.label, entry.number))
    }

    /// True when stand-ins stand in the request.
    pub fn has_stand_ins(&self) -> bool {
        self.stand_ins().is_some_and(|stand_ins| !stand_ins.is_empty())
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
            vault.entries.push(Entry {
                label,
                number,
                value: Zeroizing::new(value.to_owned()),
                is_shown: true,
            });
        }
        Some(vault)
    }
}
