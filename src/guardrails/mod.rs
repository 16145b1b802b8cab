//! The rule engine: text in, findings out.
mod finder;
pub mod language;
mod matcher;
mod pack;
mod problem;
pub mod rule;
pub mod segment;
pub mod text;
