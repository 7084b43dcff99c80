//! The record of a run: the exercise itself, then inputs and facts in order, hash-chained, each
//! with its time, its number and its causes. Knows nothing of the engine or of files.
//!
//! A journal is JSON Lines. The first line holds the exercise, the seed and the versions; every
//! later line one entry. Each line ends in a hash over the hash before it and its own text. The
//! chain shows damage; it does not show forgery, nor that whole lines are missing at the end:
//! only a head that was published elsewhere does.

mod chain;
mod damage;
mod decode;
mod encode;
mod entry;
mod header;
mod parse;
#[cfg(test)]
mod sample;

pub use chain::Head;
pub use damage::{Damaged, What};
pub use decode::{HEADER_LIMIT, LINE_LIMIT, Recorded, read};
pub use encode::{Encoder, write};
pub use entry::{Body, Causes, Entry, Input};
pub use header::{FORMAT, Header, scenario_hash};
