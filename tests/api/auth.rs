//! Keys.

use reqwest::Method;

use crate::support::{
    Reply, TestApp,
    app::{KEY, OTHER_KEY},
    brief,
};

#[tokio::test]
async fn without_a_known_key_nothing_is_answered() {
    let app = TestApp::start().await;
    for request in [
        app.request(Method::POST, "/v1/chat/completions"),
        app.request(Method::POST, "/v1/chat/completions").bearer_auth("sk-candor-nobody"),
        app.request(Method::POST, "/v1/chat/completions").header("authorization", format!("Basic {KEY}")),
        app.request(Method::GET, "/v1/models"),
        app.request(Method::GET, "/v1/entries"),
    ] {
        let got = app.send(request).await;
        assert_eq!(got.status, 401);
        let error = &got.json()["error"];
        assert_eq!(error["code"], "invalid_api_key");
        for member in ["message", "type", "param", "code"] {
            assert!(error.get(member).is_some(), "{member} is missing");
        }
        assert!(!got.body.contains("nobody"));
    }
    assert_eq!(app.provider.calls(), 0);
    app.end().await;
}

#[tokio::test]
async fn a_key_is_taken_from_either_header() {
    let app = TestApp::start().await;
    let got = app.send(app.request(Method::GET, "/v1/models").header("x-api-key", KEY)).await;
    assert_eq!(got.status, 200);
    app.end().await;
}

#[tokio::test]
async fn a_key_made_while_the_gateway_runs_opens_at_once_and_a_revoked_one_does_not() {
    use candor::{
        accounts::{ApiKey, Directory, StoredKey},
        domain::TenantId,
    };
    let app = TestApp::start().await;
    let path = app.data().join("candor.db");
    let directory = candor::store::open(&path).unwrap().directory;
    let made = ApiKey::generate();
    let tenant = TenantId::new("acme");
    let created = jiff::Timestamp::UNIX_EPOCH;
    directory
        .add_key(&StoredKey {
            sha256: made.sha256,
            tenant: tenant.clone(),
            name: "new".into(),
            created,
            revoked: None,
        })
        .unwrap();
    let models = || app.request(Method::GET, "/v1/models").bearer_auth(made.secret.expose());
    assert_eq!(app.send(models()).await.status, 200);
    assert_eq!(directory.revoke_key(&tenant, "new", created).unwrap(), 1);
    app.app.refresh_accounts();
    assert_eq!(app.send(models()).await.status, 401);
    app.end().await;
}

#[tokio::test]
async fn a_tenant_sees_its_own_entries_only() {
    let app = TestApp::start().await;
    app.provider.always(Reply::Echo);
    let id = app.chat(&brief("Hello")).await.header("x-candor-entry").to_owned();
    let of = |key: &str, path: &str| app.request(Method::GET, path).bearer_auth(key.to_owned());
    assert_eq!(app.send(of(KEY, &format!("/v1/entries/{id}"))).await.status, 200);
    let foreign = app.send(of(OTHER_KEY, &format!("/v1/entries/{id}"))).await;
    let missing = app.send(of(OTHER_KEY, "/v1/entries/ent_0")).await;
    assert_eq!(
        (foreign.status, &foreign.body),
        (404, &missing.body),
        "nothing tells whether it exists elsewhere"
    );
    assert_eq!(app.send(of(OTHER_KEY, "/v1/entries")).await.json()["data"].as_array().unwrap().len(), 0);
    app.end().await;
}
