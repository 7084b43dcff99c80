//! Time until what arrived is read.

use super::describe::{Description, Metric, Statistic};
use super::sheet::Sheet;
use super::{Unit, ledger::{Act, Ledgers}};
use crate::exercise::Family;

pub(super) const METRIC: Metric = Metric {
    about: Description {
        id: "open_delay",
        title: "Time until a message is opened",
        formula: "From the first arrival of a message at a participant, injects among them, to its \
                  opening; open while unread.",
        unit: Unit::Seconds,
        statistic: Statistic::Duration,
        source: "Hotwash's own definition",
        families: &[Family::Channel, Family::Desk],
    },
    observe,
};

fn observe(ledgers: &Ledgers<'_>, sheet: &mut Sheet) {
    for chain in ledgers.chains.all() {
        if !chain.delivered.is_set() || !chain.to_player(ledgers.exercise) {
            continue;
        }
        let row = ledgers.leg_of(chain.delivered, chain.opened, chain.to, Act::Reading);
        sheet.add(row.org(chain.to).channel(chain.arrived_by).pair(chain.from, chain.to));
    }
}
