//! Time that work waits for an analyst.

use super::describe::{Description, Metric, Statistic};
use super::sheet::Sheet;
use super::{Unit, ledger::Ledgers};
use crate::exercise::Family;

pub(super) const METRIC: Metric = Metric {
    about: Description {
        id: "desk_wait",
        title: "Time that work waits on a desk",
        formula: "From queueing a piece of work of the exercise to its being taken up; open while it \
                  waits. Everyday work is left out, though the exercise's waits behind it.",
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
