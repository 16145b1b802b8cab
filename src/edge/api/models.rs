//! `GET /v1/models`: the aliases that a tenant may ask for.

use axum::{
    Json,
    extract::{Path, State},
};
use serde_json::{Value, json};

use super::error::ApiError;
use crate::edge::{Handles, auth::Authenticated};

fn model(alias: &str) -> Value {
    json!({ "id": alias, "object": "model", "created": 0, "owned_by": "candor" })
}

fn aliases(handles: &Handles, caller: &crate::domain::Caller) -> Vec<std::sync::Arc<str>> {
    let runtime = handles.pipeline.runtime();
    runtime.tenant(&caller.tenant).map(|tenant| runtime.models_of(tenant)).unwrap_or_default()
}

/// All of them.
pub async fn list(State(handles): State<Handles>, Authenticated(caller): Authenticated) -> Json<Value> {
    let data: Vec<_> = aliases(&handles, &caller).iter().map(|alias| model(alias)).collect();
    Json(json!({ "object": "list", "data": data }))
}

/// One of them.
///
/// # Errors
/// 404 where there is none of that name.
pub async fn one(
    State(handles): State<Handles>,
    Authenticated(caller): Authenticated,
    Path(id): Path<String>,
) -> Result<Json<Value>, ApiError> {
    let known = aliases(&handles, &caller).into_iter().find(|alias| alias.as_ref() == id);
    known.map(|alias| Json(model(&alias))).ok_or_else(|| crate::pipeline::Refusal::ModelNotFound.into())
}
