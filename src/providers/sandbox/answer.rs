//! Texts as an answer in the OpenAI format, whole or streamed.

use bytes::Bytes;
use futures_util::{StreamExt, stream};
use serde_json::{Value, json};

use crate::{
    providers::Reply,
    wire::{Usage, chat, sse},
};

/// About four bytes a token.
pub(super) fn tokens(bytes: usize) -> u64 {
    bytes.div_ceil(4) as u64
}

fn counts(usage: Usage) -> Value {
    json!({ "prompt_tokens": usage.input, "completion_tokens": usage.output, "total_tokens": usage.input + usage.output })
}

/// All of it.
pub(super) fn whole(texts: &[String], usage: Usage) -> Reply {
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

/// Word by word.
pub(super) fn streamed(texts: &[String], usage: Usage, wants_usage: bool) -> Reply {
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
    events.push(sse::event(chat::DONE.as_bytes()));
    Reply::Stream(stream::iter(events.into_iter().map(Ok)).boxed())
}
