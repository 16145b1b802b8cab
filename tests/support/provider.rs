//! A provider that answers as it is told and remembers what it was sent.

use std::{
    collections::VecDeque,
    sync::{
        Arc, Mutex,
        atomic::{AtomicUsize, Ordering},
    },
    time::Duration,
};

use axum::{
    Router,
    body::Body,
    extract::{Request, State},
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};
use futures_util::{StreamExt, stream};
use serde_json::{Value, json};
use tokio::net::TcpListener;

/// What the provider does with a request.
#[derive(Debug, Clone)]
pub(crate) enum Reply {
    /// Status and JSON.
    Json(u16, Value),
    /// Status, a header and JSON.
    JsonWith(u16, (&'static str, &'static str), Value),
    /// Status, content type and bytes as they are.
    Raw(u16, &'static str, Vec<u8>),
    /// Events, each chunk written by itself.
    Sse(Vec<Vec<u8>>),
    /// Events, then the connection breaks.
    Cut(Vec<Vec<u8>>),
    /// Events, then nothing more ever comes.
    Stall(Vec<Vec<u8>>),
    /// Nothing ever comes.
    Hang,
    /// Echoes the text of the last message as the answer, whole or word by word.
    Echo,
}

#[derive(Default)]
struct Inner {
    replies: Mutex<VecDeque<Reply>>,
    always: Mutex<Option<Reply>>,
    received: Mutex<Vec<Vec<u8>>>,
    /// Answers whose connection the gateway closed before they ended.
    cancelled: AtomicUsize,
}

/// A provider on a port of its own.
#[derive(Clone)]
pub(crate) struct Provider {
    pub(crate) url: String,
    inner: Arc<Inner>,
}

impl Provider {
    pub(crate) async fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}/v1", listener.local_addr().unwrap());
        let inner = Arc::new(Inner::default());
        let routes = Router::new().fallback(answer).with_state(inner.clone());
        tokio::spawn(async move { axum::serve(listener, routes).await.unwrap() });
        Self { url, inner }
    }

    /// Answers the next request so.
    pub(crate) fn next(&self, reply: Reply) {
        self.inner.replies.lock().unwrap().push_back(reply);
    }

    /// Answers every request so that nothing else was said for.
    pub(crate) fn always(&self, reply: Reply) {
        *self.inner.always.lock().unwrap() = Some(reply);
    }

    /// How often it was asked.
    pub(crate) fn calls(&self) -> usize {
        self.inner.received.lock().unwrap().len()
    }

    /// Every body as it came.
    pub(crate) fn bodies(&self) -> Vec<String> {
        self.inner
            .received
            .lock()
            .unwrap()
            .iter()
            .map(|body| String::from_utf8(body.clone()).unwrap())
            .collect()
    }

    /// The last body as it came.
    pub(crate) fn last_body(&self) -> String {
        self.bodies().pop().expect("the provider was never asked")
    }

    /// The last body as JSON.
    pub(crate) fn last(&self) -> Value {
        serde_json::from_str(&self.last_body()).unwrap()
    }

    /// Returns once the gateway has closed so many answers before their end.
    pub(crate) async fn cancelled(&self, count: usize) {
        for _ in 0..1000 {
            if self.inner.cancelled.load(Ordering::SeqCst) >= count {
                return;
            }
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
        panic!("the gateway kept the connection to the provider open");
    }
}

/// Notes that an answer was dropped before its end.
struct Guard {
    inner: Arc<Inner>,
    ended: bool,
}

impl Drop for Guard {
    fn drop(&mut self) {
        if !self.ended {
            self.inner.cancelled.fetch_add(1, Ordering::SeqCst);
        }
    }
}

async fn answer(State(inner): State<Arc<Inner>>, request: Request) -> Response {
    let body = axum::body::to_bytes(request.into_body(), usize::MAX).await.unwrap();
    inner.received.lock().unwrap().push(body.to_vec());
    let reply = inner.replies.lock().unwrap().pop_front();
    let reply = reply.or_else(|| inner.always.lock().unwrap().clone()).unwrap_or(Reply::Echo);
    let guard = Guard { inner: inner.clone(), ended: false };
    match reply {
        Reply::Json(status, value) => json_response(status, value, guard),
        Reply::JsonWith(status, (name, header), value) => {
            let mut response = json_response(status, value, guard);
            response.headers_mut().insert(name, header.parse().unwrap());
            response
        }
        Reply::Raw(status, kind, bytes) => {
            end(guard);
            (StatusCode::from_u16(status).unwrap(), [(header::CONTENT_TYPE, kind)], bytes).into_response()
        }
        Reply::Sse(chunks) => sse(chunks, End::Whole, guard),
        Reply::Cut(chunks) => sse(chunks, End::Cut, guard),
        Reply::Stall(chunks) => sse(chunks, End::Stall, guard),
        Reply::Hang => {
            let _guard = guard;
            std::future::pending().await
        }
        Reply::Echo => echo(&body, guard),
    }
}

