//! Time that work waits for an analyst.

use super::describe::{Description, Metric, Statistic};
use super::sheet::Sheet;
use super::{Unit, ledger::Ledgers};
use crate::exercise::Family;

pub(super) const METRIC: Metric = Metric {
    about: Description {
        id: "desk_wait",
        title: "Time that work waits on a desk",
        formula: "From queueing a piece of work of the exercise to its being taken up; open \
                  while it waits. Everyday work is left out, though the exercise's waits behind \
                  it.",
        unit: Unit::Seconds,
        statistic: Statistic::Duration,
        source: "Queueing theory: waiting time, Erlang 1917",
        families: &[Family::Desk],
    },
    observe,
};

fn observe(ledgers: &Ledgers<'_>, sheet: &mut Sheet) {
    for ticket in ledgers.desks.exercise_work() {
        let row = ledgers.leg(ticket.queued, ticket.started, ticket.by);
        sheet.add(row.org(ticket.org));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::metric::fixture::{CERT_A, CERT_B, Tape, check};
    use crate::model::Work;

    #[test]
    fn everyday_work_is_left_out() {
        let mut tape = Tape::new();
        let first = tape.queue(0, CERT_A, Work::Triage);
        let everyday = tape.queue(0, CERT_A, Work::Background);
        let second = tape.queue(10, CERT_A, Work::Analysis);
        tape.start(10, first);
        tape.start(40, everyday);
        tape.start(60, second);
        tape.queue(400, CERT_B, Work::Triage);
        check(
            &METRIC,
            &tape,
            &[
                // S: 1 to 10, 2/3 to 50, 1/3 to 1,000.
                ("all", "n=3 open=1 mean=353.3333 median=50 p90=-"),
                ("org:cert-a", "n=2 open=0 mean=30 median=10 p90=50"),
                ("org:cert-b", "n=1 open=1 mean=- median=- p90=-"),
            ],
        );
    }
}
