//! Time until a critical task is done.

use super::describe::{Description, Metric, Statistic};
use super::sheet::Sheet;
use super::{Unit, ledger::{Act, Ledgers, Mark}};
use crate::exercise::Family;
use crate::exercise::Performer;
use crate::model::CriticalTaskId;

pub(super) const METRIC: Metric = Metric {
    about: Description {
        id: "task_time",
        title: "Time to perform a critical task",
        formula: "For each critical task and seat to which its trigger was delivered: from that \
                  delivery to when the task was done there, 0 where it was done before; open while it \
                  is not. Of a task that any one of several may do, the others' time is open until one \
                  has done it.",
        unit: Unit::Seconds,
        statistic: Statistic::Duration,
        source: "HSEEP 2020 (critical tasks)",
        families: &[Family::Desk, Family::Channel, Family::Directory, Family::Sharing, Family::Sensor, Family::Threat],
    },
    observe,
};

fn observe(ledgers: &Ledgers<'_>, sheet: &mut Sheet) {
    for (place, task) in ledgers.exercise.tasks.iter().enumerate() {
        let attempts = || ledgers.tasks.of(CriticalTaskId::nth(place));
        let joint = match task.who {
            Performer::AnyOf(_) => {
                attempts().map(|(_, one)| one.finished()).fold(Mark::NONE, Mark::earlier)
            }
            Performer::EachRecipient | Performer::Each(_) => Mark::NONE,
        };
        for (seat, attempt) in attempts().filter(|(_, one)| one.started.is_set()) {
            let done = attempt.finished();
            let by = match done.is_set() {
                true => attempt.done.by,
                false => ledgers.seats.provenance(seat, Act::Reading),
            };
            let row = ledgers.cut(attempt.started, done, joint, by);
            sheet.add(row.org(seat).objective(task.objective));
        }
    }
}
