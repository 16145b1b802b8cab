//! Asks the gateway, and reads what comes back.

use reqwest::header::HeaderMap;
use serde_json::Value;

/// Speaks HTTP to a gateway, each request over a connection of its own.
pub(crate) fn client() -> reqwest::Client {
    reqwest::Client::builder().pool_max_idle_per_host(0).build().unwrap()
}

/// A whole answer.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) headers: HeaderMap,
    pub(crate) body: String,
}

impl Answer {
    pub(crate) fn json(&self) -> Value {
        serde_json::from_str(&self.body).unwrap_or_else(|_| panic!("not JSON: {}", self.body))
    }

    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }

    /// The text of the first choice.
    pub(crate) fn text(&self) -> String {
        answer_text(&self.json())
    }

    /// The rules of the findings, in order.
    pub(crate) fn rules(&self) -> Vec<String> {
        let candor = self.json();
        let findings = candor["candor"]["findings"]
            .as_array()
            .or(candor["error"]["candor"]["findings"].as_array())
            .cloned();
        findings
            .unwrap_or_default()
            .iter()
            .map(|finding| finding["rule"].as_str().unwrap().to_owned())
            .collect()
    }
}

/// The text of the first choice of an answer.
pub(crate) fn answer_text(answer: &Value) -> String {
    answer["choices"][0]["message"]["content"].as_str().unwrap_or_default().to_owned()
}

/// The data of every event.
pub(crate) fn sse_data(body: &str) -> Vec<String> {
    body.split("\n\n")
        .filter_map(|event| event.trim_start().strip_prefix("data: "))
        .map(str::to_owned)
        .collect()
}

/// Every event that is JSON.
pub(crate) fn sse_json(body: &str) -> Vec<Value> {
    sse_data(body)
        .iter()
        .filter(|data| *data != "[DONE]")
        .map(|data| serde_json::from_str(data).unwrap())
        .collect()
}

/// The text of a choice, put together from its deltas.
pub(crate) fn streamed_text(body: &str, choice: u64) -> String {
    let mut text = String::new();
    for event in sse_json(body) {
        for delta in event["choices"].as_array().into_iter().flatten().filter(|c| c["index"] == choice) {
            text.push_str(delta["delta"]["content"].as_str().unwrap_or_default());
        }
    }
    text
}
