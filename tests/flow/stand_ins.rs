//! Stand-ins in the place of placeholders: `replacement = "surrogate"`.

use serde_json::json;

use crate::support::{Reply, TestApp, brief, chunk, completion, done, finish, streamed_text};

const TEXT: &str = "Écris à Mme Claire Fontaine (claire.fontaine@free.fr, 06 12 34 56 78), née le 12 mars 1984, \
    12 bis rue des Lilas, 69003 Lyon. Mme Fontaine est ravie. IBAN FR76 3000 6000 0112 3456 7890 189.";

async fn app() -> TestApp {
    let app = TestApp::with("", "replacement = \"surrogate\"").await;
    for value in [
        "Claire",
        "Fontaine",
        "claire.fontaine",
        "06 12 34 56 78",
        "12 mars 1984",
        "Lilas",
        "69003",
        "FR76 3000 6000 0112 3456 7890 189",
    ] {
        app.plant(value);
    }
    app
}

/// The user's message as the provider got it.
fn sent(app: &TestApp) -> String {
    let request = app.provider.last();
    let mut messages = request["messages"].as_array().into_iter().flatten();
    let message = messages.find(|message| message["role"] == "user");
    message.and_then(|message| message["content"].as_str()).unwrap_or_default().to_owned()
}

#[tokio::test]
async fn the_model_reads_a_text_like_any_other_and_the_caller_gets_the_values() {
    let app = app().await;
    let got = app.chat(&brief(TEXT)).await;
    assert_eq!(
        sent(&app),
        "Écris à Mme Julie Lambert (julie.lambert@example.com, 06 39 98 00 12), née le 10 août 1983, \
         16 bis rue des Tilleuls, 99140 Valbrune. Mme Lambert est ravie. IBAN [[IBAN_1]]."
    );
    assert_eq!(got.text(), TEXT);
    let masked = json!({ "PERSON": 2, "EMAIL": 1, "PHONE": 1, "DATE_OF_BIRTH": 1, "ADDRESS": 1, "IBAN": 1 });
    assert_eq!(got.json()["candor"]["masked"], masked);
    assert_eq!(app.entry(1).await["masked"], masked);
    assert_eq!(streamed_text(&app.stream(&brief(TEXT)).await.body, 0), TEXT);
    app.end().await;
}

#[tokio::test]
async fn parts_of_stand_ins_are_restored_in_answers_whole_and_streamed() {
    let app = app().await;
    let answer = "Chère Julie,\n\n« JULIE LAMBERT », l'avis de Mme Lambert, Julie's; à Valbrune. \
        [mail](mailto:julie.lambert@example.com) ou tel:0639980012. Julienne reste.";
    let expected = "Chère Claire,\n\n« CLAIRE FONTAINE », l'avis de Mme Fontaine, Claire's; à Lyon. \
        [mail](mailto:claire.fontaine@free.fr) ou tel:0612345678. Julienne reste.";
    app.provider.next(Reply::Json(200, completion(answer)));
    assert_eq!(app.chat(&brief(TEXT)).await.text(), expected);
    let letters = answer.chars().map(|letter| chunk(json!({ "content": letter.to_string() })));
    let events: Vec<Vec<u8>> = letters.chain([finish("stop")]).collect();
    app.provider.next(done(events));
    assert_eq!(streamed_text(&app.stream(&brief(TEXT)).await.body, 0), expected);
    app.end().await;
}

#[tokio::test]
async fn a_conversation_has_the_same_stand_ins_at_each_turn() {
    let app = app().await;
    let ask = |text: &str| json!({ "role": "user", "content": text });
    let answer = json!({ "role": "assistant", "content": "Chère Claire Fontaine, bonjour." });
    app.chat(&json!({ "model": "copy", "messages": [ask(TEXT)] })).await;
    let first = sent(&app);
    app.chat(
        &json!({ "model": "copy", "messages": [ask(TEXT), answer, ask("Plus court, pour Mme Fontaine.")] }),
    )
    .await;
    assert_eq!(sent(&app), first);
    let messages = app.provider.last()["messages"].to_string();
    assert!(messages.contains("Chère Julie Lambert") && messages.contains("pour Mme Lambert"), "{messages}");
    app.end().await;
}

#[tokio::test]
async fn only_what_is_there_is_explained_to_the_model() {
    let app = app().await;
    let system = async |text: &str| {
        app.chat(&brief(text)).await;
        app.provider.last()["messages"][0]["content"].as_str().unwrap_or_default().to_owned()
    };
    let note = system("Write to Mrs Claire Fontaine before the end of the month.").await;
    assert!(note.contains("exactly as it stands there") && !note.contains("[["), "{note}");
    let note = system("Pay to the IBAN FR76 3000 6000 0112 3456 7890 189 before the end of the month.").await;
    assert!(note.contains("[[IBAN_1]]") && !note.contains("as it stands there"), "{note}");
    app.end().await;
}

#[tokio::test]
async fn tool_arguments_are_restored_through_their_escapes() {
    let app = app().await;
    let call = |arguments: &str| json!({ "id": "c1", "type": "function", "function": { "name": "send", "arguments": arguments } });
    let mut answer = completion("");
    answer["choices"][0]["message"]["tool_calls"] =
        json!([call("{\"to\":\"Julie\\u0020Lambert\\njulie.lambert@example.com\"}")]);
    app.provider.next(Reply::Json(200, answer));
    let got = app.chat(&brief(TEXT)).await.json();
    let arguments = &got["choices"][0]["message"]["tool_calls"][0]["function"]["arguments"];
    let arguments: serde_json::Value = serde_json::from_str(arguments.as_str().unwrap()).unwrap();
    assert_eq!(arguments["to"], "Claire Fontaine\nclaire.fontaine@free.fr");
    app.end().await;
}
