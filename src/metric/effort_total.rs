//! Analyst-hours spent.

use super::describe::{Description, Metric, Statistic};
use super::sheet::Sheet;
use super::{Unit, ledger::Ledgers};
use crate::exercise::Family;

pub(super) const METRIC: Metric = Metric {
    about: Description {
        id: "effort_total",
        title: "Effort",
        formula: "For each piece of work of the exercise that was taken up, the hours that an \
                  analyst spent on it by the horizon; open while it is in hand. Everyday work is \
                  left out. The total is the effort.",
        unit: Unit::AnalystHours,
        statistic: Statistic::Amount,
        source: "Hotwash's own definition",
        families: &[Family::Desk],
    },
    observe,
};

fn observe(ledgers: &Ledgers<'_>, sheet: &mut Sheet) {
    for ticket in ledgers
        .desks
        .exercise_work()
        .filter(|ticket| ticket.started.is_set())
    {
        let hours = ticket.hours(ledgers.until);
        let row = ledgers.leg(ticket.started, ticket.finished, ticket.by);
        let open = !ticket.finished.is_set();
        sheet.add(row.with(hours, open).org(ticket.org));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fact::ArtefactAnalysed;
    use crate::metric::fixture::{ACME, CERT_A, Tape, check};
    use crate::model::{ArtefactId, Work};

    #[test]
    fn everyday_work_is_no_effort() {
        let mut tape = Tape::new();
        let work = [
            Work::Triage,
            Work::Background,
            Work::Analysis,
            Work::Containment,
        ];
        let tickets = work.map(|work| tape.queue(0, CERT_A, work));
        tape.start(0, tickets[0]);
        tape.start(0, tickets[1]);
        tape.finish(360, tickets[0]);
        tape.finish(360, tickets[1]);
        tape.start(640, tickets[2]);
        check(
            &METRIC,
            &tape,
            &[("all", "n=2 open=1 mean=0.1 median=0.1 p90=0.1 total=0.2")],
        );
        tape.compromise(700, ACME);
        tape.contain(800, ACME);
        tape.tell(
            900,
            ArtefactAnalysed {
                org: CERT_A,
                artefact: ArtefactId(0),
            },
        );
        check(
            &METRIC,
            &tape,
            &[("all", "n=2 open=1 mean=0.1 median=0.1 p90=0.1 total=0.2")],
        );
    }
}
