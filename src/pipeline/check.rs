//! Texts that are there already, checked without a model.
//!
//! They take the same rules under the same policy as what goes through a model, and every check has its entry in
//! the log.

use std::{sync::Arc, time::Duration};

use jiff::civil::Date;

use super::{
    Pipeline, PipelineError, Refusal, Runtime, Stop, Tenant, Trail, Wishes, admit, inspect, outcome, screen,
    tell::{Place, Teller, Told},
    trail::Arrival,
};
use crate::{
    disclosure::{self, LoggedFinding, Reason},
    domain::{Action, Caller, EntityCounts, EntryId, Finding, Language, RequestId, Stage, Verdict},
    guardrails::{Described, Scanner, Selection, facts::Facts},
    wire::check::CheckAsk,
};

/// Texts longer than this are checked away from the async threads, in bytes.
const LONG: usize = 64 * 1024;

/// What somebody wants to have checked.
#[derive(Debug)]
pub struct CheckRequest {
    /// Its id.
    pub id: RequestId,
    /// Which interface it came through, as the log calls it.
    pub route: &'static str,
    /// The text, or why there is none.
    pub ask: Result<CheckAsk, Refusal>,
    /// What the caller wishes for this request.
    pub wishes: Wishes,
    /// When its first byte came, on the pipeline's clock.
    pub received: Duration,
}

/// What became of a check.
pub struct CheckOutcome {
    /// What everybody is told about it.
    pub facts: outcome::Facts,
    /// What was found, or why nothing was looked for.
    pub result: Result<Checked, Refusal>,
}

/// A text that was checked.
pub struct Checked {
    /// The entry in the log.
    pub entry: EntryId,
    /// What would become of the text.
    pub verdict: Verdict,
    /// Its language, where it can be told.
    pub language: Option<Language>,
    /// What was found, from left to right.
    pub findings: Vec<Described>,
    /// How many values would be masked, by entity.
    pub masked: EntityCounts,
    /// What the text is.
    pub stage: Stage,
    /// The text.
    pub text: String,
}

/// What everybody is told about texts that were looked at.
pub(super) struct Seen {
    pub(super) verdict: Verdict,
    pub(super) findings: usize,
    pub(super) masked: usize,
    /// Why it was blocked, if it was.
    pub(super) because: Reason,
}

/// Writes down how a request ended that asks no model, and tells its facts.
pub(super) async fn concluded<T>(
    result: Result<T, Stop>,
    seen: impl Fn(&T) -> Seen,
    mut trail: Trail,
    mut facts: outcome::Facts,
) -> Result<(outcome::Facts, Result<T, Refusal>), PipelineError> {
    let result = match result {
        Ok(found) => {
            let Seen { verdict, findings, masked, because } = seen(&found);
            facts.verdict = Some(verdict);
            facts.findings = Some(findings);
            facts.masked = masked;
            trail.ended(inspect::ending(verdict), (verdict == Verdict::Blocked).then_some(because));
            Ok(found)
        }
        Err(Stop::Refused(refusal)) => {
            trail.ended(refusal.ending(), Some(refusal.reason()));
            Err(refusal)
        }
        Err(Stop::Failed(error)) => {
            trail.ended(disclosure::Outcome::Failed, Some(Reason::Internal));
            trail.record().await?;
            return Err(error);
        }
    };
    trail.record().await?;
    Ok((facts, result))
}

/// What the rules say of one text.
struct Read {
    language: Option<Language>,
    findings: Vec<Described>,
    logged: Vec<LoggedFinding>,
    masked: EntityCounts,
}

/// Whose rules are applied, and how what they find is told.
struct Under {
    runtime: Arc<Runtime>,
    tenant: Arc<Tenant>,
    selection: Arc<Selection>,
    facts: Option<Facts>,
    today: Date,
    /// Language of explanations where the caller wants one.
    speak: Option<Language>,
    accepted: Option<Language>,
}

