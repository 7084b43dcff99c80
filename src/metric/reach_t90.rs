//! Time until nine tenths of those who need a finding know it.

use super::describe::{Description, Metric, Statistic};
use super::sheet::Sheet;
use super::{Unit, ledger::Ledgers, need::reached};
use crate::exercise::Family;

pub(super) const METRIC: Metric = Metric {
    about: Description {
        id: "reach_t90",
        title: "Time until nine tenths of the needs of a finding are met",
        formula: "For each finding: from when it became obtainable to when nine tenths of all \
                  organisations that need it know it; open while fewer do.",
        unit: Unit::Seconds,
        statistic: Statistic::Duration,
        source: "Hotwash's own definition",
        families: &[
            Family::Sharing,
            Family::Sensor,
            Family::Desk,
            Family::Channel,
        ],
    },
    observe,
};

fn observe(ledgers: &Ledgers<'_>, sheet: &mut Sheet) {
    reached(ledgers, 90, sheet);
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
    fn nine_tenths_of_three_are_all() {
        check(
            &METRIC,
            &tape(),
            &[("all inferred", "n=1 open=1 mean=- median=- p90=-")],
        );
    }
}
