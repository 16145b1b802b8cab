//! Models behind one trait.
//!
//! In goes a request body in a provider's format with everything personal taken out; out comes the whole
//! answer, or a stream of its bytes. What goes wrong comes back as a [`ProviderError`] without any word of
//! the provider's that could repeat the request or a key. Retries, jitter and fail-over stand in `retry`.

mod client;
mod error;
mod openai;
mod retry;
mod sandbox;

use std::{pin::Pin, sync::Arc};

use bytes::Bytes;
use futures_util::{Stream, future::BoxFuture};

pub use client::Client;
pub use error::{ProviderError, Refusal};
pub use openai::OpenAi;
pub use retry::{Attempt, send};
pub use sandbox::Sandbox;

use crate::config::{self, ProviderKind};

/// A request on its way to a provider.
#[derive(Debug, Clone)]
pub struct Request {
    /// The body, ready to be sent.
    pub body: Bytes,
    /// The answer is to come as a stream.
    pub stream: bool,
}

/// What a provider answers.
pub enum Reply {
    /// All of it.
    Whole(Bytes),
    /// Its bytes as they come; the connection is closed when this is dropped.
    Stream(ByteStream),
}

/// Bytes as they come from a provider.
pub type ByteStream = Pin<Box<dyn Stream<Item = Result<Bytes, ProviderError>> + Send>>;

/// Somebody who runs models.
pub trait Provider: Send + Sync {
    /// Its name in the configuration.
    fn name(&self) -> &Arc<str>;

    /// Sends a request; the answer's first byte has come when this returns.
    fn send(&self, request: Request) -> BoxFuture<'_, Result<Reply, ProviderError>>;
}

/// The provider that a section of the configuration describes.
pub fn open(written: &config::Provider, client: &Client) -> Arc<dyn Provider> {
    match written.kind {
        ProviderKind::OpenAi => Arc::new(OpenAi::new(written, client.clone())),
        ProviderKind::Sandbox => Arc::new(Sandbox::new(&written.name)),
    }
}
