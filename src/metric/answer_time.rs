//! Time until a request is answered.

use super::describe::{Description, Metric, Statistic};
use super::sheet::Sheet;
use super::{Unit, ledger::Ledgers};
use crate::exercise::Family;

pub(super) const METRIC: Metric = Metric {
    about: Description {
        id: "answer_time",
        title: "Time to answer a request",
        formula: "From the first arrival of a request (for information, clarification, take- \
                  down, preservation, legal assistance; a press query; a comms check) to the \
                  recipient's answer or refusal; open while there is neither.",
        unit: Unit::Seconds,
        statistic: Statistic::Duration,
        source: "Hotwash's own definition",
        families: &[Family::Channel, Family::Desk, Family::Sharing],
    },
    observe,
};

fn observe(ledgers: &Ledgers<'_>, sheet: &mut Sheet) {
    for chain in ledgers.chains.all() {
        let asked = chain.delivered.is_set() && chain.kind.wants_answer();
        if !asked || !chain.to_player(ledgers.exercise) {
            continue;
        }
        let row = ledgers.leg_of(chain.delivered, chain.answered, chain.to);
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
    use crate::fact::RequestDeclined;
    use crate::metric::fixture::{CERT_A, CERT_B, Tape, check, letter};
    use crate::model::{Declined, MessageKind};

    #[test]
    fn a_refusal_is_an_answer() {
        let mut tape = Tape::new();
        let ask = || letter(CERT_A, CERT_B, MessageKind::InformationRequest);
        let answered = tape.arrives(0, ask());
        tape.answer(100, answered);
        let declined = tape.arrives(100, ask());
        let why = Declined::NotOurs;
        tape.tell(
            300,
            RequestDeclined {
                message: declined,
                from: CERT_A,
                to: CERT_B,
                why,
            },
        );
        tape.arrives(500, ask());
        check(
            &METRIC,
            &tape,
            &[
                // S: 1 to 100, 2/3 to 200, 1/3 to 1000.
                ("all", "n=3 open=1 mean=433.3333 median=200 p90=-"),
                ("org:cert-b", "n=3 open=1 mean=433.3333 median=200 p90=-"),
            ],
        );
    }
}
