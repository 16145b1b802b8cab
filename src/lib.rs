//! Candor.
pub mod accounts;
pub mod cli;
pub mod config;
pub mod disclosure;
pub mod domain;
pub mod guardrails;
pub mod limits;
pub mod privacy;
pub mod providers;
pub mod store;
pub mod wire;
