//! Where entries are kept.

use std::{future::Future, pin::Pin};

use super::{Entry, Salt};
use crate::domain::{EntryId, TenantId};

/// What comes back when something is durable.
pub type LogFuture = Pin<Box<dyn Future<Output = Result<(), LogError>> + Send>>;

/// The log cannot work.
#[derive(Debug, Clone, thiserror::Error)]
#[error("the disclosure log cannot work: {0}")]
pub struct LogError(pub String);

/// An entry as it is kept.
#[derive(Debug, Clone)]
pub struct Stored {
    /// Its number in the log.
    pub seq: i64,
    /// The entry as JSON.
    pub body: String,
}

/// Which entries to list, newest first.
#[derive(Debug, Clone)]
pub struct Query {
    /// Only this tenant's.
    pub tenant: TenantId,
    /// Only those with this outcome.
    pub outcome: Option<String>,
    /// Only those with a finding of this rule.
    pub rule: Option<String>,
    /// Only those older than this one.
    pub after: Option<EntryId>,
    /// At most so many.
    pub limit: usize,
}

/// The log. What is handed over is on its way at once; the future says when it is durable, and need not
/// be awaited for it to happen.
pub trait Log: Send + Sync {
    /// Notes that a request is under way, so that a crash leaves a trace of it.
    fn begin(&self, entry: &Entry) -> LogFuture;

    /// Writes the entry of a request that has ended, with the salt of its commitments.
    fn end(&self, entry: &Entry, salt: Salt) -> LogFuture;

    /// Lists entries. Blocks: not on an async thread.
    ///
    /// # Errors
    /// When the store does not answer.
    fn list(&self, query: &Query) -> Result<Vec<Stored>, LogError>;

    /// One entry of a tenant. Blocks: not on an async thread.
    ///
    /// # Errors
    /// When the store does not answer.
    fn get(&self, tenant: &TenantId, id: &EntryId) -> Result<Option<Stored>, LogError>;
}
