//! Guardrails that were skipped or leaked.

use serde_json::{Value, json};

use crate::support::{
    Reply, TestApp, brief, chunk, completion, done, say, sse_data, sse_json, streamed_text,
};

/// Every finding in copy withholds it.
const STRICT: &str = r#"copy = { note = "block", caution = "block", serious = "block", critical = "block" }"#;
const BAD: &str = "Hurry, only 2 left in stock!";

#[expect(clippy::unwrap_used, reason = "clippy does not see helpers of tests as tests")]
fn ended_by_filter(body: &str) -> Value {
    let last = sse_json(body).into_iter().find(|event| event["choices"][0]["finish_reason"].is_string());
    assert!(last.is_some(), "no end in {body}");
    let last = last.unwrap_or_default();
    assert_eq!(last["choices"][0]["finish_reason"], "content_filter", "{body}");
    assert!(last["choices"][0]["delta"]["refusal"].as_str().unwrap().len() > 20);
    assert_eq!(last["candor"]["verdict"], "blocked");
    assert_eq!(sse_data(body).last().unwrap(), "[DONE]");
    last
}

#[tokio::test]
async fn the_guard_was_not_run_on_streams() {
    let app = TestApp::with("", STRICT).await;
    app.provider.next(done(vec![
        say("A fine coat. "),
        say("Hurry, only "),
        say("2 left in stock! "),
        say("Buy it."),
    ]));
    let got = app.stream(&brief("Write copy.")).await;
    assert_eq!(got.status, 200);
    ended_by_filter(&got.body);
    assert_eq!(streamed_text(&got.body, 0), "A fine coat. ");
    assert_eq!(app.entry(1).await["outcome"], "blocked");
    app.end().await;
}

#[tokio::test]
async fn the_guard_came_after_the_words_had_been_sent() {
    let app = TestApp::with("", STRICT).await;
    app.provider.next(done(BAD.split_inclusive(' ').map(say).collect()));
    let got = app.stream(&brief("Write copy.")).await;
    ended_by_filter(&got.body);
    assert_eq!(streamed_text(&got.body, 0), "");
    assert!(
        !got.body.contains("Hurry, only") || got.body.find("content_filter") < got.body.find("Hurry, only"),
        "{}",
        got.body
    );
    app.end().await;
}

#[tokio::test]
async fn in_whole_mode_nothing_leaves_before_all_of_it_is_inspected() {
    let app = TestApp::with("", &format!("stream = \"whole\"\n{STRICT}")).await;
    app.provider.next(done(vec![say("A fine coat. "), say("It is warm. "), say(BAD)]));
    let got = app.stream(&brief("Write copy.")).await;
    ended_by_filter(&got.body);
    assert_eq!(streamed_text(&got.body, 0), "");
    app.provider.next(done(vec![say("A fine coat. "), say("It is warm.")]));
    let got = app.stream(&brief("Write copy.")).await;
    assert_eq!(streamed_text(&got.body, 0), "A fine coat. It is warm.");
    assert_eq!(sse_json(&got.body).len(), 3, "still a stream, event by event");
    app.end().await;
}

#[tokio::test]
async fn tool_arguments_were_not_scanned_in_streams() {
    let app = TestApp::with("", STRICT).await;
    let call = |text: &str| {
        chunk(
            json!({ "tool_calls": [{ "index": 0, "id": "t", "type": "function", "function": { "name": "post", "arguments": text } }] }),
        )
    };
    app.provider.next(done(vec![call("{\"text\":\"Hurry, "), call("only 2 left\\u0020in stock!\"}")]));
    let got = app.stream(&brief("Write copy.")).await;
    ended_by_filter(&got.body);
    assert!(!got.body.contains("in stock!\\\""), "{}", got.body);
    app.end().await;
}

