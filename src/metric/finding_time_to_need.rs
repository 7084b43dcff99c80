//! Time until a finding is known where it is needed.

use super::describe::{Description, Metric, Statistic};
use super::sheet::Sheet;
use super::{Unit, ledger::Ledgers, need::needs};
use crate::exercise::Family;

pub(super) const METRIC: Metric = Metric {
    about: Description {
        id: "finding_time_to_need",
        title: "Time until a finding is known where needed",
        formula: "For each finding and each organisation that needs it, fixed before play: from \
                  when it became obtainable to when it is known there, in part or in full; open \
                  while it is not. Needs of what never became obtainable are left out.",
        unit: Unit::Seconds,
        statistic: Statistic::Duration,
        source: "Moore & Clayton 2008 (what one firm knows and the other needs)",
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
    for need in needs(ledgers) {
        let row = ledgers.leg(need.obtainable, need.learnt, need.by);
        sheet.add(row.org(need.org).finding(need.finding));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fact::FindingObtainable;
    use crate::metric::fixture::{
        CERT_A, CERT_B, Called, HASH, LIE, Tape, check, claim, letter, readings,
    };
    use crate::metric::{Provenance, Reading, Scope};
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
    fn needs_that_were_not_met_stay_open() {
        check(
            &METRIC,
            &tape(),
            &[
                // 100, and open at 900: 100 + 900/2.
                ("all", "n=2 open=1 mean=550 median=100 p90=-"),
                (
                    "org:cert-b measured",
                    "n=1 open=0 mean=200 median=200 p90=200",
                ),
            ],
        );
    }

    #[test]
    fn what_was_told_outside_is_known_from_then_on_and_is_logged() {
        for (confirmed, logged, open) in [
            (Some(600), "n=1 open=0 mean=150 median=150 p90=150", 1),
            (None, "absent", 2),
        ] {
            let mut tape = Tape::new();
            tape.tell(100, FindingObtainable { finding: HASH });
            let hash = || claim(HASH, Tlp::Green, CERT_A);
            tape.learn(200, CERT_A, hash(), LearntBy::Sensor, None);
            let call = Called {
                by: CERT_A,
                with: CERT_B,
                held: 250,
                logged: 500,
                confirmed,
                answered: true,
            };
            tape.call(&call, vec![hash()], None);
            let all = readings(&METRIC, &tape);
            let fits =
                |one: &&Reading| one.scope == Scope::All && one.provenance == Provenance::Simulated;
            let simulated = all.iter().find(fits);
            assert_eq!(simulated.map(|one| one.censored), Some(open));
            check(&METRIC, &tape, &[("org:cert-b logged", logged)]);
        }
    }
}
