//! Vaults of calls that go through another gateway: its request and its answer come apart, and what was taken out of
//! the one is put back into the other.
//!
//! They are kept in memory for a few minutes, by tenant and call, and wiped when they are dropped.

use std::{
    collections::{HashMap, VecDeque},
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use crate::{
    domain::{TenantId, sha256},
    privacy::Vault,
};

/// How long an answer may take.
const LONGEST: Duration = Duration::from_mins(10);
/// Calls that are under way at the same time, at the most; the oldest are forgotten first.
const MOST: usize = 10_000;

type Call = [u8; 32];

/// The vaults that are kept.
#[derive(Default)]
pub(in crate::pipeline) struct KeptVaults(Mutex<Kept>);

#[derive(Default)]
struct Kept {
    by_call: HashMap<Call, Arc<Vault>>,
    /// In the order in which they came, each with its end on the pipeline's clock.
    ends: VecDeque<(Duration, Call)>,
}

fn call(tenant: &TenantId, id: &str) -> Call {
    sha256(format!("{}\n{tenant}\n{id}", tenant.as_str().len()).as_bytes())
}

impl KeptVaults {
    /// Keeps the vault of a call.
    pub(super) fn keep(&self, tenant: &TenantId, id: &str, vault: Vault, now: Duration) {
        let call = call(tenant, id);
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        while kept.ends.front().is_some_and(|(end, _)| *end <= now) || kept.ends.len() >= MOST {
            let Some((_, gone)) = kept.ends.pop_front() else { break };
            // A call that came again later has another end.
            if !kept.ends.iter().any(|(_, later)| *later == gone) {
                kept.by_call.remove(&gone);
            }
        }
        kept.ends.push_back((now.saturating_add(LONGEST), call));
        kept.by_call.insert(call, Arc::new(vault));
    }

    /// Takes out the vault of a call that goes on; nobody else reads it at the moment.
    pub(in crate::pipeline) fn take(&self, tenant: &TenantId, id: &str, now: Duration) -> Option<Vault> {
        let call = call(tenant, id);
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let is_free = kept.is_alive(&call, now)
            && kept.by_call.get(&call).is_some_and(|vault| Arc::strong_count(vault) == 1);
        if is_free { kept.by_call.remove(&call).and_then(Arc::into_inner) } else { None }
    }

    /// The vault of a call; an empty one where none is known.
    pub(super) fn of(&self, tenant: &TenantId, id: &str, now: Duration) -> Arc<Vault> {
        let call = call(tenant, id);
        let kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let vault = kept.by_call.get(&call).filter(|_| kept.is_alive(&call, now));
        vault.cloned().unwrap_or_default()
    }
}

impl Kept {
    fn is_alive(&self, call: &Call, now: Duration) -> bool {
        self.ends.iter().rev().find(|(_, known)| known == call).is_some_and(|(end, _)| *end > now)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn vault(value: &str) -> Vault {
        let mut vault = Vault::default();
        vault.placeholder(&"PERSON".into(), value);
        vault
    }

    #[test]
    fn a_vault_is_found_by_its_tenant_and_call_until_its_time_is_over() {
        let kept = KeptVaults::default();
        let (acme, other) = (TenantId::new("acme"), TenantId::new("other"));
        kept.keep(&acme, "c1", vault("Ana"), Duration::ZERO);
        assert!(!kept.of(&acme, "c1", Duration::from_secs(599)).is_empty());
        assert!(kept.of(&acme, "c2", Duration::ZERO).is_empty());
        assert!(kept.of(&other, "c1", Duration::ZERO).is_empty());
        assert!(kept.of(&acme, "c1", LONGEST).is_empty());
        kept.keep(&acme, "c3", vault("Bea"), LONGEST);
        assert_eq!(kept.0.lock().unwrap().by_call.len(), 1, "what is over is gone");
    }

    #[test]
    fn no_more_vaults_are_kept_than_there_is_room_for() {
        let kept = KeptVaults::default();
        let acme = TenantId::new("acme");
        for number in 0..MOST + 50 {
            kept.keep(&acme, &number.to_string(), Vault::default(), Duration::ZERO);
        }
        assert!(kept.0.lock().unwrap().by_call.len() <= MOST);
    }
}
