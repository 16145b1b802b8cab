//! For whoever operates the gateway. No key needed, nothing about anybody in it.

use axum::{
    extract::State,
    http::{StatusCode, header},
    response::IntoResponse,
};

use super::Handles;
use crate::disclosure::Query;
use crate::domain::TenantId;

/// The process is there.
pub async fn live() -> &'static str {
    "ok\n"
}

/// Requests can be answered: rules are in force, and the log answers.
pub async fn ready(State(handles): State<Handles>) -> impl IntoResponse {
    let log = handles.log.clone();
    let query = Query { tenant: TenantId::new(""), outcome: None, rule: None, after: None, limit: 1 };
    let answers = tokio::task::spawn_blocking(move || log.list(&query)).await;
    match answers {
        Ok(Ok(_)) => (StatusCode::OK, "ready\n".to_owned()),
        _ => (StatusCode::SERVICE_UNAVAILABLE, "the disclosure log does not answer\n".to_owned()),
    }
}

/// Counters for Prometheus.
pub async fn metrics(State(handles): State<Handles>) -> impl IntoResponse {
    (
        [(header::CONTENT_TYPE, "application/openmetrics-text; version=1.0.0; charset=utf-8")],
        handles.metrics.text(),
    )
}
