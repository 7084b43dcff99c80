//! Malicious infrastructure down at the horizon.

use super::describe::{Description, Metric, Statistic};
use super::sheet::Sheet;
use super::{
    Unit,
    ledger::{Doing, Ledgers},
};
use crate::exercise::Family;

pub(super) const METRIC: Metric = Metric {
    about: Description {
        id: "infrastructure_suspended",
        title: "Malicious infrastructure suspended at ENDEX",
        formula: "Of the malicious hosts that served at any time, the share that is suspended at \
                  the horizon. What its group gave up or brought up again does not count as \
                  suspended.",
        unit: Unit::Share,
        statistic: Statistic::Share,
        source: "APCERT drill objective (a): coordinated suspension of malicious infrastructure",
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
    for (record, host) in ledgers.hosts.records.iter().zip(&ledgers.exercise.hosts) {
        if host.threat.is_none() || !record.up.is_set() {
            continue;
        }
        let org = record.by.unwrap_or(host.hosted_by);
        let by = ledgers.seats.provenance_at(org, record.suspended);
        let down = f64::from(record.doing == Doing::Suspended);
        let row = ledgers
            .leg(record.up, record.suspended, by)
            .with(down, false);
        sheet.add(row.org(org));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fact::{GroupReturned, HostAbandoned, HostSuspended, HostUp};
    use crate::metric::fixture::{
        ADDR, C2, CERT_A, GANG, HOSTER, SHOP, SPARE, THREAT, Tape, check, claim,
    };
    use crate::model::{LearntBy, Tlp};

    #[test]
    fn what_serves_at_the_horizon_does_not_count() {
        let mut tape = Tape::new();
        let owner = GANG;
        tape.tell(0, HostUp { host: C2, owner });
        tape.learn(
            100,
            CERT_A,
            claim(ADDR, Tlp::Green, CERT_A),
            LearntBy::Sensor,
            None,
        );
        let suspend = |host| HostSuspended {
            host,
            by: HOSTER,
            owner: Some(owner),
            message: None,
        };
        tape.tell(400, suspend(C2));
        tape.tell(500, HostUp { host: SPARE, owner });
        tape.tell(
            500,
            GroupReturned {
                threat: THREAT,
                group: owner,
                host: SPARE,
            },
        );
        tape.tell(500, suspend(SHOP));
        check(&METRIC, &tape, &[("all", "n=2 open=0 mean=0.5")]);
        tape.tell(600, HostAbandoned { host: SPARE, owner });
        tape.tell(700, HostUp { host: C2, owner });
        check(&METRIC, &tape, &[("all", "n=2 open=0 mean=0")]);
    }
}
