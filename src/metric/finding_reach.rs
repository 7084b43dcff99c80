//! Needs met by the horizon.

use super::describe::{Description, Metric, Statistic};
use super::sheet::Sheet;
use super::{Unit, ledger::Ledgers, need::needs};
use crate::exercise::Family;

pub(super) const METRIC: Metric = Metric {
    about: Description {
        id: "finding_reach",
        title: "Needs met",
        formula: "Of all pairs of a finding that became obtainable and an organisation that needs it, \
                  the share in which it is known there at the horizon.",
        unit: Unit::Share,
        statistic: Statistic::Share,
        source: "Hotwash's own definition",
        families: &[Family::Sharing, Family::Sensor, Family::Desk, Family::Channel],
    },
    observe,
};

fn observe(ledgers: &Ledgers<'_>, sheet: &mut Sheet) {
    for need in needs(ledgers) {
        let row = ledgers.leg(need.obtainable, need.learnt, need.by);
        let row = row.with(f64::from(need.learnt.is_set()), false);
        sheet.add(row.org(need.org).finding(need.finding));
    }
}
