//! The nouns: shared components, payload types, and constructors that uphold invariants.
//! Knows nothing of RON, of time passing, or of chance.

pub mod id;
pub mod time;

pub use id::*;
pub use time::{SimTime, Span};
