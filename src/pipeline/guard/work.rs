//! What the rules say of the texts of a call, and what becomes of them.

use std::sync::Arc;

use crate::{
    config::{PersonalData, Replacement},
    disclosure::{LoggedFinding, Reason},
    domain::{Action, EntityCounts, Finding, Language, Span, Stage},
    guardrails::{Described, Reading, Scanner, Selection},
    pipeline::{
        Runtime, Tenant, Wishes,
        judge::{Delivered, MADE_UP},
        masking, screen,
        tell::{Place, Teller, Told},
        words,
    },
    privacy::{self, LaneRestorer, Vault},
    wire::litellm::{GuardAsk, GuardText},
};

/// Whose rules are applied.
pub(super) struct Under {
    pub(super) runtime: Arc<Runtime>,
    pub(super) tenant: Arc<Tenant>,
    pub(super) selection: Arc<Selection>,
    pub(super) wishes: Wishes,
    pub(super) today: jiff::civil::Date,
}

/// What the rules say, and what becomes of the texts.
#[derive(Default)]
pub(super) struct Worked {
    pub(super) findings: Vec<Described>,
    pub(super) logged: Vec<LoggedFinding>,
    pub(super) masked: EntityCounts,
    pub(super) texts: Vec<String>,
    pub(super) unsettled: Vec<usize>,
    pub(super) is_changed: bool,
    pub(super) blocked: Option<(Reason, String)>,
}

impl Under {
    /// What is to be read by a model: rules for briefs, and personal data out.
    /// `earlier` has what was taken out of the same call before.
    pub(super) fn screen(&self, ask: &GuardAsk, earlier: Vault) -> (Worked, Option<Vault>) {
        let rules = &self.runtime.rules;
        let read = |text: &GuardText| Reading::of(&text.text, text.is_brief, rules, &self.selection);
        let readings: Vec<Reading> = ask.texts.iter().map(read).collect();
        let language = self.language(readings.iter().rev().find_map(|reading| reading.language));
        let mut worked = Worked::default();
        for (number, (text, reading)) in ask.texts.iter().zip(&readings).enumerate() {
            for finding in &reading.brief {
                let span = finding.span.in_code_points(&text.text);
                self.note(finding, (number, &text.text, &reading.personal), (span, language), &mut worked);
            }
        }
        let policy = &self.tenant.policy;
        let texts: Vec<&str> = ask.texts.iter().map(|text| text.text.as_str()).collect();
        let found: Vec<&[Finding]> = readings.iter().map(|reading| reading.personal.as_slice()).collect();
        worked.texts = texts.iter().map(|text| (*text).to_owned()).collect();
        let mut vault = None;
        if policy.config.personal_data != PersonalData::Allow {
            let masked = masking::go_on(earlier, &self.runtime, policy, (&texts, &found));
            worked.masked = masking::counts(rules, &masked.vault);
            worked.is_changed = masked.replacements.iter().any(|places| !places.is_empty());
            worked.texts =
                texts.iter().zip(&masked.replacements).map(|(text, places)| with(text, places)).collect();
            vault = (policy.config.replacement != Replacement::Redact).then_some(masked.vault);
        }
        worked.unsettled = vec![0; worked.texts.len()];
        worked.close(Reason::Brief, language);
        if policy.config.personal_data == PersonalData::Block && worked.is_changed {
            let why = || (Reason::PersonalData, words::personal_data(language).to_owned());
            worked.blocked.get_or_insert_with(why);
        }
        (worked, vault)
    }

    /// What a model wrote: rules for copy on the masked text, and values back in.
    pub(super) fn inspect(&self, ask: &GuardAsk, vault: &Vault) -> Worked {
        let rules = &self.runtime.rules;
        let mut worked = Worked::default();
        let mut language = self.language(None);
        for (number, GuardText { text, .. }) in ask.texts.iter().enumerate() {
            let scanner = Scanner::new(rules.clone(), Stage::Copy, self.selection.clone(), None).read(text);
            language = self.language(scanner.language());
            let personal = rules.personal_data(text, &self.selection);
            let restored = privacy::restore(text, vault);
            let delivered = Delivered::new(text, &restored);
            for finding in scanner.findings() {
                if finding.rule.as_str() != MADE_UP || !vault.explains(finding.span.of(text)) {
                    let span = delivered.span(finding.span).in_code_points(&delivered.text);
                    self.note(finding, (number, text, &personal), (span, language), &mut worked);
                }
            }
            worked.is_changed |= !restored.is_empty();
            worked.unsettled.push(unsettled(text, &delivered, vault));
            worked.texts.push(delivered.text);
        }
        worked.close(Reason::Copy, language);
        worked
    }

    fn language(&self, of_text: Option<Language>) -> Language {
        self.wishes.language.or(self.wishes.accepted).or(of_text).unwrap_or(Language::En)
    }

    fn note(
        &self,
        finding: &Finding,
        (number, text, personal): (usize, &str, &[Finding]),
        (span, language): (Span, Language),
        worked: &mut Worked,
    ) {
        let Some(rule) = self.runtime.rules.get(&finding.rule) else { return };
        let teller = Teller {
            rules: &self.runtime.rules,
            policy: &self.tenant.policy.config,
            facts: self.wishes.facts.as_ref(),
            today: self.today,
            language,
        };
        let words = screen::quote(text, finding.span, personal);
        let place = Place { text, span, words };
        let Told { described, mut logged } = teller.tell(rule, finding, place);
        let path = format!("/texts/{number}");
        logged.path = Some(path.clone());
        worked.logged.push(logged);
        worked.findings.extend(described.map(|finding| Described { path: Some(path), ..finding }));
    }
}

impl Worked {
    /// Why the call may not go on, if so: what the blocking rules say.
    fn close(&mut self, reason: Reason, language: Language) {
        let blocking = self.findings.iter().filter(|finding| finding.action == Action::Block.as_str());
        let mut said: Vec<_> = blocking.map(|f| format!("{} {}", f.explanation, f.suggestion)).collect();
        said.dedup();
        let words = || words::withheld(language, &said.join(" "));
        self.blocked = (!said.is_empty()).then(|| (reason, words()));
    }
}

/// So many characters at the end of a delivered text could be others if more of it came.
fn unsettled(masked: &str, delivered: &Delivered<'_>, vault: &Vault) -> usize {
    let mut restorer = LaneRestorer::new(vault);
    restorer.advance(masked, false, vault);
    let settled = delivered.span(Span::new(0, restorer.settled())).end;
    if vault.is_empty() { 0 } else { delivered.text.get(settled..).unwrap_or_default().chars().count() }
}

/// A text with something else in some places.
fn with(text: &str, places: &[(Span, String)]) -> String {
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    for (span, other) in places {
        out.push_str(text.get(at..span.start).unwrap_or_default());
        out.push_str(other);
        at = span.end;
    }
    out.push_str(text.get(at..).unwrap_or_default());
    out
}
