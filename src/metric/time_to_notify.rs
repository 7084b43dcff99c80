//! Time until a victim is told by somebody who knows.

use super::describe::{Description, Metric, Statistic};
use super::sheet::Sheet;
use super::{Unit, ledger::{Act, Ledgers, Mark}};
use crate::exercise::Family;
use std::collections::BTreeMap;

pub(super) const METRIC: Metric = Metric {
    about: Description {
        id: "time_to_notify",
        title: "Time to notify a victim",
        formula: "For each victim that another participant knew of: from when the first of them had \
                  learnt or read of it (not before the compromise) to when word first reached the \
                  victim from a participant, in a notification about it or a claim that points at it. \
                  Open while it has not, until the victim learns by itself or from the script.",
        unit: Unit::Seconds,
        statistic: Statistic::Duration,
        source: "Li et al. 2016; Stock et al. 2016 (notification)",
        families: &[Family::Sharing, Family::Directory, Family::Channel, Family::Desk],
    },
    observe,
};

fn observe(ledgers: &Ledgers<'_>, sheet: &mut Sheet) {
    let none = Mark::NONE;
    let mut cases = BTreeMap::new();
    for ((_, org), case) in &ledgers.victims.cases {
        let (hit, knew) = cases.entry(*org).or_insert((none, none));
        *hit = hit.earlier(case.compromised);
        *knew = knew.earlier(case.detected.mark);
    }
    for (org, (hit, knew)) in cases {
        let warning = &ledgers.victims.warnings[org.at()];
        let since = hit.later(warning.known);
        let (Some(knower), true) = (warning.knower, since.is_set()) else {
            continue;
        };
        let told = warning.told;
        let actor = warning.teller.unwrap_or(knower);
        let by = if told.mark.is_set() { told.by } else { ledgers.seats.provenance(actor, Act::Other) };
        sheet.add(ledgers.cut(since, told.mark, knew.later(since), by).org(org));
    }
}
