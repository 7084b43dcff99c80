//! Organisations compromised.

use super::describe::{Description, Metric, Statistic};
use super::sheet::Sheet;
use super::{Observed, Provenance, Unit, ledger::Ledgers};
use crate::exercise::Family;

pub(super) const METRIC: Metric = Metric {
    about: Description {
        id: "victims",
        title: "Victims",
        formula: "Compromises, each threat at each victim counted once.",
        unit: Unit::Count,
        statistic: Statistic::Events,
        source: "Hotwash's own definition",
        families: &[Family::Threat, Family::Sharing],
    },
    observe,
};

fn observe(ledgers: &Ledgers<'_>, sheet: &mut Sheet) {
    for ((_, org), case) in &ledgers.victims.cases {
        if case.compromised.is_set() {
            let seq = case.compromised.seq;
            let row = Observed::of(1.0, false, Provenance::Simulated, seq, seq);
            sheet.add(row.org(*org));
        }
    }
}
