//! The thread that writes the log: everything that waits is written in one transaction.
//!
//! One commit costs a write to the disk; under load many requests share it.

use std::{collections::HashSet, thread::JoinHandle, time::Duration};

use rusqlite::{Connection, params};
use tokio::sync::{mpsc, oneshot};

use super::log::as_json;
use crate::{
    disclosure::{Entry, LogError, Salt},
    domain::{EntryId, TenantId},
};

/// Most rows of one transaction.
const MOST: usize = 512;

/// How long to wait for more, where more than one wait already: a write to the disk costs as much for one row as
/// for a hundred. A request that comes alone does not wait.
const GATHER: Duration = Duration::from_millis(4);

/// Something to write.
pub(super) enum Write {
    /// A row of the journal. Most are never written, so its JSON is not made before it is.
    Begin(Box<Entry>),
    /// An entry; its row of the journal goes.
    End { id: EntryId, tenant: TenantId, outcome: &'static str, body: String, salt: Salt },
}

/// A write and who waits for it.
pub(super) type Job = (Write, oneshot::Sender<Result<(), LogError>>);

/// The thread and the way to it.
pub(super) struct Writer {
    jobs: Option<mpsc::UnboundedSender<Job>>,
    thread: Option<JoinHandle<()>>,
}

impl Writer {
    pub(super) fn start(connection: Connection) -> std::io::Result<Self> {
        let (jobs, queue) = mpsc::unbounded_channel();
        let thread =
            std::thread::Builder::new().name("log".to_owned()).spawn(move || run(connection, queue))?;
        Ok(Self { jobs: Some(jobs), thread: Some(thread) })
    }

    /// Hands a write over; what comes back says when it is on disk.
    pub(super) fn write(&self, write: Write) -> oneshot::Receiver<Result<(), LogError>> {
        let (done, written) = oneshot::channel();
        if let Some(jobs) = &self.jobs {
            // A thread that is gone drops the sender, and the receiver says so.
            let _gone = jobs.send((write, done));
        }
        written
    }
}

impl Drop for Writer {
    /// Waits until everything handed over is written.
    fn drop(&mut self) {
        self.jobs = None;
        if let Some(thread) = self.thread.take() {
            let _panicked = thread.join();
        }
    }
}

fn run(connection: Connection, mut queue: mpsc::UnboundedReceiver<Job>) {
    let mut database = Database { connection, under_way: HashSet::new() };
    let mut batch = Vec::with_capacity(MOST);
    let mut is_busy = false;
    while let Some(first) = queue.blocking_recv() {
        batch.push(first);
        if is_busy {
            std::thread::sleep(GATHER);
        }
        while batch.len() < MOST
            && let Ok(next) = queue.try_recv()
        {
            batch.push(next);
        }
        // A request alone may leave two rows.
        is_busy = batch.len() > 2;
        let result = database.write_all(&batch).map_err(|error| LogError(error.to_string()));
        if let Err(error) = &result {
            tracing::error!(%error, "the disclosure log cannot be written");
        }
        for (_, done) in batch.drain(..) {
            let _nobody_waits = done.send(result.clone());
        }
    }
}

/// The database, and which requests have a row in its journal: nearly all end in the batch in which they begin and
/// have none to delete. What a crash left is not among them and is [recovered](super::SqliteLog::recover).
struct Database {
    connection: Connection,
    under_way: HashSet<EntryId>,
}

impl Database {
    fn write_all(&mut self, batch: &[Job]) -> rusqlite::Result<()> {
        // A request that begins and ends in one batch needs no trace of having been under way.
        let ended: HashSet<&EntryId> = batch
            .iter()
            .filter_map(|(write, _)| if let Write::End { id, .. } = write { Some(id) } else { None })
            .collect();
        let mut begun = Vec::new();
        let transaction =
            self.connection.transaction_with_behavior(rusqlite::TransactionBehavior::Immediate)?;
        for (write, _) in batch {
            match write {
                Write::Begin(entry) if ended.contains(&entry.id) => {}
                Write::Begin(entry) => {
                    transaction
                        .prepare_cached("INSERT INTO journal (id, tenant, body) VALUES (?1, ?2, ?3)")?
                        .execute(params![entry.id.as_str(), entry.tenant.as_str(), as_json(entry)])?;
                    begun.push(entry.id.clone());
                }
                Write::End { id, tenant, outcome, body, salt } => {
                    transaction
                        .prepare_cached(
                            "INSERT INTO entries (id, tenant, outcome, body) VALUES (?1, ?2, ?3, ?4)",
                        )?
                        .execute(params![id.as_str(), tenant.as_str(), outcome, body])?;
                    transaction
                        .prepare_cached("INSERT INTO salts (seq, salt) VALUES (?1, ?2)")?
                        .execute(params![transaction.last_insert_rowid(), salt.bytes().as_slice()])?;
                    if self.under_way.contains(id) {
                        transaction
                            .prepare_cached("DELETE FROM journal WHERE id = ?1")?
                            .execute(params![id.as_str()])?;
                    }
                }
            }
        }
        transaction.commit()?;
        // Only now: what is rolled back has not happened.
        self.under_way.extend(begun);
        for (write, _) in batch {
            if let Write::End { id, .. } = write {
                self.under_way.remove(id);
            }
        }
        Ok(())
    }
}
