//! The facts of a request, collected on its way and written down at its end, whatever the end is.

use std::{sync::Arc, time::Duration};

use super::{Runtime, runtime::Tenant};
use crate::{
    disclosure::{
        Actor, Commitment, Commitments, Entry, Log, LogError, LogFuture, ModelNames, Outcome, PolicyName,
        Reason, Salt, Tags, Timing, TokenCounts,
    },
    domain::{Caller, Clock, EntityCounts, EntryId, Ids, RequestId, Role, sha256},
};

/// What is called with every entry that is written: metrics count them.
pub type Watch = Arc<dyn Fn(&Entry) + Send + Sync>;

/// Collects the facts of one request. Dropped before it was recorded, it records that the caller went away:
/// a request can end in many ways, but never without an entry.
pub struct Trail {
    /// The entry so far.
    pub entry: Entry,
    salt: Salt,
    received: Duration,
    log: Arc<dyn Log>,
    clock: Arc<dyn Clock>,
    watch: Watch,
    recorded: bool,
}

/// Where trails are written to.
#[derive(Clone)]
pub(super) struct Recorder {
    pub(super) log: Arc<dyn Log>,
    pub(super) clock: Arc<dyn Clock>,
    pub(super) ids: Arc<dyn Ids>,
    pub(super) watch: Watch,
}

/// What is known of a request before it is read.
pub(super) struct Arrival<'r> {
    pub(super) id: &'r RequestId,
    /// What its entry records: a generation, or a check of texts that are there.
    pub(super) kind: &'static str,
    pub(super) route: &'static str,
    /// When its first byte came, on the pipeline's clock.
    pub(super) received: Duration,
}

impl Trail {
    /// Of a request that has just come.
    pub(super) fn begin(recorder: &Recorder, arrival: &Arrival<'_>, caller: &Caller) -> Self {
        let id = EntryId::new(recorder.ids.next("ent_"));
        let at = recorder.clock.now();
        let entry = Entry {
            v: 1,
            id,
            at: jiff::fmt::temporal::DateTimePrinter::new().precision(Some(3)).timestamp_to_string(&at),
            tenant: caller.tenant.clone(),
            kind: arrival.kind,
            route: arrival.route,
            stream: false,
            actor: Actor { role: caller.role.as_str(), name: actor(caller) },
            request_id: arrival.id.clone(),
            outcome: Outcome::UnderWay,
            reason: None,
            provider_status: None,
            model: ModelNames::default(),
            policy: PolicyName::default(),
            packs: Arc::default(),
            masked: EntityCounts::new(),
            findings: Vec::new(),
            media_not_inspected: 0,
            content: Commitments::default(),
            usage: TokenCounts::default(),
            timing: Timing::default(),
            tags: Tags::default(),
        };
        Self {
            entry,
            salt: Salt::random(),
            received: arrival.received,
            log: recorder.log.clone(),
            clock: recorder.clock.clone(),
            watch: recorder.watch.clone(),
            recorded: false,
        }
    }

    /// Notes what the request was admitted under.
    pub(super) fn under(&mut self, runtime: &Runtime, tenant: &Tenant) {
        self.entry.policy =
            PolicyName { id: tenant.policy.config.name.clone(), sha256: tenant.policy.sha256.clone() };
        self.entry.packs = runtime.rules.version().clone();
    }

    /// A commitment to content of this request.
    pub(super) fn commit_to(&self, content: &[u8]) -> String {
        Commitment::to(&self.salt, content)
    }

    /// Time since the request came.
    pub(super) fn elapsed_ms(&self) -> u64 {
        let passed = self.clock.elapsed().saturating_sub(self.received);
        u64::try_from(passed.as_millis()).unwrap_or(u64::MAX)
    }

    /// Notes how the request ended.
    pub(super) fn ended(&mut self, outcome: Outcome, reason: Option<Reason>) {
        self.entry.outcome = outcome;
        self.entry.reason = reason;
    }

    /// Leaves a trace that the request is under way.
    pub(super) fn journal(&self) -> LogFuture {
        self.log.begin(&self.entry)
    }

    /// Writes the entry; it is durable when this returns.
    ///
    /// # Errors
    /// When the log cannot work: then nothing may be answered.
    pub(super) async fn record(&mut self) -> Result<(), LogError> {
        self.write().await
    }

    fn write(&mut self) -> LogFuture {
        self.recorded = true;
        self.entry.timing.total_ms = self.elapsed_ms();
        (self.watch)(&self.entry);
        self.log.end(&self.entry, self.salt.clone())
    }
}

impl Drop for Trail {
    fn drop(&mut self) {
        if !self.recorded {
            if self.entry.outcome == Outcome::UnderWay {
                self.entry.outcome = Outcome::Abandoned;
            }
            // On its way when this returns; nobody is left to wait for it.
            drop(self.write());
        }
    }
}

/// A key's name; of people a pseudonym, since the log knows no names.
fn actor(caller: &Caller) -> Arc<str> {
    if caller.role == Role::Tool {
        return caller.actor.clone();
    }
    let hash = sha256(format!("{}\n{}", caller.tenant, caller.actor).as_bytes());
    format!("person-{}", hex::encode(hash.get(..6).unwrap_or_default())).into()
}
