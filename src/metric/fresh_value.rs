//! Value of what was shared, weighed by how fresh it came.

use super::describe::{Description, Metric, Statistic};
use super::sheet::Sheet;
use super::{
    Unit,
    ledger::Ledgers,
    need::{freshness, needs},
};
use crate::exercise::Family;

pub(super) const METRIC: Metric = Metric {
    about: Description {
        id: "fresh_value",
        title: "Freshness-weighted value of findings where needed",
        formula: "The mean over pairs of a finding and an organisation that needs it of 2^(-age \
                  / half-life), age being counted from when the finding became obtainable to \
                  when it is known there; 0 where it never came.",
        unit: Unit::Value,
        statistic: Statistic::Amount,
        source: "Hotwash's own definition",
        families: &[
            Family::Finding,
            Family::Sharing,
            Family::Sensor,
            Family::Desk,
            Family::Channel,
        ],
    },
    observe,
};

fn observe(ledgers: &Ledgers<'_>, sheet: &mut Sheet) {
    for need in needs(ledgers) {
        let value = freshness(ledgers, need.finding, need.learnt.at);
        let row = ledgers
            .leg(need.obtainable, need.learnt, need.by)
            .with(value, false);
        sheet.add(row.org(need.org).finding(need.finding));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fact::FindingObtainable;
    use crate::metric::fixture::{CERT_A, CERT_B, HASH, LIE, Tape, check, claim, letter};
    use crate::model::{LearntBy, Letter, MessageKind, SeatState, Tlp};

    const INDICATORS: MessageKind = MessageKind::Indicators;

    /// The hash is there at 100; it is beforehand unknown, reaches one CERT at 200, the other at
    /// 300 and the police never. EXCON, which an author put among those in need, does not count.
    fn tape() -> Tape {
        let mut tape = Tape::new();
        tape.tell(100, FindingObtainable { finding: HASH });
        let hash = || claim(HASH, Tlp::Green, CERT_A);
        tape.learn(200, CERT_A, hash(), LearntBy::Sensor, None);
        tape.seat(250, CERT_B, SeatState::Human);
        tape.read(
            300,
            Letter {
                claims: vec![hash()],
                ..letter(CERT_A, CERT_B, INDICATORS)
            },
        );
        // What never becomes obtainable is not needed; a falsehood never is.
        tape.learn(
            400,
            CERT_B,
            claim(LIE, Tlp::Green, CERT_B),
            LearntBy::Sensor,
            None,
        );
        tape
    }

    #[test]
    fn value_halves_from_when_it_was_there() {
        check(
            &METRIC,
            &tape(),
            &[
                // 1/2 at the first CERT, nothing at the police; 1/4 at the CERT that people play.
                ("all", "n=2 open=0 mean=0.25 median=0 p90=0.5 total=0.5"),
                (
                    "all measured",
                    "n=1 open=0 mean=0.25 median=0.25 p90=0.25 total=0.25",
                ),
                (
                    "finding:hash",
                    "n=2 open=0 mean=0.25 median=0 p90=0.5 total=0.5",
                ),
            ],
        );
    }
}
