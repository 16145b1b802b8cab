//! `/studio`: a brief goes in, copy with its findings marked comes out.
//!
//! The brief takes the same way as a request of a program, with the house rules in the system message and
//! nothing but the brief in the user's turn: so places of findings count in the text that the writer typed.
//! Brief and copy stand in the page that answers and nowhere else.

mod desk;
mod order;
mod view;

pub(super) use desk::{show, write};
