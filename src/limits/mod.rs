//! How much a tenant may ask for: requests and tokens a minute, requests at once.
//!
//! In go a tenant's limits and the tokens that a request may cost at the most; out comes an [`Admission`]
//! or an [`OverLimit`]. An admission holds its place for as long as it lives (to the end of a stream, not of a
//! handler), and what it reserved is settled with what was really used: dropped, it gives everything back but
//! what it was told to charge. A refused request costs nothing of any limit.

mod bucket;
mod limiter;
#[cfg(test)]
mod tests;
mod tokens;

use std::time::Duration;

pub use limiter::{Admission, Limiter};
pub use tokens::{DEFAULT_ANSWER_TOKENS, count, upper_bound};

/// Which limit was reached.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Limit {
    /// Requests a minute.
    Requests,
    /// Tokens a minute.
    Tokens,
    /// Requests at once.
    Concurrency,
}

impl Limit {
    /// The word in the log and in metrics.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Requests => "requests",
            Self::Tokens => "tokens",
            Self::Concurrency => "concurrency",
        }
    }
}

/// A request that must wait.
#[derive(Debug, Clone, Copy)]
pub struct OverLimit {
    /// Which limit.
    pub limit: Limit,
    /// When to try again.
    pub retry_after: Duration,
    /// How things stand.
    pub standing: Standing,
}

/// How a tenant's limits stand: the six `x-ratelimit-*` headers.
#[derive(Debug, Clone, Copy, Default)]
pub struct Standing {
    /// Requests a minute.
    pub requests: Count,
    /// Tokens a minute.
    pub tokens: Count,
}

/// How one limit stands.
#[derive(Debug, Clone, Copy, Default)]
pub struct Count {
    /// So many a minute.
    pub limit: u64,
    /// So many are left now.
    pub remaining: u64,
    /// When all of them are there again.
    pub reset: Duration,
}
