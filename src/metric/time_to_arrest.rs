//! Time until the suspects behind a threat group are arrested.

use super::describe::{Description, Metric, Statistic};
use super::sheet::Sheet;
use super::{
    Unit,
    ledger::{Ledgers, Mark},
};
use crate::exercise::Family;

pub(super) const METRIC: Metric = Metric {
    about: Description {
        id: "time_to_arrest",
        title: "Time to arrest",
        formula: "For each joint operation: from the first compromise by its threat group to the \
                  arrest of the suspects; open while they are at large, and where it was carried \
                  out without an arrest.",
        unit: Unit::Seconds,
        statistic: Statistic::Duration,
        source: "Hotwash's own definition",
        families: &[
            Family::Desk,
            Family::Sharing,
            Family::Channel,
            Family::Directory,
            Family::Threat,
        ],
    },
    observe,
};

fn observe(ledgers: &Ledgers<'_>, sheet: &mut Sheet) {
    let plans = &ledgers.exercise.operations;
    for (record, plan) in ledgers.operations.records.iter().zip(plans) {
        let cases = ledgers.victims.cases.iter();
        let own = cases.filter(|((threat, _), _)| *threat == plan.threat);
        let first = own.fold(Mark::NONE, |first, (_, case)| {
            first.earlier(case.compromised)
        });
        if !first.is_set() {
            continue;
        }
        let by = ledgers.seats.provenance_at(plan.lead, record.arrested);
        let row = ledgers.cut(first, record.arrested, record.failed, by);
        sheet.add(row.org(plan.lead));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::exercise::{Operation, Party};
    use crate::fact::OperationCarriedOut;
    use crate::metric::fixture::{ACME, CERT_A, POLICE, PRESS, THREAT, Tape, check};
    use crate::model::{OperationId, SimTime, Span};

    fn tape() -> Tape {
        let mut tape = Tape::new();
        let party = Party {
            admits: crate::model::Admits::Anything,
            org: POLICE,
            evidence: Vec::new(),
            warrant: Span::ZERO,
            warrant_sigma_milli: 0,
        };
        tape.exercise.operations.push(Operation {
            id: "lantern".to_owned(),
            title: "Lantern".to_owned(),
            threat: THREAT,
            lead: POLICE,
            parties: vec![party],
            at: SimTime(600_000),
            postpones: None,
            hosts: Vec::new(),
            suspects_in: None,
            holds: vec![CERT_A],
            flees_ppm: 0,
        });
        tape.compromise(100, PRESS);
        tape.compromise(150, ACME);
        tape
    }

    fn ends(tape: &mut Tape, at: i64, arrested: bool) {
        let carried_out = OperationCarriedOut {
            operation: OperationId(0),
            org: POLICE,
            threat: THREAT,
            arrested,
        };
        tape.tell(at, carried_out);
    }

    #[test]
    fn from_the_first_compromise() {
        let mut arrested = tape();
        ends(&mut arrested, 600, true);
        let mut gone = tape();
        ends(&mut gone, 600, false);
        for (tape, expected) in [
            (tape(), "n=1 open=1 mean=- median=- p90=-"),
            (arrested, "n=1 open=0 mean=500 median=500 p90=500"),
            (gone, "n=1 open=1 mean=- median=- p90=-"),
        ] {
            check(&METRIC, &tape, &[("all", expected)]);
        }
    }
}
