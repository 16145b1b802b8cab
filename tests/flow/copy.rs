//! What the model wrote.

use serde_json::json;

use crate::support::{Reply, TestApp, brief, completion, sse_json};

#[tokio::test]
async fn copy_comes_with_what_is_wrong_and_how_to_say_it_better() {
    let app = TestApp::with("", r#"copy = { serious = "annotate", critical = "annotate" }"#).await;
    let text = "Chère [[EMAIL_1]], dépêchez-vous, il ne reste plus que 2 pièces en stock !";
    app.provider.next(Reply::Json(200, completion(text)));
    let got = app
        .chat(&brief("Écris un mot pour les clients de notre boutique et pour jane.doe@example.com."))
        .await;
    assert_eq!(got.header("x-candor-verdict"), "annotated");
    let delivered: Vec<char> = got.text().chars().collect();
    let findings = got.json()["candor"]["findings"].as_array().unwrap().clone();
    assert!(!findings.is_empty());
    assert_eq!(got.header("x-candor-findings"), findings.len().to_string());
    for finding in findings {
        let [start, end] = ["start", "end"].map(|at| usize::try_from(finding[at].as_u64().unwrap()).unwrap());
        assert_eq!(delivered[start..end].iter().collect::<String>(), finding["text"].as_str().unwrap());
        assert_eq!(finding["choice"], 0);
        assert_eq!(finding["by_model"], false);
        assert!(
            finding["legal_basis"][0]["law"].is_string()
                && finding["legal_basis"][0].get("checked").is_some()
        );
        assert!(
            finding["explanation"].as_str().unwrap().contains(['é', 'è', 'à', 'ê']),
            "in French: {finding}"
        );
    }
    app.end().await;
}

#[tokio::test]
async fn the_words_of_a_finding_never_hold_personal_data() {
    let app = TestApp::start().await;
    app.provider.next(Reply::Json(200, completion("Hurry, only 2 left in stock!")));
    app.chat(&brief("Hello")).await;
    app.provider.next(Reply::Json(
        200,
        completion("Only john@example.org left in stock! Hurry, jane.doe@example.com."),
    ));
    let got = app.chat(&brief("Hello")).await;
    for finding in got.json()["candor"]["findings"].as_array().unwrap() {
        assert!(!finding["text"].as_str().unwrap().contains('@'), "{finding}");
    }
    app.end().await;
}

#[tokio::test]
async fn withheld_copy_says_why_in_the_callers_language_and_is_not_in_the_answer() {
    let app = TestApp::start().await;
    for stream in [false, true] {
        let text = "Our cream cures arthritis and diabetes in two weeks.";
        app.provider.next(if stream {
            let parts = vec![
                crate::support::chunk(json!({ "content": text })),
                crate::support::finish("stop"),
                b"data: [DONE]\n\n".to_vec(),
            ];
            Reply::Sse(parts)
        } else {
            Reply::Json(200, completion(text))
        });
        let mut ask = brief("Write a text about our cream.");
        ask["stream"] = stream.into();
        let got = app.chat_with(&[("x-candor-language", "fr")], &ask).await;
        assert_eq!(got.status, 200);
        let last = if stream { sse_json(&got.body).pop().unwrap() } else { got.json() };
        let choice = &last["choices"][0];
        assert_eq!(choice["finish_reason"], "content_filter", "{}", got.body);
        let refusal = if stream { &choice["delta"]["refusal"] } else { &choice["message"]["refusal"] };
        assert!(refusal.as_str().unwrap().starts_with("Ce texte a été retenu"), "{refusal}");
        assert_eq!(last["candor"]["verdict"], "blocked");
        assert!(!got.body.contains("in two weeks."), "{}", got.body);
    }
    let entry = app.entry(2).await;
    assert_eq!((entry["outcome"].as_str().unwrap(), entry["reason"].as_str().unwrap()), ("blocked", "copy"));
    assert_eq!(entry["findings"][0]["action"], "block");
    app.end().await;
}

#[tokio::test]
async fn facts_that_support_a_claim_clear_it_whole_and_streamed_and_do_not_reach_the_provider() {
    let app = TestApp::start().await;
    let facts = r#"{"stock": 2, "offer_ends": "2020-01-01"}"#;
    for stream in [false, true] {
        let text = "Only 2 left in stock. It is your last chance!";
        app.provider.next(if stream {
            crate::support::done(vec![crate::support::say(text), crate::support::finish("stop")])
        } else {
            Reply::Json(200, completion(text))
        });
        let mut body = brief("Write to our customers, please.");
        body["stream"] = json!(stream);
        body["metadata"] = json!({ "x-candor-facts": facts });
        let got = app.chat(&body).await;
        let candor = if stream {
            let chunks = sse_json(&got.body);
            chunks.iter().find_map(|chunk| chunk.get("candor").cloned()).unwrap()
        } else {
            got.json()["candor"].clone()
        };
        let findings = candor["findings"].as_array().unwrap();
        let labels: Vec<_> = findings.iter().map(|finding| finding["label"].as_str().unwrap()).collect();
        assert!(!labels.contains(&"scarcity.low_stock"), "{candor}");
        let deadline = findings.iter().find(|finding| finding["label"] == "urgency.false_deadline").unwrap();
        assert_eq!(
            (&deadline["severity"], &deadline["contradicted_by"]),
            (&json!("serious"), &json!("offer_ends"))
        );
        assert!(!app.provider.last_body().contains("x-candor-facts"));
    }
    let got = app.chat_with(&[("x-candor-facts", "not json")], &brief("Hello")).await;
    assert_eq!(got.status, 400);
    app.end().await;
}