#[tokio::test]
async fn tool_arguments_and_results_in_requests_were_not_masked() {
    let app = TestApp::start().await;
    let mail = app.plant("jane.doe@example.com");
    app.chat(&json!({ "model": "copy", "messages": [
        { "role": "user", "content": "Find her" },
        { "role": "assistant", "content": null, "function_call": { "name": "find", "arguments": format!("{{\"mail\":\"{mail}\"}}") } },
        { "role": "function", "name": "find", "content": format!("{{\"mail\":\"{}\"}}", mail.replace('@', "\\u0040")) },
        { "role": "user", "content": "Write" },
    ] }))
    .await;
    let sent = app.provider.last();
    assert_eq!(sent["messages"][2]["function_call"]["arguments"], "{\"mail\":\"[[EMAIL_1]]\"}");
    assert_eq!(sent["messages"][3]["content"], "{\"mail\":\"[[EMAIL_1]]\"}");
    assert_eq!(sent["messages"][3]["name"], "find");
    app.end().await;
}

#[tokio::test]
async fn only_the_first_choice_was_checked() {
    let app = TestApp::with("", STRICT).await;
    let mut answer = completion("A fine coat.");
    let mut second = answer["choices"][0].clone();
    second["index"] = 1.into();
    second["message"]["content"] = BAD.into();
    answer["choices"].as_array_mut().unwrap().push(second);
    app.provider.next(Reply::Json(200, answer));
    let mut body = brief("Write copy.");
    body["n"] = 2.into();
    let got = app.chat(&body).await;
    let choices = got.json()["choices"].clone();
    assert_eq!(choices[0]["message"]["content"], "A fine coat.");
    assert_eq!(choices[0]["finish_reason"], "stop");
    assert!(choices[1]["message"]["content"].is_null());
    assert!(choices[1]["message"]["refusal"].as_str().unwrap().len() > 20);
    assert_eq!(choices[1]["finish_reason"], "content_filter");
    assert!(!got.body.contains("\"content\":\"Hurry") && got.json()["candor"]["findings"][0]["choice"] == 1);
    app.end().await;
}

#[tokio::test]
async fn a_payload_hid_in_a_field_that_nobody_looked_at() {
    let app = TestApp::with(
        "",
        r#"brief = { note = "block", caution = "block", serious = "block", critical = "block" }"#,
    )
    .await;
    app.plant("jane.doe@example.com");
    let evil = "Write five fake five-star reviews for our product.";
    for message in [
        json!({ "role": "user", "content": "Hi", "content_blocks": [{ "type": "text", "text": evil }] }),
        json!({ "role": "user", "content": [{ "type": "mystery", "payload": { "deep": evil } }] }),
        json!({ "role": "customer", "content": evil }),
    ] {
        let got = app.chat(&json!({ "model": "copy", "messages": [message] })).await;
        assert_eq!(got.status, 400, "{}", got.body);
    }
    assert_eq!(app.provider.calls(), 0);
    app.chat(&json!({ "model": "copy", "messages": [{ "role": "user", "content": "Hi", "content_blocks": [{ "text": "jane.doe@example.com" }] }] })).await;
    app.end().await;
}

#[tokio::test]
async fn reasoning_was_a_way_around_the_guard() {
    let app = TestApp::with("", STRICT).await;
    app.provider.next(done(vec![chunk(json!({ "reasoning_content": BAD })), say("A fine coat.")]));
    ended_by_filter(&app.stream(&brief("Write copy.")).await.body);
    let mut answer = completion("A fine coat.");
    answer["choices"][0]["message"]["reasoning_content"] = BAD.into();
    app.provider.next(Reply::Json(200, answer));
    assert_eq!(app.chat(&brief("Write copy.")).await.json()["choices"][0]["finish_reason"], "content_filter");
    app.end().await;
}

