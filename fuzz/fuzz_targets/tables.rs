//! Tables, records, lists and threads: lines made of what such texts are made of.
#![no_main]

use std::sync::LazyLock;

use candor::guardrails::{RuleSet, Selection, Sources};
use libfuzzer_sys::fuzz_target;

static RULES: LazyLock<RuleSet> = LazyLock::new(|| RuleSet::load(&Sources::built_in()).unwrap());

const PARTS: &[&str] = &[
    "name", "prénom", "e-mail", "phone", "date de naissance", "client_no", "address", ",", ";", "\t", "|", " | ", "\"", "\n", "\r\n",
    ": ", " = ", "{\"", "\": \"", "\"}", "- ", "> ", "From: ", "À : ", "<", ">", "---|---", "Claire", "Fontaine", "DUPONT", "jane.doe@example.com",
    "06 12 34 56 78", "1990-02-03", "12 rue de la Paix, 75002 Paris", "é", "\u{a0}", "\u{200b}", "%40", "&#64;", "[[PERSON_1]]", " ", "0", "",
];

fuzz_target!(|places: Vec<u8>| {
    let text: String = places.iter().map(|place| PARTS[usize::from(*place) % PARTS.len()]).collect();
    let everything = Selection::of(&RULES, &["*".to_owned()]);
    let mut at = 0;
    for finding in RULES.personal_data(&text, &everything) {
        assert!(at <= finding.span.start && finding.span.start < finding.span.end, "{text:?}");
        assert!(text.get(finding.span.start..finding.span.end).is_some(), "{text:?}");
        at = finding.span.end;
    }
});
