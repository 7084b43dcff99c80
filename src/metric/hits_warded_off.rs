//! Hits that came to nothing because their victims had applied what they knew.

use super::describe::{Description, Metric, Statistic};
use super::sheet::Sheet;
use super::{Observed, Unit, ledger::Ledgers};
use crate::exercise::Family;

pub(super) const METRIC: Metric = Metric {
    about: Description {
        id: "hits_warded_off",
        title: "Hits warded off",
        formula: "Planned hits that came to nothing because the organisation had applied a \
                  finding of the threat before. Those who were to be reached through it are not \
                  counted: their hits never came.",
        unit: Unit::Count,
        statistic: Statistic::Events,
        source: "Hotwash's own definition",
        families: &[
            Family::Threat,
            Family::Finding,
            Family::Sharing,
            Family::Desk,
        ],
    },
    observe,
};

fn observe(ledgers: &Ledgers<'_>, sheet: &mut Sheet) {
    for one in &ledgers.victims.warded {
        let (from, to) = (one.applied.mark.seq, one.mark.seq);
        let row = Observed::of(1.0, false, one.applied.by, from, to);
        sheet.add(row.org(one.org).finding(one.finding));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fact::{HitWardedOff, IndicatorApplied};
    use crate::metric::fixture::{ACME, ADDR, CERT_A, POLICE, THREAT, Tape, check};
    use crate::model::{Part, SeatState};

    #[test]
    fn only_hits_count_and_for_whoever_applied_what_warded_them_off() {
        let mut tape = Tape::new();
        let apply = |org| IndicatorApplied {
            org,
            finding: ADDR,
            part: Part::Full,
        };
        let spare = |org| HitWardedOff {
            threat: THREAT,
            org,
            finding: ADDR,
        };
        tape.tell(10, apply(CERT_A));
        tape.tell(20, apply(ACME));
        tape.seat(25, POLICE, SeatState::Human);
        tape.tell(30, apply(POLICE));
        check(&METRIC, &tape, &[("all", "n=0")]);
        tape.tell(100, spare(ACME));
        check(
            &METRIC,
            &tape,
            &[("all", "n=1"), ("org:acme", "n=1"), ("finding:addr", "n=1")],
        );
        tape.tell(200, spare(POLICE));
        tape.compromise(300, CERT_A);
        check(
            &METRIC,
            &tape,
            &[
                ("all", "n=1"),
                ("all measured", "n=1"),
                ("org:police measured", "n=1"),
            ],
        );
    }
}
