//! What is kept of keys, people and sessions.

use jiff::Timestamp;

use crate::domain::{Role, TenantId};

/// A key that was made with `candor keys create`.
#[derive(Debug, Clone)]
pub struct StoredKey {
    /// SHA-256 of the key.
    pub sha256: [u8; 32],
    /// Its tenant.
    pub tenant: TenantId,
    /// The operator's name for it.
    pub name: String,
    /// When it was made.
    pub created: Timestamp,
    /// When it was revoked.
    pub revoked: Option<Timestamp>,
}

/// A person who may sign in.
#[derive(Debug, Clone)]
pub struct StoredUser {
    /// The name to sign in with.
    pub name: String,
    /// The tenant.
    pub tenant: TenantId,
    /// What the person may do.
    pub role: Role,
    /// Argon2id hash of the password.
    pub password: String,
    /// May not sign in any more.
    pub disabled: bool,
}

/// What went wrong with the store of keys and people.
#[derive(Debug, thiserror::Error)]
#[error("keys and people cannot be read or written: {0}")]
pub struct DirectoryError(#[source] pub Box<dyn std::error::Error + Send + Sync>);

/// The store of keys and people. The methods block: not on an async thread.
pub trait Directory: Send + Sync {
    /// Every key, revoked ones too.
    ///
    /// # Errors
    /// When the store does not answer.
    fn keys(&self) -> Result<Vec<StoredKey>, DirectoryError>;
    /// Keeps a new key.
    ///
    /// # Errors
    /// When the store does not answer.
    fn add_key(&self, key: &StoredKey) -> Result<(), DirectoryError>;
    /// Revokes the keys of a tenant that have this name; says how many.
    ///
    /// # Errors
    /// When the store does not answer.
    fn revoke_key(&self, tenant: &TenantId, name: &str, at: Timestamp) -> Result<usize, DirectoryError>;
    /// Everybody.
    ///
    /// # Errors
    /// When the store does not answer.
    fn users(&self) -> Result<Vec<StoredUser>, DirectoryError>;
    /// Adds a person, or replaces the one of that name.
    ///
    /// # Errors
    /// When the store does not answer.
    fn put_user(&self, user: &StoredUser) -> Result<(), DirectoryError>;
    /// A number that changes whenever keys or people do, in any process.
    ///
    /// # Errors
    /// When the store does not answer.
    fn version(&self) -> Result<i64, DirectoryError>;
}
