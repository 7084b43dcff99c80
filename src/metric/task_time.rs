//! Time until a critical task is done.

use super::describe::{Description, Metric, Statistic};
use super::sheet::Sheet;
use super::{
    Unit,
    ledger::{Ledgers, Mark, Standing},
};
use crate::exercise::Family;
use crate::model::CriticalTaskId;

pub(super) const METRIC: Metric = Metric {
    about: Description {
        id: "task_time",
        title: "Time to perform a critical task",
        formula: "For each critical task and seat to which its trigger was delivered: from that \
                  delivery to when the task was done there, 0 where it was done before; open \
                  while it is not. A task that any one of several may do is done once: its time \
                  runs from the first delivery to any of them, and where one has done it, it is \
                  that one's alone. The suspension of what its threat group gave up before the \
                  limit is open up to then: it is rated not applicable.",
        unit: Unit::Seconds,
        statistic: Statistic::Duration,
        source: "HSEEP 2020 (critical tasks)",
        families: &[
            Family::Desk,
            Family::Channel,
            Family::Directory,
            Family::Sharing,
            Family::Sensor,
            Family::Threat,
            Family::Script,
        ],
    },
    observe,
};

fn observe(ledgers: &Ledgers<'_>, sheet: &mut Sheet) {
    for (place, task) in ledgers.exercise.tasks.iter().enumerate() {
        for (seat, clock, standing) in ledgers.clocks(CriticalTaskId::nth(place)) {
            let gone = match standing {
                Standing::Judged => Mark::NONE,
                Standing::Gone(mark) => mark.later(clock.start),
                Standing::NotReached | Standing::ByAnother => continue,
            };
            let by = ledgers.played(seat, &clock);
            let row = ledgers.cut(clock.start, clock.done, gone, by);
            sheet.add(row.org(seat).objective(task.objective));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::exercise::{Pattern, Performer, Trigger};
    use crate::fact::{ArtefactAnalysed, Published};
    use crate::metric::fixture::{CERT_A, CERT_B, POLICE, Tape, check, exercise, inject, task};
    use crate::model::{ArtefactId, InjectId, MessageKind, SimTime};

    #[test]
    fn each_seat_has_its_clock_and_any_of_several_have_one() {
        let mut exercise = exercise();
        let to = [CERT_A, CERT_B, POLICE];
        let start = Trigger::At(SimTime::STARTEX);
        exercise.injects = vec![inject("i", MessageKind::Notification, &to, start)];
        let does = || Pattern::Analysed(Some(ArtefactId(0)));
        let any = Performer::AnyOf(vec![CERT_A, CERT_B]);
        exercise.tasks = vec![
            task("each", Performer::EachRecipient, does()),
            task("some", any, Pattern::Published),
        ];
        let mut tape = Tape::of(exercise);
        tape.deliver_inject(100, InjectId(0), CERT_A);
        tape.tell(
            150,
            ArtefactAnalysed {
                org: CERT_B,
                artefact: ArtefactId(0),
            },
        );
        tape.deliver_inject(200, InjectId(0), CERT_B);
        tape.tell(
            250,
            ArtefactAnalysed {
                org: CERT_A,
                artefact: ArtefactId(0),
            },
        );
        let (by, claims) = (Some(CERT_A), Vec::new());
        tape.tell(
            300,
            Published {
                by,
                claims,
                text: String::new(),
            },
        );
        check(
            &METRIC,
            &tape,
            &[
                // Each: 150 and 0, done before. Some: 200, once.
                ("all", "n=3 open=0 mean=116.6667 median=150 p90=200"),
                ("org:cert-a", "n=2 open=0 mean=175 median=150 p90=200"),
                ("org:cert-b", "n=1 open=0 mean=0 median=0 p90=0"),
                ("objective:o", "n=3 open=0 mean=116.6667 median=150 p90=200"),
            ],
        );
    }
}
