//! Who may do what: API keys of programs, passwords and sessions of people.
//!
//! In go secrets as they were presented; out comes a [`Caller`](crate::domain::Caller) or nothing. Secrets are kept as hashes only
//! (keys and session tokens, which are random, as SHA-256; passwords with Argon2id) and compared in constant
//! time. What outlives the process stands behind the trait [`Directory`].

mod book;
mod directory;
mod key;
mod password;
mod people;
mod ring;
mod session;

pub use book::KeyBook;
pub use directory::{Directory, DirectoryError, StoredKey, StoredUser};
pub use key::{ApiKey, random_token};
pub use password::{hash as hash_password, verify as verify_password};
pub use people::People;
pub use ring::KeyRing;
use session::Sessions;
pub use session::{Session, SignInError};
