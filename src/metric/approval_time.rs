//! Time that approval of a message takes.

use super::describe::{Description, Metric, Statistic};
use super::sheet::Sheet;
use super::{Unit, ledger::{Act, Ledgers}};
use crate::exercise::Family;

pub(super) const METRIC: Metric = Metric {
    about: Description {
        id: "approval_time",
        title: "Time to approve a message",
        formula: "From writing a message that somebody had to approve to its approval or veto; open \
                  while it waits. Messages that nobody had to approve are left out.",
        unit: Unit::Seconds,
        statistic: Statistic::Duration,
        source: "Hotwash's own definition",
        families: &[Family::Channel, Family::Sharing],
    },
    observe,
};

fn observe(ledgers: &Ledgers<'_>, sheet: &mut Sheet) {
    for chain in ledgers.chains.all() {
        let at_once = chain.approved.mark.is_set() && !chain.needs_approval;
        if at_once || chain.scripted(ledgers.exercise) {
            continue;
        }
        let row = ledgers.leg_of(chain.composed, chain.approved, chain.from, Act::Other);
        sheet.add(row.org(chain.from).channel(chain.channel).pair(chain.from, chain.to));
    }
}
