//! `/review`: entries of the disclosure log, newest first, and one of them in plain words.
//!
//! Only the reader's own tenant's entries exist here. Entries hold no text and no personal data; explanation,
//! suggestion and law of a finding come from its rule as it stands today.

mod desk;
mod record;
mod view;

pub(super) use desk::{list, one};
