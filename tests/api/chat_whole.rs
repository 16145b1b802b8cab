//! `POST /v1/chat/completions`, whole answers.

use serde_json::{Value, json};

use crate::support::{Reply, TestApp, brief, completion};

#[tokio::test]
async fn everything_the_gateway_does_not_own_goes_through_both_ways() {
    let app = TestApp::start().await;
    let body = r#"{ "model" : "copy","temperature":0.70,"seed":12345678901234567890123, "messages":[{"role":"user","content":"Hello \u00e9t\u00e9","x":[1.0e+2]}],"vendor":{"deep":[null,true]},"top_p":1e0 }"#;
    let answer = r#"{"id":"a","object":"chat.completion","created":1.0,"model":"m-1","vendor":{"n":1e-7},"choices":[{"index":0,"message":{"role":"assistant","content":"Caf\u00e9 !","extra":null},"finish_reason":"stop"}],"usage":{"prompt_tokens":1,"completion_tokens":2,"total_tokens":3,"more":{"cached":0}}}"#;
    app.provider.next(Reply::Raw(200, "application/json", answer.into()));
    let got = app.send(app.post("/v1/chat/completions").body(body)).await;
    assert_eq!(got.status, 200);
    assert_eq!(app.provider.last_body(), body.replace("\"copy\"", "\"m-1\""));
    let (before, after) = got.body.split_once(",\"candor\":").unwrap();
    assert_eq!(format!("{before}}}"), answer);
    let candor: Value = serde_json::from_str(after.strip_suffix('}').unwrap()).unwrap();
    assert_eq!(candor["verdict"], "released");
    app.end().await;
}

#[tokio::test]
async fn an_answer_carries_its_facts_in_headers_and_body() {
    let app = TestApp::start().await;
    app.plant("jane.doe@example.com");
    let got = app.chat(&brief("Write to jane.doe@example.com, please.")).await;
    assert_eq!(got.status, 200);
    assert!(got.header("x-request-id").starts_with("req_"));
    assert!(got.header("x-candor-entry").starts_with("ent_"));
    assert_eq!(got.header("x-candor-verdict"), "released");
    assert_eq!(got.header("x-candor-findings"), "0");
    assert_eq!(got.header("x-candor-masked"), "1");
    for name in ["limit", "remaining", "reset"] {
        for what in ["requests", "tokens"] {
            assert!(!got.header(&format!("x-ratelimit-{name}-{what}")).is_empty());
        }
    }
    assert!(
        got.header("ai-disclosure")
            .starts_with("mode=ai-originated, model=\"m-1\", provider=\"main\", date=@")
    );
    let candor = &got.json()["candor"];
    assert_eq!(candor["entry"], got.header("x-candor-entry"));
    assert_eq!(candor["masked"], json!({ "EMAIL": 1 }));
    assert!(candor["notice"].as_str().unwrap().contains("AI"));
    app.end().await;
}

#[tokio::test]
async fn every_text_of_a_request_is_masked_and_every_text_of_an_answer_is_restored() {
    let app = TestApp::start().await;
    let mail = app.plant("jane.doe@example.com");
    let mut answer = completion("[[EMAIL_1]]");
    answer["choices"][0]["message"] = json!({
        "role": "assistant",
        "content": [{ "type": "text", "text": "part [[EMAIL_1]]" }],
        "refusal": "refusal [[EMAIL_1]]",
        "reasoning_content": "reasoning [[EMAIL_1]]",
        "tool_calls": [{ "id": "t1", "type": "function", "function": { "name": "send", "arguments": "{\"to\":\"[[EMAIL_1]]\"}" } }],
    });
    app.provider.next(Reply::Json(200, answer));
    let got = app.chat(&json!({
        "model": "copy",
        "user": mail,
        "safety_identifier": mail,
        "metadata": { "owner": mail },
        "prediction": { "type": "content", "content": format!("predicted {mail}") },
        "unknown_field": { "inner": [mail] },
        "messages": [
            { "role": "system", "content": format!("sign with {mail}") },
            { "role": "developer", "content": [{ "type": "text", "text": format!("dev {mail}") }] },
            { "role": "user", "name": mail, "content": [{ "type": "text", "text": format!("user {mail}") }, { "type": "other", "text": mail }] },
            { "role": "assistant", "content": null, "refusal": mail, "reasoning_content": mail,
              "tool_calls": [{ "id": "c1", "type": "function", "function": { "name": "find", "arguments": format!("{{\"q\":\"{mail}\"}}") } }] },
            { "role": "tool", "tool_call_id": "c1", "content": format!("{{\"mail\":\"{mail}\"}}") },
        ],
        "tools": [{ "type": "function", "function": { "name": "find", "description": "Finds a customer" } }],
    }))
    .await;
    assert_eq!(got.status, 200, "{}", got.body);
    assert!(!app.provider.last_body().contains("example.com"));
    assert_eq!(
        app.provider.last_body().matches("[[EMAIL_1]]").count(),
        14 + 1,
        "{}",
        app.provider.last_body()
    );
    let message = &got.json()["choices"][0]["message"];
    assert_eq!(message["content"][0]["text"], format!("part {mail}"));
    assert_eq!(message["refusal"], format!("refusal {mail}"));
    assert_eq!(message["reasoning_content"], format!("reasoning {mail}"));
    assert_eq!(message["tool_calls"][0]["function"]["arguments"], format!("{{\"to\":\"{mail}\"}}"));
    assert_eq!(message["tool_calls"][0]["function"]["name"], "send");
    app.end().await;
}

