//! Malicious infrastructure down at the horizon.

use super::describe::{Description, Metric, Statistic};
use super::sheet::Sheet;
use super::{Unit, ledger::{Act, Doing, Ledgers}};
use crate::exercise::Family;

pub(super) const METRIC: Metric = Metric {
    about: Description {
        id: "infrastructure_suspended",
        title: "Malicious infrastructure suspended at ENDEX",
        formula: "Of the malicious hosts that served at any time, the share that is suspended at the \
                  horizon. What its group gave up or brought up again does not count as suspended.",
        unit: Unit::Share,
        statistic: Statistic::Share,
        source: "APCERT drill objective (a): coordinated suspension of malicious infrastructure",
        families: &[Family::Desk, Family::Sharing, Family::Channel, Family::Directory, Family::Threat],
    },
    observe,
};

fn observe(ledgers: &Ledgers<'_>, sheet: &mut Sheet) {
    for (record, host) in ledgers.hosts.records.iter().zip(&ledgers.exercise.hosts) {
        if host.threat.is_none() || !record.up.is_set() {
            continue;
        }
        let org = record.by.unwrap_or(host.hosted_by);
        let by = ledgers.seats.provenance(org, Act::Other);
        let down = f64::from(record.doing == Doing::Suspended);
        let row = ledgers.leg(record.up, record.suspended, by).with(down, false);
        sheet.add(row.org(org));
    }
}
