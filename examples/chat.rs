//! A chat completion through the gateway: the model sees placeholders, the caller gets values and findings.
//!
//!     cargo run --example chat
#![expect(clippy::print_stdout, reason = "an example shows what it got")]

mod support;

use std::error::Error;

use async_openai::types::chat::{
    ChatCompletionRequestUserMessageArgs, CreateChatCompletionRequestArgs, CreateChatCompletionResponse,
};

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let (url, _folder) = support::gateway().await?;
    let brief = "Write a short e-mail to Mme Claire Fontaine (claire.fontaine@example.com) about the Aurora Trail 2, 189 euros.";
    let message = ChatCompletionRequestUserMessageArgs::default().content(brief).build()?;
    let request = CreateChatCompletionRequestArgs::default()
        .model("copy-with-faults")
        .messages([message.into()])
        .build()?;
    let call =
        reqwest::Client::builder().build()?.post(format!("{url}/chat/completions")).bearer_auth(support::KEY);
    let answer = call.body(serde_json::to_string(&request)?).send().await?.text().await?;
    let completion: CreateChatCompletionResponse = serde_json::from_str(&answer)?;
    for choice in &completion.choices {
        println!("{}\n", choice.message.content.as_deref().unwrap_or("(withheld)"));
    }
    let answer: serde_json::Value = serde_json::from_str(&answer)?;
    println!("masked on the way out: {}", answer["candor"]["masked"]);
    for finding in answer["candor"]["findings"].as_array().into_iter().flatten() {
        println!(
            "{} “{}”: {} → {}",
            finding["severity"], finding["text"], finding["explanation"], finding["suggestion"]
        );
    }
    Ok(())
}
