//! SQLite: one file, write-ahead log, every commit on disk before it counts.

mod directory;
mod log;
mod writer;

use std::{fs::File, path::Path, time::Duration};

use rusqlite::Connection;

pub use directory::SqliteDirectory;
pub use log::SqliteLog;

use super::StoreError;

/// The steps that lead from an empty file to the present form, in order.
const MIGRATIONS: &[&str] = &[include_str!("../migrations/sqlite/0001.sql")];

/// Holds a data file for one gateway; free again when dropped.
#[derive(Debug)]
pub struct Lock(#[expect(dead_code, reason = "held, never read")] File);

impl Lock {
    /// Takes the lock beside the file.
    ///
    /// # Errors
    /// When another gateway holds it, or the folder cannot be written to.
    pub fn take(path: &Path) -> Result<Self, StoreError> {
        make_folder(path)?;
        let beside = path.with_extension("lock");
        let file = File::options().create(true).truncate(false).write(true).open(&beside);
        let file = file.map_err(|error| unusable(&beside, &error.to_string()))?;
        match file.try_lock() {
            Ok(()) => Ok(Self(file)),
            Err(std::fs::TryLockError::WouldBlock) => {
                Err(StoreError::InUse { path: path.display().to_string() })
            }
            Err(std::fs::TryLockError::Error(error)) => Err(unusable(&beside, &error.to_string())),
        }
    }
}

fn unusable(path: &Path, reason: &str) -> StoreError {
    StoreError::Unusable { path: path.display().to_string(), reason: reason.to_owned() }
}

fn make_folder(path: &Path) -> Result<(), StoreError> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    folder.map_or(Ok(()), |folder| {
        let mut builder = std::fs::DirBuilder::new();
        #[cfg(unix)]
        std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
        builder.recursive(true).create(folder).map_err(|error| unusable(folder, &error.to_string()))
    })
}

/// Makes the folder and brings the file to the present form.
pub(super) fn prepare(path: &Path) -> Result<(), StoreError> {
    make_folder(path)?;
    let database = |source| StoreError::Database { path: path.display().to_string(), source };
    let mut connection = connect(path).map_err(|error| unusable(path, &error.to_string()))?;
    let found: i64 =
        connection.pragma_query_value(None, "user_version", |row| row.get(0)).map_err(database)?;
    let known = i64::try_from(MIGRATIONS.len()).unwrap_or(i64::MAX);
    if found > known {
        return Err(StoreError::TooNew { path: path.display().to_string(), found, known });
    }
    let missing = MIGRATIONS.iter().skip(usize::try_from(found).unwrap_or_default());
    let transaction = connection.transaction().map_err(database)?;
    for migration in missing {
        transaction.execute_batch(migration).map_err(database)?;
    }
    transaction.pragma_update(None, "user_version", known).map_err(database)?;
    transaction.commit().map_err(database)
}

/// A connection whose commits are on disk (`synchronous = FULL`) when they return.
fn connect(path: &Path) -> rusqlite::Result<Connection> {
    let connection = Connection::open(path)?;
    connection.busy_timeout(Duration::from_secs(5))?;
    connection.pragma_update(None, "journal_mode", "WAL")?;
    connection.pragma_update(None, "synchronous", "FULL")?;
    connection.pragma_update(None, "secure_delete", true)?;
    connection.set_prepared_statement_cache_capacity(32);
    Ok(connection)
}
