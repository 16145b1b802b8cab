//! Languages of texts and of the interface.

use std::fmt;

use serde::{Deserialize, Serialize};

/// A language that packs and explanations can be written in (ISO 639-1).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Language {
    /// English.
    En,
    /// French.
    Fr,
    /// German.
    De,
    /// Spanish.
    Es,
    /// Italian.
    It,
}

impl Language {
    /// All of them.
    pub const ALL: [Self; 5] = [Self::En, Self::Fr, Self::De, Self::Es, Self::It];

    /// Two letters, lower case.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::En => "en",
            Self::Fr => "fr",
            Self::De => "de",
            Self::Es => "es",
            Self::It => "it",
        }
    }

    /// Reads `fr`, `FR` or a tag like `fr-CA`; `None` for a language not spoken here.
    pub fn parse(tag: &str) -> Option<Self> {
        let primary = tag.split(['-', '_']).next().unwrap_or_default();
        Self::ALL.into_iter().find(|language| language.as_str().eq_ignore_ascii_case(primary))
    }

    /// The first language of an `Accept-Language` header (RFC 9110, section 12.5.4) that is spoken
    /// here, by weight.
    pub fn accepted(header: &str) -> Option<Self> {
        let weight = |item: &str| -> f32 {
            let parameter = item.split(';').nth(1).and_then(|p| p.trim().strip_prefix("q="));
            parameter.and_then(|q| q.parse().ok()).unwrap_or(1.0)
        };
        let mut best: Option<(f32, Self)> = None;
        for item in header.split(',').take(16) {
            let tag = item.split(';').next().unwrap_or_default().trim();
            let (Some(language), weight) = (Self::parse(tag), weight(item)) else { continue };
            if weight > 0.0 && best.is_none_or(|(top, _)| weight > top) {
                best = Some((weight, language));
            }
        }
        best.map(|(_, language)| language)
    }
}

impl fmt::Display for Language {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// A set of languages.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct LanguageSet(u8);

impl LanguageSet {
    /// Every language.
    pub const ALL: Self = Self(0b1_1111);

    /// The set of just this one.
    pub fn only(language: Language) -> Self {
        Self(1 << language as u8)
    }

    /// With this one too.
    #[must_use]
    pub fn with(self, language: Language) -> Self {
        Self(self.0 | 1 << language as u8)
    }

    /// True when it has the language.
    pub fn has(self, language: Language) -> bool {
        self.0 & (1 << language as u8) != 0
    }

    /// True when the two share a language.
    pub fn meets(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    /// True when there is none in it.
    pub fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// The languages in it.
    pub fn iter(self) -> impl Iterator<Item = Language> {
        Language::ALL.into_iter().filter(move |language| self.has(*language))
    }
}

impl FromIterator<Language> for LanguageSet {
    fn from_iter<I: IntoIterator<Item = Language>>(languages: I) -> Self {
        languages.into_iter().fold(Self::default(), Self::with)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_heaviest_accepted_language_wins() {
        assert_eq!(Language::accepted("en;q=0.5, fr-FR, de;q=0.9"), Some(Language::Fr));
        assert_eq!(Language::accepted("ja, en;q=0.1"), Some(Language::En));
        assert_eq!(Language::accepted("ja, fr;q=0"), None);
    }

    #[test]
    fn a_set_holds_what_was_put_in() {
        let set: LanguageSet = [Language::En, Language::It].into_iter().collect();
        assert!(set.has(Language::It) && !set.has(Language::Fr));
        assert_eq!(set.iter().collect::<Vec<_>>(), [Language::En, Language::It]);
        assert!(set.meets(LanguageSet::only(Language::En)) && !set.meets(LanguageSet::only(Language::De)));
    }
}
