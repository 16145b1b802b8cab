//! Any server that speaks the OpenAI format over HTTP.

use std::{sync::Arc, time::Duration};

use bytes::{Bytes, BytesMut};
use futures_util::{FutureExt, StreamExt, future::BoxFuture, stream};
use http_body_util::BodyExt;
use hyper::{
    Method, Response, Uri,
    body::Incoming,
    header::{ACCEPT, AUTHORIZATION, CONTENT_TYPE, DATE, HeaderMap, HeaderValue, RETRY_AFTER, USER_AGENT},
};
use tokio::time::timeout;

use super::{ByteStream, Client, Provider, ProviderError, Refusal, Reply, Request};
use crate::{
    config::{self, Secret},
    wire::{Document, Value, sse},
};

/// Longest whole answer that is read.
const MAX_ANSWER_BYTES: usize = 64 << 20;
/// Longest error that is read.
const MAX_ERROR_BYTES: usize = 64 << 10;
/// How long the first event of a stream is waited for before the caller's headers go out.
const FIRST_EVENT: Duration = Duration::from_secs(1);
/// A server that speaks the OpenAI format.
pub struct OpenAi {
    name: Arc<str>,
    client: Client,
    /// `None` where the base URL makes none, which the configuration has refused.
    chat: Option<Uri>,
    headers: HeaderMap,
    key: Option<Secret>,
    timeout: Duration,
}

impl OpenAi {
    /// As configured.
    pub fn new(written: &config::Provider, client: Client) -> Self {
        let mut headers = HeaderMap::new();
        headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
        headers.insert(USER_AGENT, HeaderValue::from_static(concat!("candor/", env!("CARGO_PKG_VERSION"))));
        let key = written.api_key.as_ref().map(|key| format!("Bearer {}", key.expose()));
        if let Some(mut value) = key.and_then(|key| HeaderValue::try_from(key).ok()) {
            value.set_sensitive(true);
            headers.insert(AUTHORIZATION, value);
        }
        let chat = format!("{}/chat/completions", written.base_url).parse().ok();
        let key = written.api_key.clone();
        Self { name: written.name.clone(), client, chat, headers, key, timeout: written.timeout }
    }

    async fn answer(&self, request: Request) -> Result<Reply, ProviderError> {
        let accept = if request.stream { "text/event-stream" } else { "application/json" };
        let mut call = hyper::Request::new(request.body.into());
        *call.method_mut() = Method::POST;
        *call.uri_mut() = self.chat.clone().ok_or(ProviderError::Unreachable)?;
        call.headers_mut().clone_from(&self.headers);
        call.headers_mut().insert(ACCEPT, HeaderValue::from_static(accept));
        let sent = timeout(self.timeout, self.client.send(call)).await;
        let response = sent.map_err(|_| ProviderError::TimedOut)??;
        if !response.status().is_success() {
            return Err(self.error(response).await);
        }
        let is_stream = response
            .headers()
            .get(CONTENT_TYPE)
            .is_some_and(|kind| kind.as_bytes().to_ascii_lowercase().starts_with(b"text/event-stream"));
        if is_stream != request.stream {
            return Err(ProviderError::Nonsense);
        }
        if is_stream {
            return self.begun(self.stream(response.into_body())).await.map(Reply::Stream);
        }
        self.read(response.into_body(), MAX_ANSWER_BYTES).await.map(Reply::Whole)
    }

    /// Waits a moment for the first event: an error in place of an answer can still be tried again.
    async fn begun(&self, mut bytes: ByteStream) -> Result<ByteStream, ProviderError> {
        let mut read = Vec::new();
        let mut decoder = sse::Decoder::default();
        let first = async {
            while let Some(chunk) = bytes.next().await {
                let chunk = chunk?;
                decoder.push(&chunk);
                read.push(Ok(chunk));
                let data = first_data(&mut decoder)?;
                if data.is_some() {
                    return Ok(data);
                }
            }
            Ok(decoder.finish().and_then(|event| event.data))
        };
        match timeout(FIRST_EVENT, first).await {
            Ok(Ok(Some(data))) => is_no_error(&data)?,
            Ok(Ok(None)) => return Err(ProviderError::Nonsense),
            Ok(Err(error)) => return Err(error),
            // It takes its time: the caller is told so meanwhile.
            Err(_) => {}
        }
        Ok(stream::iter(read).chain(bytes).boxed())
    }