fn end(mut guard: Guard) {
    guard.ended = true;
}

fn json_response(status: u16, value: Value, guard: Guard) -> Response {
    end(guard);
    (StatusCode::from_u16(status).unwrap(), [(header::CONTENT_TYPE, "application/json")], value.to_string())
        .into_response()
}

#[derive(Clone, Copy, PartialEq)]
enum End {
    Whole,
    Cut,
    Stall,
}

fn sse(chunks: Vec<Vec<u8>>, how: End, guard: Guard) -> Response {
    let state = (VecDeque::from(chunks), guard);
    let body = stream::unfold(state, move |(mut chunks, mut guard)| async move {
        // Gives the gateway the time to read each chunk by itself.
        tokio::task::yield_now().await;
        match chunks.pop_front() {
            Some(chunk) => Some((Ok(chunk), (chunks, guard))),
            None if how == End::Stall => std::future::pending().await,
            None => {
                let has_ended = std::mem::replace(&mut guard.ended, true);
                (how == End::Cut && !has_ended).then(|| (Err(std::io::Error::other("cut")), (chunks, guard)))
            }
        }
    });
    ([(header::CONTENT_TYPE, "text/event-stream")], Body::from_stream(body.boxed())).into_response()
}

fn echo(body: &[u8], guard: Guard) -> Response {
    let request: Value = serde_json::from_slice(body).unwrap();
    let last = &request["messages"].as_array().unwrap().last().unwrap()["content"];
    let text = match last {
        Value::String(text) => text.clone(),
        parts => parts.as_array().into_iter().flatten().filter_map(|part| part["text"].as_str()).collect(),
    };
    if request["stream"] == true {
        let mut chunks = vec![chunk(json!({ "role": "assistant", "content": "" }))];
        chunks.extend(text.split_inclusive(' ').map(|word| chunk(json!({ "content": word }))));
        chunks.push(finish("stop"));
        if request["stream_options"]["include_usage"] == true {
            chunks.push(usage_chunk(11, 7));
        }
        chunks.push(b"data: [DONE]\n\n".to_vec());
        return sse(chunks, End::Whole, guard);
    }
    json_response(200, completion(&text), guard)
}

/// A whole answer with one choice.
pub(crate) fn completion(text: &str) -> Value {
    json!({
        "id": "chatcmpl-1", "object": "chat.completion", "created": 1, "model": "m",
        "choices": [{ "index": 0, "message": { "role": "assistant", "content": text, "refusal": null }, "logprobs": null, "finish_reason": "stop" }],
        "usage": { "prompt_tokens": 11, "completion_tokens": 7, "total_tokens": 18 }
    })
}

/// An event with a delta of the first choice.
pub(crate) fn chunk(delta: Value) -> Vec<u8> {
    event(json!([{ "index": 0, "delta": delta, "logprobs": null, "finish_reason": null }]))
}

/// A piece of text.
pub(crate) fn say(text: &str) -> Vec<u8> {
    chunk(json!({ "content": text }))
}

/// These events, and the end of the stream.
pub(crate) fn done(mut chunks: Vec<Vec<u8>>) -> Reply {
    chunks.push(finish("stop"));
    chunks.push(b"data: [DONE]\n\n".to_vec());
    Reply::Sse(chunks)
}

/// The event that ends the first choice.
pub(crate) fn finish(reason: &str) -> Vec<u8> {
    event(json!([{ "index": 0, "delta": {}, "logprobs": null, "finish_reason": reason }]))
}

/// The event with the token counts.
pub(crate) fn usage_chunk(input: u64, output: u64) -> Vec<u8> {
    let usage =
        json!({ "prompt_tokens": input, "completion_tokens": output, "total_tokens": input + output });
    let chunk = json!({ "id": "chatcmpl-1", "object": "chat.completion.chunk", "created": 1, "model": "m", "choices": [], "usage": usage });
    format!("data: {chunk}\n\n").into_bytes()
}

fn event(choices: Value) -> Vec<u8> {
    let chunk = json!({ "id": "chatcmpl-1", "object": "chat.completion.chunk", "created": 1, "model": "m", "choices": choices });
    format!("data: {chunk}\n\n").into_bytes()
}
