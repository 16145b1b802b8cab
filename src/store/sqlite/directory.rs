//! Keys and people in SQLite.

use std::{
    path::Path,
    sync::{Mutex, PoisonError},
};

use jiff::Timestamp;
use rusqlite::{Connection, Row, params};

use super::connect;
use crate::{
    accounts::{Directory, DirectoryError, StoredKey, StoredUser},
    domain::{Role, TenantId},
    store::StoreError,
};

/// Reads and writes through one connection; all of it is rare.
pub struct SqliteDirectory {
    connection: Mutex<Connection>,
}

impl SqliteDirectory {
    pub(in crate::store) fn open(path: &Path) -> Result<Self, StoreError> {
        let database = |source| StoreError::Database { path: path.display().to_string(), source };
        Ok(Self { connection: Mutex::new(connect(path).map_err(database)?) })
    }

    fn with<T>(&self, act: impl FnOnce(&Connection) -> rusqlite::Result<T>) -> Result<T, DirectoryError> {
        let connection = self.connection.lock().unwrap_or_else(PoisonError::into_inner);
        act(&connection).map_err(|error| DirectoryError(Box::new(error)))
    }
}

fn time(text: &str) -> Timestamp {
    text.parse().unwrap_or_default()
}

fn key(row: &Row<'_>) -> rusqlite::Result<StoredKey> {
    let revoked: Option<String> = row.get(4)?;
    Ok(StoredKey {
        sha256: row.get(0)?,
        tenant: TenantId::new(row.get::<_, String>(1)?),
        name: row.get(2)?,
        created: time(&row.get::<_, String>(3)?),
        revoked: revoked.as_deref().map(time),
    })
}

fn user(row: &Row<'_>) -> rusqlite::Result<StoredUser> {
    let role: String = row.get(2)?;
    let known = Role::parse(&role);
    Ok(StoredUser {
        name: row.get(0)?,
        tenant: TenantId::new(row.get::<_, String>(1)?),
        // A role that this program does not know opens nothing.
        role: known.unwrap_or(Role::Copywriter),
        password: row.get(3)?,
        disabled: row.get::<_, bool>(4)? || known.is_none(),
    })
}

impl Directory for SqliteDirectory {
    fn keys(&self) -> Result<Vec<StoredKey>, DirectoryError> {
        self.with(|connection| {
            let mut statement = connection.prepare_cached(
                "SELECT sha256, tenant, name, created, revoked FROM api_keys ORDER BY tenant, created",
            )?;
            statement.query_map([], key)?.collect()
        })
    }

    fn add_key(&self, key: &StoredKey) -> Result<(), DirectoryError> {
        self.with(|connection| {
            let sql = "INSERT INTO api_keys (sha256, tenant, name, created) VALUES (?1, ?2, ?3, ?4)";
            let created = key.created.to_string();
            connection
                .execute(sql, params![key.sha256.as_slice(), key.tenant.as_str(), key.name, created])
                .map(|_| ())
        })
    }

    fn revoke_key(&self, tenant: &TenantId, name: &str, at: Timestamp) -> Result<usize, DirectoryError> {
        self.with(|connection| {
            let sql = "UPDATE api_keys SET revoked = ?3 WHERE tenant = ?1 AND name = ?2 AND revoked IS NULL";
            connection.execute(sql, params![tenant.as_str(), name, at.to_string()])
        })
    }

    fn users(&self) -> Result<Vec<StoredUser>, DirectoryError> {
        self.with(|connection| {
            let mut statement = connection.prepare_cached(
                "SELECT name, tenant, role, password, disabled FROM users ORDER BY tenant, name",
            )?;
            statement.query_map([], user)?.collect()
        })
    }

    fn put_user(&self, user: &StoredUser) -> Result<(), DirectoryError> {
        self.with(|connection| {
            let sql = "INSERT INTO users (name, tenant, role, password, disabled) VALUES (?1, ?2, ?3, ?4, ?5)
                       ON CONFLICT (name) DO UPDATE SET tenant = ?2, role = ?3, password = ?4, disabled = ?5";
            let values =
                params![user.name, user.tenant.as_str(), user.role.as_str(), user.password, user.disabled];
            connection.execute(sql, values).map(|_| ())
        })
    }

    fn version(&self) -> Result<i64, DirectoryError> {
        self.with(|connection| connection.pragma_query_value(None, "data_version", |row| row.get(0)))
    }
}
