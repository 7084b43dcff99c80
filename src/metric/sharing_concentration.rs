//! How much of the sharing a few do.

use super::describe::{Description, Metric, Statistic};
use super::sheet::Sheet;
use super::{Observed, Provenance, Unit, ledger::Ledgers};
use crate::exercise::Family;

pub(super) const METRIC: Metric = Metric {
    about: Description {
        id: "sharing_concentration",
        title: "Share of claims sent by the ten who send most",
        formula: "Of the claims that participants sent to participants, the share that the ten most \
                  active senders sent (by claims, then id); 1 where no more than ten sent any. \
                  Inferred where some seats were simulated and some were not.",
        unit: Unit::Share,
        statistic: Statistic::Share,
        source: "AIS participation reviews (few share, many read)",
        families: &[Family::Sharing],
    },
    observe,
};

const TOP: usize = 10;

fn observe(ledgers: &Ledgers<'_>, sheet: &mut Sheet) {
    let passings = &ledgers.sharing.passings;
    let mut sent = vec![0_u32; ledgers.exercise.organisations.len()];
    for one in passings {
        sent[one.from.at()] += 1;
    }
    let mut order: Vec<usize> = (0..sent.len()).collect();
    order.sort_by_key(|org| (std::cmp::Reverse(sent[*org]), *org));
    let mut top = vec![false; sent.len()];
    for org in order.into_iter().take(TOP) {
        top[org] = true;
    }
    let mixed = passings.windows(2).any(|two| two[0].by != two[1].by);
    for one in passings {
        let by = if mixed { Provenance::Inferred } else { one.by };
        let seq = one.sent.seq;
        sheet.add(Observed::of(f64::from(top[one.from.at()]), false, by, seq, seq));
    }
}
