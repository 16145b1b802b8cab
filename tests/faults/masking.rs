//! Reversible masking.

use serde_json::json;

use crate::support::{Reply, TestApp, brief, completion, done, say, streamed_text};

#[tokio::test]
async fn a_stream_returned_placeholders_where_the_whole_answer_had_values() {
    let app = TestApp::start().await;
    let text =
        format!("Write to {} and {}.", app.plant("jane.doe@example.com"), app.plant("john@example.org"));
    assert_eq!(app.chat(&brief(&text)).await.text(), text);
    assert_eq!(streamed_text(&app.stream(&brief(&text)).await.body, 0), text);
    app.end().await;
}

#[tokio::test]
async fn a_placeholder_split_over_events_was_left_in_pieces() {
    let app = TestApp::start().await;
    for cut in 1.."[[EMAIL_1]]".len() {
        let (a, b) = "[[EMAIL_1]]".split_at(cut);
        app.provider.next(done(vec![say(&format!("To {a}")), say(&format!("{b}, today."))]));
        let got = app.stream(&brief("Write to jane.doe@example.com")).await;
        assert_eq!(streamed_text(&got.body, 0), "To jane.doe@example.com, today.", "{cut}");
        assert!(!got.body.contains("_1"), "{}", got.body);
    }
    app.end().await;
}

#[tokio::test]
async fn the_table_of_values_was_empty_for_streams() {
    let app = TestApp::start().await;
    let got = app.stream(&brief("Write to jane.doe@example.com")).await;
    assert!(got.body.contains("\"masked\":{\"EMAIL\":1}"));
    assert!(streamed_text(&got.body, 0).contains("jane.doe@example.com"));
    app.end().await;
}

#[tokio::test]
async fn two_people_in_two_messages_got_the_same_number() {
    let app = TestApp::start().await;
    app.provider.next(Reply::Json(200, completion("[[EMAIL_1]] then [[EMAIL_2]]")));
    let got = app
        .chat(&json!({ "model": "copy", "messages": [
        { "role": "user", "content": "First jane.doe@example.com" },
        { "role": "assistant", "content": "Noted." },
        { "role": "user", "content": "Then john@example.org" },
    ] }))
        .await;
    assert_eq!(got.text(), "jane.doe@example.com then john@example.org");
    app.end().await;
}

#[tokio::test]
async fn a_value_that_came_twice_got_two_numbers() {
    let app = TestApp::start().await;
    app.chat(&brief("jane.doe@example.com, again jane.doe@example.com, not john@example.org")).await;
    let sent = app.provider.last()["messages"][1]["content"].as_str().unwrap().to_owned();
    assert_eq!(sent, "[[EMAIL_1]], again [[EMAIL_1]], not [[EMAIL_2]]");
    app.end().await;
}

#[tokio::test]
async fn a_model_that_dropped_the_number_got_somebody_elses_name_restored() {
    let app = TestApp::start().await;
    app.provider.next(Reply::Json(200, completion("To [[EMAIL]] and <EMAIL> and EMAIL_3.")));
    let got = app.chat(&brief("jane.doe@example.com and john@example.org")).await;
    assert_eq!(got.text(), "To [[EMAIL]] and <EMAIL> and EMAIL_3.", "what cannot be told stays visible");
    app.end().await;
}

#[tokio::test]
async fn placeholders_changed_from_turn_to_turn() {
    let app = TestApp::start().await;
    let mut messages = vec![json!({ "role": "user", "content": "Write to jane.doe@example.com" })];
    for turn in ["And to john@example.org", "And to ana@example.net"] {
        let got = app.chat(&json!({ "model": "copy", "messages": messages })).await;
        messages.push(json!({ "role": "assistant", "content": got.text() }));
        messages.push(json!({ "role": "user", "content": turn }));
    }
    app.chat(&json!({ "model": "copy", "messages": messages })).await;
    let sent = app.provider.last()["messages"].to_string();
    for (number, of) in [(1, "Write to"), (2, "And to"), (3, "And to")] {
        assert!(sent.contains(&format!("{of} [[EMAIL_{number}]]")), "{sent}");
    }
    assert_eq!(messages[1]["content"], "Write to jane.doe@example.com");
    app.end().await;
}

#[tokio::test]
async fn findings_that_overlapped_were_spliced_into_each_other() {
    let app = TestApp::start().await;
    let iban = app.plant("FR76 3000 6000 0112 3456 7890 189");
    let got =
        app.chat(&brief(&format!("Pay {iban} or card 4111 1111 1111 1111, call +33 6 12 34 56 78."))).await;
    let sent = app.provider.last()["messages"][1]["content"].as_str().unwrap().to_owned();
    assert!(sent.starts_with("Pay [[IBAN_1]] or card [[") && !sent.contains("4111"), "{sent}");
    assert!(got.text().contains(iban) && got.text().contains("+33 6 12 34 56 78"), "{}", got.text());
    app.end().await;
}

#[tokio::test]
async fn offsets_of_the_masked_text_were_used_on_the_original() {
    let app = TestApp::start().await;
    let text = "Très court : jane.a.very.long.address.doe@example-company.com — é, puis zoé@exemple.fr ✓";
    let got = app.chat(&brief(text)).await;
    assert_eq!(got.text(), text);
    app.end().await;
}

#[tokio::test]
async fn masking_was_silently_ignored_in_streams() {
    let app = TestApp::start().await;
    app.plant("jane.doe@example.com");
    app.stream(&brief("Write to jane.doe@example.com")).await;
    assert!(app.provider.last_body().contains("[[EMAIL_1]]"));
    app.end().await;
}

