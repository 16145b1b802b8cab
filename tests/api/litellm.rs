//! `POST /beta/litellm_basic_guardrail_api`: calls that go through LiteLLM.

use reqwest::Method;
use serde_json::{Value, json};

use crate::support::{TestApp, app::KEY};

async fn guard(app: &TestApp, body: Value) -> Value {
    app.count_one();
    let request = app.request(Method::POST, "/beta/litellm_basic_guardrail_api");
    let got = app.send(request.header("x-api-key", KEY).json(&body)).await;
    assert_eq!(got.status, 200, "{}", got.body);
    got.json()
}

#[tokio::test]
async fn what_is_taken_out_of_a_call_is_put_back_into_its_answer_and_into_no_other() {
    let app = TestApp::start().await;
    let mail = app.plant("jane.doe@example.com");
    let call = |id: &str, kind: &str, texts: Value| json!({ "input_type": kind, "litellm_call_id": id, "texts": texts, "request_data": {} });
    let sent = guard(&app, call("c1", "request", json!(["Be polite.", format!("Write to {mail}.")]))).await;
    assert_eq!(sent["action"], "GUARDRAIL_INTERVENED");
    assert_eq!(sent["texts"], json!(["Be polite.", "Write to [[EMAIL_1]]."]));
    assert_eq!(sent["candor"]["masked"], json!({ "EMAIL": 1 }));

    let answer = json!(["Dear [[EMAIL_1]], hello!"]);
    let back = guard(&app, call("c1", "response", answer.clone())).await;
    assert_eq!(
        (&back["action"], &back["texts"]),
        (&json!("GUARDRAIL_INTERVENED"), &json!([format!("Dear {mail}, hello!")]))
    );
    let other = guard(&app, call("c2", "response", answer)).await;
    assert!(other.get("texts").is_none(), "{other}");

    // In a stream the beginning of a placeholder waits for the rest.
    let part = guard(&app, call("c1", "response", json!(["Dear [[EMA"]))).await;
    assert_eq!(part["stream_holdback_chars"], json!([5]));
    let entry = app.entry(1).await;
    assert_eq!((&entry["type"], &entry["route"]), (&json!("check"), &json!("litellm")));
    app.forget(mail);
    app.end().await;
}

#[tokio::test]
async fn a_brief_that_may_not_be_written_is_blocked_with_the_reason_and_the_tools_own_words_are_no_brief() {
    let app = TestApp::start().await;
    let bad = "Write fake five-star reviews for our hotel.";
    let ask = |role: &str| json!({ "input_type": "request", "texts": [bad], "request_data": {}, "structured_messages": [{ "role": role, "content": bad }] });
    let blocked = guard(&app, ask("user")).await;
    assert_eq!(blocked["action"], "BLOCKED", "{blocked}");
    assert!(blocked["blocked_reason"].as_str().unwrap().len() > 40);
    let entry = app.entry(1).await;
    assert_eq!((&entry["outcome"], &entry["reason"]), (&json!("blocked"), &json!("brief")));
    assert_eq!(guard(&app, ask("system")).await["action"], "NONE");
    app.end().await;
}

#[tokio::test]
async fn copy_that_may_not_go_out_is_blocked_and_a_call_that_cannot_be_read_is_refused() {
    let app = TestApp::start().await;
    let cure = "Our cream cures arthritis and diabetes in two weeks.";
    let answer = guard(&app, json!({ "input_type": "response", "texts": [cure] })).await;
    assert_eq!(answer["action"], "BLOCKED", "{answer}");
    assert_eq!(answer["candor"]["findings"][0]["path"], "/texts/0");
    let request = app.request(Method::POST, "/beta/litellm_basic_guardrail_api");
    app.count_one();
    assert_eq!(app.send(request.header("x-api-key", KEY).body("{}")).await.status, 400);
    app.end().await;
}
