//! Findings → what is done about them.

use super::rule::Rule;
use crate::{
    config::Policy,
    domain::{Action, Severity, Stage},
};

/// What a policy does about the findings of a rule: its override for the rule, else its action for the
/// severity, else the rule's own.
pub fn action(rule: &Rule, policy: &Policy) -> Action {
    action_at(rule, rule.severity, policy)
}

/// The same for a finding that is as bad as this, whatever the rule says.
pub fn action_at(rule: &Rule, severity: Severity, policy: &Policy) -> Action {
    let over =
        policy.overrides.iter().find(|over| over.rule == rule.id || rule.formerly.contains(&over.rule));
    let by_severity = match rule.pack.stage {
        Stage::Brief => policy.brief.get(&severity),
        Stage::Copy => policy.copy.get(&severity),
        Stage::PersonalData => None,
    };
    over.map(|over| over.action).or(by_severity.copied()).unwrap_or(rule.action)
}
