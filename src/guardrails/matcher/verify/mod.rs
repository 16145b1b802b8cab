//! Named checks: a hit that fails the one its rule names is dropped.

mod check;
mod person;
mod phone;
mod register;

pub(crate) use check::Verify;
