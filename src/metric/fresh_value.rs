//! Value of what was shared, weighed by how fresh it came.

use super::describe::{Description, Metric, Statistic};
use super::sheet::Sheet;
use super::{Unit, ledger::Ledgers, need::{freshness, needs}};
use crate::exercise::Family;

pub(super) const METRIC: Metric = Metric {
    about: Description {
        id: "fresh_value",
        title: "Freshness-weighted value of findings where needed",
        formula: "The mean over pairs of a finding and an organisation that needs it of 2^(-age / \
                  half-life), age being counted from when the finding became obtainable to when it is \
                  known there; 0 where it never came.",
        unit: Unit::Value,
        statistic: Statistic::Amount,
        source: "Hotwash's own definition",
        families: &[Family::Finding, Family::Sharing, Family::Sensor, Family::Desk, Family::Channel],
    },
    observe,
};

fn observe(ledgers: &Ledgers<'_>, sheet: &mut Sheet) {
    for need in needs(ledgers) {
        let value = freshness(ledgers, need.finding, need.learnt.at);
        let row = ledgers.leg(need.obtainable, need.learnt, need.by).with(value, false);
        sheet.add(row.org(need.org).finding(need.finding));
    }
}
