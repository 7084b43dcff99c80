//! Contacts found at first try.

use super::describe::{Description, Metric, Statistic};
use super::sheet::Sheet;
use super::{Observed, Unit, ledger::{Act, FirstTry, Ledgers}};
use crate::exercise::Family;

pub(super) const METRIC: Metric = Metric {
    about: Description {
        id: "contact_reach",
        title: "Contacts reached at first try",
        formula: "Of the messages with which one participant tried to reach another (replies left out: \
                  they go back the way they came), the share whose first try arrived. A missing or \
                  outdated directory entry, a bounce, a loss or another way taken first counts against \
                  it; open while nothing is known.",
        unit: Unit::Share,
        statistic: Statistic::Share,
        source: "ENISA, Cyber Europe 2010: 55% of countries unsure to find the right contact; Stock et al. 2016",
        families: &[Family::Directory, Family::Channel],
    },
    observe,
};

fn observe(ledgers: &Ledgers<'_>, sheet: &mut Sheet) {
    for chain in ledgers.chains.all() {
        let asked = chain.tried.is_set() && chain.reply_to.is_none();
        if !asked || !chain.among_players(ledgers.exercise) {
            continue;
        }
        let reached = chain.first_try == FirstTry::Reached;
        let open = chain.first_try == FirstTry::Pending;
        let by = ledgers.seats.provenance(chain.from, Act::Other);
        let seq = if reached { chain.delivered.seq } else { chain.tried.seq };
        let row = Observed::of(f64::from(reached), open, by, chain.tried.seq, seq);
        sheet.add(row.org(chain.from).channel(chain.channel).pair(chain.from, chain.to));
    }
}
