//! What a pipeline is made of.

use std::sync::Arc;

use arc_swap::ArcSwap;

use super::{Runtime, Watch, guard::KeptVaults, trail::Recorder};
use crate::{
    disclosure::Log,
    domain::{Clock, Ids},
    limits::Limiter,
};

/// The way of a request.
pub struct Pipeline {
    runtime: ArcSwap<Runtime>,
    pub(super) limiter: Limiter,
    pub(super) recorder: Recorder,
    pub(super) kept: KeptVaults,
}

/// What a pipeline is made of, besides the runtime.
pub struct Parts {
    /// Where entries are written to.
    pub log: Arc<dyn Log>,
    /// The time.
    pub clock: Arc<dyn Clock>,
    /// Where ids come from.
    pub ids: Arc<dyn Ids>,
    /// Called with every entry.
    pub watch: Watch,
}

impl Pipeline {
    /// With what is in force at the start.
    pub fn new(runtime: Runtime, parts: Parts) -> Self {
        let Parts { log, clock, ids, watch } = parts;
        let limiter = Limiter::new(clock.clone());
        Self {
            runtime: ArcSwap::from_pointee(runtime),
            limiter,
            recorder: Recorder { log, clock, ids, watch },
            kept: KeptVaults::default(),
        }
    }

    /// What is in force now.
    pub fn runtime(&self) -> Arc<Runtime> {
        self.runtime.load_full()
    }

    /// Puts something else in force; requests under way keep what they began with.
    pub fn replace(&self, runtime: Runtime) {
        self.runtime.store(Arc::new(runtime));
    }

    /// The limits of all tenants.
    pub fn limiter(&self) -> &Limiter {
        &self.limiter
    }

    /// The day, in UTC.
    pub(super) fn today(&self) -> jiff::civil::Date {
        self.recorder.clock.now().to_zoned(jiff::tz::TimeZone::UTC).date()
    }

    /// The time, as the pipeline sees it.
    pub fn clock(&self) -> &Arc<dyn Clock> {
        &self.recorder.clock
    }
}
