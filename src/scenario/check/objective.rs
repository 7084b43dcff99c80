//! Objectives that no task shows.

use super::Places;
use crate::exercise::Exercise;
use crate::model::ObjectiveId;
use crate::scenario::codes;
use crate::scenario::problem::{Problem, Problems};

/// Warns of objectives with no task.
pub(super) fn check(exercise: &Exercise, places: &Places, problems: &mut Problems) {
    for (nth, objective) in exercise.objectives.iter().enumerate() {
        let id = Some(ObjectiveId::nth(nth));
        if !exercise.tasks.iter().any(|task| task.objective == id) {
            let message = format!("objective `{}` has no task", objective.id);
            let problem = Problem::new(&codes::NO_TASK, message);
            problems.push(problem.at(places.of("objective", nth)));
        }
    }
}
