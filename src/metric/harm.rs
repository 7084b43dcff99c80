//! Harm done to victims.

use super::describe::{Description, Metric, Statistic};
use super::sheet::Sheet;
use super::{Unit, ledger::Ledgers};
use crate::exercise::Family;

pub(super) const METRIC: Metric = Metric {
    about: Description {
        id: "harm",
        title: "Harm, in the scenario's units",
        formula: "For each compromise, the victim's harm by the hour from compromise to \
                  containment, or to the horizon while open. What one unit stands for is the \
                  scenario's choice.",
        unit: Unit::Harm,
        statistic: Statistic::Amount,
        source: "Hotwash's own definition",
        families: &[
            Family::Threat,
            Family::Sensor,
            Family::Desk,
            Family::Sharing,
        ],
    },
    observe,
};

fn observe(ledgers: &Ledgers<'_>, sheet: &mut Sheet) {
    for ((_, org), case) in &ledgers.victims.cases {
        if case.compromised.is_set() {
            let row = ledgers.leg_of(case.compromised, case.contained, *org);
            let rate = ledgers.exercise.org(*org).harm_milli_per_hour;
            sheet.add(row.scaled(f64::from(rate) / 1000.0 / 3600.0).org(*org));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fact::VictimRecovered;
    use crate::metric::fixture::{ACME, CERT_A, POLICE, PRESS, THREAT, Tape, check, letter};
    use crate::model::{MessageKind, SeatState};

    #[test]
    fn harm_accrues_by_the_hour() {
        let mut tape = Tape::new();
        tape.compromise(100, ACME);
        tape.compromise(100, POLICE);
        let told = tape.arrives(200, letter(CERT_A, POLICE, MessageKind::Notification));
        tape.seat(250, POLICE, SeatState::Human);
        tape.detect(300, POLICE, Some(told));
        tape.detect(400, ACME, None);
        tape.contain(700, ACME);
        let (threat, org) = (THREAT, ACME);
        tape.tell(750, VictimRecovered { threat, org });
        tape.compromise(900, PRESS);
        check(
            &METRIC,
            &tape,
            &[
                // Two an hour for 600 seconds; the others are worth nothing an hour.
                (
                    "all",
                    "n=2 open=1 mean=0.1667 median=0 p90=0.3333 total=0.3333",
                ),
                (
                    "org:acme",
                    "n=1 open=0 mean=0.3333 median=0.3333 p90=0.3333 total=0.3333",
                ),
            ],
        );
    }
}
