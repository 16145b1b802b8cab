//! Findings in the formats of other programs: editors and code scanning.

pub mod languagetool;
pub mod sarif;
