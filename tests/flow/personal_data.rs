//! Policies about personal data.

use serde_json::json;

use crate::support::{TestApp, brief, streamed_text};

const TEXT: &str = "Write to jane.doe@example.com";

#[tokio::test]
async fn a_policy_that_refuses_personal_data_never_calls_the_provider() {
    let app = TestApp::with("", "personal_data = \"block\"").await;
    app.plant("jane.doe@example.com");
    let got = app.chat(&brief(TEXT)).await;
    assert_eq!((got.status, got.json()["error"]["code"].as_str().unwrap()), (400, "personal_data"));
    assert_eq!(got.json()["error"]["candor"]["masked"]["EMAIL"], 1);
    assert_eq!(app.provider.calls(), 0);
    assert_eq!(app.entry(1).await["reason"], "personal_data");
    assert_eq!(app.chat(&brief("Write to the team")).await.status, 200);
    app.end().await;
}

#[tokio::test]
async fn a_policy_that_allows_personal_data_changes_nothing() {
    let app = TestApp::with("", "personal_data = \"allow\"").await;
    let got = app.chat(&brief(TEXT)).await;
    assert_eq!(app.provider.last()["messages"][0]["content"], TEXT);
    assert_eq!((got.header("x-candor-masked"), got.text().as_str()), ("0", TEXT));
    app.end().await;
}

#[tokio::test]
async fn a_long_request_is_masked_like_a_short_one() {
    let app = TestApp::with("tokens_per_minute = 100000000", "").await;
    app.plant("jane.doe@example.com");
    let text = format!("{}{TEXT}", "A long story about coats. ".repeat(20_000));
    let got = app.chat(&brief(&text)).await;
    assert_eq!(got.status, 200);
    assert_eq!(got.text(), text);
    app.end().await;
}

