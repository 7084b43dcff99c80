//! Scenario text to `Exercise` and problems. Knows nothing of the engine or of printing.

pub mod codes;
pub mod generate;
pub mod msel;
pub mod problem;
pub mod ron_place;
pub mod shelf;
pub mod source;
pub mod when;