#[tokio::test]
async fn names_of_cloud_services_and_numbers_were_taken_for_people() {
    let app = TestApp::start().await;
    let text = "Compare S3, EKS and C4 for our Q3 2026 launch; SKU 4711, 24/7, 1,299.00 €, ratio 16:9, v2.10.3, section 4.2.1.";
    app.chat(&brief(text)).await;
    assert_eq!(app.provider.last()["messages"][0]["content"], text);
    app.end().await;
}

#[tokio::test]
async fn only_english_was_understood() {
    let app = TestApp::start().await;
    app.plant("Fontaine");
    app.chat(&brief("Relance Mme Fontaine, qui habite 12 bis rue des Lilas, 69003 Lyon, au 06 12 34 56 78."))
        .await;
    let sent = app.provider.last()["messages"][1]["content"].as_str().unwrap().to_owned();
    for gone in ["Fontaine", "rue des Lilas", "06 12"] {
        assert!(!sent.contains(gone), "{sent}");
    }
    app.end().await;
}

#[tokio::test]
async fn values_of_two_requests_at_once_were_mixed() {
    let app = TestApp::start().await;
    let ask = |number: usize| {
        let (app, text) = (&app, format!("Write to person{number}@example.com about order {number}."));
        async move { (app.chat(&brief(&text)).await.text(), text) }
    };
    for (got, text) in futures_util::future::join_all((0..40).map(ask)).await {
        assert_eq!(got, text);
    }
    app.end().await;
}

#[tokio::test]
async fn number_twelve_was_read_as_number_one() {
    let app = TestApp::start().await;
    let list: Vec<String> = (1..=12).map(|number| format!("p{number}@example.com")).collect();
    app.provider
        .next(Reply::Json(200, completion("[[EMAIL_12]] [[EMAIL_1]] EMAIL_12 EMAIL_1 [[EMAIL_123]]")));
    let got = app.chat(&brief(&list.join(" "))).await;
    assert_eq!(got.text(), "p12@example.com p1@example.com p12@example.com p1@example.com [[EMAIL_123]]");
    app.end().await;
}

#[tokio::test]
async fn a_placeholder_in_the_callers_own_words_was_restored_to_a_stranger() {
    let app = TestApp::start().await;
    let text = "Explain [[EMAIL_1]] to jane.doe@example.com";
    let got = app.chat(&brief(text)).await;
    assert_eq!(got.text(), text);
    assert_eq!(app.provider.last()["messages"][1]["content"], "Explain [[EMAIL_1]] to [[EMAIL_2]]");
    assert_eq!(got.rules(), Vec::<String>::new(), "the caller's own marker is nothing made up");
    app.end().await;
}

#[tokio::test]
async fn a_placeholder_that_the_model_made_up_went_unnoticed() {
    let app = TestApp::start().await;
    app.provider.next(Reply::Json(200, completion("Dear [[EMAIL_7]], hello [[EMAIL_1]].")));
    let got = app.chat(&brief("Write to jane.doe@example.com")).await;
    assert_eq!(got.text(), "Dear [[EMAIL_7]], hello jane.doe@example.com.");
    assert_eq!(got.rules(), ["placeholders/made-up"]);
    assert_eq!(got.header("x-candor-verdict"), "annotated");
    app.end().await;
}

#[tokio::test]
async fn an_answer_went_out_although_the_log_could_not_work() {
    let app = TestApp::start().await;
    let connection = rusqlite::Connection::open(app.data().join("candor.db")).unwrap();
    connection.execute_batch("ALTER TABLE entries RENAME TO gone").unwrap();
    for body in [brief("Hello"), json!({ "model": "nope", "messages": [{ "role": "user", "content": "x" }] })]
    {
        let got = app.chat(&body).await;
        assert_eq!(got.status, 503, "{}", got.body);
        assert_eq!(got.header("retry-after"), "1");
        assert!(!got.body.contains("Hello"));
    }
    let got = app.stream(&brief("Hello")).await;
    assert!(!got.body.contains("[DONE]") && got.body.contains("service_unavailable"), "{}", got.body);
    connection.execute_batch("ALTER TABLE gone RENAME TO entries").unwrap();
    assert_eq!(app.chat(&brief("Hello")).await.status, 200, "it works again without a restart");
    app.lost(3);
    app.end().await;
}

#[tokio::test]
async fn a_number_in_tool_arguments_was_replaced_by_something_that_is_no_json() {
    let app = TestApp::start().await;
    let arguments = json!({ "to": "a", "card": 4_111_111_111_111_111_u64 }).to_string();
    let call =
        json!({ "id": "c1", "type": "function", "function": { "name": "pay", "arguments": arguments } });
    let body = json!({ "model": "copy", "messages": [
        { "role": "assistant", "content": null, "tool_calls": [call] },
        { "role": "tool", "tool_call_id": "c1", "content": "done" },
    ] });
    assert_eq!(app.chat(&body).await.status, 200);
    let sent = app.provider.last();
    let arguments = sent["messages"].to_string();
    assert!(!arguments.contains("4111111111111111"), "{arguments}");
    let calls =
        sent["messages"].as_array().unwrap().iter().find(|message| message["tool_calls"].is_array()).unwrap();
    let arguments = calls["tool_calls"][0]["function"]["arguments"].as_str().unwrap();
    let arguments: serde_json::Value = serde_json::from_str(arguments).unwrap();
    assert_eq!(arguments["card"], "[[CARD_1]]");
    app.end().await;
}
