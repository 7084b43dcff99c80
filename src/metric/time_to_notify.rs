//! Time until a victim is told by somebody who knows.

use super::describe::{Description, Metric, Statistic};
use super::sheet::Sheet;
use super::{
    Unit,
    ledger::{Act, Ledgers, Mark},
};
use crate::exercise::Family;
use std::collections::BTreeMap;

pub(super) const METRIC: Metric = Metric {
    about: Description {
        id: "time_to_notify",
        title: "Time to notify a victim",
        formula: "For each victim that another participant knew of: from when the first of them \
                  had learnt or read of it (not before the compromise) to when word first \
                  reached the victim from a participant, in a notification about it or a claim \
                  that points at it. Open while it has not, until the victim learns by itself or \
                  from the script.",
        unit: Unit::Seconds,
        statistic: Statistic::Duration,
        source: "Li et al. 2016; Stock et al. 2016 (notification)",
        families: &[
            Family::Sharing,
            Family::Directory,
            Family::Channel,
            Family::Desk,
        ],
    },
    observe,
};

fn observe(ledgers: &Ledgers<'_>, sheet: &mut Sheet) {
    let none = Mark::NONE;
    let mut cases = BTreeMap::new();
    for ((_, org), case) in &ledgers.victims.cases {
        let (hit, knew) = cases.entry(*org).or_insert((none, none));
        *hit = hit.earlier(case.compromised);
        *knew = knew.earlier(case.detected.mark);
    }
    for (org, (hit, knew)) in cases {
        let warning = &ledgers.victims.warnings[org.at()];
        let since = hit.later(warning.known);
        let (Some(knower), true) = (warning.knower, since.is_set()) else {
            continue;
        };
        let told = warning.told;
        let actor = warning.teller.unwrap_or(knower);
        let by = if told.mark.is_set() {
            told.by
        } else {
            ledgers.seats.provenance(actor, Act::Other)
        };
        sheet.add(
            ledgers
                .cut(since, told.mark, knew.later(since), by)
                .org(org),
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::metric::fixture::{ACME, CERT_A, HIT, Tape, check, claim, letter};
    use crate::model::{LearntBy, Letter, MessageKind, Tlp};

    fn tape(told: Option<i64>, detects: Option<i64>) -> Tape {
        let mut tape = Tape::new();
        let hit = || claim(HIT, Tlp::Green, CERT_A);
        tape.learn(50, CERT_A, hit(), LearntBy::Sensor, None);
        tape.compromise(100, ACME);
        if let Some(at) = detects {
            tape.detect(at, ACME, None);
        }
        if let Some(at) = told {
            let claims = vec![hit()];
            tape.arrives(
                at,
                Letter {
                    claims,
                    ..letter(CERT_A, ACME, MessageKind::Notification)
                },
            );
        }
        tape
    }

    #[test]
    fn from_when_somebody_could_have_told() {
        for (told, detects, figures) in [
            (Some(400), None, "n=1 open=0 mean=300 median=300 p90=300"),
            (None, None, "n=1 open=1 mean=- median=- p90=-"),
            (Some(400), Some(200), "n=1 open=1 mean=- median=- p90=-"),
        ] {
            check(
                &METRIC,
                &tape(told, detects),
                &[("all", figures), ("org:acme", figures)],
            );
        }
        let mut unknown = Tape::new();
        unknown.compromise(100, ACME);
        check(
            &METRIC,
            &unknown,
            &[("all", "n=0 open=0 mean=- median=- p90=-")],
        );
    }
}
