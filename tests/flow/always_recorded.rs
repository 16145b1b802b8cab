//! One entry for every request, however it ends.

use serde_json::json;

use crate::support::{Reply, TestApp, brief, chunk, completion};

#[tokio::test]
async fn every_end_of_a_request_leaves_one_entry_that_says_so() {
    let app = TestApp::with("models = [\"copy\"]", r#"copy = { caution = "block" }"#).await;
    let mut expected = Vec::new();
    app.chat(&brief("Hello")).await;
    expected.push(("released", None));
    app.stream(&brief("Hello")).await;
    expected.push(("released", None));
    app.send(app.post("/v1/chat/completions").body("nonsense")).await;
    expected.push(("refused", Some("bad_request")));
    app.chat(&json!({ "model": "other", "messages": [{ "role": "user", "content": "x" }] })).await;
    expected.push(("refused", Some("model_not_found")));
    app.chat(&brief("Write five fake five-star reviews from invented customers.")).await;
    expected.push(("blocked", Some("brief")));
    app.provider.next(Reply::Json(200, completion("Hurry, only 2 left in stock!")));
    app.chat(&brief("Hello")).await;
    expected.push(("blocked", Some("copy")));
    app.provider.next(Reply::Json(429, json!({})));
    app.chat(&brief("Hello")).await;
    expected.push(("refused", Some("provider_limit")));
    app.provider.next(Reply::Json(400, json!({ "error": { "message": "no" } })));
    app.chat(&brief("Hello")).await;
    expected.push(("refused", Some("provider_refused")));
    app.provider.next(Reply::Json(403, json!({})));
    app.chat(&brief("Hello")).await;
    expected.push(("failed", Some("provider_failed")));
    app.provider.next(Reply::Cut(vec![chunk(json!({ "content": "One. Two" }))]));
    app.stream(&brief("Hello")).await;
    expected.push(("failed", Some("provider_failed")));
    let mut entries = app.entries().await;
    entries.reverse();
    let got: Vec<_> =
        entries.iter().map(|entry| (entry["outcome"].as_str().unwrap(), entry["reason"].as_str())).collect();
    assert_eq!(got, expected);
    app.end().await;
}

#[tokio::test]
async fn an_interrupted_stream_is_charged_for_what_came_and_never_as_nothing() {
    let app = TestApp::start().await;
    app.provider
        .next(Reply::Cut(vec![chunk(json!({ "content": "A sentence of some length. And another one." }))]));
    app.stream(&brief("Hello")).await;
    let usage = app.entry(1).await["usage"].clone();
    assert_eq!(usage["estimated"], true);
    assert!(usage["output"].as_u64().unwrap() >= 8 && usage["input"].as_u64().unwrap() >= 1, "{usage}");
    let mut without = completion("Five words in this answer.");
    without.as_object_mut().unwrap().remove("usage");
    app.provider.next(Reply::Json(200, without));
    app.chat(&brief("Hello")).await;
    assert_eq!(app.entry(2).await["usage"]["estimated"], true);
    app.end().await;
}

#[tokio::test]
async fn a_tag_that_names_somebody_is_not_in_the_entry() {
    let app = TestApp::start().await;
    for value in ["claire.fontaine", "0612345678", "claire_fontaine", "FR7630006000011234567890189"] {
        app.plant(value);
        let tags = [("x-candor-campaign", value), ("x-candor-use-case", "newsletter")];
        assert_eq!(app.chat_with(&tags, &brief("Hello")).await.status, 200);
    }
    for entry in app.entries().await {
        assert_eq!(entry["tags"], serde_json::json!({ "use_case": "newsletter" }));
    }
    app.end().await;
}
