//! `/studio`

use axum::http::StatusCode;
use candor::{disclosure::Query, domain::TenantId};
use serde_json::Value;

use super::Site;

const BRIEF: &str = "Write an e-mail for our customer jane.doe@example.com about the Aurora Trail 2, a rain jacket at 189 euros.";

/// The entries of `acme`, newest first.
fn entries(site: &Site) -> Vec<Value> {
    let query = Query { tenant: TenantId::new("acme"), outcome: None, rule: None, after: None, limit: 100 };
    let entries = site.app.handles.log.list(&query).unwrap();
    entries.iter().map(|stored| serde_json::from_str(&stored.body).unwrap()).collect()
}

#[tokio::test]
async fn a_brief_becomes_copy_with_its_personal_data_back_in() {
    let site = Site::start();
    let mut browser = site.signed_in("ana").await;
    let page = browser
        .write(&[
            ("brief", BRIEF),
            ("channel", "newsletter"),
            ("model", "copy"),
            ("language", "en"),
            ("variants", "3"),
        ])
        .await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.body);
    page.holds(&[
        "Variant 1",
        "Variant 2",
        "Variant 3",
        "jane.doe@example.com",
        "189 euros",
        "1 e-mail address",
    ]);
    page.holds(&["This text was written by an AI model."]);
    assert!(!page.body.contains("[[EMAIL"), "{}", page.body);
    assert!(page.body.contains("<option value=\"newsletter\" selected>"), "the form stays filled in");
    let entries = entries(&site);
    assert_eq!(entries.len(), 1);
    assert_eq!(entries[0]["route"], "studio");
    assert_eq!(entries[0]["tags"]["channel"], "newsletter");
    assert_eq!(entries[0]["masked"]["EMAIL"], 1);
    assert_eq!(entries[0]["actor"]["role"], "copywriter");
    assert!(!entries[0].to_string().contains("jane"), "{}", entries[0]);
    assert!(page.text().contains(entries[0]["id"].as_str().unwrap()));
    assert!(!page.body.contains("href=\"/review/"), "a copywriter cannot open entries");
}

#[tokio::test]
async fn brief_and_copy_are_kept_nowhere() {
    let site = Site::start();
    let mut browser = site.signed_in("ana").await;
    let page = browser.write(&[("brief", BRIEF), ("model", "copy-with-faults")]).await;
    page.holds(&["jane.doe@example.com", "Aurora Trail 2"]);
    let kept = site.everything_kept();
    assert!(kept.contains("\"route\":\"studio\""), "the entry is there");
    for never in ["jane.doe", "Aurora", "built to last", "only 3 left"] {
        assert!(!kept.contains(never), "{never:?} was kept");
    }
}

#[tokio::test]
async fn whoever_may_review_is_led_to_the_entry() {
    let site = Site::start();
    let mut browser = site.signed_in("carl").await;
    let page = browser.write(&[("brief", BRIEF)]).await;
    let id = entries(&site)[0]["id"].as_str().unwrap().to_owned();
    page.holds(&[&format!("href=\"/review/{id}\"")]);
    assert_eq!(browser.get(&format!("/review/{id}")).await.status, StatusCode::OK);
}

#[tokio::test]
async fn what_was_found_in_copy_is_marked_and_explained() {
    let site = Site::start();
    let mut browser = site.signed_in("carl").await;
    browser.get("/studio?lang=fr").await;
    let page = browser.write(&[("brief", BRIEF), ("model", "copy-with-faults"), ("variants", "2")]).await;
    assert_eq!(page.status, StatusCode::OK);
    let entries = entries(&site);
    let logged = entries[0]["findings"].as_array().unwrap();
    if logged.is_empty() {
        eprintln!("no pack objects to the sandbox's faults: nothing to see");
        return;
    }
    page.holds(&[
        "<mark class=\"",
        "aria-describedby=\"variant-1-finding-1\"",
        "href=\"#variant-1-finding-1\"",
        "Mieux",
    ]);
    assert_eq!(
        page.body.matches("<li class=\"finding ").count(),
        logged.iter().filter(|one| one["shadow"] != true).count()
    );
    let entry = browser.get(&format!("/review/{}", entries[0]["id"].as_str().unwrap())).await;
    entry.holds(&[logged[0]["rule"].as_str().unwrap(), "Variante 1"]);
}

#[tokio::test]
async fn copy_that_is_withheld_is_not_shown() {
    let site = Site::start();
    let mut browser = site.signed_in("ana").await;
    let page = browser.write(&[("brief", BRIEF), ("model", "copy-with-grave-faults")]).await;
    if entries(&site)[0]["outcome"] == "blocked" {
        page.holds(&["This variant is withheld.", "Better:"]);
        assert!(!page.body.contains("<p class=\"text\""), "{}", page.body);
    }
}

