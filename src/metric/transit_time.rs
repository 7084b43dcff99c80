//! Time that messages are on their way.

use super::describe::{Description, Metric, Statistic};
use super::sheet::Sheet;
use super::{Provenance, Unit, ledger::{Ledgers, Mark, Outcome}};
use crate::exercise::Family;

pub(super) const METRIC: Metric = Metric {
    about: Description {
        id: "transit_time",
        title: "Time in transit",
        formula: "From sending to arrival, for each try of each message between participants. What is \
                  lost stays open to the horizon, since nobody is told; what bounces is open until it \
                  is back.",
        unit: Unit::Seconds,
        statistic: Statistic::Duration,
        source: "Hotwash's own definition",
        families: &[Family::Channel],
    },
    observe,
};

fn observe(ledgers: &Ledgers<'_>, sheet: &mut Sheet) {
    for one in ledgers.chains.tries() {
        let chain = ledgers.chains.get(one.message);
        let Some(chain) = chain.filter(|chain| chain.among_players(ledgers.exercise)) else {
            continue;
        };
        // The way of a message is the channel's doing, whoever sits at its ends.
        let by = Provenance::Simulated;
        let row = match one.outcome {
            Outcome::Bounced => ledgers.cut(one.sent, Mark::NONE, one.ended, by),
            Outcome::Delivered | Outcome::Open => ledgers.leg(one.sent, one.ended, by),
        };
        sheet.add(row.channel(one.channel).pair(chain.from, chain.to));
    }
}
