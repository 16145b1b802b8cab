//! Which languages a text is in, from its small words.
//!
//! Function words are few, short and frequent, and they give a language away better than letters do.
//! One of them proves nothing (*pain*, *on*, *an*), so a text with fewer than [`ENOUGH`] different ones
//! has no language, and rules of every language are applied to it.

use std::collections::HashMap;

use foldhash::fast::FixedState;

use crate::domain::{Language, LanguageSet};

/// Different function words that it takes to tell a language.
const ENOUGH: u32 = 2;

/// Letters of the longest function word.
const LONGEST: usize = 8;

/// Text beyond this many words changes nothing.
const MOST_WORDS: u32 = 2_000;

const WORDS: &[(Language, &str)] = &[
    (
        Language::En,
        "the and of to is with for you your that this are from have has not our be it in on at by an as or we \
         was were will can all more they their its but what when which who how if than there about into only just \
         my me his her she he do does did would should could no so up out us please write hello",
    ),
    (
        Language::Fr,
        "le la les des et est un une du pour dans sur vous votre vos nous notre nos que qui pas avec ce cette ces \
         au aux sont en de plus tout tous ou il elle ils elles je tu mon ma mes ton ta tes son sa ses leur mais \
         comme par sans chez ne se si ete etre avoir fait bien tres aussi meme quand dont cela ici bonjour c d l j qu n s",
    ),
    (
        Language::De,
        "der die das und ist mit fur sie ihr ihre ihren den dem des ein eine einen einem einer nicht wir uns unser \
         unsere auf von zu im in an auch als bei nach aus nur noch oder wie wenn dass sich es ich du dein deine \
         werden wird sind haben hat kann jetzt mehr alle zum zur uber",
    ),
    (
        Language::Es,
        "el la los las de que y en un una es por con para no su sus se lo del al mas como pero tu tus te nos \
         nuestro nuestra este esta estos estas ya hay muy todo todos sin sobre ha han son usted ustedes cuando si yo mi",
    ),
    (
        Language::It,
        "il lo la i gli le di che e un una per con non del della dei delle al alla nel nella da su sono si ti tuo \
         tua tuoi vostro vostra noi nostro nostra piu come ma anche questo questa tutto tutti ha hanno ho c e' se \
         o ed l dell d un' quando solo senza ogni",
    ),
];

/// The function words, ready to be looked up.
#[derive(Debug)]
pub(super) struct FunctionWords {
    /// Words of up to eight bytes as numbers, each with a number of its own and its languages.
    words: HashMap<u64, (usize, LanguageSet), FixedState>,
    /// Whether there is one of a length, with a first and a last letter: most words of a text need no look-up.
    likenesses: Vec<bool>,
}

/// Where the likeness of a word of up to eight bytes stands: five bits of its first and last byte, three of its length.
fn likeness(word: &[u8]) -> usize {
    let bits = |byte: Option<&u8>| usize::from(byte.copied().unwrap_or_default() & 31);
    (bits(word.first()) << 5 | bits(word.last())) << 3 | word.len() & 7
}

impl Default for FunctionWords {
    fn default() -> Self {
        let mut words: HashMap<_, (usize, LanguageSet), _> = HashMap::default();
        let mut likenesses = vec![false; 1 << 13];
        for (language, list) in WORDS {
            for word in list.split_whitespace().map(str::as_bytes).filter(|word| word.len() <= LONGEST) {
                likenesses[likeness(word)] = true;
                let number = words.len();
                let known = words.entry(key(word)).or_insert((number, LanguageSet::only(*language)));
                known.1 = known.1.with(*language);
            }
        }
        Self { words, likenesses }
    }
}

impl FunctionWords {
    fn find(&self, word: &[u8]) -> Option<(usize, LanguageSet)> {
        let is_like_one = word.len() <= LONGEST && self.likenesses[likeness(word)];
        is_like_one.then(|| self.words.get(&key(word)).copied()).flatten()
    }
}

/// The letters of a word of up to eight bytes as one number.
fn key(word: &[u8]) -> u64 {
    word.iter().fold(0, |key, letter| key << 8 | u64::from(*letter))
}

