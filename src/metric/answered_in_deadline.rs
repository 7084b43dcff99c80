//! Requests answered within the agreed time.

use super::describe::{Description, Metric, Statistic};
use super::sheet::Sheet;
use super::{Unit, ledger::Ledgers};
use crate::exercise::Family;

pub(super) const METRIC: Metric = Metric {
    about: Description {
        id: "answered_in_deadline",
        title: "Answered within the agreed deadline",
        formula: "Of the requests between parties of an operational agreement that sets a time \
                  to answer in, the share answered or refused in that time, counted from \
                  arrival; the shortest time where several agreements set one. Open while the \
                  time runs.",
        unit: Unit::Share,
        statistic: Statistic::Share,
        source: "Hotwash's own definition",
        families: &[
            Family::Channel,
            Family::Desk,
            Family::Sharing,
            Family::Agreement,
        ],
    },
    observe,
};

fn observe(ledgers: &Ledgers<'_>, sheet: &mut Sheet) {
    for chain in ledgers.chains.all() {
        let Some(due) = chain.due.filter(|_| chain.to_player(ledgers.exercise)) else {
            continue;
        };
        let deadline = chain.delivered.at + due;
        let answered = chain.answered.mark;
        let open = !answered.is_set() && deadline > ledgers.until;
        let row = ledgers.leg_of(chain.delivered, chain.answered, chain.to);
        let row = row.with(
            f64::from(answered.is_set() && answered.at <= deadline),
            open,
        );
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
    use crate::exercise::Term;
    use crate::fact::AgreementChanged;
    use crate::metric::fixture::{CERT_A, CERT_B, POLICE, Tape, check, exercise, letter, pact};
    use crate::model::{AgreementId, AgreementState, MessageKind, Span};

    #[test]
    fn only_agreed_deadlines_in_force_count() {
        let mut exercise = exercise();
        exercise
            .agreements
            .push(pact(vec![Term::AnswerWithin(Span::seconds(200))]));
        let mut tape = Tape::of(exercise);
        let ask = |to| letter(CERT_A, to, MessageKind::InformationRequest);
        let in_time = tape.arrives(0, ask(CERT_B));
        tape.arrives(0, ask(POLICE));
        tape.answer(200, in_time);
        let late = tape.arrives(200, ask(CERT_B));
        tape.answer(401, late);
        tape.arrives(500, ask(CERT_B));
        tape.arrives(900, ask(CERT_B));
        let to = AgreementState::Suspended;
        tape.tell(
            950,
            AgreementChanged {
                agreement: AgreementId(0),
                to,
            },
        );
        tape.arrives(950, ask(CERT_B));
        check(&METRIC, &tape, &[("all", "n=4 open=1 mean=0.3333")]);
    }
}
