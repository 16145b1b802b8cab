//! The record that a machine made this.
//!
//! Every request leaves exactly one [`Entry`]: what was asked for by whom, under which policy, what was
//! masked and found, who answered, what became of it. Entries hold ids, words from fixed lists, counts and
//! salted commitments; never personal data and never text. Where they are kept stands behind the trait [`Log`].

mod commitment;
mod entry;
mod log;

pub use commitment::{Commitment, Salt};
pub use entry::{
    Actor, Commitments, Entry, LoggedFinding, ModelNames, Outcome, PolicyName, Reason, Tags, Timing,
    TokenCounts,
};
pub use log::{Log, LogError, LogFuture, Query, Stored};