impl Pipeline {
    /// Checks a text. Whatever becomes of it stands in the log when this returns.
    ///
    /// # Errors
    /// When the gateway itself cannot work; then nothing is answered.
    pub async fn check(&self, request: CheckRequest, caller: Caller) -> Result<CheckOutcome, PipelineError> {
        let CheckRequest { id, route, received, .. } = &request;
        let arrival = Arrival { id, kind: "check", route, received: *received };
        let mut trail = Trail::begin(&self.recorder, &arrival, &caller);
        let facts = outcome::Facts { entry: Some(trail.entry.id.clone()), ..outcome::Facts::default() };
        let result = self.checked(request, &caller, &mut trail).await;
        let seen = |checked: &Checked| Seen {
            verdict: checked.verdict,
            findings: checked.findings.len(),
            masked: checked.masked.values().sum(),
            because: if checked.stage == Stage::Brief { Reason::Brief } else { Reason::Copy },
        };
        let (facts, result) = concluded(result, seen, trail, facts).await?;
        Ok(CheckOutcome { facts, result })
    }

    async fn checked(
        &self,
        request: CheckRequest,
        caller: &Caller,
        trail: &mut Trail,
    ) -> Result<Checked, Stop> {
        let runtime = self.runtime();
        let tenant = runtime.tenant(&caller.tenant).cloned().ok_or(PipelineError::NoTenant)?;
        trail.under(&runtime, &tenant);
        let mut wishes = request.wishes;
        let ask = request.ask?;
        let in_body = [("channel", &ask.channel), ("market", &ask.market), ("facts", &ask.facts)];
        for (name, word) in in_body.map(|(name, word)| (format!("x-candor-{name}"), word)) {
            if let Some(word) = word {
                wishes.note(&name, word);
            }
        }
        trail.entry.content.request = Some(trail.commit_to(ask.text.as_bytes()));
        trail.entry.tags = admit::without_personal_data(wishes.tags.clone(), &runtime.rules);
        admit::readable_facts(&wishes, if ask.facts.is_some() { "/facts" } else { "/x-candor-facts" })?;
        if !Selection::unknown(&runtime.rules, &wishes.packs).is_empty() {
            return Err(Refusal::UnknownPack.into());
        }
        let selection = tenant.policy.selection_for(&runtime.rules, &wishes);
        let Wishes { facts, language: speak, accepted, .. } = wishes;
        let under = Under { runtime, tenant, selection, facts, today: self.today(), speak, accepted };
        let (ask, read) = if ask.text.len() > LONG {
            let work = move || {
                let read = under.read(&ask);
                (ask, read)
            };
            tokio::task::spawn_blocking(work).await.map_err(|_| PipelineError::Broken)?
        } else {
            let read = under.read(&ask);
            (ask, read)
        };
        trail.entry.findings = read.logged;
        trail.entry.masked = read.masked.clone();
        Ok(Checked {
            entry: trail.entry.id.clone(),
            verdict: inspect::verdict(&read.findings),
            language: read.language,
            findings: read.findings,
            masked: read.masked,
            stage: ask.stage,
            text: ask.text,
        })
    }
}

impl Under {
    fn read(&self, ask: &CheckAsk) -> Read {
        let rules = &self.runtime.rules;
        let personal = rules.personal_data(&ask.text, &self.selection);
        let (language, found) = if ask.stage == Stage::PersonalData {
            (ask.language.or_else(|| rules.language(&ask.text)), personal.clone())
        } else {
            let scanner = Scanner::new(rules.clone(), ask.stage, self.selection.clone(), ask.language);
            let scanner = scanner.read(&ask.text);
            (ask.language.or(scanner.language()), scanner.findings().to_vec())
        };
        let speak = self.speak.or(self.accepted).or(language).unwrap_or(Language::En);
        let mut read =
            Read { language, findings: Vec::new(), logged: Vec::new(), masked: EntityCounts::new() };
        let teller = Teller {
            rules,
            policy: &self.tenant.policy.config,
            facts: self.facts.as_ref(),
            today: self.today,
            language: speak,
        };
        for finding in &found {
            self.note(finding, (&ask.text, &personal), &teller, &mut read);
        }
        read.findings.sort_by_key(|finding| (finding.start, finding.end));
        read
    }

    fn note(
        &self,
        finding: &Finding,
        (text, personal): (&str, &[Finding]),
        teller: &Teller<'_>,
        read: &mut Read,
    ) {
        let Some(rule) = self.runtime.rules.get(&finding.rule) else { return };
        let words = screen::quote(text, finding.span, personal);
        let place = Place { text, span: finding.span.in_code_points(text), words };
        let Told { described, logged } = teller.tell(rule, finding, place);
        if logged.action == Action::Mask.as_str() {
            *read.masked.entry(rule.label.clone()).or_default() += 1;
        } else {
            read.logged.push(logged);
        }
        read.findings.extend(described);
    }
}
