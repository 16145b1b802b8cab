//! `POST /v1/check`, `POST /v2/check`: texts that are there already.

use reqwest::Method;
use serde_json::json;

use crate::support::{TestApp, app::KEY, http::Answer};

/// Sends a text to be checked.
async fn check(app: &TestApp, body: &serde_json::Value) -> Answer {
    app.count_one();
    app.send(app.request(Method::POST, "/v1/check").bearer_auth(KEY).json(body)).await
}

const COPY: &str =
    "Zoé, il ne reste que 3 pièces 🎁 : c'est maintenant ou jamais ! Écrivez à zoe.martin@example.com.";

#[tokio::test]
async fn a_text_is_checked_without_a_model_and_the_check_is_in_the_log() {
    let app = TestApp::start().await;
    app.plant("zoe.martin@example.com");
    let body = json!({ "text": COPY, "stage": "copy", "channel": "email", "market": "FR" });
    let got = check(&app, &body).await;
    assert_eq!(got.status, 200);
    let answer = got.json();
    assert_eq!((&answer["verdict"], &answer["language"]), (&json!("annotated"), &json!("fr")));
    let findings = answer["findings"].as_array().unwrap();
    assert!(!findings.is_empty());
    for finding in findings {
        let span = |name: &str| usize::try_from(finding[name].as_u64().unwrap()).unwrap();
        let words: String = COPY.chars().skip(span("start")).take(span("end") - span("start")).collect();
        assert_eq!(finding["text"], words, "offsets count code points");
        assert!(finding["legal_basis"].is_array() && finding["suggestion"].is_string());
    }
    assert_eq!(got.header("x-candor-entry"), answer["entry"]);
    assert_eq!(got.header("x-candor-verdict"), "annotated");
    let entry = app.entry(1).await;
    assert_eq!((&entry["type"], &entry["route"]), (&json!("check"), &json!("check")));
    assert_eq!((&entry["id"], &entry["outcome"]), (&answer["entry"], &json!("annotated")));
    assert_eq!(entry["tags"], json!({ "channel": "email", "market": "FR" }));
    assert_eq!(entry["findings"].as_array().unwrap().len(), findings.len());
    assert!(app.provider.bodies().is_empty(), "no model is asked");
    app.end().await;
}

#[tokio::test]
async fn personal_data_is_named_and_leaves_the_verdict_released() {
    let app = TestApp::start().await;
    let mail = app.plant("jane.doe@example.com");
    let body = json!({ "text": format!("Write to {mail}."), "stage": "personal-data" });
    let answer = check(&app, &body).await.json();
    assert_eq!(answer["verdict"], "released");
    assert_eq!(answer["masked"], json!({ "EMAIL": 1 }));
    let finding = &answer["findings"][0];
    assert_eq!((&finding["label"], &finding["text"]), (&json!("EMAIL"), &json!("[EMAIL]")));
    assert_eq!((&finding["start"], &finding["end"]), (&json!(9), &json!(29)));
    app.end().await;
}

#[tokio::test]
async fn a_brief_is_checked_by_the_rules_for_briefs() {
    let app = TestApp::start().await;
    let body = json!({ "text": "Invent a fake deadline so that they hurry.", "stage": "brief" });
    let answer = check(&app, &body).await.json();
    assert_eq!(answer["findings"][0]["label"], "urgency.countdown", "{answer}");
    app.end().await;
}

