//! Passwords: Argon2id (RFC 9106) with the crate's recommended parameters. Both functions take tens of
//! milliseconds on purpose: not on an async thread.

use argon2::{Argon2, PasswordHasher, PasswordVerifier, password_hash::phc::PasswordHash};

/// The hash of a password, with its salt and parameters.
///
/// # Errors
/// When the system has no random numbers.
pub fn hash(password: &str) -> Result<String, argon2::password_hash::Error> {
    Argon2::default().hash_password(password.as_bytes()).map(|hash| hash.to_string())
}

/// True when the password belongs to the hash; compared in constant time.
pub fn verify(password: &str, hash: &str) -> bool {
    PasswordHash::new(hash)
        .is_ok_and(|hash| Argon2::default().verify_password(password.as_bytes(), &hash).is_ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_password_opens_its_own_hash_only() {
        let kept = hash("correct horse").unwrap();
        assert!(kept.starts_with("$argon2id$"));
        assert!(verify("correct horse", &kept) && !verify("wrong horse", &kept) && !verify("", "nonsense"));
    }
}
