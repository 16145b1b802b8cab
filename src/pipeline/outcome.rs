//! What comes out of the pipeline.

use std::{sync::Arc, time::Duration};

use bytes::Bytes;
use serde::Serialize;

use super::{BodyFault, stream::AnswerStream};
use crate::{
    disclosure::{self, LogError, Reason},
    domain::{EntityCounts, EntryId, Verdict},
    guardrails::Described,
    limits::{OverLimit, Standing},
    providers,
    wire::{JsonError, ShapeError},
};

/// What became of a request.
pub struct Outcome {
    /// What everybody is told about it.
    pub facts: Facts,
    /// The answer, or why there is none.
    pub result: Result<Answer, Refusal>,
}

/// What headers say about a request.
#[derive(Debug, Clone, Default)]
pub struct Facts {
    /// The entry in the log.
    pub entry: Option<EntryId>,
    /// The verdict, as far as it is known.
    pub verdict: Option<Verdict>,
    /// How many findings, as far as is known.
    pub findings: Option<usize>,
    /// How many values were taken out.
    pub masked: usize,
    /// How the limits stand.
    pub standing: Option<Standing>,
    /// Who answered: provider and model.
    pub answered_by: Option<(Arc<str>, Arc<str>)>,
}

/// An answer, ready to be sent.
pub enum Answer {
    /// All of it, with what the gateway has to say about it.
    Whole {
        /// The body in the caller's format.
        body: Bytes,
        /// What stands in its field `candor`.
        report: Report,
    },
    /// As it comes.
    Stream(Box<AnswerStream>),
}

/// The field `candor` of an answer.
#[derive(Debug, Clone, Serialize)]
pub struct Report {
    /// The entry in the log.
    pub entry: EntryId,
    /// What became of the text.
    pub verdict: Verdict,
    /// What was found in brief and copy.
    pub findings: Vec<Described>,
    /// How many values were taken out, by entity.
    pub masked: EntityCounts,
    /// The sentence that says that a machine wrote this.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub notice: Option<&'static str>,
}

/// Why there is no answer. A refusal is an outcome, not an error.
#[derive(Debug)]
pub enum Refusal {
    /// Not JSON.
    NotJson(JsonError),
    /// JSON of the wrong shape.
    WrongShape(ShapeError),
    /// The body stopped coming.
    Incomplete,
    /// Longer than allowed.
    TooLarge,
    /// A pack that the caller wants does not exist.
    UnknownPack,
    /// The model does not exist, or not for this tenant.
    ModelNotFound,
    /// The policy refuses what no rule can read.
    Media,
    /// Over a limit.
    OverLimit(OverLimit),
    /// The brief asks for what may not be written.
    Brief(Box<Report>),
    /// The policy refuses personal data; so many values of each entity were found.
    PersonalData(EntityCounts),
    /// The provider asks to wait.
    ProviderBusy {
        /// For how long.
        retry_after: Option<Duration>,
    },
    /// The provider says that the request is wrong; its words, without personal data and keys.
    Provider(providers::Refusal),
    /// The provider could not be reached, failed, or sent nonsense.
    ProviderFailed {
        /// Its status, where it sent one.
        status: Option<u16>,
    },
    /// The provider took too long.
    ProviderTimedOut,
}

impl From<BodyFault> for Refusal {
    fn from(fault: BodyFault) -> Self {
        match fault {
            BodyFault::TooLarge => Self::TooLarge,
            BodyFault::Incomplete => Self::Incomplete,
        }
    }
}

impl Refusal {
    /// How the log calls the end that this is.
    pub(super) fn ending(&self) -> disclosure::Outcome {
        match self {
            Self::Brief(_) => disclosure::Outcome::Blocked,
            Self::ProviderFailed { .. } | Self::ProviderTimedOut => disclosure::Outcome::Failed,
            _ => disclosure::Outcome::Refused,
        }
    }

    /// The word for the log.
    pub fn reason(&self) -> Reason {
        match self {
            Self::NotJson(_) | Self::WrongShape(_) | Self::Incomplete | Self::UnknownPack => {
                Reason::BadRequest
            }
            Self::TooLarge => Reason::TooLarge,
            Self::ModelNotFound => Reason::ModelNotFound,
            Self::Media => Reason::Media,
            Self::OverLimit(over) => match over.limit {
                crate::limits::Limit::Requests => Reason::RequestLimit,
                crate::limits::Limit::Tokens => Reason::TokenLimit,
                crate::limits::Limit::Concurrency => Reason::ConcurrencyLimit,
            },
            Self::Brief(_) => Reason::Brief,
            Self::PersonalData(_) => Reason::PersonalData,
            Self::ProviderBusy { .. } => Reason::ProviderLimit,
            Self::Provider(_) => Reason::ProviderRefused,
            Self::ProviderFailed { .. } => Reason::ProviderFailed,
            Self::ProviderTimedOut => Reason::ProviderTimeout,
        }
    }
}

/// The gateway itself cannot work: it fails closed.
#[derive(Debug, thiserror::Error)]
pub enum PipelineError {
    /// The log cannot work, so nothing may be answered.
    #[error(transparent)]
    Log(#[from] LogError),
    /// The tenant of a key is gone.
    #[error("the tenant of this key is not configured any more")]
    NoTenant,
    /// A stage did not come back.
    #[error("a stage of the pipeline broke off")]
    Broken,
}