#[tokio::test]
async fn the_note_about_placeholders_goes_into_the_system_slot_only_when_something_was_masked() {
    let app = TestApp::start().await;
    app.chat(&brief("Write a launch text for the Aurora Trail 2.")).await;
    assert_eq!(app.provider.last()["messages"].as_array().unwrap().len(), 1);

    app.chat(&brief("Écris un mot pour les clients de notre boutique, avec jane.doe@example.com en copie."))
        .await;
    let messages = app.provider.last()["messages"].clone();
    assert_eq!(messages[0]["role"], "system");
    assert!(messages[0]["content"].as_str().unwrap().contains("repères comme [[EMAIL_1]]"), "{messages}");

    let mut with_system = brief("Write to jane.doe@example.com and to the team.");
    with_system["messages"]
        .as_array_mut()
        .unwrap()
        .insert(0, json!({ "role": "system", "content": "Be \"kind\"." }));
    app.chat(&with_system).await;
    let messages = app.provider.last()["messages"].clone();
    assert_eq!(messages.as_array().unwrap().len(), 2);
    assert!(
        messages[0]["content"].as_str().unwrap().starts_with("Be \"kind\".\n\nSome values"),
        "{messages}"
    );

    let mut with_parts = brief("Write to jane.doe@example.com and to the team.");
    with_parts["messages"]
        .as_array_mut()
        .unwrap()
        .insert(0, json!({ "role": "developer", "content": [{ "type": "text", "text": "Be kind." }] }));
    app.chat(&with_parts).await;
    let parts = app.provider.last()["messages"][0]["content"].clone();
    assert_eq!(parts[0]["text"], "Be kind.");
    assert!(parts[1]["text"].as_str().unwrap().contains("[[EMAIL_1]]"));
    app.end().await;
}

#[tokio::test]
async fn wishes_in_metadata_are_heard_and_do_not_go_on() {
    let app = TestApp::start().await;
    let mut body = brief("Hello");
    body["metadata"] = json!({ "x-candor-campaign": "spring-26", "team": "crm", "x-candor-subject": "jane.doe@example.com", "x-candor-channel": "a secret note!" });
    let got = app.chat(&body).await;
    assert_eq!(app.provider.last()["metadata"], json!({ "team": "crm" }));
    assert_eq!(got.header("x-candor-masked"), "0");
    let entry = app.entry(1).await;
    assert_eq!(entry["tags"], json!({ "campaign": "spring-26" }));
    app.end().await;
}

#[tokio::test]
async fn values_put_back_into_json_answers_leave_them_valid() {
    let app = TestApp::start().await;
    let mut body = brief("Write to o'brien\\\"x@example.com or jane.doe@example.com as JSON.");
    body["response_format"] = json!({ "type": "json_object" });
    app.provider.next(Reply::Json(200, completion(r#"{"to":"[[EMAIL_1]]","name":"\u00e9"}"#)));
    let got = app.chat(&body).await;
    let inner: Value = serde_json::from_str(&got.text()).unwrap();
    assert!(inner["to"].as_str().unwrap().ends_with("@example.com"));
    assert!(got.text().contains(r"\u00e9"), "what is not replaced stays as it was spelt: {}", got.text());
    app.end().await;
}
