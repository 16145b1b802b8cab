//! What a rule found.

use serde::{Deserialize, Serialize};

use super::{RuleId, Severity, Span};

/// At which point of a request a rule is applied; the same word as the folder of its pack.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Stage {
    /// Everything that leaves for the provider.
    PersonalData,
    /// What a marketer asks for.
    Brief,
    /// What the model wrote.
    Copy,
}

impl Stage {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::PersonalData, Self::Brief, Self::Copy];

    /// The word on the command line, in packs and answers.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::PersonalData => "personal-data",
            Self::Brief => "brief",
            Self::Copy => "copy",
        }
    }

    /// Reads the word.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|stage| stage.as_str() == word)
    }
}

/// What sort of thing a finding is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// Personal data.
    PersonalData,
    /// A text that misleads or presses.
    Manipulation,
    /// A text that addresses people by what is nobody's business.
    Targeting,
}

impl Kind {
    /// The word in packs and answers.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::PersonalData => "personal-data",
            Self::Manipulation => "manipulation",
            Self::Targeting => "targeting",
        }
    }
}

/// One place in a text where a rule found something. Explanation, suggestion and law stand in
/// the rule; see [`crate::guardrails::RuleSet::get`].
#[derive(Debug, Clone, PartialEq)]
pub struct Finding {
    /// The rule.
    pub rule: RuleId,
    /// Its sort.
    pub kind: Kind,
    /// The entity, or the category of the taxonomy.
    pub label: std::sync::Arc<str>,
    /// Where, in bytes of the text that was scanned.
    pub span: Span,
    /// How bad.
    pub severity: Severity,
    /// How certain, from 0 to 1.
    pub score: f32,
}
