//! Policies about personal data.

use crate::support::{TestApp, brief};

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
