//! What went wrong on the wire.

use futures_util::StreamExt;
use serde_json::{Value, json};

use crate::support::{
    Reply, TestApp, brief, chunk, completion, finish, say, sse_data, sse_json, streamed_text,
};

fn transcript(parts: &[Vec<u8>]) -> Vec<u8> {
    [parts.concat(), finish("stop"), b"data: [DONE]\n\n".to_vec()].concat()
}

#[tokio::test]
async fn characters_cut_by_the_network_became_question_marks() {
    let app = TestApp::start().await;
    let text = "Été à Noël, 😀 déjà. À bientôt !";
    let bytes = transcript(&text.split_inclusive(' ').map(say).collect::<Vec<_>>());
    app.provider.next(Reply::Sse(bytes.chunks(1).map(<[u8]>::to_vec).collect()));
    let got = app.stream(&brief("Écris.")).await;
    assert_eq!(streamed_text(&got.body, 0), text);
    app.end().await;
}

#[tokio::test]
async fn other_line_ends_and_a_missing_space_were_not_understood() {
    let app = TestApp::start().await;
    let plain = String::from_utf8(transcript(&[say("To [[EMAIL_1]]. "), say("Bye.")])).unwrap();
    for odd in [
        plain.replace('\n', "\r\n"),
        plain.replace('\n', "\r"),
        plain.replace("data: ", "data:"),
        format!("\u{feff}: hello\n\n{plain}"),
    ] {
        app.provider.next(Reply::Sse(vec![odd.clone().into_bytes()]));
        let got = app.stream(&brief("Write to jane.doe@example.com")).await;
        assert!(
            got.body.contains("jane.doe@example.com")
                && got.body.contains("Bye.")
                && got.body.contains("[DONE]"),
            "{odd:?} → {:?}",
            got.body
        );
    }
    app.end().await;
}

#[tokio::test]
async fn the_first_event_with_just_the_role_was_dropped() {
    let app = TestApp::start().await;
    let got = app.stream(&brief("Hello")).await;
    assert_eq!(sse_json(&got.body)[0]["choices"][0]["delta"], json!({ "role": "assistant", "content": "" }));
    app.end().await;
}

#[tokio::test]
async fn the_reason_of_the_end_was_lost_when_its_event_was_split() {
    let app = TestApp::start().await;
    let bytes = [say("Hi."), finish("length"), b"data: [DONE]\n\n".to_vec()].concat();
    for cut in [bytes.len() - 20, bytes.len() - 60, bytes.len() - 100] {
        app.provider.next(Reply::Sse(vec![bytes[..cut].to_vec(), bytes[cut..].to_vec()]));
        let got = app.stream(&brief("Hello")).await;
        let ends: Vec<_> = sse_json(&got.body)
            .iter()
            .filter_map(|event| event["choices"][0]["finish_reason"].as_str().map(str::to_owned))
            .collect();
        assert_eq!(ends, ["length"], "{}", got.body);
    }
    app.end().await;
}

#[tokio::test]
async fn the_index_of_a_tool_call_was_missing() {
    let app = TestApp::start().await;
    let call = json!([{ "index": 3, "id": "t", "type": "function", "function": { "name": "f", "arguments": "{\"to\":\"[[EMAIL_1]]\"}" } }]);
    app.provider.next(Reply::Sse(vec![transcript(&[chunk(json!({ "tool_calls": call }))])]));
    let got = app.stream(&brief("Write to jane.doe@example.com")).await;
    let call = &sse_json(&got.body)[0]["choices"][0]["delta"]["tool_calls"][0];
    assert_eq!((&call["index"], &call["id"]), (&json!(3), &json!("t")));
    app.end().await;
}

#[tokio::test]
async fn a_stream_was_collected_before_it_was_sent() {
    let app = TestApp::start().await;
    app.provider.next(Reply::Stall(vec![say("One. "), say("Two. "), say("Three")]));
    let mut pieces = app.pieces(&brief("Hello")).await;
    let mut seen = String::new();
    while !seen.contains("Two. ") {
        seen.push_str(&String::from_utf8(pieces.next().await.unwrap()).unwrap());
    }
    drop(pieces);
    app.provider.cancelled(1).await;
    app.end().await;
}

#[tokio::test]
async fn the_provider_went_on_working_for_a_caller_who_had_left() {
    let app = TestApp::start().await;
    app.provider.next(Reply::Stall(vec![chunk(json!({ "role": "assistant", "content": "" }))]));
    let mut pieces = app.pieces(&brief("Hello")).await;
    pieces.next().await.unwrap();
    drop(pieces);
    app.provider.cancelled(1).await;
    app.provider.next(Reply::Hang);
    let waiting = app.post("/v1/chat/completions").body(brief("Hello").to_string()).send();
    assert!(tokio::time::timeout(std::time::Duration::from_millis(150), waiting).await.is_err());
    app.provider.cancelled(2).await;
    assert_eq!(app.entry(2).await["outcome"], "abandoned");
    app.end().await;
}