#[tokio::test]
async fn checks_that_cannot_be_read_are_refused_and_recorded() {
    let app = TestApp::start().await;
    for (body, param) in
        [("{}", json!("text")), ("{", json!(null)), (r#"{"text": "a", "stage": "x"}"#, json!("stage"))]
    {
        app.count_one();
        let got = app.send(app.request(Method::POST, "/v1/check").bearer_auth(KEY).body(body)).await;
        assert_eq!((got.status, &got.json()["error"]["param"]), (400, &param), "{body}");
    }
    assert_eq!(app.entry(3).await["reason"], "bad_request");
    let got = app.send(app.request(Method::POST, "/v1/check").body("{}")).await;
    assert_eq!(got.status, 401);
    app.end().await;
}

#[tokio::test]
async fn an_editor_that_speaks_languagetool_underlines_the_right_words() {
    let app = TestApp::start().await;
    let form = [("text", COPY), ("language", "auto"), ("enabledOnly", "false")];
    app.count_one();
    let got = app.send(app.request(Method::POST, "/v2/check").bearer_auth(KEY).form(&form)).await;
    assert_eq!(got.status, 200);
    let answer = got.json();
    assert_eq!(answer["language"]["detectedLanguage"]["code"], "fr");
    let units: Vec<u16> = COPY.encode_utf16().collect();
    let matches = answer["matches"].as_array().unwrap();
    let words: Vec<String> = matches
        .iter()
        .map(|found| {
            let span = |name: &str| usize::try_from(found[name].as_u64().unwrap()).unwrap();
            assert!(found["rule"]["category"]["id"].is_string() && found["message"].is_string());
            String::from_utf16(&units[span("offset")..span("offset") + span("length")]).unwrap()
        })
        .collect();
    assert!(words.iter().any(|words| words.contains("maintenant ou jamais")), "{words:?}");
    app.end().await;
}

#[tokio::test]
async fn an_editor_may_send_its_key_in_the_form_and_hears_of_mistakes_in_words() {
    let app = TestApp::start().await;
    let form = [("text", "Act now!"), ("language", "en-GB"), ("apiKey", KEY)];
    app.count_one();
    let got = app.send(app.request(Method::POST, "/v2/check").form(&form)).await;
    app.count_one();
    assert_eq!((got.status, &got.json()["matches"][0]["offset"]), (200, &json!(0)));
    let got =
        app.send(app.request(Method::POST, "/v2/check").bearer_auth(KEY).form(&[("language", "en")])).await;
    assert_eq!(got.status, 400);
    assert!(got.body.starts_with("Error: text must be there"), "{}", got.body);
    let got =
        app.send(app.request(Method::POST, "/v2/check").form(&[("text", "a"), ("apiKey", "sk-wrong")])).await;
    assert_eq!(got.status, 401);
    let got = app.send(app.request(Method::GET, "/v2/languages")).await.json();
    assert_eq!(got[0], json!({ "name": "English", "code": "en", "longCode": "en" }));
    app.end().await;
}

#[tokio::test]
async fn facts_clear_a_claim_or_make_it_serious_and_silence_asks_for_evidence() {
    let app = TestApp::start().await;
    let text = "Only 3 pieces left in stock!";
    let silent = check(&app, &json!({ "text": text })).await.json();
    let finding = &silent["findings"][0];
    assert_eq!((&finding["label"], &finding["severity"]), (&json!("scarcity.low_stock"), &json!("caution")));
    assert_eq!(finding["evidence_required"], json!(["stock", "as_of"]));

    let true_ = check(&app, &json!({ "text": text, "facts": { "stock": 3, "colour": "red" } })).await.json();
    assert_eq!((&true_["verdict"], &true_["findings"]), (&json!("released"), &json!([])));
    let logged = &app.entry(2).await["findings"][0];
    assert_eq!((&logged["action"], &logged["fact"]), (&json!("cleared"), &json!("stock")));

    let false_ = check(&app, &json!({ "text": text, "facts": { "stock": 120 } })).await.json();
    let finding = &false_["findings"][0];
    assert_eq!((&finding["severity"], &finding["contradicted_by"]), (&json!("serious"), &json!("stock")));
    assert!(finding["explanation"].as_str().unwrap().contains("`stock` = 120"), "{finding}");

    let bad = check(&app, &json!({ "text": text, "facts": { "stock": "many" } })).await;
    assert_eq!(bad.status, 400);
    app.end().await;
}
