//! Findings → what is done about them.

use super::rule::Rule;
use crate::{
    config::Policy,
    domain::{Action, Stage},
};

/// What a policy does about the findings of a rule: its override for the rule, else its action for the
/// severity, else the rule's own.
pub fn action(rule: &Rule, policy: &Policy) -> Action {
    let over =
        policy.overrides.iter().find(|over| over.rule == rule.id || rule.formerly.contains(&over.rule));
    let by_severity = match rule.pack.stage {
        Stage::Brief => policy.brief.get(&rule.severity),
        Stage::Copy => policy.copy.get(&rule.severity),
        Stage::PersonalData => None,
    };
    over.map(|over| over.action).or(by_severity.copied()).unwrap_or(rule.action)
}
