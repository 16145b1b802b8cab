//! The tenant's own words, which are nobody's personal data.

use std::collections::BTreeSet;

use aho_corasick::{AhoCorasick, BuildError};

use super::{Detected, mask::is_word};
use crate::domain::Span;

/// Words that are never masked: brands named after people, spokespeople, lines of shops.
#[derive(Debug, Default)]
pub struct Spared {
    /// Letters and digits of the words alone: a number is the same number however it is spaced.
    bare: BTreeSet<String>,
    /// `None` where there are no words.
    search: Option<AhoCorasick>,
}

impl Spared {
    /// Of these words; letters and digits count, in any case.
    ///
    /// # Errors
    /// When they are more than an automaton holds.
    pub fn new(words: &[String]) -> Result<Self, BuildError> {
        let bare: BTreeSet<_> = words.iter().map(|word| bare(word)).filter(|word| !word.is_empty()).collect();
        let mut builder = AhoCorasick::builder();
        builder.ascii_case_insensitive(true);
        let words: Vec<&str> = words.iter().map(|word| word.trim()).filter(|word| !word.is_empty()).collect();
        let search = if words.is_empty() { None } else { Some(builder.build(words)?) };
        Ok(Self { bare, search })
    }

    /// Takes out of what was detected what is one of the words or stands inside of one: with `Maison Claire`,
    /// Claire is masked where she stands alone.
    pub fn spare(&self, text: &str, detected: &mut Vec<Detected>) {
        let Some(search) = &self.search else { return };
        let places = search.find_overlapping_iter(text).map(|hit| Span::new(hit.start(), hit.end()));
        let mut places: Vec<Span> = places.filter(|span| is_word(text, *span)).collect();
        places.sort_unstable();
        // For each place, how far those reach that begin there or before.
        let mut reach = 0;
        for place in &mut places {
            reach = reach.max(place.end);
            place.end = reach;
        }
        detected.retain(|Detected { span, .. }| {
            let before = places.partition_point(|place| place.start <= span.start);
            let is_within = before.checked_sub(1).and_then(|last| places.get(last));
            is_within.is_none_or(|place| place.end < span.end) && !self.is_one(span.of(text))
        });
    }

    /// True for a word that is spelt otherwise: `01.44.50.00.00` for `01 44 50 00 00`. A handle is no name.
    fn is_one(&self, words: &str) -> bool {
        !words.contains('@') && self.bare.contains(&bare(words))
    }
}

fn bare(text: &str) -> String {
    text.chars().filter(|character| character.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn left(words: &[&str], text: &str, detected: &[&str]) -> Vec<String> {
        let words: Vec<String> = words.iter().map(|word| (*word).to_owned()).collect();
        let place =
            |word: &&str| text.match_indices(*word).map(|(at, _)| Span::new(at, at + word.len())).collect();
        let spans: Vec<Vec<Span>> = detected.iter().map(place).collect();
        let detected = spans.concat().into_iter().map(|span| Detected { span, label: "PERSON".into() });
        let mut detected: Vec<_> = detected.collect();
        Spared::new(&words).unwrap().spare(text, &mut detected);
        detected.iter().map(|detected| detected.span.of(text).to_owned()).collect()
    }

    #[test]
    fn the_tenants_own_words_are_spared_and_what_stands_in_them() {
        let words = ["Maison Claire", "Élodie Roche", "01 44 50 00 00"];
        let text = "MAISON CLAIRE, 01.44.50.00.00: ÉLODIE ROCHE répond à Claire, 01 44 50 00 01.";
        let detected = ["CLAIRE", "01.44.50.00.00", "ÉLODIE ROCHE", "Claire", "01 44 50 00 01"];
        assert_eq!(left(&words, text, &detected), ["Claire", "01 44 50 00 01"]);
    }

    #[test]
    fn a_part_of_a_word_spares_nothing() {
        assert_eq!(left(&["Ann"], "Annabelle and Ann", &["Annabelle", "and"]), ["Annabelle", "and"]);
        assert_eq!(left(&["", " ", "-"], "Ann - Bea", &["Ann"]), ["Ann"]);
        assert_eq!(left(&[], "Ann", &["Ann"]), ["Ann"]);
        assert_eq!(left(&["Ann Lee"], "@annlee, Ann-Lee", &["@annlee", "Ann-Lee"]), ["@annlee"]);
    }

    #[test]
    fn words_that_overlap_are_all_spared() {
        let words = ["La Maison", "Maison Claire Fontaine"];
        assert!(left(&words, "chez la Maison Claire Fontaine", &["Claire Fontaine"]).is_empty());
    }
}
