//! Candor.
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
