//! `GET /v1/entries`

use reqwest::Method;
use serde_json::json;

use crate::support::{TestApp, app::KEY, brief};

#[tokio::test]
async fn entries_come_newest_first_in_pages() {
    let app = TestApp::start().await;
    let mut ids = Vec::new();
    for _ in 0..5 {
        ids.push(app.chat(&brief("Hello")).await.header("x-candor-entry").to_owned());
    }
    ids.reverse();
    let mut seen = Vec::new();
    let mut path = "/v1/entries?limit=2".to_owned();
    loop {
        let page = app.send(app.request(Method::GET, &path).bearer_auth(KEY)).await.json();
        assert_eq!(page["object"], "list");
        seen.extend(
            page["data"].as_array().unwrap().iter().map(|entry| entry["id"].as_str().unwrap().to_owned()),
        );
        if page["has_more"] == false {
            assert!(page["next"].is_null());
            break;
        }
        path = format!("/v1/entries?limit=2&after={}", page["next"].as_str().unwrap());
    }
    assert_eq!(seen, ids);
    app.end().await;
}

#[tokio::test]
async fn an_entry_holds_facts_and_no_text() {
    let app = TestApp::start().await;
    let mail = app.plant("jane.doe@example.com");
    app.plant("confidential launch of the Borealis");
    let got = app
        .chat_with(
            &[("x-candor-use-case", "newsletter"), ("x-candor-market", "FR")],
            &brief(&format!("The confidential launch of the Borealis, for {mail}")),
        )
        .await;
    let entry = app.entry(1).await;
    assert_eq!(entry["id"], got.header("x-candor-entry"));
    assert_eq!(entry["request_id"], got.header("x-request-id"));
    for (name, value) in [
        ("type", json!("generation")),
        ("route", json!("chat")),
        ("stream", json!(false)),
        ("outcome", json!("released")),
        ("actor", json!({ "role": "tool", "name": "crm" })),
        ("model", json!({ "asked": "copy", "provider": "main", "served": "m-1" })),
        ("masked", json!({ "EMAIL": 1 })),
        ("tags", json!({ "use_case": "newsletter", "market": "FR" })),
        ("usage", json!({ "input": 11, "output": 7, "estimated": false })),
    ] {
        assert_eq!(entry[name], value, "{name}");
    }
    for commitment in ["request", "sent", "answer"] {
        assert_eq!(entry["content"][commitment].as_str().unwrap().len(), 64);
    }
    assert_eq!(entry["policy"]["id"], "p");
    assert_eq!(entry["packs"].as_str().unwrap().len(), 64);
    // The words go to the provider, of course.
    app.provider.bodies();
    app.forget("confidential launch of the Borealis");
    app.end().await;
}

#[tokio::test]
async fn lists_refuse_parameters_that_are_none() {
    let app = TestApp::start().await;
    for query in ["limit=0", "limit=x", "limit=501", "color=red", "after=%ff"] {
        let got = app.send(app.request(Method::GET, &format!("/v1/entries?{query}")).bearer_auth(KEY)).await;
        assert_eq!(got.status, 400, "{query}");
    }
    app.end().await;
}
