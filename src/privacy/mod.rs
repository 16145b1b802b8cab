//! Personal data out of a text, and back in.
//!
//! In go texts and the spans that the rules found in them; out come texts with placeholders, and a
//! [`Vault`] that knows what each placeholder stands for. The same value has the same placeholder
//! wherever it occurs in a conversation. A vault that was told so gives stand-ins instead where it can:
//! made-up names, mailboxes, numbers that read like the values. [`restore()`] and [`LaneRestorer`] put the values back into
//! what a model wrote.
//!
//! A vault lives as long as one request. It is wiped when it is dropped, has no `Debug`, `Clone` or
//! `Serialize`, and is never written anywhere.

mod mask;
mod placeholder;
mod restore;
mod spared;
mod stand_in;
#[cfg(test)]
mod tests;
mod vault;

pub use mask::{Detected, Mentions, mask};
pub use placeholder::Labels;
pub use restore::{LaneRestorer, Restored, restore};
pub use spared::Spared;
pub use vault::Vault;
