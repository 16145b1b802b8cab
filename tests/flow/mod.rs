//! What becomes of a request, whatever way it takes.
mod always_recorded;
mod brief;
mod copy;
mod personal_data;
mod stand_ins;

pub(crate) use personal_data::BADGES;
