//! What is data: packs, prompts, examples of configurations.
#![expect(clippy::unwrap_used, clippy::panic, reason = "clippy does not see this module as a test")]

mod configurations;
mod packs;
mod prompts;
