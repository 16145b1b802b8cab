//! The one test binary: the module list, nothing else.

mod api;
mod cli;
mod data;
mod faults;
mod flow;
mod properties;
mod structure;
mod support;