#[tokio::test]
async fn a_blocked_brief_comes_back_with_its_words_marked() {
    let site = Site::start();
    let mut browser = site.signed_in("ana").await;
    let brief = "Write an advert for our tea.\r\nShow it only to people with depression.";
    let page = browser.write(&[("brief", brief), ("channel", "advert"), ("variants", "3")]).await;
    if entries(&site)[0]["outcome"] != "blocked" {
        eprintln!("no pack objects to such a brief: nothing to see");
        return;
    }
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    page.holds(&[
        "Error: Studio",
        "Your brief was not sent to a model.",
        "aria-describedby=\"brief-error brief-hint\" aria-invalid=\"true\"",
        "<mark class=\"critical\" aria-describedby=\"brief-finding-1\">people with depression</mark>",
        "Better:",
        "<option value=\"advert\" selected>",
        "Show it only to people with depression.</textarea>",
    ]);
}

#[tokio::test]
async fn a_brief_is_sent_as_it_was_typed() {
    let site = Site::start();
    let mut browser = site.signed_in("ana").await;
    // Browsers end lines with two characters.
    let page = browser.write(&[("brief", "\r\nFor the <b>Aurora</b> & co\r\n")]).await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(
        page.body.contains(">\n\nFor the &#60;b&#62;Aurora&#60;/b&#62; &#38; co\n</textarea>"),
        "{}",
        page.body
    );
}

#[tokio::test]
async fn a_form_with_a_mistake_comes_back_filled_in() {
    let site = Site::start();
    let mut browser = site.signed_in("ana").await;
    let page = browser
        .write(&[
            ("brief", "  "),
            ("channel", "sms"),
            ("model", "gpt-9"),
            ("language", "fr"),
            ("variants", "9"),
        ])
        .await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    page.holds(&[
        "Error: Studio",
        "<a href=\"#brief\">Write a brief",
        "<a href=\"#model\">Choose one of the list.",
        "<a href=\"#variants\">",
        "<option value=\"sms\" selected>",
        "<option value=\"fr\" selected>",
        "aria-describedby=\"brief-error brief-hint\" aria-invalid=\"true\"",
    ]);
    assert!(entries(&site).is_empty(), "nothing was asked for");
}

#[tokio::test]
async fn a_brief_with_personal_data_that_may_not_leave_comes_back_with_the_reason() {
    let site = Site::with("policy = \"strict\"");
    let mut browser = site.signed_in("ana").await;
    let page = browser.write(&[("brief", BRIEF), ("variants", "2")]).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    page.holds(&[
        "Your brief holds personal data (1 e-mail address)",
        "jane.doe@example.com",
        "<option value=\"2\" selected>",
    ]);
    assert_eq!(entries(&site)[0]["outcome"], "refused");
}

#[tokio::test]
async fn over_a_limit_the_form_comes_back_and_says_when_to_send_again() {
    let site = Site::with("requests_per_minute = 1");
    let mut browser = site.signed_in("ana").await;
    assert_eq!(browser.write(&[("brief", BRIEF)]).await.status, StatusCode::OK);
    browser.get("/studio?lang=fr").await;
    let page = browser.write(&[("brief", BRIEF)]).await;
    assert_eq!(page.status, StatusCode::TOO_MANY_REQUESTS);
    assert!(page.header("retry-after").parse::<u64>().unwrap() > 0);
    page.holds(&["Aucun texte n'a été rédigé", "jane.doe@example.com"]);
}

#[tokio::test]
async fn only_models_of_the_tenant_can_be_chosen() {
    let site = Site::with("models = [\"copy\"]");
    let mut browser = site.signed_in("ana").await;
    let form = browser.get("/studio").await;
    assert!(form.body.contains("<option value=\"copy\">") && !form.body.contains("copy-with-faults"));
    let page = browser.write(&[("brief", BRIEF), ("model", "copy-with-faults")]).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
}

#[tokio::test]
async fn a_form_without_the_sessions_token_is_refused() {
    let site = Site::start();
    let mut browser = site.signed_in("ana").await;
    let other = site.signed_in("carl").await.get("/studio").await.value("form_token");
    for token in ["", "guessed", other.as_str()] {
        let page = browser.post("/studio", &[("form_token", token), ("brief", BRIEF)]).await;
        assert_eq!(page.status, StatusCode::FORBIDDEN);
        page.holds(&["This form was not accepted"]);
        assert!(!page.body.contains("jane"));
    }
    assert_eq!(browser.post("/studio", &[("brief", BRIEF)]).await.status, StatusCode::FORBIDDEN);
    assert!(entries(&site).is_empty(), "nothing was asked for");
}

#[tokio::test]
async fn who_may_not_write_is_told_so() {
    let site = Site::start();
    let mut browser = site.signed_in("uma").await;
    let page = browser.get("/studio").await;
    assert_eq!(page.status, StatusCode::FORBIDDEN);
    page.holds(&["This page is not open to you", "href=\"/review\""]);
    assert!(!page.body.contains("href=\"/studio\""), "{}", page.body);
    let token = page.value("form_token");
    let sent = browser.post("/studio", &[("form_token", &token), ("brief", BRIEF)]).await;
    assert_eq!(sent.status, StatusCode::FORBIDDEN);
    assert!(entries(&site).is_empty());
}

#[tokio::test]
async fn a_form_may_not_be_endless() {
    let site = Site::start();
    let mut browser = site.signed_in("ana").await;
    let page = browser.write(&[("brief", &"a".repeat(300 * 1024))]).await;
    assert_eq!(page.status, StatusCode::PAYLOAD_TOO_LARGE);
    page.holds(&["This is too long"]);
}
