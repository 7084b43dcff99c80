//! Time until an intrusion is contained.

use super::describe::{Description, Metric, Statistic};
use super::sheet::Sheet;
use super::{Unit, ledger::{Act, Ledgers}};
use crate::exercise::Family;

pub(super) const METRIC: Metric = Metric {
    about: Description {
        id: "time_to_contain",
        title: "Time to contain",
        formula: "From when a victim learnt of a compromise to its containment; open while \
                  uncontained. Victims that never learnt of it are counted by time_to_detect.",
        unit: Unit::Seconds,
        statistic: Statistic::Duration,
        source: "Mandiant M-Trends (dwell); NIST SP 800-61",
        families: &[Family::Threat, Family::Sensor, Family::Desk, Family::Sharing],
    },
    observe,
};

fn observe(ledgers: &Ledgers<'_>, sheet: &mut Sheet) {
    for ((_, org), case) in &ledgers.victims.cases {
        if case.detected.mark.is_set() {
            let row = ledgers.leg_of(case.detected.mark, case.contained, *org, Act::Other);
            sheet.add(row.org(*org));
        }
    }
}
