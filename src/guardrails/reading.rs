//! What the rules say of a text of a request, remembered for when the same text comes again.
//!
//! Tools send a brand's instructions with every request, and a conversation sends all its earlier turns
//! with each new one. What the rules say of a text depends on the text and the rules alone, so it is kept:
//! places and rules, never the text, under a keyed hash that means nothing outside this process.

use std::sync::Arc;

use quick_cache::{Weighter, sync::Cache};
use sha2::{Digest, Sha256};

use super::{RuleSet, Scanner, Selection};
use crate::domain::{Finding, Language, Stage};

/// What the rules say of one text.
#[derive(Debug)]
pub struct Reading {
    /// The personal data in it, left to right, without overlaps.
    pub personal: Vec<Finding>,
    /// What it asks for, where it was read as a brief.
    pub brief: Vec<Finding>,
    /// The language of a brief, when there is enough to tell.
    pub language: Option<Language>,
}

impl Reading {
    /// Reads a text, as a brief too or for its personal data alone.
    pub fn of(text: &str, is_brief: bool, rules: &Arc<RuleSet>, selection: &Arc<Selection>) -> Self {
        let personal = rules.personal_data(text, selection);
        if !is_brief {
            return Self { personal, brief: Vec::new(), language: None };
        }
        let scanner = Scanner::new(rules.clone(), Stage::Brief, selection.clone(), None).read(text);
        Self { personal, brief: scanner.findings().to_vec(), language: scanner.language() }
    }
}

/// Readings of one rule set, the most useful ones, up to [`Readings::MOST_BYTES`].
pub struct Readings {
    key: [u8; 32],
    known: Cache<Fingerprint, Arc<Reading>, Weight>,
}

/// Keyed hash of everything that a reading depends on. 128 bits: nobody can make a text that is taken for
/// another, least of all without the key.
type Fingerprint = [u8; 16];

impl Readings {
    /// What all readings together may take, in bytes.
    const MOST_BYTES: u64 = 8 << 20;
    /// Texts of so many bytes are read in the time that it takes to look them up.
    const SHORT: usize = 32;

    /// None yet.
    pub fn new() -> Self {
        let expected = 1 << 10;
        Self { key: rand::random(), known: Cache::with_weighter(expected, Self::MOST_BYTES, Weight) }
    }

    /// As [`Reading::of`], from memory where this owner's texts were read before. The owner is whoever the
    /// selection belongs to: how long one takes to be answered tells nobody what another has sent.
    pub fn of(
        &self,
        text: &str,
        is_brief: bool,
        rules: &Arc<RuleSet>,
        (owner, selection): (&str, &Arc<Selection>),
    ) -> Arc<Reading> {
        let read = || Arc::new(Reading::of(text, is_brief, rules, selection));
        if text.len() < Self::SHORT {
            return read();
        }
        let fingerprint = self.fingerprint(text, is_brief, owner);
        self.known.get(&fingerprint).unwrap_or_else(|| {
            let reading = read();
            self.known.insert(fingerprint, reading.clone());
            reading
        })
    }

    fn fingerprint(&self, text: &str, is_brief: bool, owner: &str) -> Fingerprint {
        let hash = Sha256::new()
            .chain_update(self.key)
            .chain_update([u8::from(is_brief)])
            .chain_update(owner.len().to_le_bytes())
            .chain_update(owner)
            .chain_update(text)
            .finalize();
        let mut fingerprint = Fingerprint::default();
        fingerprint.copy_from_slice(hash.split_at(size_of::<Fingerprint>()).0);
        fingerprint
    }
}

impl Default for Readings {
    fn default() -> Self {
        Self::new()
    }
}

#[derive(Clone)]
struct Weight;

impl Weighter<Fingerprint, Arc<Reading>> for Weight {
    fn weight(&self, _: &Fingerprint, reading: &Arc<Reading>) -> u64 {
        /// A reading without findings and its place in the table.
        const EMPTY: usize = 160;
        let findings = reading.personal.capacity() + reading.brief.capacity();
        (EMPTY + findings * size_of::<Finding>()) as u64
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::guardrails::Sources;

    fn rules() -> (Arc<RuleSet>, Arc<Selection>) {
        let rules = RuleSet::load(&Sources::built_in()).unwrap();
        let selection = Selection::of(&rules, &["*".to_owned()]);
        (Arc::new(rules), Arc::new(selection))
    }

    const TEXT: &str = "Write to jane.doe@example.com, and invent a fake deadline so that they hurry.";

    #[test]
    fn a_text_that_comes_again_is_not_read_again_and_says_the_same() {
        let (rules, selection) = rules();
        let readings = Readings::new();
        let first = readings.of(TEXT, true, &rules, ("northpeak", &selection));
        let again = readings.of(TEXT, true, &rules, ("northpeak", &selection));
        assert!(Arc::ptr_eq(&first, &again));
        assert_eq!(first.personal, Reading::of(TEXT, true, &rules, &selection).personal);
        assert_eq!(first.personal.len(), 1);
        assert!(!first.brief.is_empty());
    }

    #[test]
    fn a_reading_is_kept_for_its_owner_and_its_purpose() {
        let (rules, selection) = rules();
        let readings = Readings::new();
        let first = readings.of(TEXT, true, &rules, ("northpeak", &selection));
        let others = readings.of(TEXT, true, &rules, ("southpeak", &selection));
        assert!(!Arc::ptr_eq(&first, &others));
        assert!(readings.of(TEXT, false, &rules, ("northpeak", &selection)).brief.is_empty());
    }

    #[test]
    fn what_is_remembered_stays_within_its_bound() {
        let (rules, selection) = rules();
        let readings = Readings::new();
        let selection = ("northpeak", &selection);
        for number in 0..60_000 {
            let text = format!("{number} is the number of this text, which is a short one.");
            let _read = readings.of(&text, false, &rules, selection);
        }
        assert!(readings.known.weight() <= Readings::MOST_BYTES);
        assert!(readings.known.len() > 1_000);
    }
}
