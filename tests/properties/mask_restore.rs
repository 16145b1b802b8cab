//! What is masked is restored, exactly.

use std::{path::Path, sync::Arc};

use candor::{
    domain::{Finding, Span},
    guardrails::{RuleSet, Selection, Sources},
    privacy::{self, Detected, Labels, Restored, Vault},
};
use proptest::prelude::*;

struct Masker {
    rules: RuleSet,
    selection: Selection,
    labels: Labels,
}

impl Masker {
    fn new() -> Self {
        let rules = RuleSet::load(&Sources::built_in()).unwrap();
        let selection = Selection::of(&rules, &["*".to_owned()]);
        let labels = Labels::new(rules.rules().iter().filter_map(|rule| rule.placeholder.clone())).unwrap();
        Self { rules, selection, labels }
    }

    fn findings(&self, text: &str) -> Vec<Finding> {
        self.rules.personal_data(text, &self.selection)
    }

    fn mask(&self, text: &str) -> (String, Vault) {
        self.mask_with(text, false)
    }

    fn mask_with(&self, text: &str, stand_ins: bool) -> (String, Vault) {
        let detected = |finding: &Finding| Detected {
            span: finding.span,
            label: self.rules.get(&finding.rule).unwrap().placeholder.clone().unwrap(),
        };
        let found: Vec<_> = self.findings(text).iter().map(detected).collect();
        let mut vault = Vault::default();
        vault.set_aside(text, &self.labels);
        if stand_ins {
            vault.use_stand_ins([(text, found.as_slice())].into_iter(), &self.labels);
        }
        let replaced = privacy::mask(text, &found, &mut vault);
        (put(text, replaced.iter().map(|(span, new)| (*span, new.as_str()))), vault)
    }
}

fn put<'r>(text: &str, replacements: impl Iterator<Item = (Span, &'r str)>) -> String {
    let (mut out, mut at) = (String::new(), 0);
    for (span, new) in replacements {
        out.push_str(&text[at..span.start]);
        out.push_str(new);
        at = span.end;
    }
    out + &text[at..]
}

fn restored(masked: &str, vault: &Vault) -> String {
    let found = privacy::restore(masked, vault);
    put(masked, found.iter().map(|Restored { span, value }| (*span, value.as_str())))
}

/// Personal data of every sort among words, markers, marks and anything at all.
fn prompts() -> impl Strategy<Value = String> {
    let part = prop_oneof![
        Just("jane.doe@example.com".to_owned()),
        Just("+33 6 12 34 56 78".to_owned()),
        Just("4111 1111 1111 1111".to_owned()),
        Just("FR76 3000 6000 0112 3456 7890 189".to_owned()),
        Just("Mme Claire Fontaine".to_owned()),
        Just("12 bis rue des Lilas, 69003 Lyon".to_owned()),
        Just("192.0.2.44".to_owned()),
        Just("jane [at] exemple point fr".to_owned()),
        Just("https://www.linkedin.com/in/awa-diallo-4512".to_owned()),
        Just("(@lea.moreau_)".to_owned()),
        Just("The Old Forge, Church Lane,\nNantwich CW5 8EN".to_owned()),
        Just("Am Wiesengrund 14, 48167 Münster".to_owned()),
        Just("N° client : 48210577, immatriculée FK-482-ZL".to_owned()),
        Just("\nid_client;nom;date_naissance\nC-004512;LE GOFF;04/03/1951\n".to_owned()),
        Just("A V Chakraborty".to_owned()),
        Just("Mme Ir&egrave;ne N&#233;mirovski, 12&nbsp;rue des Lilas".to_owned()),
        Just("[[EMAIL_1]]".to_owned()),
        Just("\\[\\[PERSON\\_1\\]\\]".to_owned()),
        Just("PHONE_1".to_owned()),
        Just("&#91;".to_owned()),
        Just("\u{200b}".to_owned()),
        Just("\u{a0}".to_owned()),
        "[A-Za-zéœ ,.;:!?\\[\\](){}\"'_@0-9\n-]{0,12}",
        any::<String>(),
    ];
    prop::collection::vec(part, 0..10).prop_map(|parts| parts.join(" "))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn restoring_undoes_masking(text in prompts()) {
        thread_local!(static MASKER: Arc<Masker> = Arc::new(Masker::new()));
        let masker = MASKER.with(Arc::clone);
        let (masked, vault) = masker.mask(&text);
        let restored = privacy::restore(&masked, &vault);
        prop_assert_eq!(put(&masked, restored.iter().map(|Restored { span, value }| (*span, value.as_str()))), text.as_str());
        // Whole characters, in order, without overlaps.
        let mut end = 0;
        for finding in masker.findings(&text) {
            prop_assert!(finding.span.start >= end && !finding.span.is_empty());
            prop_assert!(text.get(finding.span.range()).is_some());
            end = finding.span.end;
        }
    }

    #[test]
    fn restoring_undoes_masking_with_stand_ins(text in prompts()) {
        thread_local!(static MASKER: Arc<Masker> = Arc::new(Masker::new()));
        let masker = MASKER.with(Arc::clone);
        let (once, vault) = masker.mask_with(&text, true);
        prop_assert_eq!(restored(&once, &vault), text.as_str());
        // No stand-in occurs in the request: there is nothing in it to be put back.
        prop_assert_eq!(restored(&text, &vault), text.as_str());
        // Stand-ins are found like the values, and get stand-ins themselves.
        let (twice, outer) = masker.mask_with(&once, true);
        prop_assert_eq!(restored(&twice, &outer), once);
    }

    #[test]
    fn what_is_masked_is_not_masked_again(text in prompts()) {
        thread_local!(static MASKER: Arc<Masker> = Arc::new(Masker::new()));
        let masker = MASKER.with(Arc::clone);
        let (once, vault) = masker.mask(&text);
        let (twice, _) = masker.mask(&once);
        let placeholders = privacy::restore(&once, &vault);
        for placeholder in placeholders.iter().map(|Restored { span, .. }| span.of(&once)) {
            prop_assert!(twice.contains(placeholder), "{} {:?} {:?}", placeholder, once, twice);
        }
    }
}

#[test]
fn every_prompt_of_the_corpus_is_restored_from_its_stand_ins() {
    let masker = Masker::new();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/corpus/personal-data");
    let (mut values, mut placeholders) = (0, 0);
    for file in std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
        if file.extension().is_none_or(|ending| ending != "jsonl") {
            continue;
        }
        for line in std::fs::read_to_string(&file).unwrap().lines() {
            let prompt: serde_json::Value = serde_json::from_str(line).unwrap();
            let text = prompt["text"].as_str().unwrap();
            let (masked, vault) = masker.mask_with(text, true);
            assert_eq!(restored(&masked, &vault), text, "{masked}");
            values += vault.counts().map(|(_, count)| count).sum::<usize>();
            placeholders += vault.shown().count();
        }
    }
    // The rest are numbers and secrets, for which nothing natural can stand.
    assert!(values > 1000 && placeholders * 4 < values, "{placeholders} of {values}");
}
