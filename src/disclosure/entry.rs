//! One entry. Every field is an id, a word from a fixed list, a count, a time or a commitment.

use std::sync::Arc;

use serde::Serialize;

use crate::domain::{EntityCounts, EntryId, RequestId, RuleId, TenantId};

/// What is written down about one request.
#[derive(Debug, Clone, Serialize)]
pub struct Entry {
    /// Version of this form.
    pub v: u32,
    /// Its id, as in `x-candor-entry`.
    pub id: EntryId,
    /// When the request came, RFC 3339 with milliseconds.
    pub at: String,
    /// Whose it is.
    pub tenant: TenantId,
    /// What is recorded.
    #[serde(rename = "type")]
    pub kind: &'static str,
    /// Which interface: `chat`, `studio`.
    pub route: &'static str,
    /// The answer was to be streamed.
    pub stream: bool,
    /// Who asked.
    pub actor: Actor,
    /// As in `x-request-id`.
    pub request_id: RequestId,
    /// What became of it.
    pub outcome: Outcome,
    /// Why it was not delivered.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<Reason>,
    /// Status of the provider where it refused or failed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub provider_status: Option<u16>,
    /// The model.
    pub model: ModelNames,
    /// The policy applied.
    pub policy: PolicyName,
    /// The packs applied: the SHA-256 of their files.
    pub packs: Arc<str>,
    /// Values taken out, by entity.
    pub masked: EntityCounts,
    /// What was found.
    pub findings: Vec<LoggedFinding>,
    /// Images, sound and files that went through without being inspected.
    pub media_not_inspected: usize,
    /// Commitments to what was said.
    pub content: Commitments,
    /// Tokens.
    pub usage: TokenCounts,
    /// Durations.
    pub timing: Timing,
    /// What the caller put on it.
    #[serde(skip_serializing_if = "Tags::is_empty")]
    pub tags: Tags,
}

/// Who asked: the name of a key, or of a person a pseudonym.
#[derive(Debug, Clone, Serialize)]
pub struct Actor {
    /// What the caller may do.
    pub role: &'static str,
    /// The key's name; of people the start of a hash.
    pub name: Arc<str>,
}

/// What became of a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Outcome {
    /// It is still under way: the entry stands in the journal only.
    UnderWay,
    /// Delivered without a finding.
    Released,
    /// Delivered with findings.
    Annotated,
    /// Brief refused, or copy withheld.
    Blocked,
    /// Refused for another reason.
    Refused,
    /// The provider or the gateway failed.
    Failed,
    /// The caller went away before the end.
    Abandoned,
    /// The gateway stopped before the end.
    Interrupted,
}

impl Outcome {
    /// The word in entries.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::UnderWay => "underway",
            Self::Released => "released",
            Self::Annotated => "annotated",
            Self::Blocked => "blocked",
            Self::Refused => "refused",
            Self::Failed => "failed",
            Self::Abandoned => "abandoned",
            Self::Interrupted => "interrupted",
        }
    }
}

/// Why a request was not delivered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Reason {
    /// Not JSON, wrong types, too deep.
    BadRequest,
    /// Longer than allowed.
    TooLarge,
    /// The model is unknown or not open to this tenant.
    ModelNotFound,
    /// Requests a minute.
    RequestLimit,
    /// Tokens a minute.
    TokenLimit,
    /// Requests at once.
    ConcurrencyLimit,
    /// A rule about briefs.
    Brief,
    /// A rule about copy.
    Copy,
    /// The policy refuses personal data.
    PersonalData,
    /// The policy refuses what cannot be inspected.
    Media,
    /// The provider asked to wait.
    ProviderLimit,
    /// The provider refused the request.
    ProviderRefused,
    /// The provider could not be reached, failed or sent nonsense.
    ProviderFailed,
    /// The provider took too long.
    ProviderTimeout,
    /// The gateway's own fault.
    Internal,
}

/// Names of a model.
#[derive(Debug, Clone, Default, Serialize)]
pub struct ModelNames {
    /// The alias asked for; empty for one that does not exist, which could be anything.
    pub asked: Arc<str>,
    /// Who ran it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub provider: Option<Arc<str>>,
    /// Its name there.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub served: Option<Arc<str>>,
}

/// Which policy, exactly.
#[derive(Debug, Clone, Default, Serialize)]
pub struct PolicyName {
    /// Its name.
    pub id: Arc<str>,
    /// Hash of what it says.
    pub sha256: Arc<str>,
}

/// A finding without its words.
#[derive(Debug, Clone, Serialize)]
pub struct LoggedFinding {
    /// The rule.
    pub rule: RuleId,
    /// The version of its pack.
    pub version: Arc<str>,
    /// How bad.
    pub severity: &'static str,
    /// What was done.
    pub action: &'static str,
    /// `shadow` findings have no effect.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub shadow: bool,
    /// Which choice of the answer; none in briefs.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub choice: Option<u64>,
    /// Which message of the request; none in copy.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub path: Option<String>,
    /// The caller's fact that supported the claim, or contradicted it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fact: Option<&'static str>,
}

/// Salted commitments, hexadecimal.
#[derive(Debug, Clone, Serialize)]
pub struct Commitments {
    /// How they are made.
    pub alg: &'static str,
    /// The request as it came.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub request: Option<String>,
    /// The request as it went to the provider.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sent: Option<String>,
    /// The answer as it was delivered.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub answer: Option<String>,
}

impl Default for Commitments {
    fn default() -> Self {
        Self { alg: "HMAC-SHA256", request: None, sent: None, answer: None }
    }
}

/// Tokens of a request.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct TokenCounts {
    /// Of the request.
    pub input: u64,
    /// Of the answer.
    pub output: u64,
    /// The provider did not say; these are estimates.
    pub estimated: bool,
}

/// Durations in milliseconds.
#[derive(Debug, Clone, Copy, Default, Serialize)]
pub struct Timing {
    /// From the first byte of the request to the end of the answer.
    pub total_ms: u64,
    /// To the first byte of the provider's answer.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub provider_ms: Option<u64>,
}

/// Words that the caller put on the request; checked to be short names, or left out.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Tags {
    /// `x-candor-use-case`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub use_case: Option<String>,
    /// `x-candor-channel`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub channel: Option<String>,
    /// `x-candor-market`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub market: Option<String>,
    /// `x-candor-campaign`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub campaign: Option<String>,
}

impl Tags {
    /// True when there is none.
    pub fn is_empty(&self) -> bool {
        self.use_case.is_none() && self.channel.is_none() && self.market.is_none() && self.campaign.is_none()
    }
}
