//! Time until a victim is told by somebody who knows.

use super::describe::{Description, Metric, Statistic};
use super::sheet::Sheet;
use super::{
    Unit,
    ledger::{Ledgers, Mark},
};
use crate::exercise::Family;
use std::collections::BTreeMap;

pub(super) const METRIC: Metric = Metric {
    about: Description {
        id: "time_to_notify",
        title: "Time to notify a victim",
        formula: "For each victim that another participant could have told: from when the first \
                  of them had what tells it (had learnt or read that it is a victim, or knew an \
                  address or hash of the same threat, which the victim would find in its own \
                  logs), not before the compromise, to when word first reached the victim from a \
                  participant: a notification about it, a claim that points at it, or the \
                  message from which it then learnt that it is compromised, whatever that was \
                  meant for. Open while it has not, until the victim learns by itself or from \
                  the script.",
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
    for ((threat, org), case) in &ledgers.victims.cases {
        let (hit, knew, could) = cases.entry(*org).or_insert((none, none, (none, None)));
        *hit = hit.earlier(case.compromised);
        *knew = knew.earlier(case.detected.mark);
        let (when, who) = ledgers.victims.tellable(*threat, *org);
        if when.earlier(could.0) == when {
            *could = (when, who);
        }
    }
    for (org, (hit, knew, could)) in cases {
        let warning = &ledgers.victims.warnings[org.at()];
        let since = hit.later(could.0);
        let (Some(knower), true) = (could.1, since.is_set()) else {
            continue;
        };
        let told = warning.told;
        let actor = warning.teller.unwrap_or(knower);
        let by = if told.mark.is_set() {
            told.by
        } else {
            ledgers.seats.provenance(actor)
        };
        let row = ledgers.cut(since, told.mark, knew.later(since), by);
        sheet.add(row.org(org));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::metric::fixture::{
        ACME, ADDR, CERT_A, Called, EXCON, HIT, Tape, check, claim, letter,
    };
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
    fn indicators_that_show_a_victim_what_it_is_have_told_it() {
        let mut tape = Tape::new();
        let address = || claim(ADDR, Tlp::Green, CERT_A);
        // What a victim knows itself nobody needs to tell.
        tape.learn(10, ACME, address(), LearntBy::Sensor, None);
        tape.compromise(100, ACME);
        tape.learn(150, CERT_A, address(), LearntBy::Sensor, None);
        let claims = vec![address()];
        let shared = tape.arrives(
            250,
            Letter {
                claims,
                ..letter(CERT_A, ACME, MessageKind::Indicators)
            },
        );
        let open = "n=1 open=1 mean=- median=- p90=-";
        check(&METRIC, &tape, &[("all", open)]);
        tape.open(300, shared);
        tape.detect(300, ACME, Some(shared));
        let told = "n=1 open=0 mean=100 median=100 p90=100";
        check(&METRIC, &tape, &[("all", told), ("org:acme", told)]);

        // EXCON is no participant: what it says is the script.
        let mut tape = Tape::new();
        tape.compromise(100, ACME);
        tape.learn(150, CERT_A, address(), LearntBy::Sensor, None);
        let script = tape.arrives(250, letter(EXCON, ACME, MessageKind::Notification));
        tape.detect(300, ACME, Some(script));
        check(&METRIC, &tape, &[("all", open)]);
    }

    #[test]
    fn a_victim_told_outside_was_told_when_the_call_took_place() {
        for (confirmed, figures) in [
            (Some(700), "n=1 open=0 mean=50 median=50 p90=50"),
            (None, "absent"),
        ] {
            let mut tape = Tape::new();
            tape.compromise(100, ACME);
            let hit = || claim(HIT, Tlp::Green, CERT_A);
            tape.learn(150, CERT_A, hit(), LearntBy::Sensor, None);
            let call = Called {
                by: CERT_A,
                with: ACME,
                held: 200,
                logged: 300,
                confirmed,
                answered: true,
            };
            tape.call(&call, vec![hit()], None);
            check(&METRIC, &tape, &[("all logged", figures)]);
        }
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
