//! The table of contract.md, section 2: what happened → what the caller gets.

use reqwest::Method;
use serde_json::{Value, json};

use crate::support::{Answer, Reply, TestApp, brief};

fn check(got: &Answer, status: u16, code: &str) {
    assert_eq!(got.status, status, "{}", got.body);
    let error = &got.json()["error"];
    assert_eq!(error["code"], code, "{}", got.body);
    for member in ["message", "type", "param", "code"] {
        assert!(error.get(member).is_some(), "{member} is missing: {}", got.body);
    }
    assert!(error["message"].as_str().is_some_and(|message| !message.is_empty()));
}

#[tokio::test]
async fn what_is_no_request_gets_400_with_the_place() {
    let app = TestApp::start().await;
    let deep = format!("{{\"model\":\"copy\",\"messages\":{}{}}}", "[".repeat(200), "]".repeat(200));
    for (body, code, says) in [
        (&b"{\"model\": \"copy\", \"messages\": [}"[..], "invalid_json", "line 1, column"),
        (b"", "invalid_json", "ends too early"),
        (b"\xff\xfe", "invalid_json", "UTF-8"),
        (deep.as_bytes(), "invalid_json", "deep"),
        (br#"{"model":"copy","model":"copy","messages":[]}"#, "invalid_json", "twice"),
        (b"[]", "invalid_type", "an object"),
        (br#"{"messages":[{"role":"user","content":"x"}]}"#, "invalid_type", "model"),
        (br#"{"model":7,"messages":[{"role":"user","content":"x"}]}"#, "invalid_type", "model"),
        (br#"{"model":"copy","messages":"x"}"#, "invalid_type", "messages"),
        (br#"{"model":"copy","messages":[]}"#, "invalid_type", "messages"),
        (br#"{"model":"copy","messages":[7]}"#, "invalid_type", "messages.0"),
        (br#"{"model":"copy","messages":[{"content":"x"}]}"#, "invalid_type", "messages.0.role"),
        (
            br#"{"model":"copy","messages":[{"role":"user","content":7}]}"#,
            "invalid_type",
            "messages.0.content",
        ),
        (
            br#"{"model":"copy","stream":"yes","messages":[{"role":"user","content":"x"}]}"#,
            "invalid_type",
            "stream",
        ),
        (
            br#"{"model":"copy","n":0,"messages":[{"role":"user","content":"x"}]}"#,
            "invalid_type",
            "n must be",
        ),
        (
            br#"{"model":"copy","n":1.5,"messages":[{"role":"user","content":"x"}]}"#,
            "invalid_type",
            "n must be",
        ),
    ] {
        let got = app.send(app.post("/v1/chat/completions").body(body.to_vec())).await;
        check(&got, 400, code);
        assert!(got.json()["error"]["message"].as_str().unwrap().contains(says), "{says}: {}", got.body);
    }
    assert_eq!(app.provider.calls(), 0);
    app.end().await;
}

#[tokio::test]
async fn a_body_over_the_limit_gets_413_and_an_entry() {
    let app = TestApp::with_config("", "", "[server]\nmax_body_bytes = 2048").await;
    let got = app.chat(&brief(&"x".repeat(4000))).await;
    check(&got, 413, "request_too_large");
    let chunked = futures_util::stream::iter((0..100).map(|_| Ok::<_, std::io::Error>(vec![b'x'; 100])));
    let got = app.send(app.post("/v1/chat/completions").body(reqwest::Body::wrap_stream(chunked))).await;
    check(&got, 413, "request_too_large");
    assert_eq!(app.entry(2).await["reason"], "too_large");
    app.end().await;
}

#[tokio::test]
async fn a_provider_that_asks_to_wait_gets_429_with_its_retry_after() {
    let app = TestApp::start().await;
    app.provider.always(Reply::JsonWith(
        429,
        ("retry-after", "7"),
        json!({ "error": { "message": "slow down" } }),
    ));
    let got = app.chat(&brief("Hello")).await;
    check(&got, 429, "rate_limit_exceeded");
    assert_eq!(got.header("retry-after"), "7");
    assert_eq!(got.json()["error"]["candor"]["upstream"], 429);
    app.end().await;
}

#[tokio::test]
async fn a_provider_that_refuses_is_quoted_without_personal_data_and_keys() {
    let app = TestApp::start().await;
    app.plant("jane.doe@example.com");
    for status in [400, 413, 422] {
        let message = "Bad prompt by jane.doe@example.com with key sk-proj-4f9aB7cD2eF1gH8iJ3kL9mN0 and sk-provider-secret-77";
        app.provider.next(Reply::Json(status, json!({ "error": { "message": message, "type": "bad", "param": "messages", "code": "context_length_exceeded" } })));
        let got = app.chat(&brief("Hello")).await;
        check(&got, status, "context_length_exceeded");
        assert_eq!(got.json()["error"]["param"], "messages");
        assert!(!got.body.contains("jane.doe") && !got.body.contains("4f9aB7"), "{}", got.body);
        assert!(
            !got.body.contains("secret-77"),
            "the key in use is known whatever it looks like: {}",
            got.body
        );
        assert!(got.body.contains("Bad prompt by [EMAIL]"), "{}", got.body);
    }
    assert_eq!(app.provider.calls(), 3, "a wrong request is not tried again");
    app.end().await;
}

#[tokio::test]
async fn a_provider_that_names_a_date_is_asked_again_after_it() {
    let app = TestApp::start().await;
    let date = ("retry-after", "Fri, 31 Dec 2027 23:59:59 GMT");
    app.provider.next(Reply::JsonWith(429, date, json!({ "error": {} })));
    let got = app.chat(&brief("Hello")).await;
    check(&got, 429, "rate_limit_exceeded");
    assert!(got.header("retry-after").parse::<u64>().unwrap() > 3600, "{}", got.header("retry-after"));
    app.end().await;
}

#[tokio::test]
async fn a_stream_that_begins_with_an_error_is_tried_again_and_then_502() {
    let app = TestApp::start().await;
    let overloaded = br#"data: {"error":{"message":"overloaded","code":503}}"#;
    app.provider.always(Reply::Sse(vec![[&overloaded[..], b"\n\n"].concat()]));
    let got = app.stream(&brief("Hello")).await;
    check(&got, 502, "upstream_error");
    assert_eq!(got.json()["error"]["candor"]["upstream"], 503);
    assert_eq!(app.provider.calls(), 3);
    for nonsense in [&b"data: hello"[..], b"<html>oops", b"", b"data: [DONE]"] {
        app.provider.always(Reply::Sse(vec![[nonsense, b"\n\n"].concat()]));
        check(&app.stream(&brief("Hello")).await, 502, "upstream_error");
    }
    app.end().await;
}

#[tokio::test]
async fn what_is_over_the_limit_is_told_where_it_stands() {
    let app = TestApp::with("requests_per_minute = 1", "").await;
    assert_eq!(app.chat(&brief("Hello")).await.status, 200);
    let got = app.chat(&brief("Hello")).await;
    check(&got, 429, "rate_limit_exceeded");
    assert_eq!(got.header("x-ratelimit-remaining-requests"), "0");
    assert_eq!(got.header("x-ratelimit-limit-requests"), "1");
    app.end().await;
}

#[tokio::test]
async fn a_provider_that_fails_gets_502_after_retries_and_its_status_is_kept() {
    let app = TestApp::start().await;
    app.provider.always(Reply::Json(500, json!({ "error": { "message": "boom at jane.doe@example.com" } })));
    let got = app.chat(&brief("Hello")).await;
    check(&got, 502, "upstream_error");
    assert_eq!(got.json()["error"]["candor"]["upstream"], 500);
    assert!(!got.body.contains("jane"));
    assert_eq!(app.provider.calls(), 3);
    app.provider.always(Reply::Json(
        401,
        json!({ "error": { "message": "Incorrect API key provided: sk-provider-secret-77" } }),
    ));
    let got = app.chat(&brief("Hello")).await;
    check(&got, 502, "upstream_error");
    assert_eq!(got.json()["error"]["candor"]["upstream"], 401);
    assert_eq!(app.provider.calls(), 4, "our key does not get better by trying again");
    let entry = app.entry(2).await;
    assert_eq!(
        (entry["outcome"].as_str().unwrap(), entry["reason"].as_str().unwrap()),
        ("failed", "provider_failed")
    );
    app.end().await;
}

#[tokio::test]
async fn a_provider_that_sends_no_answer_gets_502() {
    let app = TestApp::start().await;
    for reply in [
        Reply::Raw(200, "text/html", b"<html>hello</html>".to_vec()),
        Reply::Raw(200, "application/json", b"{\"choices\":".to_vec()),
        Reply::Raw(200, "application/json", b"{}".to_vec()),
        Reply::Raw(200, "application/json", Vec::new()),
        Reply::Sse(vec![b"data: {}\n\n".to_vec()]),
    ] {
        app.provider.next(reply);
        check(&app.chat(&brief("Hello")).await, 502, "upstream_error");
    }
    app.provider.next(Reply::Json(200, json!({ "choices": [] })));
    check(&app.stream(&brief("Hello")).await, 502, "upstream_error");
    app.end().await;
}

#[tokio::test]
async fn a_provider_that_takes_too_long_gets_504_and_is_not_asked_again() {
    let app = TestApp::start().await;
    app.provider.always(Reply::Hang);
    let got = app.chat(&brief("Hello")).await;
    check(&got, 504, "upstream_timeout");
    assert_eq!(app.provider.calls(), 1);
    app.end().await;
}

#[tokio::test]
async fn another_provider_answers_where_the_first_fails() {
    let app = TestApp::with_config(
        "models = [\"safe\"]",
        "",
        "[[provider]]\nname = \"gone\"\nkind = \"openai\"\nbase_url = \"http://127.0.0.1:9/v1\"\n[[model]]\nalias = \"safe\"\nprovider = \"gone\"\nmodel = \"x\"\nfallbacks = [{ provider = \"main\", model = \"m-9\" }]",
    )
    .await;
    let mut body = brief("Hello");
    body["model"] = "safe".into();
    let got = app.chat(&body).await;
    assert_eq!(got.status, 200, "{}", got.body);
    assert_eq!(app.provider.last()["model"], "m-9");
    assert!(got.header("ai-disclosure").contains("model=\"m-9\", provider=\"main\""));
    assert_eq!(app.entry(1).await["model"], json!({ "asked": "safe", "provider": "main", "served": "m-9" }));
    app.end().await;
}

#[tokio::test]
async fn unknown_paths_and_methods_get_json() {
    let app = TestApp::start().await;
    for (method, path, status) in [
        (Method::GET, "/v1/nothing", 404),
        (Method::DELETE, "/v1/models", 405),
        (Method::GET, "/v1/chat/completions", 405),
    ] {
        let got = app.send(app.request(method, path)).await;
        assert_eq!(got.status, status, "{path}");
        assert!(matches!(got.json()["error"]["code"], Value::String(_)));
    }
    app.end().await;
}