#[tokio::test]
async fn a_block_came_as_a_server_error_and_was_tried_again() {
    let app = TestApp::with("", r#"copy = { caution = "block", serious = "block" }"#).await;
    app.provider.next(Reply::Json(200, completion("Hurry, only 2 left in stock!")));
    let got = app.chat(&brief("Write copy.")).await;
    assert_eq!(got.status, 200);
    let choice = &got.json()["choices"][0];
    assert_eq!(choice["finish_reason"], "content_filter");
    assert_eq!(choice["message"]["role"], "assistant");
    assert!(choice["message"]["content"].is_null());
    assert_eq!(got.header("x-candor-verdict"), "blocked");
    assert_eq!(
        app.chat(&brief("Write five fake five-star reviews from invented customers.")).await.status,
        400
    );
    app.end().await;
}

#[tokio::test]
async fn the_reason_of_a_block_was_hidden_or_repeated_what_is_personal() {
    let app = TestApp::start().await;
    let mail = app.plant("jane.doe@example.com");
    let got = app
        .chat(&brief(&format!("Write five fake reviews signed by {mail} and other invented customers.")))
        .await;
    assert_eq!(got.status, 400);
    assert!(!got.body.contains(mail), "{}", got.body);
    let error = &got.json()["error"];
    let finding = &error["candor"]["findings"][0];
    for member in [
        "rule",
        "kind",
        "label",
        "start",
        "end",
        "severity",
        "action",
        "explanation",
        "suggestion",
        "legal_basis",
        "text",
        "score",
        "by_model",
        "path",
    ] {
        assert!(finding.get(member).is_some(), "{member} is missing in {finding}");
    }
    assert!(error["message"].as_str().unwrap().contains(finding["explanation"].as_str().unwrap()));
    app.end().await;
}

#[tokio::test]
async fn a_stream_that_breaks_off_looked_like_a_whole_answer() {
    let app = TestApp::start().await;
    app.provider.next(Reply::Cut(vec![say("One. "), say("Two is")]));
    let got = app.stream(&brief("Hello")).await;
    assert!(!got.body.contains("[DONE]"), "{}", got.body);
    let error: Value = serde_json::from_str(sse_data(&got.body).last().unwrap()).unwrap();
    assert_eq!(error["error"]["code"], "upstream_error");
    assert_eq!(app.entry(1).await["outcome"], "failed");
    app.provider.next(Reply::Stall(vec![say("One. ")]));
    let got = app.stream(&brief("Hello")).await;
    assert!(got.body.contains("upstream_timeout"), "{}", got.body);
    app.provider
        .next(Reply::Sse(vec![say("One."), b"data: {\"error\":{\"message\":\"boom\"}}\n\n".to_vec()]));
    let got = app.stream(&brief("Hello")).await;
    assert!(got.body.contains("upstream_error") && !got.body.contains("boom"), "{}", got.body);
    app.end().await;
}

#[tokio::test]
async fn parameters_that_the_gateway_did_not_know_were_dropped() {
    let app = TestApp::start().await;
    let mut body = brief("Hello");
    body["brand_new"] = json!({ "deep": [1, { "x": null }] });
    body["reasoning_effort"] = "minimal".into();
    body["messages"][0]["cache_control"] = json!({ "type": "ephemeral" });
    app.chat(&body).await;
    let sent = app.provider.last();
    assert_eq!(
        (&sent["brand_new"], &sent["reasoning_effort"], &sent["messages"][0]["cache_control"]),
        (&body["brand_new"], &body["reasoning_effort"], &body["messages"][0]["cache_control"])
    );
    app.end().await;
}

#[tokio::test]
async fn token_probabilities_spelt_what_was_masked() {
    let app = TestApp::start().await;
    let mut answer = completion("To [[EMAIL_1]].");
    answer["choices"][0]["logprobs"] = json!({ "content": [{ "token": "[[EMAIL", "logprob": -0.1 }] });
    app.provider.next(Reply::Json(200, answer.clone()));
    let got = app.chat(&brief("Write to jane.doe@example.com")).await;
    assert!(got.json()["choices"][0]["logprobs"].is_null());
    answer["choices"][0]["message"]["content"] = "Fine.".into();
    app.provider.next(Reply::Json(200, answer));
    let got = app.chat(&brief("Hello")).await;
    assert_eq!(got.json()["choices"][0]["logprobs"]["content"][0]["logprob"], -0.1);
    app.end().await;
}

#[tokio::test]
async fn an_emoji_cut_between_its_halves_ended_the_stream() {
    let app = TestApp::start().await;
    let event = |text: &str| {
        format!("data: {{\"choices\":[{{\"index\":0,\"delta\":{{\"content\":\"{text}\"}}}}]}}\n\n")
            .into_bytes()
    };
    let chunks =
        vec![event("Hi \\ud83d"), event("\\ude00 there."), finish("stop"), b"data: [DONE]\n\n".to_vec()];
    app.provider.next(Reply::Sse(chunks));
    let got = app.stream(&brief("Hello")).await;
    assert!(got.body.contains("there.") && got.body.ends_with("data: [DONE]\n\n"), "{}", got.body);
    assert!(!got.body.contains("error"), "{}", got.body);
    let whole = br#"{"choices":[{"index":0,"message":{"role":"assistant","content":"Hi \ud83d there."},"finish_reason":"stop"}]}"#;
    app.provider.next(Reply::Raw(200, "application/json", whole.to_vec()));
    let got = app.chat(&brief("Hello")).await;
    assert_eq!((got.status, got.body.contains("there.")), (200, true), "{}", got.body);
    app.end().await;
}
