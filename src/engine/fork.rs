//! A new run that begins within a recorded one: the same up to a moment, its own from there on.

use super::Engine;
use crate::exercise::Exercise;
use crate::journal::{Body, Entry, Input};
use crate::kernel::LimitReached;
use crate::model::SimTime;
use std::sync::Arc;

/// What of a record had happened by a moment. That the record ends there is no part of it.
#[must_use]
pub fn past(recorded: &[Entry], at: SimTime) -> &[Entry] {
    let end = recorded.partition_point(|entry| entry.at <= at);
    let by_then = &recorded[..end];
    match by_then.split_last() {
        Some((last, rest)) if last.body == Body::Input(Input::TimeReached) => rest,
        _ => by_then,
    }
}

impl Engine {
    /// Plays an exercise to a moment with what came from outside by then in a recorded run; what
    /// came later is left out.
    ///
    /// # Errors
    /// As [`Engine::run_until`].
    pub fn fork(
        exercise: Arc<Exercise>,
        seed: u64,
        recorded: &[Entry],
        at: SimTime,
    ) -> Result<Engine, LimitReached> {
        let mut engine = Engine::replay(exercise, seed, past(recorded, at))?;
        engine.run_until(at)?;
        Ok(engine)
    }
}
