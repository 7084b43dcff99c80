//! Time that an intruder is inside.

use super::describe::{Description, Metric, Statistic};
use super::sheet::Sheet;
use super::{Unit, ledger::{Act, Ledgers}};
use crate::exercise::Family;

pub(super) const METRIC: Metric = Metric {
    about: Description {
        id: "dwell_time",
        title: "Time that an intruder is inside",
        formula: "From compromise to containment; open while uncontained, known or not.",
        unit: Unit::Seconds,
        statistic: Statistic::Duration,
        source: "Mandiant M-Trends (dwell); NIST SP 800-61",
        families: &[Family::Threat, Family::Sensor, Family::Desk, Family::Sharing],
    },
    observe,
};

fn observe(ledgers: &Ledgers<'_>, sheet: &mut Sheet) {
    for ((_, org), case) in &ledgers.victims.cases {
        if case.compromised.is_set() {
            let row = ledgers.leg_of(case.compromised, case.contained, *org, Act::Other);
            sheet.add(row.org(*org));
        }
    }
}
