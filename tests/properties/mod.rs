//! What must hold for any text.
#![expect(clippy::unwrap_used, reason = "clippy does not see helpers of tests as tests")]

mod mask_restore;
mod stream_splits;
