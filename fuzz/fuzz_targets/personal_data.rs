//! Any text: findings stand on boundaries of characters, left to right, and do not overlap.
#![no_main]

use std::sync::LazyLock;

use candor::guardrails::{RuleSet, Selection, Sources};
use libfuzzer_sys::fuzz_target;

static RULES: LazyLock<RuleSet> = LazyLock::new(|| RuleSet::load(&Sources::built_in()).unwrap());

fuzz_target!(|text: &str| {
    let everything = Selection::of(&RULES, &["*".to_owned()]);
    let mut at = 0;
    for finding in RULES.personal_data(text, &everything) {
        assert!(at <= finding.span.start && finding.span.start < finding.span.end);
        assert!(text.get(finding.span.start..finding.span.end).is_some());
        at = finding.span.end;
    }
});
