//! All limits of all tenants, in this process.

use std::{
    collections::HashMap,
    num::NonZeroU32,
    sync::{Arc, RwLock},
    time::Duration,
};

use governor::{
    Quota, RateLimiter,
    middleware::StateInformationMiddleware,
    state::{InMemoryState, NotKeyed},
};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use super::{Count, Limit, OverLimit, Standing, bucket::Bucket};
use crate::{
    config::Tenant,
    domain::{Clock, TenantId},
};

/// Counts what tenants ask for. The number of tenants is bounded by the configuration, so nothing grows.
pub struct Limiter {
    clock: Arc<dyn Clock>,
    tenants: RwLock<HashMap<TenantId, Arc<Counters>>>,
}

type Requests = RateLimiter<NotKeyed, InMemoryState, Ticks, StateInformationMiddleware>;

struct Counters {
    written: Written,
    requests: Requests,
    tokens: Bucket,
    places: Arc<Semaphore>,
}

/// The limits as configured; counters start anew only when these change.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Written {
    requests_per_minute: u32,
    tokens_per_minute: u64,
    max_concurrent: usize,
}

/// `domain::Clock` for `governor`.
#[derive(Clone)]
struct Ticks(Arc<dyn Clock>);

impl governor::clock::Clock for Ticks {
    type Instant = Duration;

    fn now(&self) -> Duration {
        self.0.elapsed()
    }
}

impl Limiter {
    /// Without any tenant yet.
    pub fn new(clock: Arc<dyn Clock>) -> Self {
        Self { clock, tenants: RwLock::default() }
    }

    /// Takes a place and reserves so many tokens.
    ///
    /// # Errors
    /// When a limit is reached; nothing has been taken then.
    pub fn admit(&self, tenant: &Tenant, tokens: u64) -> Result<Admission, OverLimit> {
        let counters = self.counters(tenant);
        let now = self.clock.elapsed();
        let over = |limit, retry_after| OverLimit { limit, retry_after, standing: counters.standing(now) };
        let place = counters.places.clone().try_acquire_owned();
        let place = place.map_err(|_| over(Limit::Concurrency, Duration::from_secs(1)))?;
        counters.tokens.reserve(tokens, now).map_err(|wait| over(Limit::Tokens, wait))?;
        // Last, because a request once counted cannot be given back.
        let requests = counters.requests.check().map_err(|until| {
            counters.tokens.settle(tokens, 0, now);
            over(Limit::Requests, until.wait_time_from(now))
        })?;
        let remaining = u64::from(requests.remaining_burst_capacity());
        let standing = counters.standing_with(remaining, now);
        Ok(Admission {
            standing,
            reserved: tokens,
            charge: 0,
            counters,
            clock: self.clock.clone(),
            _place: place,
        })
    }

    fn counters(&self, tenant: &Tenant) -> Arc<Counters> {
        let written = Written {
            requests_per_minute: tenant.requests_per_minute,
            tokens_per_minute: tenant.tokens_per_minute,
            max_concurrent: tenant.max_concurrent,
        };
        let known =
            self.tenants.read().unwrap_or_else(std::sync::PoisonError::into_inner).get(&tenant.id).cloned();
        if let Some(counters) = known.filter(|counters| counters.written == written) {
            return counters;
        }
        let mut tenants = self.tenants.write().unwrap_or_else(std::sync::PoisonError::into_inner);
        let fresh = || Arc::new(Counters::new(written, self.clock.clone()));
        let counters = tenants.entry(tenant.id.clone()).or_insert_with(fresh);
        if counters.written != written {
            *counters = fresh();
        }
        counters.clone()
    }

    /// How many requests of a tenant are under way.
    pub fn under_way(&self, tenant: &Tenant) -> usize {
        let counters = self.counters(tenant);
        counters.written.max_concurrent.saturating_sub(counters.places.available_permits())
    }
}

impl Counters {
    fn new(written: Written, clock: Arc<dyn Clock>) -> Self {
        let per_minute = NonZeroU32::new(written.requests_per_minute).unwrap_or(NonZeroU32::MIN);
        let tokens = Bucket::full(written.tokens_per_minute, clock.elapsed());
        let requests = RateLimiter::direct_with_clock(Quota::per_minute(per_minute), Ticks(clock));
        Self {
            written,
            requests: requests.with_middleware(),
            tokens,
            places: Arc::new(Semaphore::new(written.max_concurrent)),
        }
    }

    /// For a request that was refused; `governor` tells what is left only when it admits.
    fn standing(&self, now: Duration) -> Standing {
        self.standing_with(0, now)
    }

    fn standing_with(&self, remaining: u64, now: Duration) -> Standing {
        let limit = u64::from(self.written.requests_per_minute);
        let missing = limit.saturating_sub(remaining);
        let reset = Duration::from_millis(missing * 60_000 / limit.max(1));
        Standing { requests: Count { limit, remaining, reset }, tokens: self.tokens.count(now) }
    }
}

/// A request that was let in. Its place is free again when this is dropped.
pub struct Admission {
    standing: Standing,
    reserved: u64,
    charge: u64,
    counters: Arc<Counters>,
    clock: Arc<dyn Clock>,
    _place: OwnedSemaphorePermit,
}

impl Admission {
    /// How the limits stood when it was let in.
    pub fn standing(&self) -> Standing {
        self.standing
    }

    /// What the request costs as far as is known; the rest of what was reserved is given back at the end.
    pub fn charge(&mut self, tokens: u64) {
        self.charge = tokens;
    }
}

impl Drop for Admission {
    fn drop(&mut self) {
        self.counters.tokens.settle(self.reserved, self.charge, self.clock.elapsed());
    }
}
