//! What surrounds every page: languages, the way around, what is not there.

use axum::http::StatusCode;

use super::Site;

#[tokio::test]
async fn the_root_leads_to_the_studio_and_the_studio_to_the_sign_in() {
    let site = Site::start();
    let mut browser = site.browser();
    let root = browser.get("/").await;
    assert_eq!((root.status, root.header("location")), (StatusCode::SEE_OTHER, "/studio"));
    let studio = browser.get("/studio").await;
    assert_eq!((studio.status, studio.header("location")), (StatusCode::SEE_OTHER, "/login?next=%2Fstudio"));
    let review = browser.get("/review?outcome=blocked&rule=a/b").await;
    assert_eq!(
        review.header("location"),
        "/login?next=%2Freview%3Foutcome%3Dblocked%26rule%3Da%2Fb",
        "the filters come back after signing in"
    );
    assert_eq!(browser.get("/review/ent_1").await.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn a_language_once_chosen_stays() {
    let site = Site::start();
    let mut browser = site.browser();
    browser.get("/login").await.holds(&["<html lang=\"en\">", "Sign in"]);
    browser.headers = vec![("accept-language", "de, fr;q=0.8, en;q=0.2")];
    browser.get("/login").await.holds(&["<html lang=\"fr\">", "Se connecter"]);
    let page = browser.get("/login?lang=en&next=%2Freview").await;
    page.holds(&["<html lang=\"en\">", "href=\"?lang=fr&#38;next=%2Freview\""]);
    assert!(
        page.cookie("candor_lang").starts_with("candor_lang=en; Path=/; HttpOnly; SameSite=Lax; Max-Age=")
    );
    browser.get("/login").await.holds(&["<html lang=\"en\">"]);
}

#[tokio::test]
async fn a_path_that_leads_nowhere_is_a_page_for_people_and_json_for_programs() {
    let site = Site::start();
    let mut browser = site.browser();
    let page = browser.get("/nowhere?lang=fr").await;
    assert_eq!(page.status, StatusCode::NOT_FOUND);
    page.holds(&["<html lang=\"fr\">", "Cette page n'existe pas"]);
    let odd = browser.get("//evil.example/x").await;
    assert_eq!(odd.status, StatusCode::NOT_FOUND);
    assert!(!odd.body.contains("evil.example"), "{}", odd.body);
    let json = browser.get("/v1/nowhere").await;
    assert_eq!((json.status, json.header("content-type")), (StatusCode::NOT_FOUND, "application/json"));
    assert!(json.body.contains("\"not_found\""), "{}", json.body);
    let wrong = browser.post("/review", &[]).await;
    assert_eq!(wrong.status, StatusCode::METHOD_NOT_ALLOWED);
    wrong.holds(&["Cette page ne s'utilise pas ainsi"]);
}

#[tokio::test]
async fn the_stylesheet_may_be_kept_and_pages_may_not() {
    let site = Site::start();
    let mut browser = site.browser();
    let page = browser.get("/login").await;
    let href = page.body.split("href=\"").find(|part| part.starts_with("/static/candor.css?v=")).unwrap();
    let style = browser.get(href.split('"').next().unwrap()).await;
    assert_eq!(style.header("content-type"), "text/css; charset=utf-8");
    assert_eq!(style.header("cache-control"), "public, max-age=31536000, immutable");
    assert_eq!(style.header("x-content-type-options"), "nosniff");
    assert!(
        style.body.contains("prefers-color-scheme: dark") && style.body.contains("prefers-reduced-motion")
    );
    assert!(!style.body.contains("http"), "nothing is loaded from elsewhere");
}
