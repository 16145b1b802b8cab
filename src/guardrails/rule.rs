//! A rule as meant: checked, folded, ready to be compiled.

use std::{collections::BTreeMap, sync::Arc};

use serde::{Deserialize, Serialize};

use super::{
    finder::Finder,
    matcher::{Pattern, verify::Verify},
};
use crate::domain::{Action, Entity, Kind, Language, LanguageSet, RuleId, Severity, Span, Stage};

/// What a rule looks for, how bad it is, why, and what to say instead.
#[derive(Debug)]
pub struct Rule {
    /// `pack/rule`.
    pub id: RuleId,
    /// A short name for people.
    pub name: String,
    /// The pack it stands in, and that pack's version.
    pub pack: Arc<Pack>,
    /// Whether it is applied.
    pub status: Status,
    /// The label of its findings: an entity, or a category of the taxonomy.
    pub label: Arc<str>,
    /// The entity, in personal-data packs.
    pub entity: Option<Entity>,
    /// `IBAN` for `[[IBAN_1]]`, in personal-data packs.
    pub placeholder: Option<Arc<str>>,
    /// How bad.
    pub severity: Severity,
    /// What happens where no policy says otherwise.
    pub action: Action,
    /// The languages whose texts it is applied to.
    pub languages: LanguageSet,
    /// Earlier ids, so that old log entries still resolve.
    pub formerly: Vec<RuleId>,
    /// What is wrong, in the languages of the interface.
    pub explanation: Words,
    /// How to say it better.
    pub suggestion: Words,
    /// Why it is looked for: the law, or for personal data the purpose of masking it.
    pub legal_basis: Vec<LegalBasis>,
    /// Certainty of its findings, from 0 to 1.
    pub score: f32,
    /// Where it fires.
    pub matching: Matching,
    /// `mode = "require"`: fires where this is and `matching` is nowhere in the text.
    pub when: Option<Matching>,
    /// Its embedded examples.
    pub examples: Examples,
}

/// The pack of a rule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pack {
    /// Its id: the file's name.
    pub id: String,
    /// What it is about.
    pub title: String,
    /// Its version.
    pub version: Arc<str>,
    /// At which point of a request it is applied.
    pub stage: Stage,
    /// The kind of its findings.
    pub kind: Kind,
    /// It comes with the program.
    pub is_built_in: bool,
}

/// Whether a rule is applied.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Status {
    /// Its examples run; it is never applied.
    Draft,
    /// Applied and logged, without effect.
    Shadow,
    /// Applied.
    Active,
    /// Not applied; kept so that the log can still explain it.
    Retired,
}

impl Status {
    /// The word in packs.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Shadow => "shadow",
            Self::Active => "active",
            Self::Retired => "retired",
        }
    }

    /// True when texts are scanned for it.
    pub fn is_applied(self) -> bool {
        matches!(self, Self::Shadow | Self::Active)
    }
}

/// The same text in several languages; English and French are always there.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Words(pub BTreeMap<Language, String>);

impl Words {
    /// In that language, else in English.
    pub fn in_language(&self, language: Language) -> &str {
        self.0.get(&language).or_else(|| self.0.get(&Language::En)).map_or("", String::as_str)
    }
}

/// A law, and when somebody last read it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct LegalBasis {
    /// The law.
    pub law: String,
    /// The place in it.
    pub article: String,
    /// More, for the reader.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// Day of the check, `YYYY-MM-DD`; without one it is shown as "to be confirmed".
    pub checked: Option<String>,
}

/// Where a rule fires.
#[derive(Debug, Default)]
pub struct Matching {
    /// Whole words, folded.
    pub terms: Vec<String>,
    /// Regular expressions, as written.
    pub patterns: Vec<String>,
    /// The patterns see the text as it stands, not folded.
    pub exact_case: bool,
    /// Code that finds what no pattern can.
    pub finder: Option<Finder>,
    /// A hit that fails this is dropped.
    pub verify: Option<Verify>,
    /// Must stand near a hit.
    pub near: Option<Nearby>,
    /// Must not stand near a hit.
    pub unless: Option<Nearby>,
}

/// Words that must or must not stand near a hit, in the same sentence.
#[derive(Debug, Default)]
pub struct Nearby {
    /// Whole words, folded.
    pub terms: Vec<String>,
    /// All its patterns in one, over folded text.
    pub(super) pattern: Option<Pattern>,
    /// So many words on either side.
    pub within: usize,
    /// On which side.
    pub side: Side,
}

/// On which side of a hit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Side {
    /// Before it.
    Before,
    /// After it.
    After,
    /// On either side.
    #[default]
    Either,
}

/// The examples that stand in a rule.
#[derive(Debug, Default, Clone)]
pub struct Examples {
    /// Exactly the marked words are found.
    pub matches: Vec<Marked>,
    /// Nothing is found.
    pub no_match: Vec<String>,
    /// The marked words are found and should not be.
    pub known_false_alarm: Vec<Marked>,
    /// Nothing is found and something should be.
    pub known_miss: Vec<String>,
}

/// A text with the places that were marked `<<so>>`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Marked {
    /// Without the marks.
    pub text: String,
    /// Where they were.
    pub spans: Vec<Span>,
}
