//! Messages that arrived.

use super::describe::{Description, Metric, Statistic};
use super::sheet::Sheet;
use super::{Unit, ledger::Ledgers};
use crate::exercise::Family;

pub(super) const METRIC: Metric = Metric {
    about: Description {
        id: "messages_delivered",
        title: "Messages delivered",
        formula: "Messages to participants that arrived, each counted once, by the channel that it \
                  first arrived by; answers left out. An organisation's are those that it sent.",
        unit: Unit::Count,
        statistic: Statistic::Events,
        source: "Hotwash's own definition",
        families: &[
            Family::Directory,
            Family::Channel,
            Family::Sharing,
            Family::Desk,
        ],
    },
    observe,
};

fn observe(ledgers: &Ledgers<'_>, sheet: &mut Sheet) {
    for chain in ledgers.chains.all() {
        if chain.delivered.is_set() && chain.reaches_out(ledgers.exercise) {
            let row = chain.shows(ledgers, chain.delivered, chain.sent);
            sheet.add(row.channel(chain.arrived_by));
        }
    }
}
