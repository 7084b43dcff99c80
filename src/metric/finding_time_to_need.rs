//! Time until a finding is known where it is needed.

use super::describe::{Description, Metric, Statistic};
use super::sheet::Sheet;
use super::{Unit, ledger::Ledgers, need::needs};
use crate::exercise::Family;

pub(super) const METRIC: Metric = Metric {
    about: Description {
        id: "finding_time_to_need",
        title: "Time until a finding is known where needed",
        formula: "For each finding and each organisation that needs it, fixed before play: from when \
                  it became obtainable to when it is known there, in part or in full; open while it is \
                  not. Needs of what never became obtainable are left out.",
        unit: Unit::Seconds,
        statistic: Statistic::Duration,
        source: "Moore & Clayton 2008 (what one firm knows and the other needs)",
        families: &[Family::Sharing, Family::Sensor, Family::Desk, Family::Channel],
    },
    observe,
};

fn observe(ledgers: &Ledgers<'_>, sheet: &mut Sheet) {
    for need in needs(ledgers) {
        let row = ledgers.leg(need.obtainable, need.learnt, need.by);
        sheet.add(row.org(need.org).finding(need.finding));
    }
}
