//! `/login` and `/logout`

use axum::{
    body::Body,
    http::{Request, StatusCode},
};

use super::{PASSWORD, Site};

#[tokio::test]
async fn somebody_signs_in_is_where_they_wanted_and_signs_out() {
    let site = Site::start();
    let mut browser = site.browser();
    let form = browser.get("/login?next=%2Freview%3Foutcome%3Dblocked").await;
    let next = form.value("next");
    assert_eq!(next, "/review?outcome=blocked");
    let page = browser.post("/login", &[("user", "carl"), ("password", PASSWORD), ("next", &next)]).await;
    assert_eq!((page.status, page.header("location")), (StatusCode::SEE_OTHER, next.as_str()));
    let cookie = page.cookie("candor_session");
    assert!(
        cookie.starts_with("candor_session=") && cookie.ends_with("; Path=/; HttpOnly; SameSite=Lax"),
        "{cookie}"
    );
    let review = browser.get("/review").await;
    assert_eq!(review.status, StatusCode::OK);
    assert_eq!(browser.get("/login").await.header("location"), "/studio", "already signed in");
    let session = browser.cookies.get("candor_session").unwrap().clone();
    let out = browser.post("/logout", &[("form_token", &review.value("form_token"))]).await;
    assert_eq!((out.status, out.header("location")), (StatusCode::SEE_OTHER, "/login"));
    assert!(out.cookie("candor_session").contains("Max-Age=0"));
    browser.cookies.insert("candor_session".to_owned(), session);
    assert_eq!(
        browser.get("/review").await.status,
        StatusCode::SEE_OTHER,
        "the session is over, not just its cookie"
    );
}

#[tokio::test]
async fn a_session_over_tls_is_sent_over_tls_only() {
    let site = Site::start();
    let mut browser = site.browser();
    browser.headers = vec![("x-forwarded-proto", "https")];
    let page = browser.post("/login", &[("user", "ana"), ("password", PASSWORD)]).await;
    let cookie = page.cookie("candor_session");
    assert!(cookie.ends_with("; Secure"), "{cookie}");
}

#[tokio::test]
async fn a_wrong_password_brings_the_form_back_without_the_password() {
    let site = Site::start();
    let mut browser = site.browser();
    let page =
        browser.post("/login", &[("user", "ana"), ("password", "Tr0ub4dor"), ("next", "/studio?a=b")]).await;
    assert_eq!(page.status, StatusCode::UNAUTHORIZED);
    page.holds(&[
        "value=\"ana\"",
        "value=\"/studio?a=b\"",
        "href=\"?lang=fr&#38;next=%2Fstudio%3Fa%3Db\"",
        "Name or password is wrong.",
        "aria-invalid=\"true\" aria-describedby=\"password-error\"",
        "<a href=\"#password\">",
    ]);
    assert!(!page.body.contains("Tr0ub4dor") && page.header("set-cookie").is_empty());
    let unknown = browser.post("/login", &[("user", "nobody"), ("password", "x")]).await;
    assert_eq!(unknown.status, StatusCode::UNAUTHORIZED);
    unknown.holds(&["Name or password is wrong."]);
    let empty = browser.post("/login", &[("user", ""), ("password", "")]).await;
    assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
    empty.holds(&["Enter your name.", "Enter your password."]);
    let endless = "x".repeat(2000);
    let long = browser.post("/login", &[("user", "ana"), ("password", &endless)]).await;
    assert_eq!(long.status, StatusCode::UNAUTHORIZED);
}

#[tokio::test]
async fn too_many_tries_have_to_wait() {
    let site = Site::start();
    let mut browser = site.browser();
    browser.get("/login?lang=fr").await;
    for _ in 0..5 {
        let page = browser.post("/login", &[("user", "ana"), ("password", "wrong")]).await;
        assert_eq!(page.status, StatusCode::UNAUTHORIZED);
    }
    let page = browser.post("/login", &[("user", "ana"), ("password", PASSWORD)]).await;
    assert_eq!((page.status, page.header("retry-after")), (StatusCode::TOO_MANY_REQUESTS, "60"));
    page.holds(&["Trop d'essais", "value=\"ana\""]);
    site.signed_in("carl").await;
}

#[tokio::test]
async fn nobody_is_led_to_another_site() {
    let site = Site::start();
    for next in ["https://evil.example/", "//evil.example", "/\\evil.example", "javascript:alert(1)", ""] {
        let mut browser = site.browser();
        let page = browser.post("/login", &[("user", "uma"), ("password", PASSWORD), ("next", next)]).await;
        if page.status == StatusCode::TOO_MANY_REQUESTS {
            break;
        }
        assert_eq!(page.header("location"), "/review", "an auditor's page, instead of {next}");
    }
    let form = site.browser().get("/login?next=https%3A%2F%2Fevil.example").await;
    assert_eq!(form.value("next"), "");
}

#[tokio::test]
async fn a_sign_in_that_another_site_sent_is_refused() {
    let site = Site::start();
    let fields = [("user", "ana"), ("password", PASSWORD)];
    for headers in [
        vec![("sec-fetch-site", "cross-site")],
        vec![("origin", "http://evil.example"), ("host", "candor.example")],
        vec![("origin", "null"), ("host", "candor.example")],
    ] {
        let mut browser = site.browser();
        browser.headers = headers;
        let page = browser.post("/login", &fields).await;
        assert_eq!(page.status, StatusCode::FORBIDDEN);
        assert!(page.header("set-cookie").is_empty());
    }
    // Our own form, in a browser that does not trust the connection and was asked for no referrer.
    let mut browser = site.browser();
    browser.get("/login").await;
    browser.headers = vec![("origin", "null"), ("host", "candor.example")];
    assert_eq!(browser.post("/login", &fields).await.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn signing_out_needs_the_sessions_own_form() {
    let site = Site::start();
    let mut browser = site.signed_in("ana").await;
    assert_eq!(browser.post("/logout", &[]).await.status, StatusCode::FORBIDDEN);
    assert_eq!(browser.get("/studio").await.status, StatusCode::OK, "still signed in");
}

#[tokio::test]
async fn what_is_no_form_gets_a_page_that_says_so() {
    let site = Site::start();
    let mut browser = site.browser();
    let json =
        Request::post("/login").header("content-type", "application/json").body(Body::from("{}")).unwrap();
    assert_eq!(browser.send(json).await.status, StatusCode::BAD_REQUEST);
    let unknown = browser.post("/login", &[("user", "ana"), ("password", "x"), ("admin", "1")]).await;
    assert_eq!(unknown.status, StatusCode::BAD_REQUEST);
    unknown.holds(&["This form could not be read"]);
    let twice = browser.post("/login", &[("user", "ana"), ("user", "carl"), ("password", "x")]).await;
    assert_eq!(twice.status, StatusCode::BAD_REQUEST);
}
