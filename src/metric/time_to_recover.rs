//! Time until a victim has recovered.

use super::describe::{Description, Metric, Statistic};
use super::sheet::Sheet;
use super::{Unit, ledger::{Act, Ledgers}};
use crate::exercise::Family;

pub(super) const METRIC: Metric = Metric {
    about: Description {
        id: "time_to_recover",
        title: "Time to recover",
        formula: "From containment to recovery; open while not recovered.",
        unit: Unit::Seconds,
        statistic: Statistic::Duration,
        source: "Mandiant M-Trends (dwell); NIST SP 800-61",
        families: &[Family::Desk],
    },
    observe,
};

fn observe(ledgers: &Ledgers<'_>, sheet: &mut Sheet) {
    for ((_, org), case) in &ledgers.victims.cases {
        if case.contained.mark.is_set() {
            let row = ledgers.leg_of(case.contained.mark, case.recovered, *org, Act::Other);
            sheet.add(row.org(*org));
        }
    }
}
