//! Analyst-hours spent.

use super::describe::{Description, Metric, Statistic};
use super::sheet::Sheet;
use super::{Unit, ledger::Ledgers};
use crate::exercise::Family;

pub(super) const METRIC: Metric = Metric {
    about: Description {
        id: "effort_total",
        title: "Effort",
        formula: "For each piece of work of the exercise that was taken up, the hours that an analyst \
                  spent on it by the horizon; open while it is in hand. Everyday work is left out. The \
                  total is the effort.",
        unit: Unit::AnalystHours,
        statistic: Statistic::Amount,
        source: "Hotwash's own definition",
        families: &[Family::Desk, Family::Agreement],
    },
    observe,
};

fn observe(ledgers: &Ledgers<'_>, sheet: &mut Sheet) {
    for ticket in ledgers.desks.exercise_work().filter(|ticket| ticket.started.is_set()) {
        let hours = ticket.hours(ledgers.until);
        let row = ledgers.leg(ticket.started, ticket.finished, ticket.by);
        let open = !ticket.finished.is_set();
        sheet.add(row.with(hours, open).org(ticket.org));
    }
}
