//! Measures: each a fold over journal entries into readings with evidence. A metric sees a
//! journal and the exercise, never the World, so any old run can be scored again.

mod reading;

pub use reading::{Provenance, Reading, Sample, Scope, Unit};
