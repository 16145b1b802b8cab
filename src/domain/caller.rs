//! Who is asking.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::TenantId;

/// Who is asking: a key or a person, and the tenant it acts for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Caller {
    /// The tenant.
    pub tenant: TenantId,
    /// The name of the key or of the person, as the operator chose it.
    pub actor: Arc<str>,
    /// What it may do.
    pub role: Role,
}

/// What a caller may do. A program with a key has [`Role::Tool`]; people have the others.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Role {
    /// A program: asks for copy, reads its tenant's entries.
    Tool,
    /// Writes in the studio.
    Copywriter,
    /// Reads the review desk and writes in the studio.
    Compliance,
    /// Reads the review desk only.
    Auditor,
}

impl Role {
    /// The roles that people can have.
    pub const PEOPLE: [Self; 3] = [Self::Copywriter, Self::Compliance, Self::Auditor];

    /// The word on the command line and in the store.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Tool => "tool",
            Self::Copywriter => "copywriter",
            Self::Compliance => "compliance",
            Self::Auditor => "auditor",
        }
    }

    /// Reads the word of a person's role.
    pub fn parse(word: &str) -> Option<Self> {
        Self::PEOPLE.into_iter().find(|role| role.as_str() == word)
    }

    /// May ask for copy.
    pub fn may_write(self) -> bool {
        !matches!(self, Self::Auditor)
    }

    /// May read entries on the review desk.
    pub fn may_review(self) -> bool {
        matches!(self, Self::Compliance | Self::Auditor)
    }
}
