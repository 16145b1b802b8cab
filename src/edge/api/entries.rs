//! `GET /v1/entries`: the disclosure log, own tenant only.

use axum::{
    Json,
    extract::{Path, RawQuery, State},
};
use serde_json::{Value, json};

use super::error::ApiError;
use crate::{
    disclosure::{Query, Stored},
    domain::{EntryId, TenantId},
    edge::{Handles, auth::Authenticated},
};

/// Entries of a page, where the caller does not say.
const PAGE: usize = 20;
/// Most entries of a page.
const LARGEST_PAGE: usize = 500;

/// An entry as JSON, with its number in the log.
pub fn shown(stored: &Stored) -> Value {
    let mut entry: Value = serde_json::from_str(&stored.body).unwrap_or_default();
    if let Some(entry) = entry.as_object_mut() {
        entry.insert("seq".to_owned(), stored.seq.into());
    }
    entry
}

/// Lists entries, newest first.
///
/// # Errors
/// 400 for parameters that are none, 503 when the log does not answer.
pub async fn list(
    State(handles): State<Handles>,
    Authenticated(caller): Authenticated,
    RawQuery(query): RawQuery,
) -> Result<Json<Value>, ApiError> {
    let query = parse(query.as_deref().unwrap_or_default(), caller.tenant)
        .map_err(|(name, expected)| ApiError::parameter(name, expected))?;
    let limit = query.limit;
    // One more than asked for tells whether there are more.
    let wanted = Query { limit: limit + 1, ..query };
    let log = handles.log.clone();
    let found = tokio::task::spawn_blocking(move || log.list(&wanted)).await;
    let mut entries = found.map_err(|_| ApiError::internal())?.map_err(|_| ApiError::unavailable())?;
    let has_more = entries.len() > limit;
    entries.truncate(limit);
    let data: Vec<_> = entries.iter().map(shown).collect();
    let next = data.last().filter(|_| has_more).and_then(|entry| entry.get("id")).cloned();
    Ok(Json(json!({ "object": "list", "data": data, "has_more": has_more, "next": next })))
}

/// A parameter, and what it must be.
type Unexpected = (&'static str, &'static str);

fn parse(query: &str, tenant: TenantId) -> Result<Query, Unexpected> {
    let mut wanted = Query { tenant, outcome: None, rule: None, after: None, limit: PAGE };
    for pair in query.split('&').filter(|pair| !pair.is_empty()) {
        let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
        let value =
            percent_encoding::percent_decode_str(value).decode_utf8().map_err(|_| ("query", "UTF-8"))?;
        match name {
            "limit" => {
                let limit = value.parse().ok().filter(|limit| (1..=LARGEST_PAGE).contains(limit));
                wanted.limit = limit.ok_or(("limit", "a whole number from 1 to 500"))?;
            }
            "after" => {
                let is_id = |id: &&str| {
                    id.starts_with("ent_") && id.bytes().skip(4).all(|b| b.is_ascii_alphanumeric())
                };
                let id = Some(value.as_ref()).filter(is_id).ok_or(("after", "the id of an entry"))?;
                wanted.after = Some(EntryId::new(id));
            }
            "outcome" => wanted.outcome = Some(value.into_owned()),
            "rule" => wanted.rule = Some(value.into_owned()),
            _ => return Err(("query", "made of limit, after, outcome and rule")),
        }
    }
    Ok(wanted)
}

/// One entry.
///
/// # Errors
/// 404 where the tenant has none of that id, 503 when the log does not answer.
pub async fn one(
    State(handles): State<Handles>,
    Authenticated(caller): Authenticated,
    Path(id): Path<String>,
) -> Result<Json<Value>, ApiError> {
    let log = handles.log.clone();
    let found = tokio::task::spawn_blocking(move || log.get(&caller.tenant, &EntryId::new(id))).await;
    let stored = found.map_err(|_| ApiError::internal())?.map_err(|_| ApiError::unavailable())?;
    stored.map(|stored| Json(shown(&stored))).ok_or_else(|| ApiError::unknown("entry"))
}
