//! Claims that brought nothing new.

use super::describe::{Description, Metric, Statistic};
use super::sheet::Sheet;
use super::{Observed, Unit, ledger::Ledgers};
use crate::exercise::Family;

pub(super) const METRIC: Metric = Metric {
    about: Description {
        id: "redundant_sharing",
        title: "Claims that were there before",
        formula: "Of the claims that one participant read in messages of another, the share of which \
                  as much had come or was known before. Shown, never rated: a second source is also a \
                  confirmation.",
        unit: Unit::Share,
        statistic: Statistic::Share,
        source: "Hotwash's own definition",
        families: &[Family::Sharing],
    },
    observe,
};

fn observe(ledgers: &Ledgers<'_>, sheet: &mut Sheet) {
    for one in &ledgers.sharing.arrivals {
        let seq = one.read.seq;
        let row = Observed::of(f64::from(one.redundant), false, one.by, seq, seq);
        sheet.add(row.org(one.to).pair(one.from, one.to).finding(one.finding));
    }
}
