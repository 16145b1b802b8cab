//! Candor.
pub mod domain;
pub mod privacy;
pub mod wire;
