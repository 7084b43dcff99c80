//! The record of a run: the exercise itself, then inputs and facts in order, hash-chained, each
//! with its time, its number and its causes. Knows nothing of the engine or of files.

mod entry;

pub use entry::{Body, Causes, Entry, Input};
