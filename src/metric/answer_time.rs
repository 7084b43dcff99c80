//! Time until a request is answered.

use super::describe::{Description, Metric, Statistic};
use super::sheet::Sheet;
use super::{Unit, ledger::{Act, Ledgers}};
use crate::exercise::Family;

pub(super) const METRIC: Metric = Metric {
    about: Description {
        id: "answer_time",
        title: "Time to answer a request",
        formula: "From the first arrival of a request (for information, clarification, take-down, \
                  preservation, legal assistance; a press query; a comms check) to the recipient's \
                  answer or refusal; open while there is neither.",
        unit: Unit::Seconds,
        statistic: Statistic::Duration,
        source: "Hotwash's own definition",
        families: &[Family::Channel, Family::Desk, Family::Sharing],
    },
    observe,
};

fn observe(ledgers: &Ledgers<'_>, sheet: &mut Sheet) {
    for chain in ledgers.chains.all() {
        let asked = chain.delivered.is_set() && chain.kind.wants_answer();
        if !asked || !chain.to_player(ledgers.exercise) {
            continue;
        }
        let row = ledgers.leg_of(chain.delivered, chain.answered, chain.to, Act::Reading);
        sheet.add(row.org(chain.to).channel(chain.arrived_by).pair(chain.from, chain.to));
    }
}
