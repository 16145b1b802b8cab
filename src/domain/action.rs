//! How bad a finding is, what is done about it, and what became of the whole text.

use std::fmt;

use serde::{Deserialize, Serialize};

/// How bad a finding is. Severity belongs to the rule; a tenant may change the action, never this.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Worth knowing.
    Note,
    /// Should be looked at before it goes out.
    Caution,
    /// Probably unlawful or unfair as it stands.
    Serious,
    /// Must not go out.
    Critical,
}

impl Severity {
    /// From mild to worst.
    pub const ALL: [Self; 4] = [Self::Note, Self::Caution, Self::Serious, Self::Critical];

    /// The word used in packs, answers and the log.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Note => "note",
            Self::Caution => "caution",
            Self::Serious => "serious",
            Self::Critical => "critical",
        }
    }

    /// Reads the word; `None` when it is no severity.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|severity| severity.as_str() == word)
    }
}

impl fmt::Display for Severity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// What is done about a finding, from mild to strict.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Action {
    /// Personal data: replaced by a placeholder, put back in the answer.
    Mask,
    /// Delivered, with the finding beside it.
    Annotate,
    /// Brief: the provider is never called. Copy: it is withheld.
    Block,
}

impl Action {
    /// The word used in packs, answers and the log.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Mask => "mask",
            Self::Annotate => "annotate",
            Self::Block => "block",
        }
    }
}

impl fmt::Display for Action {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// What became of a request, from mild to strict.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Verdict {
    /// No finding. Masking alone leaves a text released.
    Released,
    /// Delivered with findings.
    Annotated,
    /// Withheld.
    Blocked,
}

impl Verdict {
    /// The word used in answers and the log.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Released => "released",
            Self::Annotated => "annotated",
            Self::Blocked => "blocked",
        }
    }

    /// The verdict that the strictest of these actions leads to.
    pub fn from_actions(actions: impl IntoIterator<Item = Action>) -> Self {
        let strictest = actions.into_iter().max();
        match strictest {
            None | Some(Action::Mask) => Self::Released,
            Some(Action::Annotate) => Self::Annotated,
            Some(Action::Block) => Self::Blocked,
        }
    }
}

impl fmt::Display for Verdict {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}
