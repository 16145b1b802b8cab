//! People who sign in to the pages.

use std::sync::{
    Arc, OnceLock,
    atomic::{AtomicBool, Ordering},
};

use super::{Directory, DirectoryError, Session, Sessions, SignInError, StoredUser};
use crate::{
    config::{DEMO_TENANT, Secret},
    domain::{Clock, Role, TenantId},
};

/// The name that the demo password belongs to.
const DEMO_USER: &str = "demo";

/// Everybody who may sign in, and who is signed in.
pub struct People {
    directory: Arc<dyn Directory>,
    sessions: Sessions,
    demo: Option<Demo>,
}

struct Demo {
    password: Secret,
    /// Its tenant is configured away while others are.
    is_open: AtomicBool,
    /// Hashed when somebody first signs in: it takes longer than the whole start.
    hash: OnceLock<String>,
}

impl People {
    /// Those of a directory, and the user `demo` while the tenant of that name exists.
    pub fn new(directory: Arc<dyn Directory>, clock: Arc<dyn Clock>, demo_password: Option<Secret>) -> Self {
        let demo = demo_password.map(|password| Demo {
            password,
            is_open: AtomicBool::new(true),
            hash: OnceLock::new(),
        });
        Self { directory, sessions: Sessions::new(clock), demo }
    }

    /// Checks name and password and opens a session; returns its token. Blocks for tens of milliseconds: not on
    /// an async thread.
    ///
    /// # Errors
    /// When they are wrong, were wrong too often, or the directory does not answer.
    pub fn sign_in(&self, name: &str, password: &str) -> Result<String, SignInError> {
        let users = self.everybody(true).map_err(|_| SignInError::Unavailable)?;
        self.sessions.sign_in(&users, name, password)
    }

    /// Opens or closes the door for the user `demo`.
    pub fn open_demo(&self, is_open: bool) {
        if let Some(demo) = &self.demo {
            demo.is_open.store(is_open, Ordering::Relaxed);
        }
    }

    /// Whoever holds this token.
    pub fn find(&self, token: &str) -> Option<Session> {
        self.sessions.find(token)
    }

    /// Ends a session.
    pub fn sign_out(&self, token: &str) {
        self.sessions.end(token);
    }

    /// Ends the sessions of those who may not sign in any more. Blocks: not on an async thread.
    ///
    /// # Errors
    /// When the directory does not answer.
    pub fn refresh(&self) -> Result<(), DirectoryError> {
        self.sessions.keep_only(&self.everybody(false)?);
        Ok(())
    }

    /// Forgets sessions that are over.
    pub fn sweep(&self) {
        self.sessions.sweep();
    }

    fn everybody(&self, with_password: bool) -> Result<Vec<StoredUser>, DirectoryError> {
        let mut users = self.directory.users()?;
        let demo = self.demo.as_ref().filter(|demo| demo.is_open.load(Ordering::Relaxed));
        if let Some(Demo { password, hash, .. }) = demo {
            let hash =
                || hash.get_or_init(|| super::hash_password(password.expose()).unwrap_or_default()).clone();
            users.push(StoredUser {
                name: DEMO_USER.to_owned(),
                tenant: TenantId::new(DEMO_TENANT),
                // May see every page.
                role: Role::Compliance,
                password: if with_password { hash() } else { String::new() },
                disabled: false,
            });
        }
        Ok(users)
    }
}
