//! The two requests of the review desk: the list with its filters, and one entry.

use axum::{
    extract::{Path, Query as Asked, State, rejection::QueryRejection},
    http::StatusCode,
    response::Response,
};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use serde::Deserialize;

use super::{
    super::{
        error::{Fault, WebError},
        form::Choice,
        names,
        pages::{self, EntriesPage, Frame, Here},
        visit::Visit,
    },
    record::Record,
    view,
};
use crate::{
    disclosure::{LogError, Query, Stored},
    domain::{EntryId, Stage},
    edge::Handles,
};

/// Entries of a page.
const PAGE: usize = 50;
/// Longest name of a rule or entry that is looked for.
const LONGEST: usize = 200;

/// The filters, as they stand in the address.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(in crate::edge::web) struct Filters {
    outcome: String,
    rule: String,
    after: String,
}

impl Filters {
    /// Those that can filter at all; the others are left out, and the page shows so.
    fn sound(self) -> Self {
        let short = |text: String| Some(text.trim().to_owned()).filter(|text| text.len() <= LONGEST);
        let is_known = names::outcomes().any(|known| known == self.outcome);
        Self {
            outcome: Some(self.outcome).filter(|_| is_known).unwrap_or_default(),
            rule: short(self.rule).unwrap_or_default(),
            after: short(self.after).unwrap_or_default(),
        }
    }

    /// The address of the page of entries older than this one.
    fn href(&self, after: &str) -> String {
        let pairs = [("outcome", self.outcome.as_str()), ("rule", self.rule.as_str()), ("after", after)];
        let pairs = pairs.iter().filter(|(_, value)| !value.is_empty());
        let pairs =
            pairs.map(|(name, value)| format!("{name}={}", utf8_percent_encode(value, NON_ALPHANUMERIC)));
        let query = pairs.collect::<Vec<_>>().join("&");
        if query.is_empty() { "/review".to_owned() } else { format!("/review?{query}") }
    }
}

/// The list.
///
/// # Errors
/// For those who may not review, and when the log does not answer.
pub(in crate::edge::web) async fn list(
    State(handles): State<Handles>,
    visit: Visit,
    asked: Result<Asked<Filters>, QueryRejection>,
) -> Result<Response, WebError> {
    let signed = visit.reviewer()?;
    let filters = asked.map(|Asked(filters)| filters).unwrap_or_default().sound();
    let wanted = |text: &str| Some(text.to_owned()).filter(|text| !text.is_empty());
    let query = Query {
        tenant: signed.caller().tenant.clone(),
        outcome: wanted(&filters.outcome),
        rule: wanted(&filters.rule),
        after: wanted(&filters.after).map(EntryId::new),
        // One more than fits tells whether there are more.
        limit: PAGE + 1,
    };
    let log = handles.log.clone();
    let mut entries: Vec<Stored> = read(&visit, move || log.list(&query)).await?;
    let has_more = entries.len() > PAGE;
    entries.truncate(PAGE);
    let records: Vec<Record> = entries.iter().map(Record::read).collect();
    let last = records.last().filter(|_| has_more);
    let outcome = |word: &str| Choice {
        value: word.to_owned(),
        name: names::outcome(visit.language, word).0,
        is_chosen: filters.outcome == word,
    };
    let any = Choice { value: String::new(), name: visit.say().any_outcome.to_owned(), is_chosen: false };
    let page = EntriesPage {
        frame: Frame::new(&visit, Here::Review),
        outcomes: [any].into_iter().chain(names::outcomes().map(outcome)).collect(),
        rules: rules(&handles),
        is_filtered: !filters.outcome.is_empty() || !filters.rule.is_empty(),
        rows: records.iter().map(|record| view::row(record, visit.language)).collect(),
        newest: (!filters.after.is_empty()).then(|| filters.href("")),
        older: last.map(|record| filters.href(&record.id)),
        rule: filters.rule,
    };
    Ok(pages::answer(StatusCode::OK, &page))
}

/// One entry.
///
/// # Errors
/// For those who may not review, for an id that their tenant does not have, and when the log does not answer.
pub(in crate::edge::web) async fn one(
    State(handles): State<Handles>,
    visit: Visit,
    Path(id): Path<String>,
) -> Result<Response, WebError> {
    let tenant = visit.reviewer()?.caller().tenant.clone();
    let log = handles.log.clone();
    let found = read(&visit, move || log.get(&tenant, &EntryId::new(id))).await?;
    let stored = found.ok_or_else(|| visit.stopped(Fault::NotFound))?;
    let runtime = handles.pipeline.runtime();
    let page = view::entry(&stored, &runtime.rules, &visit);
    Ok(pages::answer(StatusCode::OK, &page))
}

/// Reads the log away from the async threads.
async fn read<T: Send + 'static>(
    visit: &Visit,
    work: impl FnOnce() -> Result<T, LogError> + Send + 'static,
) -> Result<T, WebError> {
    let found = tokio::task::spawn_blocking(work).await.map_err(|_| visit.stopped(Fault::Broken))?;
    found.map_err(|error| {
        tracing::error!(%error, request = %visit.request, "entries cannot be read");
        visit.stopped(Fault::Unavailable)
    })
}

/// The rules that entries can have findings of.
fn rules(handles: &Handles) -> Vec<String> {
    let runtime = handles.pipeline.runtime();
    let judging = runtime.rules.rules().iter().filter(|rule| rule.pack.stage != Stage::PersonalData);
    judging.map(|rule| rule.id.to_string()).collect()
}
