//! Tries after the first.

use super::describe::{Description, Metric, Statistic};
use super::sheet::Sheet;
use super::{Unit, ledger::Ledgers};
use crate::exercise::Family;

pub(super) const METRIC: Metric = Metric {
    about: Description {
        id: "retries",
        title: "Retries",
        formula: "Tries to bring a message to a participant (see tries) after the first of that \
                  message, by the channel that each went by.",
        unit: Unit::Count,
        statistic: Statistic::Events,
        source: "Hotwash's own definition",
        families: &[Family::Directory, Family::Channel],
    },
    observe,
};

fn observe(ledgers: &Ledgers<'_>, sheet: &mut Sheet) {
    for one in ledgers.chains.tries() {
        let chain = ledgers.chains.get(one.message);
        let Some(chain) = chain.filter(|chain| chain.reaches_out(ledgers.exercise)) else {
            continue;
        };
        if one.sent != chain.sent {
            let row = chain.shows(ledgers, one.sent, one.sent);
            sheet.add(row.channel(one.channel));
        }
    }
}
