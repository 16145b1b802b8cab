//! HTTP in, HTTP out.
//!
//! [`router`] lists every route, [`layers`] every layer with the reason for its place, [`serve`] takes
//! connections. Nothing behind this module knows a status code or a header.

pub mod api;
pub mod auth;
pub mod health;
pub mod layers;
pub mod serve;
pub mod web;

use std::{ops::Deref, sync::Arc, time::Duration};

use axum::{
    Router,
    extract::{Request, State},
    response::{IntoResponse, Response},
    routing::{get, post},
};

use crate::{
    accounts::{KeyBook, People},
    disclosure::Log,
    domain::Ids,
    pipeline::Pipeline,
    prompts::Prompts,
    telemetry::Metrics,
};

/// What the edge needs. Every layer and handler of a request gets it: a clone is one count.
#[derive(Clone)]
pub struct Handles(Arc<Needs>);

impl Handles {
    /// Of all that the edge needs.
    pub fn new(needs: Needs) -> Self {
        Self(Arc::new(needs))
    }
}

impl Deref for Handles {
    type Target = Needs;

    fn deref(&self) -> &Needs {
        &self.0
    }
}

/// All that the edge needs.
#[derive(Clone)]
pub struct Needs {
    /// The way of a request.
    pub pipeline: Arc<Pipeline>,
    /// The log, for reading.
    pub log: Arc<dyn Log>,
    /// Whose key is whose.
    pub keys: Arc<KeyBook>,
    /// Who may sign in to the pages.
    pub people: Arc<People>,
    /// What the studio puts before a model.
    pub prompts: Arc<Prompts>,
    /// Where request ids come from.
    pub ids: Arc<dyn Ids>,
    /// Counters.
    pub metrics: Arc<Metrics>,
    /// Longest body of a request, in bytes.
    pub max_body_bytes: usize,
    /// How long a stream may be silent before a comment keeps its connection open.
    pub heartbeat: Duration,
}

/// Every route.
pub fn router(handles: Handles) -> Router {
    let api = Router::new()
        .route("/v1/chat/completions", post(api::chat::complete))
        .route("/v1/check", post(api::check::check))
        .route("/v2/check", post(api::languagetool::check))
        .route("/v2/languages", get(api::languagetool::languages))
        .route("/beta/litellm_basic_guardrail_api", post(api::litellm::guard))
        .route("/v1/models", get(api::models::list))
        .route("/v1/models/{id}", get(api::models::one))
        .route("/v1/entries", get(api::entries::list))
        .route("/v1/entries/{id}", get(api::entries::one))
        .method_not_allowed_fallback(api::wrong_method);
    let operation = Router::new()
        .route("/livez", get(health::live))
        .route("/readyz", get(health::ready))
        .route("/metrics", get(health::metrics));
    let routes = operation.merge(api).merge(web::routes()).fallback(not_found);
    layers::around(routes, &handles).with_state(handles)
}

/// A path that leads nowhere: JSON for programs, a page for people.
async fn not_found(State(handles): State<Handles>, request: Request) -> Response {
    let first = request.uri().path().split('/').nth(1);
    match first {
        Some("v1" | "v2" | "beta") => api::error::ApiError::no_route().into_response(),
        _ => web::not_found(&handles, request),
    }
}
