//! `POST /v1/chat/completions`, streamed answers.

use std::time::Duration;

use futures_util::StreamExt;
use serde_json::json;

use crate::support::{Reply, TestApp, brief, chunk, finish, sse_data, sse_json, streamed_text, usage_chunk};

fn events(parts: Vec<Vec<u8>>) -> Reply {
    Reply::Sse(parts)
}

#[tokio::test]
async fn a_stream_is_restored_and_ends_with_its_findings_and_done() {
    let app = TestApp::start().await;
    let mail = app.plant("jane.doe@example.com");
    let got = app.stream(&brief(&format!("Write to {mail} today. And to nobody else."))).await;
    assert_eq!(got.status, 200);
    assert!(got.header("content-type").starts_with("text/event-stream"));
    assert!(got.header("x-candor-entry").starts_with("ent_"));
    assert_eq!(got.header("x-candor-verdict"), "", "not known at the start");
    assert_eq!(streamed_text(&got.body, 0), format!("Write to {mail} today. And to nobody else."));
    assert_eq!(sse_data(&got.body).last().unwrap(), "[DONE]");
    let with_candor: Vec<_> =
        sse_json(&got.body).into_iter().filter(|event| event.get("candor").is_some()).collect();
    assert_eq!(with_candor.len(), 1);
    assert_eq!(with_candor[0]["choices"][0]["finish_reason"], "stop");
    assert_eq!(with_candor[0]["candor"]["entry"], got.header("x-candor-entry"));
    assert_eq!(with_candor[0]["candor"]["masked"], json!({ "EMAIL": 1 }));
    app.end().await;
}

#[tokio::test]
async fn events_that_need_no_change_go_out_as_they_came() {
    let app = TestApp::start().await;
    let odd = b"id: 7\r\ndata: {\"id\" : \"x\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\"One. \"},\"vendor\":1.50e0}]}\r\n\r\n".to_vec();
    app.provider.next(events(vec![
        odd.clone(),
        chunk(json!({ "content": "Two." })),
        finish("stop"),
        b"data: [DONE]\n\n".to_vec(),
    ]));
    let got = app.stream(&brief("Hello")).await;
    assert!(got.body.as_bytes().starts_with(&odd), "{}", got.body);
    app.end().await;
}

#[tokio::test]
async fn token_counts_are_shown_only_to_those_who_asked() {
    let app = TestApp::start().await;
    let got = app.stream(&brief("Hello")).await;
    assert_eq!(app.provider.last()["stream_options"], json!({ "include_usage": true }));
    assert!(!got.body.contains("total_tokens"), "{}", got.body);
    assert_eq!(app.entry(1).await["usage"], json!({ "input": 11, "output": 7, "estimated": false }));
    let mut asking = brief("Hello");
    asking["stream_options"] = json!({ "include_usage": true });
    assert!(app.stream(&asking).await.body.contains("\"total_tokens\":18"));
    app.end().await;
}

#[tokio::test]
async fn a_sentence_goes_out_before_the_next_one_has_come() {
    let app = TestApp::start().await;
    let start = chunk(json!({ "role": "assistant", "content": "" }));
    app.provider.next(Reply::Stall(vec![
        start,
        chunk(json!({ "content": "One is done. " })),
        chunk(json!({ "content": "Two is" })),
    ]));
    let mut pieces = app.pieces(&brief("Hello")).await;
    let mut seen = String::new();
    while !seen.contains("One is done. ") {
        seen.push_str(&String::from_utf8(pieces.next().await.unwrap()).unwrap());
    }
    assert!(!seen.contains("Two is"), "half a sentence waits: {seen}");
    drop(pieces);
    app.provider.cancelled(1).await;
    assert_eq!(app.entry(1).await["outcome"], "abandoned");
    app.end().await;
}

#[tokio::test]
async fn several_choices_are_kept_apart() {
    let app = TestApp::start().await;
    let of = |index: u64, delta: serde_json::Value, reason: Option<&str>| {
        let event = json!({ "id": "x", "object": "chat.completion.chunk", "created": 1, "model": "m", "choices": [{ "index": index, "delta": delta, "finish_reason": reason }] });
        format!("data: {event}\n\n").into_bytes()
    };
    app.provider.next(events(vec![
        of(0, json!({ "content": "To [[EMA" }), None),
        of(1, json!({ "content": "For [[EMAIL_1" }), None),
        of(0, json!({ "content": "IL_1]]." }), None),
        of(1, json!({ "content": "]]!" }), None),
        of(0, json!({}), Some("stop")),
        of(1, json!({}), Some("length")),
        usage_chunk(1, 2),
        b"data: [DONE]\n\n".to_vec(),
    ]));
    let mut body = brief("Write to jane.doe@example.com");
    body["n"] = 2.into();
    let got = app.stream(&body).await;
    assert_eq!(streamed_text(&got.body, 0), "To jane.doe@example.com.");
    assert_eq!(streamed_text(&got.body, 1), "For jane.doe@example.com!");
    let last = sse_json(&got.body).into_iter().find(|event| event.get("candor").is_some()).unwrap();
    assert_eq!(last["choices"][0]["finish_reason"], "length", "the last chunk that has a finish_reason");
    app.end().await;
}

#[tokio::test]
async fn tool_arguments_in_pieces_come_back_as_valid_json() {
    let app = TestApp::start().await;
    let call = |arguments: &str| {
        chunk(json!({ "tool_calls": [{ "index": 0, "function": { "arguments": arguments } }] }))
    };
    app.provider.next(events(vec![
        chunk(json!({ "role": "assistant", "tool_calls": [{ "index": 0, "id": "t", "type": "function", "function": { "name": "send", "arguments": "" } }] })),
        call("{\"to\":\"[[EM"),
        call("AIL_1]]\",\"say\":\"caf\\u00"),
        call("e9 \\"),
        call("\"hi\\\"\"}"),
        finish("tool_calls"),
        b"data: [DONE]\n\n".to_vec(),
    ]));
    let got = app.stream(&brief("Write to jane.doe@example.com")).await;
    let mut arguments = String::new();
    for event in sse_json(&got.body) {
        arguments.push_str(
            event["choices"][0]["delta"]["tool_calls"][0]["function"]["arguments"]
                .as_str()
                .unwrap_or_default(),
        );
    }
    assert_eq!(arguments, "{\"to\":\"jane.doe@example.com\",\"say\":\"caf\\u00e9 \\\"hi\\\"\"}");
    app.end().await;
}

#[tokio::test]
async fn a_silent_provider_is_bridged_by_comments() {
    let app = TestApp::start().await;
    app.provider.next(Reply::Stall(vec![chunk(json!({ "role": "assistant", "content": "" }))]));
    let mut needs = candor::edge::Needs::clone(&app.app.handles);
    needs.heartbeat = Duration::from_millis(20);
    let handles = candor::edge::Handles::new(needs);
    let routes = candor::edge::router(handles);
    let mut body = brief("Hello");
    body["stream"] = true.into();
    let request = axum::http::Request::post("/v1/chat/completions")
        .header("authorization", format!("Bearer {}", crate::support::app::KEY));
    let response =
        tower::ServiceExt::oneshot(routes, request.body(axum::body::Body::from(body.to_string())).unwrap())
            .await
            .unwrap();
    let mut pieces = response.into_body().into_data_stream();
    let first = pieces.next().await.unwrap().unwrap();
    assert!(first.starts_with(b"data: "));
    assert_eq!(&pieces.next().await.unwrap().unwrap()[..], b": waiting\n\n");
    drop(pieces);
    app.count_one();
    app.end().await;
}