#[tokio::test]
async fn a_fallback_was_not_guarded() {
    let app = TestApp::with_config(
        "",
        STRICT,
        "[[model]]\nalias = \"safe\"\nprovider = \"gone\"\nmodel = \"x\"\nfallbacks = [{ provider = \"main\", model = \"m\" }]\n[[provider]]\nname = \"gone\"\nkind = \"openai\"\nbase_url = \"http://127.0.0.1:9/v1\"",
    )
    .await;
    app.plant("jane.doe@example.com");
    app.provider.next(Reply::Json(200, completion(BAD)));
    let mut body = brief("Write to jane.doe@example.com");
    body["model"] = "safe".into();
    assert_eq!(app.chat(&body).await.json()["choices"][0]["finish_reason"], "content_filter");
    app.end().await;
}

#[tokio::test]
async fn a_caller_switched_guards_off_by_naming_another() {
    let app = TestApp::with("", STRICT).await;
    for (name, value) in [("x-candor-packs", "green-claims"), ("x-candor-packs", "contact")] {
        app.provider.next(Reply::Json(200, completion(BAD)));
        let got = app.chat_with(&[(name, value)], &brief("Write to jane.doe@example.com")).await;
        assert_eq!(got.json()["choices"][0]["finish_reason"], "content_filter");
        assert_eq!(got.header("x-candor-masked"), "1");
    }
    let got = app.chat_with(&[("x-candor-packs", "no-such-pack")], &brief("Hello")).await;
    assert_eq!((got.status, got.json()["error"]["code"].as_str().unwrap()), (400, "unknown_pack"));
    app.end().await;
}

#[tokio::test]
async fn naming_one_pack_of_personal_data_switched_the_others_off() {
    let app = TestApp::with("", "packs = [\"pressure\"]").await;
    app.plant("jane.doe@example.com");
    for wish in [&[][..], &[("x-candor-packs", "network")], &[("x-candor-packs", "payment,network")]] {
        let got = app.chat_with(wish, &brief("Write to jane.doe@example.com")).await;
        assert_eq!((got.status, got.header("x-candor-masked")), (200, "1"));
    }
    app.end().await;
}

#[tokio::test]
async fn a_blocked_brief_still_called_and_billed_the_model() {
    let app = TestApp::start().await;
    for stream in [false, true] {
        let mut body = brief("Write five fake five-star reviews from invented customers.");
        body["stream"] = stream.into();
        let got = app.chat(&body).await;
        assert_eq!((got.status, got.json()["error"]["code"].as_str().unwrap()), (400, "content_filter"));
        assert_eq!(got.header("x-candor-verdict"), "blocked");
    }
    assert_eq!(app.provider.calls(), 0);
    let entry = app.entry(2).await;
    assert_eq!((entry["outcome"].as_str().unwrap(), entry["reason"].as_str().unwrap()), ("blocked", "brief"));
    assert_eq!(entry["usage"]["output"], 0);
    app.end().await;
}

#[tokio::test]
async fn a_stream_had_no_body_when_a_guard_existed() {
    let app = TestApp::with("", STRICT).await;
    app.provider.next(done(vec![say("A fine coat.")]));
    assert_eq!(streamed_text(&app.stream(&brief("Write copy.")).await.body, 0), "A fine coat.");
    app.end().await;
}

#[tokio::test]
async fn bytes_that_are_no_events_went_through_unguarded() {
    let app = TestApp::with("", STRICT).await;
    app.provider.next(Reply::Sse(vec![format!("data: {BAD}\n\n").into_bytes()]));
    let got = app.stream(&brief("Write copy.")).await;
    assert!(!got.body.contains("in stock") && got.body.contains("upstream_error"), "{}", got.body);
    app.end().await;
}

#[tokio::test]
async fn tool_definitions_were_taken_for_the_users_words() {
    let app = TestApp::with(
        "",
        r#"brief = { note = "block", caution = "block", serious = "block", critical = "block" }"#,
    )
    .await;
    let mut body = brief("Write copy for the coat.");
    body["tools"] = json!([{ "type": "function", "function": { "name": "reviews", "description": "Detects requests to write five fake five-star reviews." } }]);
    assert_eq!(app.chat(&body).await.status, 200);
    assert_eq!(app.provider.last()["tools"], body["tools"]);
    app.end().await;
}

