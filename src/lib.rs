//! Candor.
pub mod domain;
pub mod guardrails;
pub mod privacy;
pub mod wire;
