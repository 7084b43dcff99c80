//! Claims sent to somebody whom they did not concern, as far as the sender could see.

use super::describe::{Description, Metric, Statistic};
use super::sheet::Sheet;
use super::{Observed, Unit, ledger::Ledgers};
use crate::exercise::Family;

pub(super) const METRIC: Metric = Metric {
    about: Description {
        id: "over_sharing",
        title: "Claims sent without a visible reason",
        formula: "Of the claims that one participant sent to another, the share for which the sender \
                  could see no reason: not free for all, no service of one to the other, no agreement \
                  in force between them, not asked for; the recipient neither set the labels, told the \
                  sender, nor wrote to it about the same threat; what it points at is by public \
                  knowledge not the recipient's concern (as host, victim, server of the victim, or \
                  authority there), and the sender knew of no victim of the same threat at or served \
                  by the recipient. What points at nothing concerns whoever handles incidents.",
        unit: Unit::Share,
        statistic: Statistic::Share,
        source: "Hotwash's own definition",
        families: &[Family::Sharing],
    },
    observe,
};

fn observe(ledgers: &Ledgers<'_>, sheet: &mut Sheet) {
    for one in &ledgers.sharing.passings {
        let seq = one.sent.seq;
        let row = Observed::of(f64::from(one.needless), false, one.by, seq, seq);
        sheet.add(row.org(one.from).pair(one.from, one.to).finding(one.finding));
    }
}
