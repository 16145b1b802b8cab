//! Limits, seen from outside. How they count is tested beside them.

use crate::support::{Reply, TestApp, brief, chunk};
use futures_util::StreamExt;
use serde_json::json;

#[tokio::test]
async fn over_the_limit_of_requests_callers_are_told_when_to_come_back() {
    let app = TestApp::with("requests_per_minute = 2", "").await;
    for left in ["1", "0"] {
        assert_eq!(app.chat(&brief("Hello")).await.header("x-ratelimit-remaining-requests"), left);
    }
    let got = app.chat(&brief("Hello")).await;
    assert_eq!((got.status, got.json()["error"]["code"].as_str().unwrap()), (429, "rate_limit_exceeded"));
    assert!((1..=30).contains(&got.header("retry-after").parse::<u64>().unwrap()));
    assert_eq!(app.provider.calls(), 2);
    assert_eq!(app.entry(3).await["reason"], "request_limit");
    app.end().await;
}

#[tokio::test]
async fn tokens_are_settled_with_what_the_provider_counted() {
    let app = TestApp::with("tokens_per_minute = 3000", "").await;
    let mut body = brief("Hello");
    body["max_tokens"] = 2000.into();
    for _ in 0..4 {
        assert_eq!(app.chat(&body).await.status, 200, "18 tokens were used, not 2,000");
    }
    body["max_tokens"] = 3001.into();
    let got = app.chat(&body).await;
    assert_eq!(got.status, 429);
    assert_eq!(app.entry(5).await["reason"], "token_limit");
    app.end().await;
}

#[tokio::test]
async fn a_place_is_held_to_the_end_of_the_stream_and_free_when_the_caller_leaves() {
    let app = TestApp::with("max_concurrent = 1", "").await;
    app.provider.next(Reply::Stall(vec![chunk(json!({ "role": "assistant", "content": "" }))]));
    let mut pieces = app.pieces(&brief("Hello")).await;
    pieces.next().await.unwrap();
    let got = app.chat(&brief("Hello")).await;
    assert_eq!((got.status, got.json()["error"]["code"].as_str().unwrap()), (429, "rate_limit_exceeded"));
    drop(pieces);
    app.provider.cancelled(1).await;
    app.entry(2).await;
    assert_eq!(app.chat(&brief("Hello")).await.status, 200);
    app.end().await;
}

#[tokio::test]
async fn a_caller_that_leaves_while_the_provider_thinks_cancels_it() {
    let app = TestApp::with("max_concurrent = 1", "").await;
    app.provider.next(Reply::Hang);
    let request = app.post("/v1/chat/completions").body(brief("Hello").to_string()).send();
    let impatient = tokio::time::timeout(std::time::Duration::from_millis(200), request).await;
    assert!(impatient.is_err());
    app.provider.cancelled(1).await;
    assert_eq!(app.entry(1).await["outcome"], "abandoned");
    assert_eq!(app.chat(&brief("Hello")).await.status, 200);
    app.end().await;
}
