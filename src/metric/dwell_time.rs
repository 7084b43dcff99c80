//! Time that an intruder is inside.

use super::describe::{Description, Metric, Statistic};
use super::sheet::Sheet;
use super::{Unit, ledger::Ledgers};
use crate::exercise::Family;

pub(super) const METRIC: Metric = Metric {
    about: Description {
        id: "dwell_time",
        title: "Time that an intruder is inside",
        formula: "From compromise to containment; open while uncontained, known or not.",
        unit: Unit::Seconds,
        statistic: Statistic::Duration,
        source: "Mandiant M-Trends (dwell); NIST SP 800-61",
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
            sheet.add(row.org(*org));
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
    fn an_intruder_is_inside_until_contained() {
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
                // 600 at one; 100 open at another. The seat that people play has not contained it.
                ("all", "n=2 open=1 mean=600 median=600 p90=600"),
                ("all measured", "n=1 open=1 mean=- median=- p90=-"),
            ],
        );
    }
}
