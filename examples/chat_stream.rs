//! The same as a stream: each sentence goes out once it is inspected.
//!
//!     cargo run --example chat_stream
#![expect(clippy::print_stdout, reason = "an example shows what it got")]

mod support;

use std::{
    error::Error,
    io::{Write, stdout},
};

use candor::wire::sse;

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let (url, _folder) = support::gateway().await?;
    let body = serde_json::json!({
        "model": "copy",
        "stream": true,
        "messages": [{ "role": "user", "content": "Écris un mot à claire.fontaine@example.com pour annoncer la veste Aurora Trail 2 à 189 euros." }],
    });
    let call =
        reqwest::Client::builder().build()?.post(format!("{url}/chat/completions")).bearer_auth(support::KEY);
    let mut response = call.body(body.to_string()).send().await?;
    let mut decoder = sse::Decoder::default();
    while let Some(chunk) = response.chunk().await? {
        decoder.push(&chunk);
        while let Some(event) = decoder.next_event()? {
            let Some(event) =
                event.data.and_then(|data| serde_json::from_slice::<serde_json::Value>(&data).ok())
            else {
                continue;
            };
            print!("{}", event["choices"][0]["delta"]["content"].as_str().unwrap_or_default());
            stdout().flush()?;
            if !event["candor"].is_null() {
                println!("\n\n{:#}", event["candor"]);
            }
        }
    }
    Ok(())
}
