//! Which key belongs to whom.

use std::{collections::HashMap, sync::Arc};

use subtle::ConstantTimeEq;

use crate::domain::{Caller, Role, TenantId, sha256};

/// All keys in force, by hash. Never changed; a new one takes its place.
#[derive(Debug, Default, Clone)]
pub struct KeyRing {
    /// First eight bytes of the hash → the keys that start so. That much of a hash is no secret: it
    /// cannot be steered towards a key.
    keys: HashMap<u64, Vec<Key>>,
}

#[derive(Debug, Clone)]
struct Key {
    sha256: [u8; 32],
    tenant: TenantId,
    name: Arc<str>,
}

impl KeyRing {
    /// Adds a key.
    pub fn add(&mut self, sha256: [u8; 32], tenant: TenantId, name: Arc<str>) {
        self.keys.entry(shelf(&sha256)).or_default().push(Key { sha256, tenant, name });
    }

    /// Whoever the presented key belongs to; the hashes are compared in constant time.
    pub fn find(&self, presented: &str) -> Option<Caller> {
        let hash = sha256(presented.as_bytes());
        let key = self.keys.get(&shelf(&hash))?.iter().find(|key| bool::from(key.sha256.ct_eq(&hash)))?;
        Some(Caller { tenant: key.tenant.clone(), actor: key.name.clone(), role: Role::Tool })
    }
}

fn shelf(hash: &[u8; 32]) -> u64 {
    hash.first_chunk().map_or(0, |first| u64::from_be_bytes(*first))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_finds_its_tenant_and_no_other() {
        let mut ring = KeyRing::default();
        ring.add(sha256(b"sk-candor-a"), TenantId::new("acme"), "crm".into());
        ring.add(sha256(b"sk-candor-b"), TenantId::new("other"), "cms".into());
        assert_eq!(ring.find("sk-candor-a").unwrap().tenant.as_str(), "acme");
        assert_eq!(ring.find("sk-candor-b").unwrap().actor.as_ref(), "cms");
        assert!(ring.find("sk-candor-c").is_none() && ring.find("").is_none());
    }
}
