//! Time until malicious infrastructure is suspended.

use super::describe::{Description, Metric, Statistic};
use super::sheet::Sheet;
use super::{Unit, ledger::Ledgers};
use crate::exercise::Family;

pub(super) const METRIC: Metric = Metric {
    about: Description {
        id: "time_to_suspend",
        title: "Time to suspend malicious infrastructure",
        formula: "For each malicious host: from when it served and a participant knew of it to \
                  its suspension; open while it is up, until its group gives it up.",
        unit: Unit::Seconds,
        statistic: Statistic::Duration,
        source: "Moore & Clayton 2007 (removal times)",
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
        let since = record.up.later(record.known.earlier(record.suspended));
        if host.threat.is_none() || !since.is_set() {
            continue;
        }
        let org = record.by.unwrap_or(host.hosted_by);
        let by = ledgers.seats.provenance_at(org, record.suspended);
        sheet.add(
            ledgers
                .cut(since, record.suspended, record.abandoned, by)
                .org(org),
        );
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
    fn from_when_it_was_known_of() {
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
        check(
            &METRIC,
            &tape,
            &[
                ("all", "n=1 open=0 mean=300 median=300 p90=300"),
                ("org:hoster", "n=1 open=0 mean=300 median=300 p90=300"),
            ],
        );
        tape.tell(600, HostAbandoned { host: SPARE, owner });
        tape.tell(700, HostUp { host: C2, owner });
        check(
            &METRIC,
            &tape,
            &[("all", "n=1 open=0 mean=300 median=300 p90=300")],
        );
    }
}
