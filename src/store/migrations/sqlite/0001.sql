-- Entries of the disclosure log, in order.
CREATE TABLE entries (
    seq     INTEGER PRIMARY KEY AUTOINCREMENT,
    id      TEXT NOT NULL UNIQUE,
    tenant  TEXT NOT NULL,
    outcome TEXT NOT NULL,
    body    TEXT NOT NULL
) STRICT;
CREATE INDEX entries_of_tenant ON entries (tenant, seq);

-- The salts of their commitments: destroying one erases what its entry commits to.
CREATE TABLE salts (
    seq  INTEGER PRIMARY KEY,
    salt BLOB NOT NULL
) STRICT;

-- Requests under way. A row left here by a crash becomes an entry `interrupted` at the next start.
CREATE TABLE journal (
    id     TEXT PRIMARY KEY,
    tenant TEXT NOT NULL,
    body   TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- Keys made with `candor keys create`: hashes only.
CREATE TABLE api_keys (
    sha256  BLOB PRIMARY KEY,
    tenant  TEXT NOT NULL,
    name    TEXT NOT NULL,
    created TEXT NOT NULL,
    revoked TEXT
) STRICT, WITHOUT ROWID;

-- People who may sign in: password hashes only.
CREATE TABLE users (
    name     TEXT PRIMARY KEY,
    tenant   TEXT NOT NULL,
    role     TEXT NOT NULL,
    password TEXT NOT NULL,
    disabled INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;
