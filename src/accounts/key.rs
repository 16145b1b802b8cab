//! API keys: `sk-candor-…`, shown once.

use crate::{config::Secret, domain::sha256};

/// A key that has just been made.
pub struct ApiKey {
    /// To be shown once and forgotten.
    pub secret: Secret,
    /// To be kept.
    pub sha256: [u8; 32],
}

impl ApiKey {
    /// A new key with 256 random bits.
    pub fn generate() -> Self {
        let secret = Secret::new(format!("sk-candor-{}", random_token()));
        let sha256 = sha256(secret.expose().as_bytes());
        Self { secret, sha256 }
    }
}

/// 256 random bits of the system, as hexadecimal digits.
pub fn random_token() -> String {
    hex::encode(rand::random::<[u8; 32]>())
}
