//! Where a thread plays: one World, which every run of an exercise takes over from the last.

use crate::behaviour::Plan;
use crate::engine::Engine;
use crate::exercise::Exercise;
use crate::kernel::{LimitReached, Limits};
use std::sync::Arc;

/// An exercise, and the run of it that was played last.
pub(super) struct Theatre {
    exercise: Arc<Exercise>,
    plan: Arc<Plan>,
    last: Option<Engine>,
}

impl Theatre {
    /// For an exercise with its plan, with nothing played yet.
    pub fn of(exercise: &Arc<Exercise>, plan: &Arc<Plan>) -> Theatre {
        Theatre {
            exercise: Arc::clone(exercise),
            plan: Arc::clone(plan),
            last: None,
        }
    }

    /// Plays the exercise to ENDEX.
    ///
    /// # Errors
    /// The limit that the run went past.
    pub fn play(&mut self, seed: u64) -> Result<&Engine, LimitReached> {
        let engine = match self.last.take() {
            Some(over) => over.let_go().engine(seed),
            None => {
                let (exercise, plan) = (Arc::clone(&self.exercise), Arc::clone(&self.plan));
                Engine::with_plan(exercise, plan, seed, Limits::default())
            }
        };
        let engine = self.last.insert(engine);
        engine.run()?;
        Ok(engine)
    }
}
