//! What goes wrong at a provider.

use std::time::Duration;

/// Why there is no answer.
#[derive(Debug, Clone, thiserror::Error)]
pub enum ProviderError {
    /// No connection, or it broke before the answer began.
    #[error("the provider could not be reached")]
    Unreachable,
    /// Nothing came for too long.
    #[error("the provider took too long")]
    TimedOut,
    /// It asks to wait.
    #[error("the provider asks to wait")]
    Busy {
        /// For how long.
        retry_after: Option<Duration>,
    },
    /// It says that the request is wrong.
    #[error("the provider refused the request with status {}", .0.status)]
    Refused(Refusal),
    /// It failed, or does not accept our key.
    #[error("the provider answered with status {status}")]
    Failed {
        /// The status.
        status: u16,
    },
    /// It sent something else than an answer.
    #[error("the provider sent no answer in its own format")]
    Nonsense,
    /// The connection broke in the middle of the answer.
    #[error("the provider's answer broke off")]
    Cut,
    /// The answer is longer than any that is read.
    #[error("the provider's answer is too long")]
    TooLong,
}

/// A provider's word that a request is wrong. `message` is as it came and may repeat the request.
#[derive(Clone)]
pub struct Refusal {
    /// 400, 413 or 422.
    pub status: u16,
    /// What it says.
    pub message: String,
    /// Its `error.type`.
    pub kind: Option<String>,
    /// Its `error.code`.
    pub code: Option<String>,
    /// Its `error.param`.
    pub param: Option<String>,
}

impl std::fmt::Debug for Refusal {
    /// Without the words.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Refusal").field("status", &self.status).finish_non_exhaustive()
    }
}

impl ProviderError {
    /// Trying again at the same provider may help. After a time-out it would only wait again.
    pub fn is_retryable(&self) -> bool {
        match self {
            Self::Unreachable => true,
            Self::Failed { status } => matches!(status, 500 | 502 | 503 | 529),
            _ => false,
        }
    }

    /// Another provider may do better: everything but a request that is wrong everywhere.
    pub fn is_worth_another_provider(&self) -> bool {
        !matches!(self, Self::Refused(_) | Self::TooLong)
    }

    /// The status that the provider answered with.
    pub fn status(&self) -> Option<u16> {
        match self {
            Self::Busy { .. } => Some(429),
            Self::Refused(refusal) => Some(refusal.status),
            Self::Failed { status } => Some(*status),
            _ => None,
        }
    }
}