#[tokio::test]
async fn words_of_the_tenant_are_never_masked() {
    let app = TestApp::with("", r#"never_mask = ["Maison Claire Fontaine", "01 44 50 00 11"]"#).await;
    app.plant("jane.doe@example.com");
    let text = "Mme Claire Fontaine and Maison Claire Fontaine: 01.44.50.00.11 or jane.doe@example.com";
    let got = app.chat(&brief(text)).await;
    assert_eq!(sent(&app), "Mme [[PERSON_1]] and Maison Claire Fontaine: 01.44.50.00.11 or [[EMAIL_1]]");
    assert_eq!(got.text(), text);
    app.end().await;
}

#[tokio::test]
async fn kinds_that_the_purpose_needs_may_pass_and_no_others() {
    let app = TestApp::with("", r#"may_pass = ["EMAIL"]"#).await;
    let got = app.chat(&brief("Write to Mme Claire Fontaine, jane.doe@example.com")).await;
    assert_eq!(sent(&app), "Write to Mme [[PERSON_1]], jane.doe@example.com");
    assert_eq!(got.json()["candor"]["masked"], json!({ "PERSON": 1 }));
    app.end().await;
}

#[tokio::test]
async fn a_use_case_lets_pass_what_it_needs_and_no_other_does() {
    let policy = "may_pass = [\"EMAIL\"]\n[[policy.use_case]]\nname = \"delivery\"\nmay_pass = [\"PHONE\"]";
    let app = TestApp::with("", policy).await;
    let text = "Write to Mme Claire Fontaine, jane.doe@example.com, 06 12 34 56 78, about the parcel that is under way.";
    let masked = text.replace("Claire Fontaine", "[[PERSON_1]]");
    let no_phone = masked.replace("06 12 34 56 78", "[[PHONE_1]]");
    for (use_case, packs, expected) in [
        ("newsletter", "", &no_phone),
        ("delivery", "", &masked),
        ("newsletter", "", &no_phone),
        ("delivery", "contact", &masked),
        ("Delivery", "", &no_phone),
    ] {
        let mut request = app.post("/v1/chat/completions").header("x-candor-use-case", use_case);
        if !packs.is_empty() {
            request = request.header("x-candor-packs", packs);
        }
        let got = app.send(request.body(brief(text).to_string())).await;
        assert_eq!(got.status, 200, "{}", got.body);
        assert_eq!(&sent(&app), expected, "{use_case} {packs}");
        assert_eq!(got.text(), text);
    }
    app.end().await;
}

#[tokio::test]
async fn what_stands_in_something_that_may_pass_is_masked_all_the_same() {
    let app = TestApp::with("", r#"may_pass = ["ADDRESS"]"#).await;
    app.plant("Wrenna Halloway");
    app.chat(&brief("c/o Mrs Wrenna Halloway, 12 rue de la Paix, 75002 Paris")).await;
    assert_eq!(sent(&app), "c/o Mrs [[PERSON_1]], 12 rue de la Paix, 75002 Paris");
    app.end().await;
}

#[tokio::test]
async fn what_is_redacted_is_not_put_back() {
    let app = TestApp::with("", "replacement = \"redact\"").await;
    app.plant("jane.doe@example.com");
    let whole = app.chat(&brief(TEXT)).await.text();
    let streamed = streamed_text(&app.stream(&brief(TEXT)).await.body, 0);
    for (text, entry) in [(whole, 1), (streamed, 2)] {
        assert_eq!(text, "Write to [[EMAIL_1]]");
        assert_eq!(app.entry(entry).await["masked"], json!({ "EMAIL": 1 }));
    }
    // The same conversation, one turn on: the same values have the same numbers.
    let turns = ["Write to jane.doe@example.com", "Write to [[EMAIL_1]]", "And to joe@example.com"];
    let messages: Vec<_> = turns.iter().map(|text| json!({ "role": "user", "content": text })).collect();
    app.chat(&json!({ "model": "copy", "messages": messages })).await;
    let sent = app.provider.last()["messages"].to_string();
    assert!(sent.contains("Write to [[EMAIL_1]]\"") && sent.contains("And to [[EMAIL_2]]"), "{sent}");
    app.end().await;
}

#[tokio::test]
async fn packs_of_the_configuration_are_applied_beside_those_that_are_built_in() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::create_dir(folder.path().join("personal-data")).unwrap();
    let file = folder.path().join("personal-data/badges.toml");
    std::fs::write(&file, BADGES).unwrap();
    let more = format!("[guardrails]\nfolder = {:?}\n", folder.path());
    let app = TestApp::with_config("", "", &more).await;
    app.plant("jane.doe@example.com");
    app.plant("NP-774411");
    let text = "Badge NP-774411 belongs to jane.doe@example.com";
    let got = app.chat(&brief(text)).await;
    assert_eq!(sent(&app), "Badge [[BADGE_1]] belongs to [[EMAIL_1]]");
    assert_eq!(got.text(), text);

    std::fs::write(&file, BADGES.replace("{6}", "{7}")).unwrap();
    let wrong = app.app.reload().unwrap_err().to_string();
    assert!(wrong.contains("badges/badge") && wrong.contains("NP-123456"), "{wrong}");
    app.chat(&brief(text)).await;
    assert!(!app.provider.last().to_string().contains("NP-774411"), "the packs before stay in force");
    std::fs::write(&file, BADGES.replace("\"BADGE\"", "\"PASS\"")).unwrap();
    app.app.reload().unwrap();
    app.chat(&brief(text)).await;
    assert_eq!(sent(&app), "Badge [[PASS_1]] belongs to [[EMAIL_1]]");
    std::fs::remove_file(&file).unwrap();
    let wrong = format!("{:#}", app.app.reload().unwrap_err());
    assert!(wrong.contains("there is no pack in it"), "{wrong}");
    app.end().await;
}

/// The user's message as the provider got it.
fn sent(app: &TestApp) -> String {
    let request = app.provider.last();
    let mut messages = request["messages"].as_array().into_iter().flatten();
    let message = messages.find(|message| message["role"] == "user");
    message.and_then(|message| message["content"].as_str()).unwrap_or_default().to_owned()
}

/// A pack of a tenant; with `{7}` in place of `{6}` its examples do not hold.
pub(crate) const BADGES: &str = r#"
[pack]
id = "badges"
title = "Badges of Northpeak"
version = "1"
owner = "privacy"
stage = "personal-data"
kind = "personal-data"
languages = ["en"]

[[rule]]
id = "badge"
name = "Badge of an employee"
category = "CUSTOMER_ID"
severity = "caution"
action = "mask"
placeholder = "BADGE"
score = 0.9
explanation = { en = "A badge leads to an employee.", fr = "Un badge mène à un salarié." }
purpose = { en = "The model needs no badge.", fr = "Le modèle n'a pas besoin du badge." }
match = { regex = ['\bNP-[0-9]{6}\b'] }
[rule.tests]
match = ["The badge <<NP-123456>> is lost.", "It is <<NP-000001>>.", "For the <<NP-999999>> of the day."]
no_match = ["The badge NP-12345 is short.", "It is XNP-123456.", "For the NP-1234567 of the day."]
"#;