/// The bytes that words are made of.
const IN_WORD: [bool; 256] = {
    // Those that are no ASCII belong to letters.
    let mut bytes = [true; 256];
    let mut ascii = 0_u8;
    while ascii < 0x80 {
        bytes[ascii as usize] = ascii.is_ascii_alphanumeric();
        ascii += 1;
    }
    bytes
};

/// Counts the function words of a text that may come in pieces.
#[derive(Debug, Default, Clone)]
pub(super) struct Evidence {
    words_read: u32,
    /// Per language: weight of the function words, and how many different ones (a set of index hashes).
    score: [u32; Language::ALL.len()],
    seen: [u64; Language::ALL.len()],
}

impl Evidence {
    /// Counts the words of a folded text.
    pub(super) fn read(&mut self, folded: &str, known: &FunctionWords) {
        for word in folded.as_bytes().split(|byte| !IN_WORD[usize::from(*byte)]) {
            if word.is_empty() {
                continue;
            }
            self.words_read += 1;
            if self.words_read > MOST_WORDS {
                return;
            }
            self.count(word, known);
        }
    }

    fn count(&mut self, word: &[u8], known: &FunctionWords) {
        let Some((index, set)) = known.find(word) else { return };
        // A word of one language tells more than one that several share.
        let weight = if set.iter().count() == 1 { 3 } else { 1 };
        for language in set.iter() {
            let slot = language as usize;
            if let (Some(score), Some(seen)) = (self.score.get_mut(slot), self.seen.get_mut(slot)) {
                *score += weight;
                *seen |= 1 << (index % 64);
            }
        }
    }

    fn of(&self, language: Language) -> (u32, u32) {
        let slot = language as usize;
        let score = self.score.get(slot).copied().unwrap_or_default();
        (score, self.seen.get(slot).map_or(0, |seen| seen.count_ones()))
    }

    /// The language of the text, when there is enough to tell.
    pub(super) fn language(&self) -> Option<Language> {
        let best = Language::ALL.into_iter().max_by_key(|language| self.of(*language).0)?;
        let (score, different) = self.of(best);
        let second = Language::ALL.into_iter().filter(|l| *l != best).map(|l| self.of(l).0).max()?;
        (different >= ENOUGH && score >= 4 && score * 2 > second * 3).then_some(best)
    }

    /// The languages whose rules apply: those that a good part of the text is in, or all when nothing can be told.
    pub(super) fn languages(&self) -> LanguageSet {
        let Some(best) = self.language() else { return LanguageSet::ALL };
        let (top, _) = self.of(best);
        let is_present = |language: &Language| {
            let (score, different) = self.of(*language);
            different >= ENOUGH && score * 4 >= top
        };
        Language::ALL.into_iter().filter(is_present).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::guardrails::text::View;

    fn evidence(text: &str) -> Evidence {
        let mut evidence = Evidence::default();
        evidence.read(View::folded(text).text(), &FunctionWords::default());
        evidence
    }

    #[test]
    fn a_sentence_has_its_language() {
        for (text, language) in [
            ("Write a newsletter for our new trail shoe, please.", Language::En),
            ("Écris une newsletter pour notre nouvelle chaussure de trail.", Language::Fr),
            ("Schreiben Sie einen Newsletter für unsere neue Jacke.", Language::De),
            ("Escribe un boletín para nuestras nuevas zapatillas, por favor.", Language::Es),
            ("Scrivi una newsletter per la nostra nuova giacca, con il prezzo.", Language::It),
        ] {
            assert_eq!(evidence(text).language(), Some(language), "{text}");
        }
    }

    #[test]
    fn one_word_is_no_proof() {
        for text in ["", "Pain", "Le Creuset", "the", "12345", "Aurora Trail 2"] {
            assert_eq!(evidence(text).language(), None, "{text}");
            assert_eq!(evidence(text).languages(), LanguageSet::ALL, "{text}");
        }
    }

    #[test]
    fn a_text_in_two_languages_is_in_both() {
        let both = evidence("Traduis ce texte pour notre site : “This is the best coat for you and your family, with free repairs.” Merci de garder le ton de la marque dans la version.").languages();
        assert!(both.has(Language::Fr) && both.has(Language::En));
    }
}
