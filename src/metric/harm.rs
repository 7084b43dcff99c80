//! Harm done to victims.

use super::describe::{Description, Metric, Statistic};
use super::sheet::Sheet;
use super::{Unit, ledger::{Act, Ledgers}};
use crate::exercise::Family;

pub(super) const METRIC: Metric = Metric {
    about: Description {
        id: "harm",
        title: "Harm",
        formula: "For each compromise, the victim's harm by the hour from compromise to containment, \
                  or to the horizon while open.",
        unit: Unit::Harm,
        statistic: Statistic::Amount,
        source: "Hotwash's own definition",
        families: &[Family::Threat, Family::Sensor, Family::Desk, Family::Sharing],
    },
    observe,
};

fn observe(ledgers: &Ledgers<'_>, sheet: &mut Sheet) {
    for ((_, org), case) in &ledgers.victims.cases {
        if case.compromised.is_set() {
            let row = ledgers.leg_of(case.compromised, case.contained, *org, Act::Other);
            let rate = ledgers.exercise.org(*org).harm_milli_per_hour;
            sheet.add(row.scaled(f64::from(rate) / 1000.0 / 3600.0).org(*org));
        }
    }
}
