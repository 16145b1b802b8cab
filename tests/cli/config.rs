//! `candor config`

use super::{candor, code, err, out, run};

#[test]
fn the_configuration_is_checked_and_shown_without_secrets() {
    let folder = tempfile::tempdir().unwrap();
    let defaults = run(folder.path(), &["config", "check"], "");
    assert!(code(&defaults) == 0 && out(&defaults).contains("defaults"));
    std::fs::write(folder.path().join("candor.toml"), "[server]\nlisten = 7\n").unwrap();
    let wrong = run(folder.path(), &["config", "check"], "");
    assert_eq!(code(&wrong), 78);
    assert!(err(&wrong).contains("candor.toml:2: server.listen"), "{}", err(&wrong));
    let text = "[[provider]]\nname = \"main\"\nkind = \"openai\"\nbase_url = \"http://127.0.0.1:1/v1\"\napi_key = { env = \"K\" }\n[[model]]\nalias = \"copy\"\nprovider = \"main\"\nmodel = \"m\"\n";
    std::fs::write(folder.path().join("other.toml"), text).unwrap();
    let shown = candor(folder.path())
        .args(["config", "show", "--config", "other.toml"])
        .env("K", "sk-very-secret")
        .output()
        .unwrap();
    let text = out(&shown);
    assert!(text.contains("provider[0].api_key.env = \"K\"") && text.contains("other.toml:5"), "{text}");
    assert!(!text.contains("sk-very-secret"));
    let missing = run(folder.path(), &["config", "check", "--config", "gone.toml"], "");
    assert!(code(&missing) == 78 && err(&missing).contains("--config"), "{}", err(&missing));
}

#[test]
fn a_policy_that_names_packs_or_rules_that_do_not_exist_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    for (policy, says) in [
        ("packs = [\"nonsense\"]", "packs that do not exist: nonsense"),
        (
            "[[policy.override]]\nrule = \"a/b\"\naction = \"block\"\nreason = \"r\"",
            "the rule \"a/b\", which does not exist",
        ),
    ] {
        std::fs::write(folder.path().join("candor.toml"), format!("[[policy]]\nname = \"p\"\n{policy}\n"))
            .unwrap();
        let wrong = run(folder.path(), &["config", "check"], "");
        assert!(code(&wrong) == 78 && err(&wrong).contains(says), "{}", err(&wrong));
    }
}
