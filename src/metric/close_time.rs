//! Time until a recipient has nothing more to do about a message.

use super::describe::{Description, Metric, Statistic};
use super::sheet::Sheet;
use super::{Unit, ledger::Ledgers};
use crate::exercise::Family;

pub(super) const METRIC: Metric = Metric {
    about: Description {
        id: "close_time",
        title: "Time until a message is closed",
        formula: "From the first arrival of a message to when its recipient had nothing more to \
                  do about it: it closed it, or answered or refused what it asked; open while it \
                  did neither, also where nobody ever meant to. Answers left out: they are read.",
        unit: Unit::Seconds,
        statistic: Statistic::Duration,
        source: "Hotwash's own definition",
        families: &[Family::Channel, Family::Desk, Family::Sharing],
    },
    observe,
};

fn observe(ledgers: &Ledgers<'_>, sheet: &mut Sheet) {
    for chain in ledgers.chains.all() {
        if !chain.delivered.is_set() || !chain.reaches_out(ledgers.exercise) {
            continue;
        }
        let answered = chain.answered.mark.earlier(chain.closed.mark) == chain.answered.mark;
        let end = if answered {
            chain.answered
        } else {
            chain.closed
        };
        let row = ledgers.leg_of(chain.delivered, end, chain.to);
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
    use crate::fact::MessageClosed;
    use crate::metric::fixture::{CERT_A, CERT_B, Tape, check, letter};
    use crate::model::MessageKind;

    #[test]
    fn an_answer_closes_a_request_and_the_rest_is_closed_by_hand() {
        let mut tape = Tape::new();
        let (from, to) = (CERT_A, CERT_B);
        let advice = tape.arrives(0, letter(from, to, MessageKind::Advisory));
        let asked = tape.arrives(10, letter(from, to, MessageKind::InformationRequest));
        tape.arrives(20, letter(from, to, MessageKind::Indicators));
        let message = advice;
        tape.tell(100, MessageClosed { message, from, to });
        let answer = tape.answer(210, asked);
        tape.send(210, answer, crate::metric::fixture::EMAIL, 1);
        tape.deliver(220, answer, crate::metric::fixture::EMAIL, 1);
        let message = asked;
        tape.tell(300, MessageClosed { message, from, to });
        // S: 1 to 100, 2/3 to 200, 1/3 to 1,000.
        let figures = "n=3 open=1 mean=433.3333 median=200 p90=-";
        check(&METRIC, &tape, &[("all", figures), ("org:cert-b", figures)]);
    }
}
