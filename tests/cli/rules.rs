//! `candor rules`

use super::{code, err, out, run};

#[test]
fn rules_are_checked_tested_listed_and_explained() {
    let folder = tempfile::tempdir().unwrap();
    let check = run(folder.path(), &["rules", "check"], "");
    assert!(code(&check) == 0 && out(&check).contains("nothing wrong"), "{}", out(&check));
    let test = run(folder.path(), &["rules", "test", "contact/email"], "");
    assert!(code(&test) == 0 && out(&test).contains(" passed, 0 failed"));
    assert_eq!(code(&run(folder.path(), &["rules", "test", "no-such-pack"], "")), 2);
    let list = out(&run(folder.path(), &["rules", "list", "--status", "active", "--language", "fr"], ""));
    assert!(list.lines().count() > 20 && list.contains("contact/email"));
    let french =
        out(&run(folder.path(), &["rules", "explain", "scarcity/low-stock", "--language", "fr"], ""));
    assert!(french.contains("Base légale"), "{french}");
    let json: serde_json::Value =
        serde_json::from_str(&out(&run(folder.path(), &["rules", "explain", "contact/email", "--json"], "")))
            .unwrap();
    assert_eq!(json["label"], "EMAIL");
    let missing = run(folder.path(), &["rules", "explain", "a/b"], "");
    assert!(code(&missing) == 2 && err(&missing).contains("rules list"));
    let tried = out(&run(folder.path(), &["rules", "try", "-"], "Hurry, only 2 left in stock!"));
    assert!(tried.contains("<<Hurry>>"), "{tried}");
}

#[test]
fn a_failing_example_is_shown_beside_what_was_found() {
    let folder = tempfile::tempdir().unwrap();
    let packs = folder.path().join("guardrails/copy");
    std::fs::create_dir_all(&packs).unwrap();
    let pack = r#"
[pack]
id = "mine"
title = "Mine"
version = "1"
owner = "me"
stage = "copy"
kind = "manipulation"
languages = ["en"]
[[rule]]
id = "wow"
name = "Wow"
category = "emotion.wow"
severity = "note"
action = "annotate"
explanation = { en = "Says wow.", fr = "Dit wow." }
suggestion = { en = "Say what it is.", fr = "Dites ce que c'est." }
legal_basis = [{ law = "House style", article = "1" }]
[rule.match]
terms = ["wow"]
[rule.tests]
match = ["<<Wow>>, a coat.", "So <<wow>>.", "A <<coat>> of wow."]
no_match = ["A coat.", "Bow-wow-ish things? Wowed.", "The end."]
"#;
    std::fs::write(packs.join("mine.toml"), pack).unwrap();
    let test = run(folder.path(), &["rules", "test"], "");
    assert_eq!(code(&test), 1);
    let text = out(&test);
    assert!(text.contains("expected: A <<coat>> of wow.\n  found:    A coat of <<wow>>."), "{text}");
    assert!(text.contains("mine/wow (no_match)"), "a hyphen is a space: {text}");
}
