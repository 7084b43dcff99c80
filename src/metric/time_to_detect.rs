//! Time until a victim knows.

use super::describe::{Description, Metric, Statistic};
use super::sheet::Sheet;
use super::{Unit, ledger::{Act, Ledgers}};
use crate::exercise::Family;

pub(super) const METRIC: Metric = Metric {
    about: Description {
        id: "time_to_detect",
        title: "Time to detect",
        formula: "From compromise to when the victim learnt of it, from its own sensors or by being \
                  told; open while it does not know. This is what incident reports call dwell time.",
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
            let row = ledgers.leg_of(case.compromised, case.detected, *org, Act::Reading);
            sheet.add(row.org(*org));
        }
    }
}
