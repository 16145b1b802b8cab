//! Candor: the gateway between marketing tools and language models.
//!
//! A tool changes its base URL and is safe: personal data leaves the house as placeholders or stand-ins and
//! comes back as values, briefs and copy are checked for manipulation and for targeting people by what is nobody's business,
//! each tenant has its limits, and every request leaves one entry in a log without personal data.
//!
//! # The way of a request
//!
//! ```text
//!  edge::api ┐                                                                             ┌ edge::api
//!            ├─ CopyRequest + Caller ─▶ admit ─▶ screen ─▶ draft ─▶ inspect ─▶ release ─▶ Outcome ┤
//!  edge::web ┘                              └────────── trail: one entry, always ──────────┘      └ edge::web
//! ```
//!
//! 1. [`edge`] takes the connection, finds out who calls ([`accounts`]) and reads the body.
//! 2. [`pipeline`] does the rest, in the order that its module doc lists: read [`pipeline::Pipeline::run`] first. It reads the
//!    caller's JSON through one walker per format ([`wire`]), so that what is checked is never less than what is
//!    forwarded, and every byte that nobody owns goes through as it came.
//! 3. [`limits`] lets the request in, [`guardrails`] finds personal data and what a brief may not ask for,
//!    [`privacy`] puts placeholders or stand-ins in and values back, [`providers`] ask the model, [`guardrails`] read the copy.
//! 4. [`disclosure`] is what is written down about it, without a word of it; [`store`] keeps that.
//!
//! A streamed answer takes the same way piece by piece: [`pipeline::AnswerStream`].
//!
//! # Where things are
//!
//! Code points down only; `tests/structure.rs` holds the table.
//!
//! ```text
//!  cli, main
//!    app                         makes every handle; the only one that knows all
//!    edge                store   HTTP; SQL
//!    pipeline
//!    accounts  disclosure  guardrails  limits  privacy  prompts  providers     side by side: none names another
//!    wire                        the callers' formats
//!    config
//!    domain  background          words that all others use; tasks that are awaited
//! ```
//!
//! Rules are data: packs in TOML under `guardrails/`, each rule with its explanation, its law and its examples.
//! Time, ids and the environment come in from outside ([`domain::Clock`], [`domain::Ids`], [`config::Environment`]).
//!
//! # What holds everywhere
//!
//! - Personal data is in the request, in the vault ([`privacy::Vault`]) and in the answer; nowhere else. Logs,
//!   metrics, errors and entries hold ids, words from fixed lists, counts and commitments.
//! - Guards fail closed: no rules, no limits or no log, no copy.
//! - Whatever comes from outside has a bound: length, depth, count, time.

pub mod accounts;
pub mod app;
pub mod background;
pub mod cli;
pub mod config;
pub mod disclosure;
pub mod domain;
pub mod edge;
pub mod guardrails;
pub mod limits;
pub mod pipeline;
pub mod privacy;
pub mod prompts;
pub mod providers;
pub mod store;
pub mod telemetry;
pub mod wire;
