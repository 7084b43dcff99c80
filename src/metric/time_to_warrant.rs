//! Time until a party of a joint operation has its warrant.

use super::describe::{Description, Metric, Statistic};
use super::sheet::Sheet;
use super::{Unit, ledger::Ledgers};
use crate::exercise::Family;

pub(super) const METRIC: Metric = Metric {
    about: Description {
        id: "time_to_warrant",
        title: "Time to a warrant",
        formula: "For each party of a joint operation: from being brought in to having its \
                  warrant, the wait for evidence included; open while it has none.",
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
    for ((_, org), party) in &ledgers.operations.parties {
        let row = ledgers.leg_of(party.joined, party.warrant, *org);
        sheet.add(row.org(*org));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fact::{OperationJoined, WarrantObtained};
    use crate::metric::fixture::{CERT_A, POLICE, THREAT, Tape, check};
    use crate::model::{OperationId, SimTime};

    #[test]
    fn from_being_brought_in() {
        let mut tape = Tape::new();
        let operation = OperationId(0);
        let date = SimTime(900_000);
        for org in [CERT_A, POLICE] {
            let joined = OperationJoined {
                operation,
                org,
                threat: THREAT,
                date,
            };
            tape.tell(100, joined);
        }
        let warrant = WarrantObtained {
            operation,
            org: POLICE,
            threat: THREAT,
        };
        tape.tell(400, warrant);
        check(
            &METRIC,
            &tape,
            &[
                // S: 1 to 300, 1/2 from there to the horizon of 1,000 seconds.
                ("all", "n=2 open=1 mean=650 median=300 p90=-"),
                ("org:cert-a", "n=1 open=1 mean=- median=- p90=-"),
                ("org:police", "n=1 open=0 mean=300 median=300 p90=300"),
            ],
        );
    }
}
