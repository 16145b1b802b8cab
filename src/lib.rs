//! Candor.
pub mod cli;
pub mod config;
pub mod domain;
pub mod guardrails;
pub mod privacy;
pub mod wire;
