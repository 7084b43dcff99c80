//! Time that messages are on their way.

use super::describe::{Description, Metric, Statistic};
use super::sheet::Sheet;
use super::{
    Provenance, Unit,
    ledger::{Ledgers, Mark, Outcome},
};
use crate::exercise::Family;

pub(super) const METRIC: Metric = Metric {
    about: Description {
        id: "transit_time",
        title: "Time in transit",
        formula: "From sending to arrival, for each try of each message between participants. \
                  What is lost stays open to the horizon, since nobody is told; what bounces is \
                  open until it is back.",
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::metric::fixture::{
        CERT_A, CERT_B, EMAIL, EXCON, PHONE, POLICE, Tape, check, letter,
    };
    use crate::model::MessageKind;

    #[test]
    fn every_try_is_a_way_of_its_own() {
        let mut tape = Tape::new();
        let one = tape.compose(0, letter(CERT_A, CERT_B, MessageKind::Advisory));
        tape.send(0, one, EMAIL, 1);
        tape.send(50, one, PHONE, 2);
        tape.deliver(52, one, PHONE, 2);
        // The first try comes in after all.
        tape.deliver(90, one, EMAIL, 1);
        let bounced = tape.compose(100, letter(CERT_A, POLICE, MessageKind::Advisory));
        tape.send(100, bounced, EMAIL, 1);
        tape.bounce(130, bounced, EMAIL, 1);
        let scripted = tape.compose(200, letter(EXCON, CERT_A, MessageKind::Advisory));
        tape.send(200, scripted, EMAIL, 1);
        check(
            &METRIC,
            &tape,
            &[
                // 2, 30 open, 90: S 1 to 2, 2/3 to 90, 0.
                ("all", "n=3 open=1 mean=60.6667 median=90 p90=90"),
                ("channel:phone", "n=1 open=0 mean=2 median=2 p90=2"),
                ("pair:cert-a>police", "n=1 open=1 mean=- median=- p90=-"),
            ],
        );
    }
}
