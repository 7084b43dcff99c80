//! The record of a run: the exercise itself, then inputs and facts in order, hash-chained, each
//! with its time, its number and its causes. Knows nothing of the engine or of files.
//!
//! A journal is JSON Lines. The first line holds the exercise, the seed and the versions; every
//! later line one entry. Each line ends in a hash over the hash before it and its own text. The
//! chain shows damage; it does not show forgery: only a head that was published elsewhere does.
//! Whole lines that are missing at the end show in that nothing closes it
//! ([`Recorded::is_closed`]), unless what is left happens to end where a moment was reached.

mod acted_on;
mod causes;
mod chain;
mod compare;
mod damage;
mod decode;
mod encode;
mod entry;
mod giveaway;
mod header;
mod mask;
mod paces;
mod parse;
mod redact;
#[cfg(test)]
mod sample;
mod seat;

pub use acted_on::acted_on;
#[cfg(test)]
pub(crate) use acted_on::made;
pub use causes::causes_of;
pub use chain::Head;
pub use compare::{Difference, compare};
pub use damage::{Damaged, What};
pub use decode::{HEADER_LIMIT, LINE_LIMIT, Recorded, read};
pub use encode::{Encoder, line_of, write};
pub use entry::{Body, Causes, Entry, Input};
pub use header::{FORMAT, Header, scenario_hash};
pub use mask::{Hidden, mask};
pub use paces::Paces;
pub use parse::entry_from;
pub use redact::{For, SeatEdition, redact};
pub use seat::{SeatClaim, SeatEvent, SeatLetter, SeatReader, is_for, is_shown, seat_stream, tell};
