//! A finding, told to the caller and to the log: what the facts say of it, how bad it is, what is done about it.

use jiff::civil::Date;

use super::words;
use crate::{
    config::Policy,
    disclosure::LoggedFinding,
    domain::{Action, Finding, Language, Severity, Span},
    guardrails::{
        self, Described, Rule, RuleSet, Status,
        facts::{Facts, Ruling},
    },
};

/// What a claim that the facts support counts for, as the log calls it.
const CLEARED: &str = "cleared";

/// Under which policy, by which facts and in which language findings are told.
pub(super) struct Teller<'p> {
    pub(super) rules: &'p RuleSet,
    pub(super) policy: &'p Policy,
    pub(super) facts: Option<&'p Facts>,
    pub(super) today: Date,
    pub(super) language: Language,
}

/// Where a finding stands.
pub(super) struct Place<'t> {
    /// The text in which it was found.
    pub(super) text: &'t str,
    /// The place in what is delivered, in code points.
    pub(super) span: Span,
    /// Its words, with personal data masked.
    pub(super) words: String,
}

/// A finding and what is done about it.
pub(super) struct Told {
    /// As the caller sees it; not where a rule is in its shadow, or the facts support the claim.
    pub(super) described: Option<Described>,
    pub(super) logged: LoggedFinding,
}

impl Teller<'_> {
    /// What is done about a finding of a rule; `None` where the facts support the claim.
    pub(super) fn action(&self, rule: &Rule, finding: &Finding, text: &str) -> Option<Action> {
        match self.rules.ruling(finding, text, (self.facts, self.today)) {
            Ruling::Supported(_) => None,
            Ruling::Contradicted(..) => {
                Some(guardrails::action_at(rule, serious(rule.severity), self.policy))
            }
            Ruling::Required(_) | Ruling::Unconcerned => Some(guardrails::action(rule, self.policy)),
        }
    }

    /// Tells a finding of a rule.
    pub(super) fn tell(&self, rule: &Rule, finding: &Finding, place: Place<'_>) -> Told {
        let ruling = self.rules.ruling(finding, place.text, (self.facts, self.today));
        let (severity, fact) = match &ruling {
            Ruling::Supported(fact) => (rule.severity, Some(*fact)),
            Ruling::Contradicted(fact, _) => (serious(rule.severity), Some(*fact)),
            Ruling::Required(_) | Ruling::Unconcerned => (rule.severity, None),
        };
        let is_cleared = matches!(ruling, Ruling::Supported(_));
        let is_shadow = rule.status == Status::Shadow;
        let action = guardrails::action_at(rule, severity, self.policy);
        let logged = LoggedFinding {
            rule: finding.rule.clone(),
            version: rule.pack.version.clone(),
            severity: severity.as_str(),
            action: if is_cleared { CLEARED } else { action.as_str() },
            shadow: is_shadow,
            choice: None,
            path: None,
            fact,
        };
        let described = (!is_shadow && !is_cleared).then(|| {
            let mut described =
                Described::new(rule, finding, place.span, place.words, (action, self.language));
            described.severity = severity.as_str();
            match ruling {
                Ruling::Required(facts) => described.evidence_required = facts,
                Ruling::Contradicted(fact, says) => {
                    described.contradicted_by = Some(fact);
                    let told = words::contradicted(self.language, fact, &says);
                    described.explanation = [described.explanation.as_str(), &told].join(" ");
                }
                Ruling::Supported(_) | Ruling::Unconcerned => {}
            }
            described
        });
        Told { described, logged }
    }
}

/// A claim that is not true is serious at least.
fn serious(severity: Severity) -> Severity {
    severity.max(Severity::Serious)
}
