//! Injects that can never fire, or that judge a task before it could be done.

use super::{Places, able::Able};
use crate::exercise::{Exercise, Inject, Trigger};
use crate::model::{InjectId, OrgId, SimTime};
use crate::scenario::codes;
use crate::scenario::problem::{Problem, Problems};

/// Warns of injects that can never fire.
pub(super) fn check(
    exercise: &Exercise,
    able: &Able<'_>,
    places: &Places,
    problems: &mut Problems,
) {
    for (nth, inject) in exercise.injects.iter().enumerate() {
        let place = places.of("inject", nth);
        let mut never = |why: String| {
            let message = format!("inject `{}` can never fire", inject.id);
            problems.push(
                Problem::new(&codes::NEVER_FIRES, message)
                    .because(why)
                    .at(place),
            );
        };
        let endex = exercise.clock.endex;
        match &inject.trigger {
            Trigger::At(at) | Trigger::Unless(_, at) if *at > endex => {
                never(format!("it is due at {at}, and ENDEX is at {endex}"));
            }
            Trigger::At(at) if *at < SimTime::STARTEX => {
                never(format!("it is due at {at}, before STARTEX"));
            }
            Trigger::After(_, wait) if SimTime::STARTEX + *wait > endex => {
                never(format!("it waits {wait}, and ENDEX is at {endex}"));
            }
            Trigger::After(condition, _) if !able.fires(InjectId::nth(nth)) => {
                never(match condition.who {
                    Some(who) => {
                        let id = &exercise.org(who).id;
                        let lacks = able.can(who, &condition.does).err().unwrap_or_default();
                        format!("`{id}` cannot do what it waits for: {lacks}")
                    }
                    None => {
                        let lacks = able.why_nobody(&condition.does);
                        let lacks = lacks.map_or(String::new(), |lacks| format!(": {lacks}"));
                        format!("nobody can do what it waits for{lacks}")
                    }
                });
            }
            Trigger::Unless(task, by) => {
                let task = &exercise.tasks[task.at()];
                if task.inject == Some(InjectId::nth(nth)) {
                    never(format!("the task `{}` is its own", task.id));
                    continue;
                }
                if let Some(at) = task.inject.and_then(|inject| due(exercise, inject))
                    && *by <= at
                {
                    let id = &inject.id;
                    let message = format!("inject `{id}` judges `{}` before it begins", task.id);
                    let reason = format!("it looks at {by}, and the task's inject is due at {at}");
                    let problem = Problem::new(&codes::TIMES_CONTRADICT, message);
                    problems.push(problem.because(reason).at(place));
                }
            }
            Trigger::At(_) | Trigger::After(..) | Trigger::ByHand => {}
        }
        recipients(exercise, inject, place, problems);
    }
}

fn due(exercise: &Exercise, inject: InjectId) -> Option<SimTime> {
    match exercise.injects[inject.at()].trigger {
        Trigger::At(at) | Trigger::Unless(_, at) => Some(at),
        Trigger::After(..) | Trigger::ByHand => None,
    }
}

/// An inject that goes to somebody who takes no messages is not delivered there.
fn recipients(
    exercise: &Exercise,
    inject: &Inject,
    place: Option<crate::scenario::source::Place>,
    problems: &mut Problems,
) {
    let deaf = |org: &&OrgId| !exercise.org(**org).kind.plays();
    for org in inject.to.iter().filter(deaf) {
        let id = &exercise.org(*org).id;
        let message = format!(
            "inject `{}` goes to `{id}`, which takes no messages",
            inject.id
        );
        problems.push(Problem::new(&codes::NOBODY_CAN, message).at(place));
    }
}
