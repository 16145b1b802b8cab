//! A provider that needs no key and no network: it writes copy from the brief by itself.
//!
//! For trying the gateway out and for tests. It says in every answer that it is the sandbox. The model
//! `sandbox-with-faults` writes copy that the rules object to, `sandbox-with-grave-faults` copy that is blocked.

mod answer;
mod writer;

use std::sync::{
    Arc,
    atomic::{AtomicU64, Ordering},
};

use futures_util::{FutureExt, future::BoxFuture};

use self::{
    answer::{streamed, tokens, whole},
    writer::Faults,
};
use super::{Provider, ProviderError, Reply, Request};
use crate::wire::{self, Document, Usage};

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

impl Provider for Sandbox {
    fn name(&self) -> &Arc<str> {
        &self.name
    }

    fn send(&self, request: Request) -> BoxFuture<'_, Result<Reply, ProviderError>> {
        std::future::ready(self.answer(&request)).boxed()
    }
}
