//! The HTTP interface, from outside.
mod auth;
mod chat_stream;
mod chat_whole;
mod checks;
mod entries;
mod errors;
mod limits;
mod litellm;
mod models;
