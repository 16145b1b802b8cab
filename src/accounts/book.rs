//! All keys in force: those of the configuration and those of the directory, kept up to date.

use std::sync::{
    Arc,
    atomic::{AtomicI64, Ordering},
};

use arc_swap::ArcSwap;

use super::{Directory, DirectoryError, KeyRing};
use crate::{
    config::Tenant,
    domain::{Caller, TenantId},
};

/// A key of the configuration.
type Configured = Vec<([u8; 32], TenantId, Arc<str>)>;

/// Answers whose a key is.
pub struct KeyBook {
    directory: Arc<dyn Directory>,
    configured: ArcSwap<Configured>,
    ring: ArcSwap<KeyRing>,
    /// The directory's version that the ring was made from.
    seen: AtomicI64,
}

impl KeyBook {
    /// Over a directory, with no configured keys yet.
    pub fn new(directory: Arc<dyn Directory>) -> Self {
        Self { directory, configured: ArcSwap::default(), ring: ArcSwap::default(), seen: AtomicI64::new(-1) }
    }

    /// Takes over the keys of a configuration, and `more` that stand in none. Blocks: not on an async thread.
    ///
    /// # Errors
    /// When the directory does not answer; the keys before stay in force.
    pub fn configure(
        &self,
        tenants: &[Tenant],
        more: &[([u8; 32], TenantId, Arc<str>)],
    ) -> Result<(), DirectoryError> {
        let of = |tenant: &Tenant| {
            let id = tenant.id.clone();
            tenant.keys.iter().map(move |key| (key.sha256, id.clone(), key.name.clone())).collect::<Vec<_>>()
        };
        let configured: Configured = tenants.iter().flat_map(of).chain(more.iter().cloned()).collect();
        self.configured.store(Arc::new(configured));
        self.read_directory()
    }

    /// Reads the directory anew when it has changed. Blocks: not on an async thread.
    ///
    /// # Errors
    /// When the directory does not answer; the keys before stay in force.
    pub fn refresh(&self) -> Result<bool, DirectoryError> {
        let version = self.directory.version()?;
        if self.seen.swap(version, Ordering::Relaxed) == version {
            return Ok(false);
        }
        self.read_directory().map(|()| true)
    }

    fn read_directory(&self) -> Result<(), DirectoryError> {
        let mut ring = KeyRing::default();
        for (sha256, tenant, name) in self.configured.load().iter() {
            ring.add(*sha256, tenant.clone(), name.clone());
        }
        for key in self.directory.keys()?.into_iter().filter(|key| key.revoked.is_none()) {
            ring.add(key.sha256, key.tenant, key.name.into());
        }
        self.ring.store(Arc::new(ring));
        Ok(())
    }

    /// Whose key this is. One that is not known may have been made a moment ago, so the directory is asked
    /// before it is refused.
    pub async fn find(self: &Arc<Self>, presented: &str) -> Option<Caller> {
        if let Some(caller) = self.ring.load().find(presented) {
            return Some(caller);
        }
        let book = self.clone();
        let refreshed = tokio::task::spawn_blocking(move || book.refresh()).await;
        let has_changed = matches!(refreshed, Ok(Ok(true)));
        if has_changed { self.ring.load().find(presented) } else { None }
    }
}
