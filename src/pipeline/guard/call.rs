//! What comes in of a call of another gateway, and what goes out.

use std::time::Duration;

use crate::{
    disclosure::Reason,
    domain::{EntityCounts, EntryId, RequestId, Verdict},
    guardrails::Described,
    pipeline::{Facts, Refusal, Wishes},
    wire::litellm::GuardAsk,
};

/// Texts of a call of another gateway.
#[derive(Debug)]
pub struct GuardRequest {
    /// Its id.
    pub id: RequestId,
    /// The texts, or why there are none.
    pub ask: Result<GuardAsk, Refusal>,
    /// What the caller wishes for this request.
    pub wishes: Wishes,
    /// When its first byte came, on the pipeline's clock.
    pub received: Duration,
}

/// What became of them.
pub struct GuardOutcome {
    /// What everybody is told about it.
    pub facts: Facts,
    /// The texts as they may go on, or why nothing was looked at.
    pub result: Result<Guarded, Refusal>,
}

/// Texts that were guarded.
pub struct Guarded {
    /// Its entry in the log.
    pub entry: EntryId,
    /// What becomes of the call.
    pub verdict: Verdict,
    /// Why it may not go on, in the caller's language.
    pub blocked: Option<(Reason, String)>,
    /// The texts as they may go on, where one of them is another.
    pub texts: Option<Vec<String>>,
    /// For each text, so many characters at its end may be the beginning of a placeholder.
    pub unsettled: Vec<usize>,
    /// What was found.
    pub findings: Vec<Described>,
    /// How many values were taken out, by entity.
    pub masked: EntityCounts,
}
