//! Time until the sender is told that its message was received.

use super::describe::{Description, Metric, Statistic};
use super::sheet::Sheet;
use super::{Unit, ledger::{Act, Ledgers}};
use crate::exercise::Family;

pub(super) const METRIC: Metric = Metric {
    about: Description {
        id: "ack_time",
        title: "Time to acknowledge",
        formula: "From the first arrival of a message that calls for an acknowledgement (a request, a \
                  notification, an escalation) to the recipient's acknowledgement, answer or refusal, \
                  whichever is first; open while there is none.",
        unit: Unit::Seconds,
        statistic: Statistic::Duration,
        source: "Hotwash's own definition",
        families: &[Family::Channel, Family::Desk],
    },
    observe,
};

fn observe(ledgers: &Ledgers<'_>, sheet: &mut Sheet) {
    for chain in ledgers.chains.all() {
        let expected = chain.delivered.is_set() && chain.wants_acknowledgement();
        if !expected || !chain.to_player(ledgers.exercise) {
            continue;
        }
        let row = ledgers.leg_of(chain.delivered, chain.acknowledged, chain.to, Act::Reading);
        sheet.add(row.org(chain.to).channel(chain.arrived_by).pair(chain.from, chain.to));
    }
}
