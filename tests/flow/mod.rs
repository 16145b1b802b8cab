//! What becomes of a request, whatever way it takes.
mod always_recorded;
mod brief;
mod copy;
mod personal_data;

pub(crate) use personal_data::BADGES;
