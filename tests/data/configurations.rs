//! The configurations under `examples/`, and what wrong ones are told.

use std::path::Path;

use candor::config::{self, Environment, Source};

fn load(text: &str, environment: &[(&str, &str)]) -> Result<config::Loaded, String> {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("candor.toml");
    std::fs::write(&file, text).unwrap();
    let source = Source { file: Some(file.clone()), ..Source::default() };
    let environment = Environment::from_pairs(environment.iter().copied());
    config::load(&source, &environment)
        .map_err(|problems| problems.to_string().replace(&file.display().to_string(), "FILE"))
}

#[test]
fn the_examples_are_right() {
    let keys =
        [("OPENAI_API_KEY", "x"), ("MISTRAL_API_KEY", "y"), ("ACME_CRM_KEY", "a"), ("ACME_CMS_KEY", "b")];
    for name in ["minimal.toml", "full.toml"] {
        let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples").join(name);
        let source = Source { file: Some(file), ..Source::default() };
        config::load(&source, &Environment::from_pairs(keys))
            .unwrap_or_else(|problems| panic!("{name}: {problems}"));
    }
}

#[test]
fn an_empty_file_starts_a_working_gateway() {
    let config = load("", &[]).unwrap().config;
    assert!(config.is_demo);
    assert_eq!(config.providers[0].name.as_ref(), "sandbox");
    assert_eq!(config.tenants[0].id.as_str(), "demo");
    assert_eq!(config.server.listen.to_string(), "127.0.0.1:8080");
    let config = load("", &[("OPENAI_API_KEY", "sk-x")]).unwrap().config;
    assert_eq!(config.providers[0].base_url, "https://api.openai.com/v1");
    let config = load("", &[("OLLAMA_HOST", "127.0.0.1:11434")]).unwrap().config;
    assert_eq!(config.providers[0].base_url, "http://127.0.0.1:11434/v1");
}

#[test]
fn all_mistakes_are_reported_at_once_with_file_line_and_key() {
    let problems = load(
        r#"[server]
listen = "nowhere"
max_body_bytes = "big"
colour = "red"
[store]
url = "postgres://u:secret@h/d"
[limits]
backend = "redis"
[[provider]]
name = "main"
kind = "anthropic"
base_url = "https://x"
api_key = "sk-written-into-the-file"
[[model]]
alias = "copy"
provider = "nobody"
model = "m"
[[tenant]]
id = "a b"
policy = "lost"
models = ["gone"]
keys = [{ name = "crm", env = "NOT_SET" }, { name = "short", sha256 = "abc" }]
[[policy]]
name = "p"
copy = { serious = "repair", note = "hold", caution = "shout" }
[[policy.override]]
rule = "x/y"
reason = "because"
"#,
        &[("CANDOR__SERVER__SHAPE", "round"), ("CANDOR__NOTHING__X", "1")],
    )
    .err()
    .unwrap();
    for says in [
        "FILE:2: server.listen",
        "FILE:3: server.max_body_bytes: must be a whole number",
        "FILE:4: server.colour: is not known here; known are listen",
        "store.url: must be \"sqlite://PATH\"; PostgreSQL comes with a later version",
        "limits.backend: \"redis\" comes with a later version",
        "provider[0].kind: \"anthropic\" comes with a later version",
        "provider[0].api_key: never write a secret into the file",
        "model[0].provider: there is no provider \"nobody\"",
        "tenant[0].id: may have letters",
        "tenant[0].policy: there is no policy \"lost\"",
        "tenant[0].models: there is no model \"gone\"",
        "the environment variable NOT_SET is not set",
        "tenant[0].keys[1].sha256: must be 64 hexadecimal digits",
        "policy[0].copy.serious: \"repair\" comes with a later version",
        "policy[0].copy.note: \"hold\" comes with a later version",
        "policy[0].copy.caution: must be one of annotate, block",
        "policy[0].override[0].action: is missing",
        "environment CANDOR__SERVER__SHAPE: server.shape: is not known here",
        "environment CANDOR__NOTHING__X: sets nothing",
    ] {
        assert!(problems.contains(says), "{says:?} is missing in:\n{problems}");
    }
    assert!(!problems.contains("u:secret") && !problems.contains("sk-written"), "{problems}");
}

#[test]
fn the_environment_overrides_the_file_and_origins_are_shown() {
    let loaded = load(
        "[server]\nlisten = \"127.0.0.1:1\"\nmax_body_bytes = 4096\n",
        &[("CANDOR__SERVER__LISTEN", "127.0.0.1:2")],
    )
    .unwrap();
    assert_eq!(loaded.config.server.listen.port(), 2);
    let shown = loaded.shown.join("\n");
    assert!(
        shown.contains("server.listen = \"127.0.0.1:2\"    # environment CANDOR__SERVER__LISTEN"),
        "{shown}"
    );
    assert!(
        shown.contains("server.max_body_bytes = 4096    # ") && shown.contains("candor.toml:3"),
        "{shown}"
    );
    assert!(shown.contains("limits.backend = \"memory\"    # default"), "{shown}");
}

#[test]
fn broken_toml_is_told_where() {
    let problems = load("[server\nlisten = 1", &[]).err().unwrap();
    assert!(problems.contains("FILE:1"), "{problems}");
}

#[test]
fn an_address_that_would_lead_elsewhere_is_refused() {
    let told = |address: &str| {
        let text = format!("[[provider]]\nname = \"main\"\nkind = \"openai\"\nbase_url = \"{address}\"\n");
        load(&text, &[]).err().unwrap_or_default()
    };
    for address in
        ["https://llm.example/v1", "http://127.0.0.1:8080/v1", "http://[::1]:8080/v1", "http://[::1]/v1"]
    {
        assert!(!told(address).contains("base_url"), "{address}: {}", told(address));
    }
    for address in [
        "ftp://llm.example",
        "https://",
        "https:///v1",
        "http://user:secret@llm.example/v1",
        "http://llm.example:99999/v1",
        "http://llm.example:/v1",
        "http://a b/v1",
    ] {
        assert!(told(address).contains("FILE:4: provider[0].base_url: must be an address"), "{address}");
        assert!(!told(address).contains("secret"), "{address}");
    }
}

#[test]
fn what_replaces_personal_data_is_one_of_three() {
    let policy = |replacement: &str| format!("[[policy]]\nname = \"p\"\nreplacement = \"{replacement}\"\n");
    for replacement in ["placeholder", "surrogate", "redact"] {
        assert_eq!(load(&policy(replacement), &[]).err().unwrap_or_default(), "");
    }
    let told = load(&policy("pseudonym"), &[]).err().unwrap_or_default();
    assert!(told.contains("policy[0].replacement: must be one of placeholder, surrogate, redact"), "{told}");
}

#[test]
fn a_use_case_has_a_name_that_can_be_sent_once() {
    let use_case = |name: &str| format!("[[policy.use_case]]\nname = \"{name}\"\nmay_pass = [\"EMAIL\"]\n");
    let policy = "[[policy]]\nname = \"p\"\n".to_owned();
    let told = |text: String| load(&text, &[]).err().unwrap_or_default();
    assert_eq!(told(policy.clone() + &use_case("reply") + &use_case("delivery")), "");
    assert!(
        told(policy.clone() + &use_case("reply") + &use_case("reply")).contains("\"reply\" stands twice")
    );
    assert!(told(policy + &use_case("my reply")).contains("policy[0].use_case[0].name: must be at most 64"));
}
