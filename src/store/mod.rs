//! What outlives the process: the disclosure log, keys and people, in SQLite.
//!
//! [`open`] gives the handles that the rest of the program knows only by their traits.

mod sqlite;

use std::{path::Path, sync::Arc};

pub use sqlite::{Lock, SqliteDirectory, SqliteLog};

/// What went wrong with the store, with what to do about it.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The folder or file cannot be used.
    #[error(
        "{path} cannot be used as the data folder or file: {reason}. Choose another with --data or [store] url, or make it writable."
    )]
    Unusable {
        /// The path.
        path: String,
        /// Why.
        reason: String,
    },
    /// Another gateway works on the same file.
    #[error("another candor is running on {path}. Stop it, or choose another data folder with --data.")]
    InUse {
        /// The path.
        path: String,
    },
    /// Made by a later version.
    #[error(
        "{path} was made by a later version of candor (schema {found}, known up to {known}). Use that version."
    )]
    TooNew {
        /// The path.
        path: String,
        /// Its version.
        found: i64,
        /// What this program knows.
        known: i64,
    },
    /// SQLite says no.
    #[error("the database {path} does not work: {source}")]
    Database {
        /// The path.
        path: String,
        /// Why.
        source: rusqlite::Error,
    },
}

/// The handles of an open store.
pub struct Store {
    /// The disclosure log.
    pub log: Arc<SqliteLog>,
    /// Keys and people.
    pub directory: Arc<SqliteDirectory>,
}

/// Opens the store, makes it where there is none.
///
/// # Errors
/// Says what to do about it.
pub fn open(path: &Path) -> Result<Store, StoreError> {
    sqlite::prepare(path)?;
    let log = Arc::new(SqliteLog::open(path)?);
    let directory = Arc::new(SqliteDirectory::open(path)?);
    Ok(Store { log, directory })
}
