//! Time until a victim has recovered.

use super::describe::{Description, Metric, Statistic};
use super::sheet::Sheet;
use super::{Unit, ledger::Ledgers};
use crate::exercise::Family;

pub(super) const METRIC: Metric = Metric {
    about: Description {
        id: "time_to_recover",
        title: "Time to recover",
        formula: "From containment to recovery; open while not recovered.",
        unit: Unit::Seconds,
        statistic: Statistic::Duration,
        source: "Mandiant M-Trends (dwell); NIST SP 800-61",
        families: &[Family::Desk],
    },
    observe,
};

fn observe(ledgers: &Ledgers<'_>, sheet: &mut Sheet) {
    for ((_, org), case) in &ledgers.victims.cases {
        if case.contained.mark.is_set() {
            let row = ledgers.leg_of(case.contained.mark, case.recovered, *org);
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
    fn recovery_follows_containment() {
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
            &[("all", "n=1 open=0 mean=50 median=50 p90=50")],
        );
    }
}
