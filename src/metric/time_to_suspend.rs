//! Time until malicious infrastructure is suspended.

use super::describe::{Description, Metric, Statistic};
use super::sheet::Sheet;
use super::{Unit, ledger::{Act, Ledgers}};
use crate::exercise::Family;

pub(super) const METRIC: Metric = Metric {
    about: Description {
        id: "time_to_suspend",
        title: "Time to suspend malicious infrastructure",
        formula: "For each malicious host: from when it served and a participant knew of it to its \
                  suspension; open while it is up, until its group gives it up.",
        unit: Unit::Seconds,
        statistic: Statistic::Duration,
        source: "Moore & Clayton 2007 (removal times)",
        families: &[Family::Desk, Family::Sharing, Family::Channel, Family::Directory, Family::Threat],
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
        let by = ledgers.seats.provenance(org, Act::Other);
        sheet.add(ledgers.cut(since, record.suspended, record.abandoned, by).org(org));
    }
}
