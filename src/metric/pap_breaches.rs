//! Breaches of the Permissible Actions Protocol.

use super::describe::{Description, Metric, Statistic};
use super::sheet::Sheet;
use super::{Observed, Unit, ledger::{Ledgers, Rule}};
use crate::exercise::Family;

pub(super) const METRIC: Metric = Metric {
    about: Description {
        id: "pap_breaches",
        title: "Breaches of the Permissible Actions Protocol",
        formula: "Suspensions of hosts by organisations for which every claim about the host, known to \
                  them or in the request they followed, forbade active measures, and none of which \
                  they had labelled themselves.",
        unit: Unit::Count,
        statistic: Statistic::Events,
        source: "MISP taxonomy PAP",
        families: &[Family::Sharing],
    },
    observe,
};

fn observe(ledgers: &Ledgers<'_>, sheet: &mut Sheet) {
    let breaches = ledgers.sharing.breaches.iter();
    for one in breaches.filter(|one| one.rule == Rule::Pap) {
        let seq = one.mark.seq;
        let row = Observed::of(1.0, false, one.by, seq, seq);
        sheet.add(row.org(one.org).finding(one.finding));
    }
}
