//! `GET /v1/models`

use reqwest::Method;

use crate::support::{TestApp, app::KEY, brief};

#[tokio::test]
async fn the_aliases_of_the_tenant_are_listed_and_no_others() {
    let app = TestApp::with_config(
        "models = [\"copy\"]",
        "",
        "[[model]]\nalias = \"secret\"\nprovider = \"main\"\nmodel = \"m-2\"",
    )
    .await;
    let get = |path: &'static str| app.request(Method::GET, path).bearer_auth(KEY);
    let list = app.send(get("/v1/models")).await.json();
    assert_eq!(list["object"], "list");
    let ids: Vec<_> =
        list["data"].as_array().unwrap().iter().map(|model| model["id"].as_str().unwrap()).collect();
    assert_eq!(ids, ["copy"]);
    assert_eq!(app.send(get("/v1/models/copy")).await.json()["object"], "model");
    assert_eq!(app.send(get("/v1/models/secret")).await.status, 404);

    let mut body = brief("Hello");
    for model in ["secret", "nonexistent@example.com"] {
        body["model"] = model.into();
        let got = app.chat(&body).await;
        assert_eq!((got.status, got.json()["error"]["code"].as_str().unwrap()), (404, "model_not_found"));
        assert!(!got.body.contains(model));
    }
    assert_eq!(app.entry(2).await["model"]["asked"], "", "what was asked for could be anything");
    assert_eq!(app.provider.calls(), 0);
    app.end().await;
}
