//! Personal data out of the texts of a request, as its policy says.

use super::{Runtime, runtime::Policy};
use crate::{
    config::Replacement,
    domain::{EntityCounts, Finding, Span},
    guardrails::RuleSet,
    privacy::{self, Detected, Mentions, Vault},
};

/// Texts without personal data.
pub(super) struct Masked {
    /// For each text, what stands in the place of what, from left to right.
    pub(super) replacements: Vec<Vec<(Span, String)>>,
    pub(super) vault: Vault,
}

/// Masks what was found in texts that belong together: the same value is the same everywhere.
pub(super) fn mask(runtime: &Runtime, policy: &Policy, texts: &[&str], found: &[&[Finding]]) -> Masked {
    go_on(Vault::default(), runtime, policy, (texts, found))
}

/// The same for more texts of a request of which the values are known that were taken out so far.
pub(super) fn go_on(
    mut vault: Vault,
    runtime: &Runtime,
    policy: &Policy,
    (texts, found): (&[&str], &[&[Finding]]),
) -> Masked {
    let (replacement, labels) = (policy.config.replacement, &runtime.labels);
    // Placeholders that stay are in the turns before: the same values have the same numbers again.
    if replacement != Replacement::Redact {
        for text in texts {
            vault.set_aside(text, labels);
        }
    }
    let spare = |(text, mut found): (&&str, Vec<Detected>)| {
        policy.spared.spare(text, &mut found);
        found
    };
    let found = found.iter().map(|found| detections(&runtime.rules, found));
    let mut detected: Vec<Vec<Detected>> = texts.iter().zip(found).map(spare).collect();
    if replacement == Replacement::Surrogate {
        vault.use_stand_ins(texts.iter().copied().zip(detected.iter().map(Vec::as_slice)), labels);
    }
    let mut replacements = mask_all(texts, &detected, &mut vault);
    if let Some(mentions) = Mentions::of(&vault, &runtime.contextual) {
        let mut any = false;
        for (text, detected) in texts.iter().zip(&mut detected) {
            if mentions.add(text, detected) {
                policy.spared.spare(text, detected);
                any = true;
            }
        }
        if any {
            replacements = mask_all(texts, &detected, &mut vault);
        }
    }
    Masked { replacements, vault }
}

fn mask_all(texts: &[&str], detected: &[Vec<Detected>], vault: &mut Vault) -> Vec<Vec<(Span, String)>> {
    texts.iter().zip(detected).map(|(text, found)| privacy::mask(text, found, vault)).collect()
}

/// What of the personal data in a text is to be masked.
fn detections(rules: &RuleSet, found: &[Finding]) -> Vec<Detected> {
    let detected = |finding: &Finding| {
        let label = rules.get(&finding.rule)?.placeholder.clone()?;
        Some(Detected { span: finding.span, label })
    };
    found.iter().filter_map(detected).collect()
}

/// How many values were taken out, by entity.
pub(super) fn counts(rules: &RuleSet, vault: &Vault) -> EntityCounts {
    let mut counts = EntityCounts::new();
    for (label, count) in vault.counts() {
        let rule = rules.rules().iter().find(|rule| rule.placeholder.as_ref() == Some(label));
        let entity = rule.map_or(label, |rule| &rule.label);
        *counts.entry(entity.clone()).or_default() += count;
    }
    counts
}
