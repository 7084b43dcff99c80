//! Organisations compromised.

use super::describe::{Description, Metric, Statistic};
use super::sheet::Sheet;
use super::{Observed, Provenance, Unit, ledger::Ledgers};
use crate::exercise::Family;

pub(super) const METRIC: Metric = Metric {
    about: Description {
        id: "victims",
        title: "Victims",
        formula: "Compromises, each threat at each victim counted once.",
        unit: Unit::Count,
        statistic: Statistic::Events,
        source: "Hotwash's own definition",
        families: &[Family::Threat, Family::Sharing],
    },
    observe,
};

fn observe(ledgers: &Ledgers<'_>, sheet: &mut Sheet) {
    for ((_, org), case) in &ledgers.victims.cases {
        if case.compromised.is_set() {
            let seq = case.compromised.seq;
            let row = Observed::of(1.0, false, Provenance::Simulated, seq, seq);
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
    fn every_compromise_counts() {
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
        check(&METRIC, &tape, &[("all", "n=3"), ("org:acme", "n=1")]);
    }
}
