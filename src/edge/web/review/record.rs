//! An entry as it is read back from the log.
//!
//! Lenient: what an older or newer version wrote otherwise is left empty, never an error. The log has to stay
//! readable for longer than any form of it.

use serde::Deserialize;

use crate::{disclosure::Stored, domain::EntityCounts};

/// One entry.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Record {
    pub(super) id: String,
    pub(super) at: String,
    pub(super) route: String,
    pub(super) stream: bool,
    pub(super) actor: Actor,
    pub(super) request_id: String,
    pub(super) outcome: String,
    pub(super) reason: Option<String>,
    pub(super) provider_status: Option<u16>,
    pub(super) model: Model,
    pub(super) policy: Policy,
    pub(super) packs: String,
    pub(super) masked: EntityCounts,
    pub(super) findings: Vec<Logged>,
    pub(super) media_not_inspected: usize,
    pub(super) content: Content,
    pub(super) usage: Usage,
    pub(super) timing: Timing,
    pub(super) tags: Tags,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Actor {
    pub(super) role: String,
    pub(super) name: String,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Model {
    pub(super) asked: String,
    pub(super) provider: Option<String>,
    pub(super) served: Option<String>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Policy {
    pub(super) id: String,
    pub(super) sha256: String,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Logged {
    pub(super) rule: String,
    pub(super) version: String,
    pub(super) severity: String,
    pub(super) action: String,
    pub(super) shadow: bool,
    pub(super) choice: Option<u64>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Content {
    pub(super) alg: String,
    pub(super) request: Option<String>,
    pub(super) sent: Option<String>,
    pub(super) answer: Option<String>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Usage {
    pub(super) input: u64,
    pub(super) output: u64,
    pub(super) estimated: bool,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Timing {
    pub(super) total_ms: u64,
    pub(super) provider_ms: Option<u64>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Tags {
    pub(super) use_case: Option<String>,
    pub(super) channel: Option<String>,
    pub(super) market: Option<String>,
    pub(super) campaign: Option<String>,
}

impl Logged {
    /// True when the two differ in nothing but their place.
    pub(super) fn is_like(&self, other: &Self) -> bool {
        let of = |one: &Self| {
            (one.rule.clone(), one.version.clone(), one.severity.clone(), one.action.clone(), one.shadow)
        };
        of(self) == of(other)
    }
}

impl Record {
    /// Reads an entry; one of another form leaves everything empty that cannot be read.
    pub(super) fn read(stored: &Stored) -> Self {
        serde_json::from_str(&stored.body).unwrap_or_default()
    }

    /// The time without fractions of a second: `2026-11-22 09:30:01`.
    pub(super) fn time(&self) -> String {
        self.at.chars().take(19).map(|c| if c == 'T' { ' ' } else { c }).collect()
    }

    /// The model that was asked for.
    pub(super) fn model(&self) -> String {
        self.model.served.clone().unwrap_or_else(|| self.model.asked.clone())
    }
}
