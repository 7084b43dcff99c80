//! Analyst-hours for each outcome.

use super::describe::{Description, Metric, Statistic};
use super::sheet::Sheet;
use super::{
    Observed, Provenance, Unit,
    ledger::{Ledgers, Mark, Suspension},
};
use crate::exercise::Family;

pub(super) const METRIC: Metric = Metric {
    about: Description {
        id: "effort",
        title: "Effort for each outcome",
        formula: "All analyst-hours spent on work of the exercise (see effort_total) over the \
                  number of outcomes: malicious hosts suspended, intrusions contained, artefacts \
                  analysed. Every outcome carries an equal share; without an outcome there is no \
                  figure.",
        unit: Unit::AnalystHours,
        statistic: Statistic::Amount,
        source: "Hotwash's own definition",
        families: &[Family::Desk],
    },
    observe,
};

fn observe(ledgers: &Ledgers<'_>, sheet: &mut Sheet) {
    let outcomes = outcomes(ledgers);
    for provenance in Provenance::ALL {
        let work = ledgers
            .desks
            .exercise_work()
            .filter(|ticket| ticket.by == *provenance);
        let hours: f64 = work.map(|ticket| ticket.hours(ledgers.until)).sum();
        if hours > 0.0 {
            let each = hours / outcomes.len() as f64;
            for outcome in &outcomes {
                sheet.add(Observed::of(
                    each,
                    false,
                    *provenance,
                    outcome.seq,
                    outcome.seq,
                ));
            }
        }
    }
}

/// The entries that show what was achieved, in order.
fn outcomes(ledgers: &Ledgers<'_>) -> Vec<Mark> {
    let malicious = |one: &&Suspension| ledgers.hosts.threat(one.host).is_some();
    let suspended = ledgers
        .hosts
        .suspensions
        .iter()
        .filter(malicious)
        .map(|one| one.mark);
    let contained = ledgers
        .victims
        .cases
        .values()
        .map(|case| case.contained.mark);
    let analysed = ledgers.analyses.iter().map(|one| one.mark);
    let mut all: Vec<Mark> = suspended.chain(contained).chain(analysed).collect();
    all.retain(|mark| mark.is_set());
    all.sort_unstable_by_key(|mark| mark.seq);
    all
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fact::ArtefactAnalysed;
    use crate::metric::fixture::{ACME, CERT_A, Tape, check};
    use crate::model::{ArtefactId, Work};

    #[test]
    fn outcomes_share_the_hours() {
        let mut tape = Tape::new();
        let work = [
            Work::Triage,
            Work::Background,
            Work::Analysis,
            Work::Containment,
        ];
        let tickets = work.map(|work| tape.queue(0, CERT_A, work));
        tape.start(0, tickets[0]);
        tape.start(0, tickets[1]);
        tape.finish(360, tickets[0]);
        tape.finish(360, tickets[1]);
        tape.start(640, tickets[2]);
        check(
            &METRIC,
            &tape,
            &[("all", "n=0 open=0 mean=- median=- p90=- total=0")],
        );
        tape.compromise(700, ACME);
        tape.contain(800, ACME);
        tape.tell(
            900,
            ArtefactAnalysed {
                org: CERT_A,
                artefact: ArtefactId(0),
            },
        );
        check(
            &METRIC,
            &tape,
            &[("all", "n=2 open=0 mean=0.1 median=0.1 p90=0.1 total=0.2")],
        );
    }
}
