//! People who are signed in. Sessions live in memory: a restart signs everybody out.

use std::{
    collections::HashMap,
    num::NonZeroU32,
    sync::{Arc, Mutex, OnceLock},
    time::Duration,
};

use governor::{DefaultKeyedRateLimiter, Quota};
use subtle::ConstantTimeEq;

use super::{StoredUser, random_token};
use crate::domain::{Caller, Clock, sha256};

/// How long a session lasts without use.
const IDLE: Duration = Duration::from_hours(8);
/// Sessions kept at once; beyond that the oldest end.
const MOST: usize = 10_000;

/// Somebody who is signed in.
#[derive(Debug, Clone)]
pub struct Session {
    /// Who.
    pub caller: Caller,
    /// To be sent with every form, so that no other site can send one.
    pub form_token: String,
    seen: Duration,
}

impl Session {
    /// True when a form carries this session's token.
    pub fn allows_form(&self, token: &str) -> bool {
        self.form_token.as_bytes().ct_eq(token.as_bytes()).into()
    }
}

/// Why nobody was signed in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum SignInError {
    /// No such name, or another password; which of the two is not said.
    #[error("name or password is wrong")]
    Wrong,
    /// Too many tries.
    #[error("too many tries; wait a minute")]
    TooMany,
    /// The directory does not answer.
    #[error("nobody can sign in right now")]
    Unavailable,
}

/// All sessions.
pub(super) struct Sessions {
    clock: Arc<dyn Clock>,
    open: Mutex<HashMap<[u8; 32], Session>>,
    tries: DefaultKeyedRateLimiter<String>,
    /// Checked when nobody has the name, so that a name cannot be guessed by the time an answer takes.
    decoy: OnceLock<String>,
}

impl Sessions {
    /// Without any session yet.
    pub(super) fn new(clock: Arc<dyn Clock>) -> Self {
        let five = NonZeroU32::new(5).unwrap_or(NonZeroU32::MIN);
        Self {
            clock,
            open: Mutex::default(),
            tries: DefaultKeyedRateLimiter::keyed(Quota::per_minute(five)),
            decoy: OnceLock::new(),
        }
    }

    /// Checks name and password. Blocks for tens of milliseconds: not on an async thread.
    ///
    /// # Errors
    /// When they are wrong, or were wrong too often.
    pub(super) fn sign_in(
        &self,
        users: &[StoredUser],
        name: &str,
        password: &str,
    ) -> Result<String, SignInError> {
        self.tries.check_key(&name.to_owned()).map_err(|_| SignInError::TooMany)?;
        let user = users.iter().find(|user| user.name == name && !user.disabled);
        let decoy = || self.decoy.get_or_init(|| super::hash_password(&random_token()).unwrap_or_default());
        let hash = user.map_or_else(decoy, |user| &user.password);
        let is_right = super::verify_password(password, hash);
        let user = user.filter(|_| is_right).ok_or(SignInError::Wrong)?;
        let caller =
            Caller { tenant: user.tenant.clone(), actor: user.name.as_str().into(), role: user.role };
        Ok(self.open(caller))
    }

    fn open(&self, caller: Caller) -> String {
        let token = random_token();
        let session = Session { caller, form_token: random_token(), seen: self.clock.elapsed() };
        let mut open = self.lock();
        if open.len() >= MOST
            && let Some(oldest) = open.iter().min_by_key(|(_, session)| session.seen).map(|(key, _)| *key)
        {
            open.remove(&oldest);
        }
        open.insert(sha256(token.as_bytes()), session);
        token
    }

    /// Whoever holds this token.
    pub(super) fn find(&self, token: &str) -> Option<Session> {
        let now = self.clock.elapsed();
        let mut open = self.lock();
        let session = open.get_mut(&sha256(token.as_bytes()))?;
        if now.saturating_sub(session.seen) > IDLE {
            return None;
        }
        session.seen = now;
        Some(session.clone())
    }

    /// Ends a session.
    pub(super) fn end(&self, token: &str) {
        self.lock().remove(&sha256(token.as_bytes()));
    }

    /// Ends every session of somebody who may not sign in any more or has another role now.
    pub(super) fn keep_only(&self, users: &[StoredUser]) {
        let may_stay = |caller: &Caller| {
            let is_same = |user: &StoredUser| {
                user.name == *caller.actor
                    && user.role == caller.role
                    && user.tenant == caller.tenant
                    && !user.disabled
            };
            users.iter().any(is_same)
        };
        self.lock().retain(|_, session| may_stay(&session.caller));
    }

    /// Forgets sessions that ended and names that were tried long ago.
    pub(super) fn sweep(&self) {
        let now = self.clock.elapsed();
        self.lock().retain(|_, session| now.saturating_sub(session.seen) <= IDLE);
        self.tries.retain_recent();
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, HashMap<[u8; 32], Session>> {
        self.open.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
    }
}
