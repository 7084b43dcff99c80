//! Time until half of those who need a finding know it.

use super::describe::{Description, Metric, Statistic};
use super::sheet::Sheet;
use super::{Unit, ledger::Ledgers, need::reached};
use crate::exercise::Family;

pub(super) const METRIC: Metric = Metric {
    about: Description {
        id: "reach_t50",
        title: "Time until half of the needs of a finding are met",
        formula: "For each finding: from when it became obtainable to when half of all organisations \
                  that need it know it; open while fewer do.",
        unit: Unit::Seconds,
        statistic: Statistic::Duration,
        source: "Hotwash's own definition",
        families: &[Family::Sharing, Family::Sensor, Family::Desk, Family::Channel],
    },
    observe,
};

fn observe(ledgers: &Ledgers<'_>, sheet: &mut Sheet) {
    reached(ledgers, 50, sheet);
}
