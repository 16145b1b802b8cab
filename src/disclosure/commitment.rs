//! Commitments to content that is not kept.
//!
//! `HMAC-SHA256(salt, content)` (RFC 2104): whoever holds content and salt can show that an entry is about
//! exactly this content; whoever has the entry alone learns nothing, and once the salt is destroyed nobody
//! learns anything.

use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;
use zeroize::Zeroizing;

/// 256 random bits, kept beside the entries and destroyed to erase.
#[derive(Clone)]
pub struct Salt(Zeroizing<[u8; 32]>);

impl Salt {
    /// A fresh one.
    pub fn random() -> Self {
        Self(Zeroizing::new(rand::random()))
    }

    /// The bits, for the store.
    pub fn bytes(&self) -> &[u8; 32] {
        &self.0
    }
}

/// A commitment that is being computed.
#[derive(Clone)]
pub struct Commitment(Hmac<Sha256>);

impl Commitment {
    /// To nothing yet.
    pub fn new(salt: &Salt) -> Self {
        // A key shorter than a block is filled up with zeros (RFC 2104, section 2).
        let mut block = [0; 64];
        let (key, _) = block.split_at_mut(salt.bytes().len());
        key.copy_from_slice(salt.bytes());
        Self(Hmac::new(&block.into()))
    }

    /// To these bytes.
    pub fn to(salt: &Salt, content: &[u8]) -> String {
        let mut commitment = Self::new(salt);
        commitment.add(content);
        commitment.hex()
    }

    /// Adds content.
    pub fn add(&mut self, content: &[u8]) {
        self.0.update(content);
    }

    /// As hexadecimal digits.
    pub fn hex(self) -> String {
        hex::encode(self.0.finalize().into_bytes())
    }
}
