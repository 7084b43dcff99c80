//! Messages that left.

use super::describe::{Description, Metric, Statistic};
use super::sheet::Sheet;
use super::{Unit, ledger::Ledgers};
use crate::exercise::Family;

pub(super) const METRIC: Metric = Metric {
    about: Description {
        id: "messages_sent",
        title: "Messages sent",
        formula: "Messages to participants that left, each counted once however often it was \
                  tried, by the channel of its first try; answers left out. An organisation's \
                  are those that it sent.",
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
        if chain.sent.is_set() && chain.reaches_out(ledgers.exercise) {
            let row = chain.shows(ledgers, chain.sent, chain.sent);
            sheet.add(row.channel(chain.sent_by));
        }
    }
}
