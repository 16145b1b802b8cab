//! What must hold for any text.
mod mask_restore;
mod stream_splits;
