//! Which rules a policy applies.

use std::collections::BTreeSet;

use super::{RuleSet, rule::Rule};
use crate::domain::{Entity, Stage};

/// The rules that are applied to a request, by their index.
#[derive(Debug, Clone, Default)]
pub struct Selection {
    wanted: Vec<bool>,
}

impl Selection {
    /// The active and shadow rules of these packs; `*` stands for all. Personal data is looked for by every
    /// pack of that stage, unless some of them are named.
    pub fn of(rules: &RuleSet, packs: &[String]) -> Self {
        let all = packs.iter().any(|pack| pack == "*");
        let names_personal =
            rules.rules().iter().any(|rule| is_personal(rule) && packs.contains(&rule.pack.id));
        let wants = |rule: &Rule| {
            let named = all || packs.contains(&rule.pack.id) || is_personal(rule) && !names_personal;
            named && rule.status.is_applied()
        };
        Self { wanted: rules.rules().iter().map(wants).collect() }
    }

    /// These rules and the applied ones of more packs: never fewer.
    #[must_use]
    pub fn with(&self, rules: &RuleSet, packs: &[String]) -> Self {
        let all = packs.iter().any(|pack| pack == "*");
        let adds = |rule: &Rule| (all || packs.contains(&rule.pack.id)) && rule.status.is_applied();
        let had = self.wanted.iter().copied();
        Self { wanted: rules.rules().iter().zip(had).map(|(rule, had)| had || adds(rule)).collect() }
    }

    /// Without the rules that find these kinds of personal data.
    #[must_use]
    pub fn without(mut self, rules: &RuleSet, kinds: &[Entity]) -> Self {
        let finds = |rule: &Rule| rule.entity.is_some_and(|entity| kinds.contains(&entity));
        let wanted = rules.rules().iter().zip(&mut self.wanted).filter(|(rule, _)| finds(rule));
        wanted.for_each(|(_, wanted)| *wanted = false);
        self
    }

    /// Just this rule, whatever its status.
    pub(super) fn only(rules: &RuleSet, rule: &Rule) -> Self {
        Self { wanted: rules.rules().iter().map(|other| other.id == rule.id).collect() }
    }

    pub(super) fn has(&self, index: usize) -> bool {
        self.wanted.get(index).copied().unwrap_or_default()
    }

    /// Names of packs that do not exist.
    pub fn unknown<'p>(rules: &RuleSet, packs: &'p [String]) -> Vec<&'p str> {
        if packs.is_empty() {
            return Vec::new();
        }
        let known: BTreeSet<&str> = rules.rules().iter().map(|rule| rule.pack.id.as_str()).collect();
        packs.iter().map(String::as_str).filter(|pack| *pack != "*" && !known.contains(pack)).collect()
    }
}

fn is_personal(rule: &Rule) -> bool {
    rule.pack.stage == Stage::PersonalData
}
