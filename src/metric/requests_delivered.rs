//! Requests that arrived.

use super::describe::{Description, Metric, Statistic};
use super::sheet::Sheet;
use super::{Unit, ledger::Ledgers};
use crate::exercise::Family;

pub(super) const METRIC: Metric = Metric {
    about: Description {
        id: "requests_delivered",
        title: "Requests delivered",
        formula: "Of the messages delivered (see messages_delivered), those that call for an \
                  answer (see answer_time), each counted once, by the channel that it first \
                  arrived by. An organisation's are those that it sent.",
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
        let asks = chain.kind.wants_answer() && chain.reaches_out(ledgers.exercise);
        if asks && chain.delivered.is_set() {
            let row = chain.shows(ledgers, chain.delivered, chain.sent);
            sheet.add(row.channel(chain.arrived_by));
        }
    }
}
