//! Tokens a minute: a bucket that can be reserved from and given back to.

use std::{sync::Mutex, time::Duration};

use super::Count;

/// Fills evenly, a minute from empty to full; may be in debt when more was used than was reserved.
#[derive(Debug)]
pub(super) struct Bucket {
    per_minute: f64,
    state: Mutex<State>,
}

#[derive(Debug)]
struct State {
    /// What is there; below zero after an answer that was longer than expected.
    level: f64,
    /// When that was so.
    at: Duration,
}

#[expect(
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "token counts are far below 2^52 and never negative where they are cast back"
)]
impl Bucket {
    pub(super) fn full(per_minute: u64, now: Duration) -> Self {
        let per_minute = per_minute as f64;
        Self { per_minute, state: Mutex::new(State { level: per_minute, at: now }) }
    }

    /// Takes so many, or says how long it takes until they are there.
    pub(super) fn reserve(&self, tokens: u64, now: Duration) -> Result<(), Duration> {
        self.with(now, |state| {
            let missing = tokens as f64 - state.level;
            if missing <= 0.0 {
                state.level -= tokens as f64;
                return Ok(());
            }
            let wait = Duration::from_secs_f64(missing * 60.0 / self.per_minute);
            Err(wait.min(Duration::from_mins(1)))
        })
    }

    /// Puts the difference between what was reserved and what was used back, or takes it.
    pub(super) fn settle(&self, reserved: u64, used: u64, now: Duration) {
        self.with(now, |state| {
            state.level = (state.level + reserved as f64 - used as f64).min(self.per_minute);
        });
    }

    pub(super) fn count(&self, now: Duration) -> Count {
        self.with(now, |state| Count {
            limit: self.per_minute as u64,
            remaining: state.level.max(0.0) as u64,
            reset: Duration::from_secs_f64((self.per_minute - state.level) * 60.0 / self.per_minute),
        })
    }

    fn with<T>(&self, now: Duration, act: impl FnOnce(&mut State) -> T) -> T {
        // A panic while the lock is held cannot leave a level that makes no sense.
        let mut state = self.state.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        let passed = now.saturating_sub(state.at).as_secs_f64();
        state.level = (state.level + passed * self.per_minute / 60.0).min(self.per_minute);
        state.at = state.at.max(now);
        act(&mut state)
    }
}
