//! The third stage: the provider is asked.

use super::{Facts, PipelineError, Refusal, Stop, Trail, screen::Screened};
use crate::{
    guardrails::{RuleSet, Selection},
    providers::{self, Attempt, ProviderError, Reply, Request},
};

/// A request that has an answer, or the beginning of one.
pub(super) struct Drafted {
    pub(super) screened: Screened,
    pub(super) reply: Reply,
}

/// Sends the masked request to the model's providers, one after the other.
pub(super) async fn draft(
    mut screened: Screened,
    trail: &mut Trail,
    facts: &mut Facts,
) -> Result<Drafted, Stop> {
    let attempts = attempts(&mut screened);
    if let Some(first) = attempts.first() {
        trail.entry.content.sent = Some(trail.commit_to(&first.request.body));
    }
    note_target(trail, &screened, 0);
    let before = trail.elapsed_ms();
    // A streamed answer may leave only once a trace of the request is on disk; a whole one waits for its
    // entry anyway. The provider need not wait for either.
    let journal = trail.journal();
    let sent = providers::send(&attempts);
    let (journal, sent) = if screened.admitted.ask.stream {
        futures_util::future::join(journal, sent).await
    } else {
        (Ok(()), sent.await)
    };
    journal.map_err(PipelineError::Log)?;
    trail.entry.timing.provider_ms = Some(trail.elapsed_ms().saturating_sub(before));
    match sent {
        Ok((place, reply)) => {
            note_target(trail, &screened, place);
            if let (Some(attempt), true) = (attempts.get(place), place > 0) {
                trail.entry.content.sent = Some(trail.commit_to(&attempt.request.body));
            }
            let target = screened.admitted.model.targets.get(place);
            facts.answered_by = target.map(|(provider, model)| (provider.name().clone(), model.clone()));
            Ok(Drafted { screened, reply })
        }
        Err((place, error)) => {
            note_target(trail, &screened, place);
            trail.entry.provider_status = error.status();
            tracing::warn!(request = %trail.entry.request_id, status = error.status(), %error, "the provider did not answer");
            Err(refusal(error, &screened.admitted.runtime.rules, &screened.selection).into())
        }
    }
}

fn note_target(trail: &mut Trail, screened: &Screened, place: usize) {
    if let Some((provider, model)) = screened.admitted.model.targets.get(place) {
        trail.entry.model.provider = Some(provider.name().clone());
        trail.entry.model.served = Some(model.clone());
    }
}

/// The masked request, for each target under the name that the model has there.
fn attempts(screened: &mut Screened) -> Vec<Attempt> {
    let admitted = &screened.admitted;
    let mut edits = std::mem::take(&mut screened.edits);
    if admitted.ask.stream && !admitted.ask.wants_usage {
        // What was really used settles the limits; the caller, who did not ask for it, does not see it.
        admitted.format.ask_for_usage(&admitted.document, &mut edits);
    }
    let attempt = |(provider, model): &(std::sync::Arc<dyn providers::Provider>, std::sync::Arc<str>)| {
        let mut edits = edits.clone();
        admitted.format.set_model(&admitted.document, &mut edits, model);
        let body = edits.apply(admitted.document.bytes());
        Attempt { provider: provider.clone(), request: Request { body, stream: admitted.ask.stream } }
    };
    admitted.model.targets.iter().map(attempt).collect()
}

/// What the caller is told of a provider's error.
pub(super) fn refusal(error: ProviderError, rules: &RuleSet, selection: &Selection) -> Refusal {
    match error {
        ProviderError::Busy { retry_after } => Refusal::ProviderBusy { retry_after },
        ProviderError::TimedOut => Refusal::ProviderTimedOut,
        ProviderError::Refused(mut refusal) => {
            refusal.message = without_personal_data(&refusal.message, rules, selection);
            // Words from fixed lists; anything else could repeat the request.
            let is_word = |word: &String| {
                word.len() <= 64 && word.bytes().all(|b| b.is_ascii_alphanumeric() || b"_-.[]".contains(&b))
            };
            refusal.kind = refusal.kind.filter(is_word);
            refusal.code = refusal.code.filter(is_word);
            refusal.param = refusal.param.filter(is_word);
            Refusal::Provider(refusal)
        }
        other => Refusal::ProviderFailed { status: other.status() },
    }
}

fn without_personal_data(message: &str, rules: &RuleSet, selection: &Selection) -> String {
    const LONGEST: usize = 1000;
    let end = message.char_indices().nth(LONGEST).map_or(message.len(), |(index, _)| index);
    let message = message.get(..end).unwrap_or_default();
    let found = rules.personal_data(message, selection);
    super::screen::quote(message, crate::domain::Span::new(0, message.len()), &found)
}
