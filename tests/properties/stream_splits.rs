//! However a provider cuts its stream, callers get the text and the findings of the whole answer.

use proptest::{prelude::*, test_runner::TestRunner};
use serde_json::{Value, json};

use crate::support::{Reply, TestApp, brief, chunk, completion, finish, sse_json, streamed_text};

/// Copy out of what models write: sentences with and without faults, markers whole and bent, odd characters.
fn copy() -> impl Strategy<Value = String> {
    let sentence = prop_oneof![
        Just("A coat for every day. "),
        Just("Hurry, only 2 left in stock! "),
        Just("Dépêchez-vous, il n'en reste que 3 ! "),
        Just("Write to [[EMAIL_1]] or [[email_2]]. "),
        Just("Dear \\[\\[EMAIL\\_1\\]\\], "),
        Just("julie.lambert@mail.example.com"),
        Just("JULIE, thomas@mail.example.com. "),
        Just("Dear Julie Lambert's "),
        Just("%20Juli"),
        Just("[[EMAIL_9]] is nobody. "),
        Just("Été, 😀 « oui »… "),
        Just("- one\n- two\n\n"),
        Just("no end to this sentence, with a comma, and another, "),
        Just("EMAIL_1"),
        Just("[["),
        Just(" \n"),
        Just("Only 2 "),
        Just("left in stock"),
    ];
    prop::collection::vec(sentence, 0..12).prop_map(|sentences| sentences.concat())
}

fn found(candor: &Value) -> Vec<(String, u64, u64)> {
    let findings = candor["findings"].as_array().unwrap();
    let mut found: Vec<_> = findings
        .iter()
        .map(|f| {
            (f["rule"].as_str().unwrap().to_owned(), f["start"].as_u64().unwrap(), f["end"].as_u64().unwrap())
        })
        .collect();
    found.sort();
    found
}

/// The text in deltas of so many characters, and the transcript in network chunks of so many bytes.
fn stream(text: &str, delta: usize, chunk_size: usize) -> Reply {
    let characters: Vec<char> = text.chars().collect();
    let mut bytes = chunk(json!({ "role": "assistant", "content": "" }));
    for piece in characters.chunks(delta) {
        bytes.extend(chunk(json!({ "content": piece.iter().collect::<String>() })));
    }
    bytes.extend(finish("stop"));
    bytes.extend_from_slice(b"data: [DONE]\n\n");
    Reply::Sse(bytes.chunks(chunk_size).map(<[u8]>::to_vec).collect())
}

fn run(cases: u32, policy: &'static str) {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
    let app = runtime
        .block_on(TestApp::with("requests_per_minute = 100000\ntokens_per_minute = 1000000000", policy));
    let mut runner =
        TestRunner::new(ProptestConfig { cases, failure_persistence: None, ..ProptestConfig::default() });
    let sizes = (1..9_usize, prop_oneof![Just(1_usize), 2..200_usize]);
    let result = runner.run(&(copy(), sizes), |(text, (delta, chunk_size))| {
        let ask = brief("Write to jane.doe@example.com and john@example.org");
        let (whole, streamed) = runtime.block_on(async {
            app.provider.next(Reply::Json(200, completion(&text)));
            let whole = app.chat(&ask).await;
            app.provider.next(stream(&text, delta, chunk_size));
            (whole, app.stream(&ask).await)
        });
        let last = sse_json(&streamed.body).into_iter().find(|event| event.get("candor").is_some()).unwrap();
        let (seen, all) = (found(&last["candor"]), found(&whole.json()["candor"]));
        let verdict = whole.json()["candor"]["verdict"].clone();
        prop_assert_eq!(&last["candor"]["verdict"], &verdict);
        if verdict == "blocked" {
            // What would have come after the block was never asked for.
            prop_assert!(!seen.is_empty() && seen.iter().all(|finding| all.contains(finding)));
            prop_assert_eq!(&last["choices"][0]["finish_reason"], "content_filter");
            prop_assert!(whole.json()["choices"][0]["message"]["content"].is_null());
        } else {
            prop_assert_eq!(seen, all);
            prop_assert_eq!(streamed_text(&streamed.body, 0), whole.text());
        }
        Ok(())
    });
    runtime.block_on(app.end());
    result.unwrap();
}

#[test]
fn any_split_of_a_stream_gives_the_text_and_the_findings_of_the_whole() {
    run(
        40,
        r#"copy = { note = "annotate", caution = "annotate", serious = "annotate", critical = "annotate" }"#,
    );
}

#[test]
fn any_split_of_a_stream_with_stand_ins_gives_the_text_of_the_whole() {
    run(20, r#"replacement = "surrogate""#);
}

#[test]
fn any_split_of_a_stream_is_blocked_where_the_whole_is() {
    run(20, r#"copy = { caution = "block", serious = "block", critical = "block" }"#);
}
