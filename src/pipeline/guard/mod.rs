//! Texts on their way between another gateway and its model: screened, masked, inspected, restored as in our own calls.

mod call;
mod kept;
mod work;

use std::sync::Arc;

pub use self::call::{GuardOutcome, GuardRequest, Guarded};
pub(super) use self::kept::KeptVaults;
use self::work::{Under, Worked};
use super::{
    Pipeline, PipelineError, Refusal, Stop, Trail, admit,
    check::{Seen, concluded},
    inspect, outcome,
    trail::Arrival,
};
use crate::{
    config::Replacement,
    disclosure::Reason,
    domain::{Caller, Verdict},
    guardrails::Selection,
};

impl Pipeline {
    /// Guards the texts of a call. Whatever becomes of them stands in the log when this returns.
    ///
    /// # Errors
    /// When the gateway itself cannot work; then nothing is answered.
    pub async fn guard(&self, request: GuardRequest, caller: Caller) -> Result<GuardOutcome, PipelineError> {
        let GuardRequest { id, received, .. } = &request;
        let arrival = Arrival { id, kind: "check", route: "litellm", received: *received };
        let mut trail = Trail::begin(&self.recorder, &arrival, &caller);
        let facts = outcome::Facts { entry: Some(trail.entry.id.clone()), ..outcome::Facts::default() };
        let result = self.guarded(request, &caller, &mut trail).await;
        let seen = |guarded: &Guarded| Seen {
            verdict: guarded.verdict,
            findings: guarded.findings.len(),
            masked: guarded.masked.values().sum(),
            because: guarded.blocked.as_ref().map_or(Reason::Copy, |(reason, _)| *reason),
        };
        let (facts, result) = concluded(result, seen, trail, facts).await?;
        Ok(GuardOutcome { facts, result })
    }

    async fn guarded(
        &self,
        request: GuardRequest,
        caller: &Caller,
        trail: &mut Trail,
    ) -> Result<Guarded, Stop> {
        let runtime = self.runtime();
        let tenant = runtime.tenant(&caller.tenant).cloned().ok_or(PipelineError::NoTenant)?;
        trail.under(&runtime, &tenant);
        let GuardRequest { ask, wishes, .. } = request;
        let ask = ask?;
        admit::readable_facts(&wishes, "/x-candor-facts")?;
        trail.entry.tags = admit::without_personal_data(wishes.tags.clone(), &runtime.rules);
        if !Selection::unknown(&runtime.rules, &wishes.packs).is_empty() {
            return Err(Refusal::UnknownPack.into());
        }
        let sent: Vec<_> = ask.texts.iter().flat_map(|text| [text.text.as_bytes(), b"\0"]).collect();
        trail.entry.content.request = Some(trail.commit_to(&sent.concat()));
        let selection = tenant.policy.selection_for(&runtime.rules, &wishes);
        let under = Under { runtime, tenant, selection, wishes, today: self.today() };
        let (id, now) = (&caller.tenant, self.clock().elapsed());
        let kept = match (&ask.call, ask.is_answer) {
            (Some(call), true) => self.kept.of(id, call, now),
            _ => Arc::default(),
        };
        let call = ask.call.clone();
        let is_numbered = under.tenant.policy.config.replacement == Replacement::Placeholder;
        let again = ask.call.as_ref().filter(|_| !ask.is_answer && is_numbered);
        let earlier = again.and_then(|call| self.kept.take(id, call, now)).unwrap_or_default();
        let work = move || {
            if ask.is_answer { (under.inspect(&ask, &kept), None) } else { under.screen(&ask, earlier) }
        };
        let (worked, vault) = tokio::task::spawn_blocking(work).await.map_err(|_| PipelineError::Broken)?;
        if let (Some(call), Some(vault)) = (call, vault.filter(|vault| !vault.is_empty())) {
            self.kept.keep(id, &call, vault, now);
        }
        let Worked { findings, logged, masked, texts, unsettled, is_changed, blocked } = worked;
        trail.entry.findings = logged;
        trail.entry.masked = masked.clone();
        let verdict = if blocked.is_some() { Verdict::Blocked } else { inspect::verdict(&findings) };
        let texts = is_changed.then_some(texts);
        let entry = trail.entry.id.clone();
        Ok(Guarded { entry, verdict, blocked, texts, unsettled, findings, masked })
    }
}
