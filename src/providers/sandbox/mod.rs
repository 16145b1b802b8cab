//! A provider that needs no key and no network: it writes copy from the brief by itself.
//!
//! For trying the gateway out and for tests. It says in every answer that it is the sandbox. The model
//! `sandbox-with-faults` writes copy that the rules object to, `sandbox-with-grave-faults` copy that is blocked.

mod writer;

use std::sync::{
    Arc,
    atomic::{AtomicU64, Ordering},
};

use bytes::Bytes;
use futures_util::{FutureExt, StreamExt, future::BoxFuture, stream};
use serde_json::{Value, json};

use self::writer::Faults;
use super::{Provider, ProviderError, Reply, Request};
use crate::wire::{self, Document, Usage, sse};

/// The sandbox.
pub struct Sandbox {
    name: Arc<str>,
    calls: AtomicU64,
}

impl Sandbox {
    /// With the name it has in the configuration.
    pub fn new(name: &str) -> Self {
        Self { name: name.into(), calls: AtomicU64::new(0) }
    }

    /// How often it was asked.
    pub fn calls(&self) -> u64 {
        self.calls.load(Ordering::Relaxed)
    }

    fn answer(&self, request: &Request) -> Result<Reply, ProviderError> {
        self.calls.fetch_add(1, Ordering::Relaxed);
        let document = Document::parse(request.body.clone()).map_err(|_| ProviderError::Nonsense)?;
        let ask = wire::chat::ask(&document).map_err(|_| ProviderError::Nonsense)?;
        let faults = match ask.model.as_str() {
            "sandbox-with-faults" => Faults::Some,
            "sandbox-with-grave-faults" => Faults::Grave,
            _ => Faults::None,
        };
        let brief = writer::Brief::read(&document);
        let texts: Vec<String> = (0..ask.choices).map(|variant| brief.write(variant, faults)).collect();
        let written: usize = texts.iter().map(String::len).sum();
        let usage = Usage { input: tokens(request.body.len()), output: tokens(written) };
        Ok(if request.stream { streamed(&texts, usage, ask.wants_usage) } else { whole(&texts, usage) })
    }
}

/// About four bytes a token.
fn tokens(bytes: usize) -> u64 {
    bytes.div_ceil(4) as u64
}

fn counts(usage: Usage) -> Value {
    json!({ "prompt_tokens": usage.input, "completion_tokens": usage.output, "total_tokens": usage.input + usage.output })
}

fn whole(texts: &[String], usage: Usage) -> Reply {
    let choice = |(index, text): (usize, &String)| {
        json!({
            "index": index,
            "message": { "role": "assistant", "content": text, "refusal": null },
            "logprobs": null,
            "finish_reason": "stop",
        })
    };
    let answer = json!({
        "id": "chatcmpl-sandbox",
        "object": "chat.completion",
        "created": 0,
        "model": "sandbox",
        "choices": texts.iter().enumerate().map(choice).collect::<Vec<_>>(),
        "usage": counts(usage),
    });
    Reply::Whole(answer.to_string().into())
}

fn streamed(texts: &[String], usage: Usage, wants_usage: bool) -> Reply {
    let event = |choices: Value, usage: Value| {
        let chunk = json!({
            "id": "chatcmpl-sandbox",
            "object": "chat.completion.chunk",
            "created": 0,
            "model": "sandbox",
            "choices": choices,
            "usage": usage,
        });
        sse::event(chunk.to_string().as_bytes())
    };
    let delta = |index: usize, delta: Value, reason: Value| {
        event(
            json!([{ "index": index, "delta": delta, "logprobs": null, "finish_reason": reason }]),
            Value::Null,
        )
    };
    let mut events: Vec<Bytes> = Vec::new();
    for (index, text) in texts.iter().enumerate() {
        events.push(delta(index, json!({ "role": "assistant", "content": "" }), Value::Null));
        events.extend(
            text.split_inclusive(' ').map(|word| delta(index, json!({ "content": word }), Value::Null)),
        );
        events.push(delta(index, json!({}), json!("stop")));
    }
    if wants_usage {
        events.push(event(json!([]), counts(usage)));
    }
    events.push(sse::event(wire::chat::DONE.as_bytes()));
    Reply::Stream(stream::iter(events.into_iter().map(Ok)).boxed())
}

impl Provider for Sandbox {
    fn name(&self) -> &str {
        &self.name
    }

    fn send(&self, request: Request) -> BoxFuture<'_, Result<Reply, ProviderError>> {
        std::future::ready(self.answer(&request)).boxed()
    }
}
