//! Participants who knew something and shared nothing.

use super::describe::{Description, Metric, Statistic};
use super::sheet::Sheet;
use super::{
    Observed, Unit,
    ledger::{Ledgers, Mark},
};
use crate::exercise::Family;

pub(super) const METRIC: Metric = Metric {
    about: Description {
        id: "silent_share",
        title: "Participants who share nothing",
        formula: "Of the participants that knew any finding, the share that sent no claim to \
                  another participant.",
        unit: Unit::Share,
        statistic: Statistic::Share,
        source: "Hotwash's own definition",
        families: &[Family::Sharing, Family::Sensor],
    },
    observe,
};

fn observe(ledgers: &Ledgers<'_>, sheet: &mut Sheet) {
    let mut first_sent = vec![Mark::NONE; ledgers.exercise.organisations.len()];
    for one in &ledgers.sharing.passings {
        first_sent[one.from.at()].first(one.sent);
    }
    for (org, _) in ledgers.exercise.players() {
        let learnt = ledgers.knowing.all(org).map(|held| held.learnt);
        let Some(learnt) = learnt.reduce(Mark::earlier) else {
            continue;
        };
        let sent = first_sent[org.at()];
        let shown = if sent.is_set() { sent.seq } else { learnt.seq };
        let by = ledgers.seats.provenance(org);
        let row = Observed::of(f64::from(!sent.is_set()), false, by, shown, shown);
        sheet.add(row.org(org));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::metric::fixture::{CERT_A, CERT_B, GANG, HASH, Tape, check, claim, letter};
    use crate::model::{LearntBy, Letter, MessageKind, Tlp};

    #[test]
    fn who_knows_nothing_is_not_silent() {
        let mut tape = Tape::new();
        let one = || claim(HASH, Tlp::Green, CERT_A);
        tape.learn(0, CERT_A, one(), LearntBy::Sensor, None);
        tape.learn(0, GANG, one(), LearntBy::Sensor, None);
        let claims = vec![one()];
        tape.read(
            10,
            Letter {
                claims,
                ..letter(CERT_A, CERT_B, MessageKind::Indicators)
            },
        );
        check(
            &METRIC,
            &tape,
            &[
                ("all", "n=2 open=0 mean=0.5"),
                ("org:cert-a", "n=1 open=0 mean=0"),
                ("org:cert-b", "n=1 open=0 mean=1"),
            ],
        );
    }
}
