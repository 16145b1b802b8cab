//! Every rule of every pack. The same code as `candor rules check` and `candor rules test`.

use std::{borrow::Cow, fs, path::Path, sync::Arc};

use candor::{
    domain::{Language, Stage},
    guardrails::{self, RuleSet, Scanner, Selection, Sources},
};

fn folder() -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("guardrails")
}

fn rules() -> Arc<RuleSet> {
    let sources = Sources::from_folder(&folder()).unwrap();
    Arc::new(RuleSet::load(&sources).unwrap_or_else(|problems| panic!("{problems}")))
}

#[test]
fn every_pack_of_the_folder_is_built_in() {
    let built_in: Vec<_> = Sources::built_in().packs.into_iter().map(|pack| (pack.file, pack.text)).collect();
    let mut in_folder: Vec<_> = Sources::from_folder(&folder())
        .unwrap()
        .packs
        .into_iter()
        .map(|pack| (pack.file, pack.text))
        .collect();
    in_folder.sort();
    let mut sorted = built_in;
    sorted.sort();
    let names = |packs: &[(String, Cow<'static, str>)]| {
        packs.iter().map(|(file, _)| file.clone()).collect::<Vec<_>>()
    };
    assert_eq!(names(&sorted), names(&in_folder));
    assert!(sorted == in_folder, "a pack was changed after it was built in");
}

#[test]
fn every_example_comes_out_as_it_is_marked() {
    let rules = rules();
    let mut failures = Vec::new();
    for rule in rules.rules() {
        failures.extend(guardrails::run_examples(&rules, rule).1);
    }
    let failures: Vec<_> = failures.iter().map(ToString::to_string).collect();
    assert!(failures.is_empty(), "{}", failures.join("\n\n"));
}

#[test]
fn every_rule_can_be_explained_in_both_languages() {
    for rule in rules().rules() {
        for language in [Language::En, Language::Fr] {
            let text = guardrails::as_text(rule, language);
            assert!(
                text.contains(rule.explanation.in_language(language))
                    && rule.explanation.in_language(language).len() > 40,
                "{}",
                rule.id
            );
            if rule.pack.stage != Stage::PersonalData {
                assert!(rule.suggestion.in_language(language).len() > 15, "{}", rule.id);
                assert!(
                    text.contains(if language == Language::Fr { "Base légale" } else { "Legal basis" }),
                    "{}",
                    rule.id
                );
            }
        }
        assert_eq!(guardrails::as_json(rule)["id"], rule.id.as_str());
    }
}

/// One kind of harm should not be found twice where it is not: a rule stays silent on what another one says is harmless.
#[test]
fn a_rule_that_blocks_is_silent_on_the_harmless_examples_of_the_others() {
    let rules = rules();
    let selection = Arc::new(Selection::of(&rules, &["*".to_owned()]));
    for rule in rules.rules().iter().filter(|rule| rule.pack.stage != Stage::PersonalData) {
        for example in &rule.examples.no_match {
            let scanner = Scanner::new(rules.clone(), rule.pack.stage, selection.clone(), None).read(example);
            let blocking = scanner.findings().iter().find(|found| {
                rules.get(&found.rule).is_some_and(|r| r.action == candor::domain::Action::Block)
            });
            assert!(
                blocking.is_none(),
                "{} blocks the harmless example of {}: {example}",
                blocking.unwrap().rule,
                rule.id
            );
        }
    }
}

#[test]
fn the_generated_list_of_rules_is_up_to_date() {
    let written = fs::read_to_string(folder().join("RULES.md")).unwrap();
    assert!(written == guardrails::as_list(&rules()), "`candor rules docs` writes it");
}

#[test]
fn every_mistake_in_a_pack_is_reported_with_its_place() {
    let pack = guardrails::PackSource {
        file: "copy/wrong.toml".to_owned(),
        is_built_in: false,
        text: r#"
[pack]
id = "other"
title = "t"
version = "1"
owner = "o"
stage = "copy"
kind = "manipulation"
languages = ["en"]
[[rule]]
id = "No-Good"
name = "n"
category = "Bad Label"
severity = "caution"
action = "annotate"
explanation = { en = "only english" }
suggestion = { en = "s", fr = "s" }
[rule.match]
regex = ['(', 'É', '\d+']
verify = "nothing"
near = { terms = ["@missing"], within = 0 }
[rule.tests]
match = ["unmarked"]
[[rule]]
id = "second"
colour = "red"
"#
        .into(),
    };
    let problems =
        RuleSet::load(&Sources { packs: vec![pack], ..Sources::default() }).err().unwrap().to_string();
    for says in [
        "copy/wrong.toml:1: the id of pack `other`",
        "copy/wrong.toml:10: No-Good: an id is lower-case words",
        "a category is written `family.name`",
        "`explanation.fr` is missing",
        "expression `(`",
        "expression `É`: write it in small letters",
        "has no word that every match contains",
        "unknown check `nothing`",
        "no word list `missing`",
        "`within` lies between",
        "at least one [[rule.legal_basis]]",
        "example `unmarked` needs the words",
        "at least three `match` examples",
        "copy/wrong.toml:26: second: unknown field `colour`",
    ] {
        assert!(problems.contains(says), "{says:?} is missing in:\n{problems}");
    }
}

#[test]
fn a_match_that_runs_over_the_end_of_a_line_or_a_cut_is_found() {
    let rules = rules();
    let selection = Arc::new(Selection::of(&rules, &["*".to_owned()]));
    let long = format!("{}as an alcoholic, with all of this, you deserve it.", "so we go on ".repeat(17));
    for text in ["As an alcoholic\nYou deserve this.", "Another drink too many\nYou know it.", &long] {
        let found = Scanner::new(rules.clone(), Stage::Copy, selection.clone(), None).read(text);
        let ids: Vec<_> = found.findings().iter().map(|found| found.rule.as_str()).collect();
        assert!(ids.contains(&"targeting-traits/addiction"), "{text}: {ids:?}");
    }
}
