//! Rounds of asking back that requests took.

use super::describe::{Description, Metric, Statistic};
use super::sheet::Sheet;
use super::{Observed, Unit, ledger::Ledgers};
use crate::exercise::Family;
use crate::model::MessageKind;

pub(super) const METRIC: Metric = Metric {
    about: Description {
        id: "clarification_rounds",
        title: "Clarification rounds for each request",
        formula: "For each request that arrived (clarifications themselves left out), how often \
                  its recipient asked back for what was missing.",
        unit: Unit::Count,
        statistic: Statistic::Amount,
        source: "Hotwash's own definition",
        families: &[Family::Desk, Family::Sharing, Family::Agreement],
    },
    observe,
};

fn observe(ledgers: &Ledgers<'_>, sheet: &mut Sheet) {
    for chain in ledgers.chains.all() {
        let request = chain.kind.wants_answer() && chain.kind != MessageKind::Clarification;
        let arrived = request && chain.delivered.is_set();
        if !arrived || !chain.to_player(ledgers.exercise) {
            continue;
        }
        // Whoever took it up asks back.
        let by = ledgers.seats.provenance_at(chain.to, chain.opened.mark);
        let seq = chain.delivered.seq;
        let row = Observed::of(f64::from(chain.rounds), false, by, seq, seq);
        sheet.add(
            row.org(chain.to)
                .channel(chain.arrived_by)
                .pair(chain.from, chain.to),
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::metric::fixture::{CERT_A, CERT_B, HOSTER, Tape, check, letter};
    use crate::model::Letter;

    #[test]
    fn every_round_counts_for_the_request_it_began_with() {
        let mut tape = Tape::new();
        let request = tape.arrives(0, letter(CERT_A, CERT_B, MessageKind::TakedownRequest));
        let back = |to| {
            let reply_to = Some(to);
            Letter {
                reply_to,
                ..letter(CERT_B, CERT_A, MessageKind::Clarification)
            }
        };
        let first = tape.arrives(10, back(request));
        let more = tape.answer(20, first);
        tape.arrives(30, back(more));
        tape.arrives(40, letter(CERT_A, HOSTER, MessageKind::TakedownRequest));
        check(
            &METRIC,
            &tape,
            &[
                ("all", "n=2 open=0 mean=1 median=0 p90=2 total=2"),
                ("org:cert-b", "n=1 open=0 mean=2 median=2 p90=2 total=2"),
            ],
        );
    }
}
