//! What copy rules and policy say about the texts of an answer, whole or streamed.

use std::sync::Arc;

use jiff::civil::Date;

use super::{
    Runtime, Tenant,
    screen::{self, Screened},
    tell::{Place, Teller, Told},
};
use crate::{
    domain::{Action, Finding, Language, Span, Stage},
    guardrails::{Described, Scanner, Selection, Status, facts::Facts},
    privacy::{Restored, Vault},
};

/// The rule about placeholders that a model made up; its findings are checked against the vault.
pub(super) const MADE_UP: &str = "placeholders/made-up";

/// Judges the texts of one answer.
pub(super) struct Judge {
    pub(super) runtime: Arc<Runtime>,
    pub(super) tenant: Arc<Tenant>,
    pub(super) vault: Vault,
    /// What the caller says is true.
    facts: Option<Facts>,
    today: Date,
    /// Language of explanations.
    pub(super) language: Language,
    /// About so many tokens went to the provider.
    pub(super) sent_tokens: u64,
    selection: Arc<Selection>,
    brief_language: Option<Language>,
}

/// One text of an answer: masked as the model wrote it, and the values that go into it.
pub(super) struct Answered<'t> {
    pub(super) choice: u64,
    pub(super) lane: &'t str,
    pub(super) masked: &'t str,
    pub(super) restored: &'t [Restored],
}

impl Judge {
    /// For the answer to a screened request.
    pub(super) fn new(screened: &mut Screened) -> Self {
        Self {
            runtime: screened.admitted.runtime.clone(),
            tenant: screened.admitted.tenant.clone(),
            vault: std::mem::take(&mut screened.vault),
            facts: screened.admitted.wishes.facts.take(),
            today: screened.admitted.today,
            language: screened.language,
            sent_tokens: super::release::estimate(
                screened.admitted.slots.iter().map(|slot| slot.range.len()).sum(),
            ),
            selection: screened.selection.clone(),
            brief_language: screened.brief_language,
        }
    }

    /// Reads one text for the copy rules.
    pub(super) fn scanner(&self) -> Scanner {
        Scanner::new(self.runtime.rules.clone(), Stage::Copy, self.selection.clone(), self.brief_language)
    }

    /// What is done about a finding in this masked text; `None` when it counts for nothing.
    pub(super) fn action(&self, finding: &Finding, masked: &str) -> Option<Action> {
        let rule = self.runtime.rules.get(&finding.rule)?;
        let is_ours = finding.rule.as_str() == MADE_UP && self.vault.explains(finding.span.of(masked));
        if is_ours || rule.status != Status::Active {
            return None;
        }
        self.teller().action(rule, finding, masked)
    }

    fn teller(&self) -> Teller<'_> {
        Teller {
            rules: &self.runtime.rules,
            policy: &self.tenant.policy.config,
            facts: self.facts.as_ref(),
            today: self.today,
            language: self.language,
        }
    }

    /// Everything to be said about the findings of a text.
    pub(super) fn judge(&self, findings: &[Finding], text: &Answered<'_>) -> Vec<Told> {
        if findings.is_empty() {
            return Vec::new();
        }
        let delivered = Delivered::new(text.masked, text.restored);
        let personal = self.runtime.rules.personal_data(text.masked, &self.selection);
        findings.iter().filter_map(|finding| self.one(finding, text, &delivered, &personal)).collect()
    }

    fn one(
        &self,
        finding: &Finding,
        text: &Answered<'_>,
        delivered: &Delivered<'_>,
        personal: &[Finding],
    ) -> Option<Told> {
        let rule = self.runtime.rules.get(&finding.rule)?;
        if finding.rule.as_str() == MADE_UP && self.vault.explains(finding.span.of(text.masked)) {
            return None;
        }
        let words = screen::quote(text.masked, finding.span, personal);
        let span = delivered.span(finding.span).in_code_points(&delivered.text);
        let place = Place { text: text.masked, span, words };
        let Told { mut described, mut logged } = self.teller().tell(rule, finding, place);
        if let Some(described) = &mut described {
            described.choice = Some(text.choice);
            if text.lane != "/content" {
                described.path = Some(text.lane.to_owned());
            }
        }
        logged.choice = Some(text.choice);
        Some(Told { described, logged })
    }

    /// Why a text is withheld, in the caller's language: what the blocking rules say.
    pub(super) fn why_withheld(&self, findings: &[Described]) -> String {
        let mut reasons: Vec<&str> = Vec::new();
        for finding in findings.iter().filter(|finding| finding.action == Action::Block.as_str()) {
            if !reasons.contains(&finding.explanation.as_str()) {
                reasons.push(&finding.explanation);
            }
        }
        super::words::withheld(self.language, &reasons.join(" "))
    }
}

/// A text as it is delivered, and where places of the masked one are in it.
pub(super) struct Delivered<'r> {
    pub(super) text: String,
    restored: &'r [Restored],
}

impl<'r> Delivered<'r> {
    /// Puts the values into the text.
    pub(super) fn new(masked: &str, restored: &'r [Restored]) -> Self {
        let mut text = String::with_capacity(masked.len());
        let mut at = 0;
        for Restored { span, value } in restored {
            text.push_str(masked.get(at..span.start).unwrap_or_default());
            text.push_str(value);
            at = span.end;
        }
        text.push_str(masked.get(at..).unwrap_or_default());
        Self { text, restored }
    }

    /// Where a stretch of the masked text stands in the delivered one; whole values always.
    pub(super) fn span(&self, masked: Span) -> Span {
        Span::new(self.place(masked.start, |start, _| start), self.place(masked.end, |_, end| end))
    }

    /// Where a place stands; inside a placeholder `inside` chooses between the ends of its value.
    fn place(&self, at: usize, inside: impl Fn(usize, usize) -> usize) -> usize {
        let (mut grown, mut shrunk) = (0, 0);
        for Restored { span, value } in self.restored {
            if at <= span.start {
                break;
            }
            if at < span.end {
                let start = span.start + grown - shrunk;
                return inside(start, start + value.len());
            }
            grown += value.len();
            shrunk += span.len();
        }
        at + grown - shrunk
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;

    #[test]
    fn places_in_the_masked_text_lead_to_places_in_the_delivered_one() {
        let mut vault = Vault::default();
        vault.placeholder(&Arc::from("PERSON"), "Zoé Martin-Dupont-Lavallée");
        vault.placeholder(&Arc::from("AGE"), "7");
        let masked = "Hi [[PERSON_1]], only [[AGE_1]] left!";
        let restored = crate::privacy::restore(masked, &vault);
        let delivered = Delivered::new(masked, &restored);
        assert_eq!(delivered.text, "Hi Zoé Martin-Dupont-Lavallée, only 7 left!");
        let found = |words: &str| {
            let start = masked.find(words).unwrap();
            delivered.span(Span::new(start, start + words.len())).of(&delivered.text).to_owned()
        };
        assert_eq!(found("only [[AGE_1]] left"), "only 7 left");
        assert_eq!(found("Hi"), "Hi");
        assert_eq!(found("PERSON"), "Zoé Martin-Dupont-Lavallée");
        assert_eq!(found("left!"), "left!");
    }
}
