//! Breaches of the Traffic Light Protocol.

use super::describe::{Description, Metric, Statistic};
use super::sheet::Sheet;
use super::{Observed, Unit, ledger::{Ledgers, Rule}};
use crate::exercise::Family;

pub(super) const METRIC: Metric = Metric {
    about: Description {
        id: "tlp_breaches",
        title: "Breaches of the Traffic Light Protocol",
        formula: "Claims that somebody other than their source sent or published beyond their label, \
                  hop by hop. The label that binds is the narrower of the one it came under and the \
                  one it was passed on with; the recipient is the source, a client of the sender's \
                  constituency, a peer of the community, or the public. Injects and leaks are not \
                  judged.",
        unit: Unit::Count,
        statistic: Statistic::Events,
        source: "FIRST, TLP 2.0, August 2022",
        families: &[Family::Sharing],
    },
    observe,
};

fn observe(ledgers: &Ledgers<'_>, sheet: &mut Sheet) {
    let breaches = ledgers.sharing.breaches.iter();
    for one in breaches.filter(|one| one.rule == Rule::Tlp) {
        let seq = one.mark.seq;
        let row = Observed::of(1.0, false, one.by, seq, seq).org(one.org).finding(one.finding);
        sheet.add(match one.to {
            Some(to) => row.pair(one.org, to),
            None => row,
        });
    }
}
