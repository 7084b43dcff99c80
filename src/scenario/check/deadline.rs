//! Tasks whose limit reaches past ENDEX.

use super::Places;
use crate::exercise::{Exercise, Trigger};
use crate::model::SimTime;
use crate::scenario::codes;
use crate::scenario::problem::{Problem, Problems};

/// Warns of limits that ENDEX cuts off. Delivery takes time, so the limit falls later still.
pub(super) fn check(exercise: &Exercise, places: &Places, problems: &mut Problems) {
    for (nth, task) in exercise.tasks.iter().enumerate() {
        let starts = match task
            .inject
            .map(|inject| &exercise.injects[inject.at()].trigger)
        {
            None => SimTime::STARTEX,
            Some(Trigger::At(at) | Trigger::Unless(_, at)) => *at,
            Some(Trigger::After(..) | Trigger::ByHand) => continue,
        };
        let due = starts + task.limit;
        if due > exercise.clock.endex && starts <= exercise.clock.endex {
            let message = format!("the limit of task `{}` is past ENDEX", task.id);
            let reason = format!("it is at {due}, and ENDEX at {}", exercise.clock.endex);
            let problem = Problem::new(&codes::AFTER_ENDEX, message).because(reason);
            problems.push(problem.at(places.of("limit", nth)));
        }
    }
}
