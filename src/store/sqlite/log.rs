//! The disclosure log in SQLite.

use std::{
    path::Path,
    sync::{Mutex, MutexGuard, PoisonError},
};

use rusqlite::{Connection, OptionalExtension, Row, params};

use super::{
    connect,
    writer::{Write, Writer},
};
use crate::{
    disclosure::{Entry, Log, LogError, LogFuture, Outcome, Query, Salt, Stored},
    domain::{EntryId, TenantId},
    store::StoreError,
};

/// Writes through one thread, reads through a connection of its own.
pub struct SqliteLog {
    writer: Writer,
    reader: Mutex<Connection>,
}

impl SqliteLog {
    pub(in crate::store) fn open(path: &Path) -> Result<Self, StoreError> {
        let database = |source| StoreError::Database { path: path.display().to_string(), source };
        let writer = Writer::start(connect(path).map_err(database)?);
        let writer = writer.map_err(|error| super::unusable(path, &error.to_string()))?;
        Ok(Self { writer, reader: Mutex::new(connect(path).map_err(database)?) })
    }

    /// Turns what a crash left in the journal into entries `interrupted`; says how many there were. Only
    /// for whoever holds the [`Lock`](super::Lock): another gateway's requests are still under way.
    ///
    /// # Errors
    /// When the database does not work.
    pub fn recover(&self) -> Result<usize, LogError> {
        let mut reader = self.reader();
        let moved = (|| {
            let transaction = reader.transaction()?;
            let left: Vec<(String, String, String)> = transaction
                .prepare("SELECT id, tenant, body FROM journal ORDER BY id")?
                .query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?
                .collect::<rusqlite::Result<_>>()?;
            let mut moved = 0;
            for (id, tenant, body) in &left {
                let outcome = Outcome::Interrupted.as_str();
                let body = with_outcome(body, outcome);
                // One that has its entry ended before the crash.
                moved += transaction.execute(
                    "INSERT INTO entries (id, tenant, outcome, body) VALUES (?1, ?2, ?3, ?4)
                     ON CONFLICT (id) DO NOTHING",
                    params![id, tenant, outcome, body],
                )?;
            }
            transaction.execute("DELETE FROM journal", [])?;
            transaction.commit()?;
            Ok(moved)
        })();
        moved.map_err(|error: rusqlite::Error| LogError(error.to_string()))
    }

    fn reader(&self) -> MutexGuard<'_, Connection> {
        self.reader.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn submit(&self, write: Write) -> LogFuture {
        let written = self.writer.write(write);
        Box::pin(async move {
            written.await.unwrap_or_else(|_| Err(LogError("its thread has stopped".to_owned())))
        })
    }
}

/// The body of a journal row with another outcome.
fn with_outcome(body: &str, outcome: &str) -> String {
    match serde_json::from_str::<serde_json::Value>(body) {
        Ok(mut entry) => {
            if let Some(entry) = entry.as_object_mut() {
                entry.insert("outcome".to_owned(), outcome.into());
            }
            entry.to_string()
        }
        Err(_) => body.to_owned(),
    }
}

pub(super) fn as_json(entry: &Entry) -> String {
    /// Most entries are shorter, in bytes.
    const LENGTH: usize = 1536;
    let mut json = Vec::with_capacity(LENGTH);
    // An entry has string keys and no floats: it always has a JSON form.
    let _infallible = serde_json::to_writer(&mut json, entry);
    String::from_utf8(json).unwrap_or_default()
}

fn stored(row: &Row<'_>) -> rusqlite::Result<Stored> {
    Ok(Stored { seq: row.get(0)?, body: row.get(1)? })
}

impl Log for SqliteLog {
    fn begin(&self, entry: &Entry) -> LogFuture {
        self.submit(Write::Begin(Box::new(entry.clone())))
    }

    fn end(&self, entry: &Entry, salt: Salt) -> LogFuture {
        self.submit(Write::End {
            id: entry.id.clone(),
            tenant: entry.tenant.clone(),
            outcome: entry.outcome.as_str(),
            body: as_json(entry),
            salt,
        })
    }

    fn list(&self, query: &Query) -> Result<Vec<Stored>, LogError> {
        let read = |reader: &Connection| {
            let before: i64 = match &query.after {
                Some(id) => reader
                    .prepare_cached("SELECT seq FROM entries WHERE id = ?1 AND tenant = ?2")?
                    .query_row(params![id.as_str(), query.tenant.as_str()], |row| row.get(0))
                    .optional()?
                    .unwrap_or(i64::MAX),
                None => i64::MAX,
            };
            let mut statement = reader.prepare_cached(
                "SELECT seq, body FROM entries WHERE tenant = ?1 AND seq < ?2
                   AND (?3 IS NULL OR outcome = ?3)
                   AND (?4 IS NULL OR EXISTS (SELECT 1 FROM json_each(body, '$.findings') WHERE json_extract(value, '$.rule') = ?4))
                 ORDER BY seq DESC LIMIT ?5",
            )?;
            let limit = i64::try_from(query.limit).unwrap_or(i64::MAX);
            let wanted = params![query.tenant.as_str(), before, query.outcome, query.rule, limit];
            statement.query_map(wanted, stored)?.collect::<rusqlite::Result<Vec<_>>>()
        };
        read(&self.reader()).map_err(|error: rusqlite::Error| LogError(error.to_string()))
    }

    fn get(&self, tenant: &TenantId, id: &EntryId) -> Result<Option<Stored>, LogError> {
        let read = |reader: &Connection| {
            reader
                .prepare_cached("SELECT seq, body FROM entries WHERE id = ?1 AND tenant = ?2")?
                .query_row(params![id.as_str(), tenant.as_str()], stored)
                .optional()
        };
        read(&self.reader()).map_err(|error: rusqlite::Error| LogError(error.to_string()))
    }
}
