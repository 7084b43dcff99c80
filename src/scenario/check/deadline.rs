//! What is due after ENDEX: limits of tasks, findings that sensors give, stages of threats.

use super::Places;
use crate::exercise::{Channel, Exercise, Reading, Trigger};
use crate::model::{SimTime, Span};
use crate::scenario::codes;
use crate::scenario::problem::{Problem, Problems};
use crate::scenario::source::Place;

/// Warns of what ENDEX cuts off.
pub(super) fn check(exercise: &Exercise, places: &Places, problems: &mut Problems) {
    limits(exercise, places, problems);
    let endex = exercise.clock.endex;
    let mut warn = |message: String, at: SimTime, place: Option<Place>| {
        let reason = format!("it is at {at}, and ENDEX at {endex}");
        let problem = Problem::new(&codes::AFTER_ENDEX, message).because(reason);
        problems.push(problem.at(place));
    };
    for (nth, finding) in exercise.findings.iter().enumerate() {
        let at = finding.obtainable.map(|after| SimTime::STARTEX + after);
        if let Some(at) = at.filter(|at| *at > endex) {
            let message = format!("no sensor shows `{}` before ENDEX", finding.id);
            warn(message, at, places.of("finding", nth));
        }
    }
    for (nth, group) in exercise.threats.iter().enumerate() {
        for stage in group.stages.iter().filter(|stage| stage.at > endex) {
            let message = format!("stage `{}` of `{}` is past ENDEX", stage.name, group.id);
            warn(message, stage.at, places.of("threat", nth));
        }
    }
}

/// Tasks whose limit reaches past ENDEX. The clock starts when the inject is delivered, which is
/// later than it is due unless its channel takes no time.
fn limits(exercise: &Exercise, places: &Places, problems: &mut Problems) {
    let endex = exercise.clock.endex;
    for (nth, task) in exercise.tasks.iter().enumerate() {
        let inject = task.inject.map(|inject| &exercise.injects[inject.at()]);
        let (starts, from) = match inject.map(|inject| &inject.trigger) {
            None => (SimTime::STARTEX, ""),
            Some(Trigger::At(at) | Trigger::Unless(_, at)) => (*at, ""),
            Some(Trigger::After(_, wait)) => (SimTime::STARTEX + *wait, " at the earliest"),
            Some(Trigger::ByHand) => continue,
        };
        let travels = inject.is_some_and(|inject| {
            let channel = exercise.channels.get(inject.channel.at());
            !channel.is_some_and(takes_no_time)
        });
        let due = starts + task.limit;
        let past = due > endex || (due == endex && travels);
        if past && starts <= endex {
            let message = format!("the limit of task `{}` is past ENDEX", task.id);
            let besides = if due == endex {
                ", and delivery takes time besides"
            } else {
                ""
            };
            let reason = format!("it is at {due}{from}, and ENDEX at {endex}{besides}");
            let problem = Problem::new(&codes::AFTER_ENDEX, message).because(reason);
            problems.push(problem.at(places.of("limit", nth)));
        }
    }
}

/// Whether what is sent by a channel can be read at the same moment.
pub(super) fn takes_no_time(channel: &Channel) -> bool {
    channel.transit == Span::ZERO
        && channel.approval.is_none_or(|takes| takes == Span::ZERO)
        && match channel.reading {
            Reading::Interrupting | Reading::AroundTheClock => false,
            Reading::Polled(every) => every.0 <= 1,
            Reading::OfficeHours(takes) => takes == Span::ZERO,
        }
}
