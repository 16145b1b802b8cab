//! A streamed answer: inspected and restored as it comes, written down before its last event.
//!
//! Events wait in a queue, in the order in which they came, until each text in them is inspected (to the end
//! of its sentence, or of the whole text where the policy says so) and no placeholder or stand-in is open in it. They go
//! out as they came, byte for byte, but for the places where a value is put back.

mod answer;
mod lane;
mod queue;
mod state;

use bytes::Bytes;

pub use answer::AnswerStream;

use crate::disclosure::Reason;

/// What a stream gives.
#[derive(Debug)]
pub enum Part {
    /// Events, ready to be sent.
    Events(Bytes),
    /// The stream breaks off here.
    Broken(Broken),
}

/// Why a stream breaks off.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Broken {
    /// The provider broke off, failed or sent nonsense.
    Provider,
    /// The provider fell silent.
    Silence,
    /// The log cannot work.
    Log,
}

/// How the log calls a stream that broke off.
fn reason(broken: Broken) -> Reason {
    match broken {
        Broken::Provider => Reason::ProviderFailed,
        Broken::Silence => Reason::ProviderTimeout,
        Broken::Log => Reason::Internal,
    }
}
