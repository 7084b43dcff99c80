//! From what was recorded to the numbers that a scenario assumes: a team's own drills and comms
//! checks say how long its channels take, how good its directories are and how fast desks work.
//!
//! What cannot be told from a record is not estimated: what a sender never hears of, how soon
//! people read while play ran at another speed than theirs, what people do where nothing is
//! recorded, what happened too seldom.

mod estimate;
mod law;
mod sighting;
#[cfg(test)]
mod tests;

pub use estimate::{Of, Parameter, Unit, What, estimate};
pub use sighting::{Sightings, look};
