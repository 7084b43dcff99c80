//! Who was called upon for each critical task by a moment, and who had done it: what the ratings
//! begin from, for whoever looks at it before anything is rated.

use crate::exercise::Exercise;
use crate::journal::Entry;
use crate::metric::ledger::{Ledgers, Mark};
use crate::model::{CriticalTaskId, OrgId, SimTime};

/// How far one seat has come with one task.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Attempt {
    /// The seat.
    pub seat: OrgId,
    /// When its clock started; none while it is not called upon.
    pub started: Option<SimTime>,
    /// When it was done.
    pub done: Option<SimTime>,
}

/// By task, the seats that are to perform it, sorted, and how far each has come by a moment.
#[must_use]
pub fn attempts(exercise: &Exercise, entries: &[Entry], until: SimTime) -> Vec<Vec<Attempt>> {
    let mut ledgers = Ledgers::new(exercise, until);
    entries.iter().for_each(|entry| ledgers.fold(entry));
    let at = |mark: Mark| mark.is_set().then_some(mark.at);
    let tasks = (0..exercise.tasks.len()).map(CriticalTaskId::nth);
    let seats = tasks.map(|task| {
        let seats = ledgers.tasks.of(task).map(|(seat, one)| Attempt {
            seat,
            started: at(one.started),
            done: at(one.finished()),
        });
        seats.collect()
    });
    seats.collect()
}
