//! Falsehoods that were believed.

use super::describe::{Description, Metric, Statistic};
use super::sheet::Sheet;
use super::{Observed, Unit, ledger::Ledgers};
use crate::exercise::Family;

pub(super) const METRIC: Metric = Metric {
    about: Description {
        id: "false_claims_believed",
        title: "False claims believed",
        formula: "Of the false claims that participants learnt, the share that they did not see \
                  through by checking.",
        unit: Unit::Share,
        statistic: Statistic::Share,
        source: "Hotwash's own definition",
        families: &[Family::Sharing],
    },
    observe,
};

fn observe(ledgers: &Ledgers<'_>, sheet: &mut Sheet) {
    for (org, _) in ledgers.exercise.players() {
        for held in ledgers.knowing.all(org) {
            if ledgers.exercise.findings[held.finding.at()].truth {
                continue;
            }
            let doubted = held.doubted;
            let seq = if doubted.is_set() {
                doubted.seq
            } else {
                held.learnt.seq
            };
            let believed = f64::from(!doubted.is_set());
            let row = Observed::of(believed, false, held.by, held.learnt.seq, seq);
            sheet.add(row.org(org).finding(held.finding));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fact::ClaimDoubted;
    use crate::metric::fixture::{CERT_A, CERT_B, EXCON, HASH, LIE, Tape, check, claim};
    use crate::model::{LearntBy, Tlp};

    #[test]
    fn who_checks_and_doubts_does_not_believe() {
        let mut tape = Tape::new();
        let lie = || claim(LIE, Tlp::Green, EXCON);
        tape.learn(0, CERT_A, lie(), LearntBy::Publication, None);
        tape.learn(0, CERT_B, lie(), LearntBy::Publication, None);
        tape.learn(
            0,
            CERT_B,
            claim(HASH, Tlp::Green, CERT_B),
            LearntBy::Sensor,
            None,
        );
        tape.tell(
            50,
            ClaimDoubted {
                org: CERT_B,
                finding: LIE,
            },
        );
        tape.tell(
            50,
            ClaimDoubted {
                org: CERT_B,
                finding: HASH,
            },
        );
        check(
            &METRIC,
            &tape,
            &[
                ("all", "n=2 open=0 mean=0.5"),
                ("org:cert-a", "n=1 open=0 mean=1"),
                ("finding:lie", "n=2 open=0 mean=0.5"),
            ],
        );
    }
}
