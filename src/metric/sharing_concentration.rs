//! How much of the sharing a few do.

use super::describe::{Description, Metric, Statistic};
use super::sheet::Sheet;
use super::{Observed, Provenance, Unit, ledger::Ledgers};
use crate::exercise::Family;

pub(super) const METRIC: Metric = Metric {
    about: Description {
        id: "sharing_concentration",
        title: "Share of claims sent by the ten who send most",
        formula: "Of the claims that participants sent to participants, the share that the ten \
                  most active senders sent (by claims, then id); 1 where no more than ten sent \
                  any. Inferred where some seats were simulated and some were not.",
        unit: Unit::Share,
        statistic: Statistic::Share,
        source: "AIS participation reviews (few share, many read)",
        families: &[Family::Sharing],
    },
    observe,
};

const TOP: usize = 10;

fn observe(ledgers: &Ledgers<'_>, sheet: &mut Sheet) {
    let passings = &ledgers.sharing.passings;
    let mut sent = vec![0_u32; ledgers.exercise.organisations.len()];
    for one in passings {
        sent[one.from.at()] += 1;
    }
    let mut order: Vec<usize> = (0..sent.len()).collect();
    order.sort_by_key(|org| (std::cmp::Reverse(sent[*org]), *org));
    let mut top = vec![false; sent.len()];
    for org in order.into_iter().take(TOP) {
        top[org] = true;
    }
    let mixed = passings.windows(2).any(|two| two[0].by != two[1].by);
    for one in passings {
        let by = if mixed { Provenance::Inferred } else { one.by };
        let seq = one.sent.seq;
        sheet.add(Observed::of(
            f64::from(top[one.from.at()]),
            false,
            by,
            seq,
            seq,
        ));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::exercise::Organisation;
    use crate::metric::fixture::{CERT_A, HASH, POLICE, Tape, check, claim, exercise, letter};
    use crate::model::{Letter, MessageKind, OrgId, Tlp};

    #[test]
    fn ten_of_eleven_senders() {
        let mut exercise = exercise();
        let pattern = exercise.organisations[POLICE.at()].clone();
        for nth in 0..11 {
            let id = format!("z{nth:02}");
            exercise.organisations.push(Organisation {
                id,
                ..pattern.clone()
            });
        }
        let mut tape = Tape::of(exercise);
        for nth in 0..11 {
            let from = OrgId(8 + nth);
            let send = letter(from, CERT_A, MessageKind::Indicators);
            let claims = || vec![claim(HASH, Tlp::Green, from); if nth == 3 { 1 } else { 2 }];
            tape.arrives(
                0,
                Letter {
                    claims: claims(),
                    ..send
                },
            );
        }
        // Twenty of twenty-one.
        check(&METRIC, &tape, &[("all", "n=21 open=0 mean=0.9524")]);
        check(&METRIC, &Tape::new(), &[("all", "n=0 open=0 mean=-")]);
    }
}