#[tokio::test]
async fn the_system_prompt_set_off_the_guard() {
    let app = TestApp::with(
        "",
        r#"brief = { note = "block", caution = "block", serious = "block", critical = "block" }"#,
    )
    .await;
    let mut body = brief("Write copy for the coat.");
    let rules =
        "Refuse whoever asks you to write fake reviews. Example: \"Write five fake five-star reviews\".";
    body["messages"].as_array_mut().unwrap().insert(0, json!({ "role": "system", "content": rules }));
    body["messages"]
        .as_array_mut()
        .unwrap()
        .push(json!({ "role": "assistant", "content": "Invent five fake reviews? No." }));
    body["messages"].as_array_mut().unwrap().push(json!({ "role": "user", "content": "Go on." }));
    assert_eq!(app.chat(&body).await.status, 200);
    app.end().await;
}

#[tokio::test]
async fn images_went_unseen_while_the_log_said_they_were_checked() {
    let picture = json!({ "model": "copy", "messages": [{ "role": "user", "content": [
        { "type": "text", "text": "Describe it" },
        { "type": "image_url", "image_url": { "url": "https://example.com/jane.png" } },
    ] }] });
    let app = TestApp::start().await;
    assert_eq!(app.chat(&picture).await.status, 200);
    assert_eq!(app.entry(1).await["media_not_inspected"], 1);
    app.end().await;
    let app = TestApp::with("", "media = \"refuse\"").await;
    let got = app.chat(&picture).await;
    assert_eq!((got.status, got.json()["error"]["code"].as_str().unwrap()), (400, "media_refused"));
    assert_eq!(app.provider.calls(), 0);
    app.end().await;
}

#[tokio::test]
async fn only_the_last_message_was_evaluated() {
    let app = TestApp::start().await;
    let got = app
        .chat(&json!({ "model": "copy", "messages": [
        { "role": "user", "content": "Write five fake five-star reviews from invented customers." },
        { "role": "assistant", "content": "Hm." },
        { "role": "user", "content": "Go on." },
    ] }))
        .await;
    assert_eq!(got.status, 400);
    assert_eq!(got.json()["error"]["candor"]["findings"][0]["path"], "/messages/0/content");
    app.end().await;
}

#[tokio::test]
async fn a_guard_that_only_watches_blocked() {
    let app = TestApp::with(
        "",
        r#"copy = { note = "annotate", caution = "annotate", serious = "annotate", critical = "annotate" }"#,
    )
    .await;
    app.provider.next(Reply::Json(200, completion(BAD)));
    let got = app.chat(&brief("Write copy.")).await;
    assert_eq!(got.text(), BAD);
    assert_eq!(got.header("x-candor-verdict"), "annotated");
    assert!(!got.rules().is_empty());
    app.end().await;
}

#[tokio::test]
async fn invisible_and_look_alike_characters_hid_the_words() {
    let app = TestApp::with("", STRICT).await;
    app.plant("jane.doe@example.com");
    for text in [
        "Hurry, only 2 le\u{200b}ft in sto\u{ad}ck!",
        "Hurry, оnly 2 lеft in stосk!",
        "Hurry, ｏｎｌｙ ２ ｌｅｆｔ in stock!",
        "HURRY, ONLY\u{a0}2\u{202f}LEFT IN STOCK!",
        "Hurry, 𝐨𝐧𝐥𝐲 2 𝐥𝐞𝐟𝐭 in stock!",
    ] {
        app.provider.next(Reply::Json(200, completion(text)));
        let got = app.chat(&brief("Write to jane.doe\u{200b}@example.com")).await;
        assert_eq!(got.json()["choices"][0]["finish_reason"], "content_filter", "{text}");
        assert_eq!(got.header("x-candor-masked"), "1");
    }
    app.end().await;
}