    /// The rest of a body, with a bound on its length and on silence.
    async fn read(&self, body: Incoming, most: usize) -> Result<Bytes, ProviderError> {
        let mut chunks = body.into_data_stream();
        let mut read = BytesMut::new();
        loop {
            let chunk = timeout(self.timeout, chunks.next()).await.map_err(|_| ProviderError::TimedOut)?;
            match chunk.transpose().map_err(|_| ProviderError::Cut)? {
                Some(chunk) if read.len() + chunk.len() > most => return Err(ProviderError::TooLong),
                Some(chunk) => read.extend_from_slice(&chunk),
                None => return Ok(read.freeze()),
            }
        }
    }

    fn stream(&self, body: Incoming) -> ByteStream {
        let silence = self.timeout;
        let bytes = body.into_data_stream();
        stream::unfold(Some(bytes), move |bytes| async move {
            let mut bytes = bytes?;
            match timeout(silence, bytes.next()).await {
                Ok(Some(Ok(chunk))) => Some((Ok(chunk), Some(bytes))),
                Ok(Some(Err(_))) => Some((Err(ProviderError::Cut), None)),
                Ok(None) => None,
                Err(_) => Some((Err(ProviderError::TimedOut), None)),
            }
        })
        .boxed()
    }

    /// Some providers repeat the key in what they say about it.
    fn without_key(&self, refusal: Refusal) -> Refusal {
        let key = self.key.as_ref().map(Secret::expose).filter(|key| !key.is_empty());
        let clean = |text: String| key.map_or(text.clone(), |key| text.replace(key, "[SECRET]"));
        Refusal {
            message: clean(refusal.message),
            kind: refusal.kind.map(clean),
            code: refusal.code.map(clean),
            param: refusal.param.map(clean),
            ..refusal
        }
    }

    async fn error(&self, response: Response<Incoming>) -> ProviderError {
        let status = response.status().as_u16();
        let retry_after = retry_after(response.headers());
        match status {
            429 => ProviderError::Busy { retry_after },
            400 | 413 | 422 => {
                let body = self.read(response.into_body(), MAX_ERROR_BYTES).await.unwrap_or_default();
                ProviderError::Refused(self.without_key(refusal(status, &body)))
            }
            status => ProviderError::Failed { status },
        }
    }
}

/// The data of the next event that has some.
fn first_data(decoder: &mut sse::Decoder) -> Result<Option<Bytes>, ProviderError> {
    while let Some(event) = decoder.next_event().map_err(|_| ProviderError::TooLong)? {
        if event.data.is_some() {
            return Ok(event.data);
        }
    }
    Ok(None)
}

/// The first event of a stream is a piece of an answer, or its end.
fn is_no_error(data: &Bytes) -> Result<(), ProviderError> {
    if data.as_ref() == b"[DONE]" {
        return Err(ProviderError::Nonsense);
    }
    let document = Document::parse_answer(data).map_err(|_| ProviderError::Nonsense)?;
    let Some(error) = document.root().get("error").filter(|error| !error.is_null()) else { return Ok(()) };
    let code = error.get("code").and_then(Value::as_u64).and_then(|code| u16::try_from(code).ok());
    Err(ProviderError::Failed { status: code.unwrap_or(500) })
}

/// When to try again: a number of seconds, or a date, which is counted from the answer's own (RFC 9110, 10.2.3).
fn retry_after(headers: &HeaderMap) -> Option<Duration> {
    let text = |name| headers.get(name).and_then(|value: &HeaderValue| value.to_str().ok()).map(str::trim);
    let wait = text(RETRY_AFTER)?;
    if let Ok(seconds) = wait.parse() {
        return Some(Duration::from_secs(seconds));
    }
    let date = |text: &str| Some(jiff::fmt::rfc2822::parse(text).ok()?.timestamp());
    let wait = date(wait)?.duration_since(date(text(DATE)?)?);
    Duration::try_from(wait).ok()
}

/// Reads `{"error": {message, type, param, code}}`, or whatever is nearest to it.
fn refusal(status: u16, body: &Bytes) -> Refusal {
    let document = Document::parse_answer(body).ok();
    let root = document.as_ref().map(Document::root);
    let error = root.and_then(|root| root.get("error")).or(root);
    let text = |name: &str| {
        let value = error.and_then(|error| error.get(name)).and_then(Value::as_str);
        value.map(std::borrow::Cow::into_owned)
    };
    let message = text("message").or_else(|| text("detail")).unwrap_or_default();
    Refusal { status, message, kind: text("type"), code: text("code"), param: text("param") }
}

impl Provider for OpenAi {
    fn name(&self) -> &Arc<str> {
        &self.name
    }

    fn send(&self, request: Request) -> BoxFuture<'_, Result<Reply, ProviderError>> {
        self.answer(request).boxed()
    }
}
