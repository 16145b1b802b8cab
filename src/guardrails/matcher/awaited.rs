//! Rules that need a word beside what they find: where none of their words is in a text, they are not tried at all.

use super::{
    dictionary::{Dictionary, Words},
    literals::Needs,
    telling::EDGE,
    words::plain,
};
use crate::guardrails::rule::{Nearby, Rule};

/// The words that rules wait for.
#[derive(Debug, Default)]
pub(crate) struct Awaited {
    /// For each rule, whether it waits for one.
    waits: Vec<bool>,
    /// The words, each with its rules: those that begin where a word of the text begins, and all others.
    at_word_starts: Dictionary<usize>,
    anywhere: Dictionary<usize>,
}

impl Awaited {
    /// Of these rules, by their indices.
    pub(crate) fn build<'r>(rules: impl Iterator<Item = (usize, &'r Rule)>) -> Self {
        let mut waits = Vec::new();
        let mut all = Words::default();
        for (rule, words) in
            rules.filter_map(|(index, rule)| Some((index, words(rule.matching.near.as_ref()?)?)))
        {
            if waits.len() <= rule {
                waits.resize(rule + 1, false);
            }
            waits.iter_mut().skip(rule).take(1).for_each(|waits| *waits = true);
            for (word, after_edge) in words {
                all.add(word, after_edge, rule);
            }
        }
        let at_word_starts = Dictionary::new(all.at_word_starts);
        Self { waits, at_word_starts, anywhere: Dictionary::new(all.anywhere) }
    }

    /// For each rule whether it waits for a word that is not in this folded text; those beyond the end do not.
    pub(crate) fn in_vain(&self, folded: &str) -> Vec<bool> {
        let mut in_vain = self.waits.clone();
        let mut seen = |_, rules: &[usize]| {
            for rule in rules {
                in_vain.iter_mut().skip(*rule).take(1).for_each(|waits| *waits = false);
            }
        };
        self.at_word_starts.at_word_starts(folded, 0, &mut seen);
        self.anywhere.anywhere(folded, 0, &mut seen);
        in_vain
    }
}

/// One of which stands wherever the condition holds, and whether behind an edge; `None` where that cannot be told.
fn words(near: &Nearby) -> Option<Vec<(String, bool)>> {
    let mut words: Vec<_> = near.terms.iter().map(|term| (term.clone(), true)).collect();
    if let Some(pattern) = &near.pattern {
        let set = Needs::of(pattern.source()).sets.into_iter().next()?;
        words.extend(set.words.iter().map(|word| (plain(word), word.starts_with(EDGE))));
    }
    Some(words)
}

#[cfg(test)]
mod tests {
    use crate::guardrails::{RuleSet, Sources, text::View};

    #[test]
    fn a_rule_waits_for_its_words_and_for_nothing_else() {
        let rules = RuleSet::load(&Sources::built_in()).unwrap();
        let index = |id: &str| rules.rules().iter().position(|rule| rule.id.as_str().ends_with(id)).unwrap();
        let in_vain = |text: &str, id: &str| {
            let all = rules.awaited.in_vain(View::folded(text).text());
            all.get(index(id)).copied().unwrap_or_default()
        };
        for id in ["customer-number", "licence-plate-named"] {
            assert!(in_vain("Write 3 lines on our new shell, 312 grams.", id), "{id}");
        }
        assert!(!in_vain("Ihre Kundennummer: 88 12 34", "customer-number"));
        assert!(!in_vain("any text", "contact/email"));
    }
}
