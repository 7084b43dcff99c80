//! What agreements cost their parties.

use super::describe::{Description, Metric, Statistic};
use super::sheet::Sheet;
use super::{Provenance, Unit, ledger::Ledgers};
use crate::exercise::Family;
use crate::model::time::DAY;

/// Days of a year, as the calendar has them on average.
const YEAR: f64 = 365.2425;

pub(super) const METRIC: Metric = Metric {
    about: Description {
        id: "agreement_effort",
        title: "Upkeep of agreements",
        formula: "For each party of an agreement and each stretch for which it was operational: \
                  the analyst-hours a year that the agreement costs a party (`effort`) times the \
                  years of scenario time, jumps between moves among them; open where it still \
                  stands at the horizon. The total is what the worth of agreements is set \
                  against; work on messages is in effort_total.",
        unit: Unit::AnalystHours,
        statistic: Statistic::Amount,
        source: "Hotwash's own definition",
        families: &[Family::Agreement],
    },
    observe,
};

fn observe(ledgers: &Ledgers<'_>, sheet: &mut Sheet) {
    let clock = &ledgers.exercise.clock;
    for (agreement, from, to) in ledgers.pacts.stretches() {
        if agreement.effort_milli_hours == 0 {
            continue;
        }
        let open = !to.is_set();
        let end = if open { ledgers.until } else { to.at };
        let lasted = clock.scenario_unix_ms(end) - clock.scenario_unix_ms(from.at);
        let years = lasted.max(0) as f64 / (DAY as f64 * YEAR);
        let hours = f64::from(agreement.effort_milli_hours) / 1000.0 * years;
        let row = ledgers.leg(*from, *to, Provenance::Inferred);
        for party in &agreement.parties {
            sheet.add(row.with(hours, open).org(*party));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::exercise::Move;
    use crate::fact::AgreementChanged;
    use crate::metric::fixture::{Tape, check, pact};
    use crate::model::{AgreementId, AgreementState, SimTime, Span};

    #[test]
    fn upkeep_is_paid_while_an_agreement_stands() {
        let mut tape = Tape::new();
        // The exercise ends at 1,000 seconds; half a year passes at 500.
        let clock = &mut tape.exercise.clock;
        clock.moves.push(Move {
            title: "half a year on".to_owned(),
            at: SimTime::STARTEX + Span::seconds(500),
            jump: Span((YEAR / 2.0 * DAY as f64) as i64 - 500_000),
        });
        let paper = |id: &str, state| crate::exercise::Agreement {
            id: id.to_owned(),
            state,
            effort_milli_hours: 80_000,
            ..pact(Vec::new())
        };
        tape.exercise.agreements = vec![
            paper("kept", AgreementState::Operational),
            paper("signed", AgreementState::Signed),
        ];
        let change = |to| AgreementChanged {
            agreement: AgreementId(0),
            to,
        };
        // 80 hours a year: 40 each until the jump is over; the rest of the day is next to nothing.
        tape.tell(500, change(AgreementState::Suspended));
        check(
            &METRIC,
            &tape,
            &[
                (
                    "all inferred",
                    "n=2 open=0 mean=40 median=40 p90=40 total=80",
                ),
                (
                    "org:cert-a inferred",
                    "n=1 open=0 mean=40 median=40 p90=40 total=40",
                ),
            ],
        );
        tape.tell(600, change(AgreementState::Operational));
        // Again from 600 to the end, which is over at 1,000: 0.001 hours.
        let again = [(
            "org:cert-b inferred",
            "n=2 open=1 mean=20.0005 median=0.001 p90=40 total=40.001",
        )];
        check(&METRIC, &tape, &again);
    }
}
