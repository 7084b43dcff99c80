//! What is due next, named random streams, and limits. Knows nothing of organisations or cyber.

pub mod agenda;
pub mod draw;
mod ladder;
pub mod limits;
mod log;
pub mod phase;
mod pool;
pub mod slab;
pub mod stream;
mod tally;

pub use agenda::{Agenda, PastDue};
pub use limits::{Limit, LimitReached, Limits};
pub use phase::Phase;
pub use slab::{Key, Slab};
pub use stream::{Chance, Counted, Draw, Purpose, key, mix};
pub use tally::Tally;

#[cfg(test)]
mod heap;
