//! A gateway and a provider for tests: real sockets, a store of their own, counted ids.
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::disallowed_methods,
    clippy::needless_pass_by_value,
    reason = "clippy does not see helpers of tests as tests"
)]

pub(crate) mod app;
pub(crate) mod http;
pub(crate) mod provider;

pub(crate) use app::{TestApp, brief};
pub(crate) use http::{Answer, client, sse_data, sse_json, streamed_text};
pub(crate) use provider::{Provider, Reply, chunk, completion, done, finish, say, usage_chunk};
