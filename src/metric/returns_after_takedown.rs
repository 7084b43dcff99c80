//! Threat groups that came back.

use super::describe::{Description, Metric, Statistic};
use super::sheet::Sheet;
use super::{Observed, Unit, ledger::{Act, Ledgers}};
use crate::exercise::Family;

pub(super) const METRIC: Metric = Metric {
    about: Description {
        id: "returns_after_takedown",
        title: "Returns after take-down",
        formula: "Times that a threat group began to serve from other infrastructure after some of its \
                  infrastructure had been suspended.",
        unit: Unit::Count,
        statistic: Statistic::Events,
        source: "Vu et al. 2025 (booter seizures)",
        families: &[Family::Threat],
    },
    observe,
};

fn observe(ledgers: &Ledgers<'_>, sheet: &mut Sheet) {
    for one in ledgers.hosts.returns.iter().filter(|one| one.after_takedown) {
        let by = ledgers.seats.provenance(one.group, Act::Other);
        let row = Observed::of(1.0, false, by, one.mark.seq, one.mark.seq);
        sheet.add(row.org(one.group));
    }
}
