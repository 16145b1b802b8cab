//! `/review`

use axum::http::StatusCode;

use super::{Browser, Page, Site};

/// The ids of the entries on a page, in their order.
fn ids(page: &Page) -> Vec<String> {
    let parts = page.body.split("href=\"/review/ent_").skip(1);
    parts.map(|part| format!("ent_{}", part.split('"').next().unwrap())).collect()
}

async fn ask(browser: &mut Browser, brief: &str) {
    assert_eq!(browser.write(&[("brief", brief)]).await.status, StatusCode::OK);
}

#[tokio::test]
async fn entries_are_listed_newest_first_with_what_was_masked() {
    let site = Site::start();
    let mut browser = site.signed_in("carl").await;
    browser.get("/review").await.holds(&["Nothing has been asked for yet."]);
    ask(&mut browser, "For the Aurora Trail 2").await;
    ask(&mut browser, "For the Aurora Trail 2, answers to jane.doe@example.com").await;
    let page = browser.get("/review?lang=fr").await;
    page.holds(&[
        "<th scope=\"col\"",
        "<th scope=\"row\"",
        "1 adresse e-mail",
        "Livré",
        "conformité",
        "Studio",
    ]);
    let ids = ids(&page);
    assert_eq!(ids.len(), 2);
    assert!(ids[0] > ids[1], "{ids:?}");
    assert!(!page.body.contains("jane"), "{}", page.body);
}

#[tokio::test]
async fn filters_stand_in_the_address_and_stay_filled_in() {
    let site = Site::with("requests_per_minute = 1");
    let mut browser = site.signed_in("carl").await;
    ask(&mut browser, "For the Aurora Trail 2").await;
    browser.write(&[("brief", "For the Aurora Trail 2")]).await;
    let refused = browser.get("/review?outcome=refused&rule=").await;
    assert_eq!(ids(&refused).len(), 1);
    refused.holds(&["<option value=\"refused\" selected>", "href=\"/review\">Show all"]);
    let none = browser.get("/review?outcome=refused&rule=pressure%2Fnone%22%3E").await;
    none.holds(&["No entry matches.", "value=\"pressure/none&#34;&#62;\""]);
    let unknown = browser.get("/review?outcome=%3Cb%3E").await;
    assert_eq!(
        ids(&unknown).len(),
        2,
        "an outcome that does not exist filters nothing, and the form says so"
    );
    assert!(!unknown.body.contains(" selected"), "{}", unknown.body);
}

#[tokio::test]
async fn long_lists_come_in_pages() {
    let site = Site::start();
    let mut browser = site.signed_in("carl").await;
    for _ in 0..53 {
        ask(&mut browser, "For the Aurora Trail 2").await;
    }
    let first = browser.get("/review?outcome=released").await;
    let older = first.body.split("rel=\"next\" href=\"").nth(1).unwrap().split('"').next().unwrap();
    let older = older.replace("&#38;", "&");
    assert!(older.starts_with("/review?outcome=released&after=ent"), "{older}");
    let second = browser.get(&older).await;
    second.holds(&["href=\"/review?outcome=released\">Newest"]);
    let (first, second) = (ids(&first), ids(&second));
    assert_eq!((first.len(), second.len()), (50, 3));
    assert!(first.last() > second.first());
}

#[tokio::test]
async fn an_entry_is_told_in_plain_words() {
    let site = Site::start();
    let mut browser = site.signed_in("carl").await;
    let write = [("brief", "For jane.doe@example.com: the Aurora"), ("channel", "advert"), ("variants", "2")];
    browser.write(&write).await;
    let id = ids(&browser.get("/review").await).remove(0);
    let page = browser.get(&format!("/review/{id}")).await;
    assert_eq!(page.status, StatusCode::OK);
    page.holds(&[
        &id,
        "Released.",
        "1 e-mail address",
        "balanced",
        "HMAC-SHA256",
        "advert",
        "Tokens of the answer",
        "person-",
    ]);
    assert!(!page.body.contains("jane") && !page.body.contains("Aurora"), "{}", page.body);
    let packs = site.app.handles.pipeline.runtime().rules.version().to_owned();
    page.holds(&[&packs]);
    browser.get(&format!("/review/{id}?lang=fr")).await.holds(&[
        "Livré.",
        "Jetons de la réponse",
        "Empreinte des packs",
    ]);
}

#[tokio::test]
async fn entries_of_another_tenant_do_not_exist() {
    let site = Site::start();
    let mut acme = site.signed_in("carl").await;
    ask(&mut acme, "For the Aurora Trail 2").await;
    let id = ids(&acme.get("/review").await).remove(0);
    let mut other = site.signed_in("otto").await;
    assert!(ids(&other.get("/review").await).is_empty());
    assert!(ids(&other.get(&format!("/review?after={id}")).await).is_empty());
    let page = other.get(&format!("/review/{id}")).await;
    assert_eq!(page.status, StatusCode::NOT_FOUND);
    page.holds(&["There is no such page"]);
    assert_eq!(acme.get("/review/ent_none").await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn the_desk_is_for_those_who_may_review() {
    let site = Site::start();
    let mut writer = site.signed_in("ana").await;
    for path in ["/review", "/review/ent_1"] {
        let page = writer.get(path).await;
        assert_eq!(page.status, StatusCode::FORBIDDEN);
        page.holds(&["This page is not open to you", "To the studio"]);
    }
    assert_eq!(site.signed_in("uma").await.get("/review").await.status, StatusCode::OK);
}
