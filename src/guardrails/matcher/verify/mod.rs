//! Named checks: a hit that fails the one its rule names is dropped.

mod check;
mod person;
mod phone;

pub(crate) use check::Verify;
