//! An exercise that people play: over HTTP, with servers that are killed, by people who send twice.
#![allow(
    clippy::disallowed_methods,
    reason = "people take their time, and a kill comes at a moment"
)]

mod guard;
mod judged;
mod killed;
mod played;
mod server;
