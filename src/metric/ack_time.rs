//! Time until the sender is told that its message was received.

use super::describe::{Description, Metric, Statistic};
use super::sheet::Sheet;
use super::{Unit, ledger::Ledgers};
use crate::exercise::Family;

pub(super) const METRIC: Metric = Metric {
    about: Description {
        id: "ack_time",
        title: "Time to acknowledge",
        formula: "From the first arrival of a message that calls for an acknowledgement (a \
                  request, a notification, an escalation) to the recipient's acknowledgement, \
                  answer or refusal, whichever is first; open while there is none.",
        unit: Unit::Seconds,
        statistic: Statistic::Duration,
        source: "Hotwash's own definition",
        families: &[Family::Channel, Family::Desk],
    },
    observe,
};

fn observe(ledgers: &Ledgers<'_>, sheet: &mut Sheet) {
    for chain in ledgers.chains.all() {
        let expected = chain.delivered.is_set() && chain.wants_acknowledgement();
        if !expected || !chain.to_player(ledgers.exercise) {
            continue;
        }
        let row = ledgers.leg_of(chain.delivered, chain.acknowledged, chain.to);
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
    use crate::metric::fixture::{CERT_A, CERT_B, Tape, check, letter};
    use crate::model::MessageKind;

    #[test]
    fn an_answer_or_a_refusal_acknowledges_too() {
        let mut tape = Tape::new();
        let told = tape.arrives(0, letter(CERT_A, CERT_B, MessageKind::Notification));
        tape.acknowledge(20, told);
        tape.acknowledge(30, told);
        let asked = tape.arrives(30, letter(CERT_A, CERT_B, MessageKind::InformationRequest));
        tape.answer(70, asked);
        tape.arrives(100, letter(CERT_A, CERT_B, MessageKind::Advisory));
        tape.arrives(900, letter(CERT_A, CERT_B, MessageKind::TakedownRequest));
        check(
            &METRIC,
            &tape,
            &[
                ("all", "n=3 open=1 mean=353.3333 median=40 p90=-"),
                (
                    "pair:cert-a>cert-b",
                    "n=3 open=1 mean=353.3333 median=40 p90=-",
                ),
            ],
        );
    }
}
