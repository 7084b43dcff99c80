//! Messages that were answered.

use super::describe::{Description, Metric, Statistic};
use super::sheet::Sheet;
use super::{Unit, ledger::Ledgers};
use crate::exercise::Family;

pub(super) const METRIC: Metric = Metric {
    about: Description {
        id: "messages_answered",
        title: "Messages answered",
        formula: "Requests to participants (see answer_time) that were answered or refused, by the \
                  channel that each arrived by. An organisation's are those that it sent.",
        unit: Unit::Count,
        statistic: Statistic::Events,
        source: "Hotwash's own definition",
        families: &[Family::Channel, Family::Desk, Family::Sharing],
    },
    observe,
};

fn observe(ledgers: &Ledgers<'_>, sheet: &mut Sheet) {
    for chain in ledgers.chains.all() {
        let answered = chain.answered.mark;
        if answered.is_set() && chain.kind.wants_answer() && chain.reaches_out(ledgers.exercise) {
            let row = chain.shows(ledgers, answered, chain.sent);
            sheet.add(row.channel(chain.arrived_by));
        }
    }
}
