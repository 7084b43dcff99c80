//! Time that a message is worked on.

use super::describe::{Description, Metric, Statistic};
use super::sheet::Sheet;
use super::{
    Unit,
    ledger::{Ledgers, Mark, Ticket},
};
use crate::exercise::Family;
use crate::model::MessageId;

pub(super) const METRIC: Metric = Metric {
    about: Description {
        id: "work_time",
        title: "Time that a message is worked on",
        formula: "For each message that its recipient took up work about: from when the first \
                  piece of that work was taken up to when the last was done; open while one is \
                  in hand or waits. What was never taken up is told by desk_wait.",
        unit: Unit::Seconds,
        statistic: Statistic::Duration,
        source: "Hotwash's own definition",
        families: &[Family::Desk],
    },
    observe,
};

fn observe(ledgers: &Ledgers<'_>, sheet: &mut Sheet) {
    let mut work: Vec<(MessageId, &Ticket)> = ledgers
        .desks
        .exercise_work()
        .filter_map(|ticket| Some((ticket.message?, ticket)))
        .collect();
    // In order of message, and within it as queued.
    work.sort_by_key(|(message, _)| *message);
    for pieces in work.chunk_by(|a, b| a.0 == b.0) {
        let Some(chain) = ledgers.chains.get(pieces[0].0) else {
            continue;
        };
        let own = || pieces.iter().filter(|(_, one)| one.org == chain.to);
        let Some((_, first)) = own()
            .filter(|(_, one)| one.started.is_set())
            .min_by_key(|(_, one)| one.started.seq)
        else {
            continue;
        };
        let last = own()
            .map(|(_, one)| one.finished)
            .reduce(Mark::later)
            .unwrap_or(Mark::NONE);
        if chain.to_player(ledgers.exercise) {
            let row = ledgers.leg(first.started, last, first.by);
            sheet.add(
                row.org(chain.to)
                    .channel(chain.arrived_by)
                    .pair(chain.from, chain.to),
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fact::TicketQueued;
    use crate::metric::fixture::{CERT_A, CERT_B, Tape, check, letter};
    use crate::model::{MessageKind, OrgId, Priority, TicketId, Work};

    #[test]
    fn from_the_first_piece_taken_up_to_the_last_one_done() {
        let mut tape = Tape::new();
        let ask = || letter(CERT_A, CERT_B, MessageKind::TakedownRequest);
        let (done, half) = (tape.arrives(0, ask()), tape.arrives(0, ask()));
        let waits = tape.arrives(0, ask());
        let queue = |tape: &mut Tape, org: OrgId, message| {
            let ticket = tape.queue(0, org, Work::Triage);
            let fact = TicketQueued {
                ticket,
                org,
                work: Work::Triage,
                priority: Priority::Normal,
                message: Some(message),
                lineage: 0,
            };
            // The tape queues work about nothing: the same piece, of a message.
            let last = tape.entries.len() - 1;
            tape.entries[last].body = crate::journal::Body::Fact(fact.into());
            ticket
        };
        let pieces: Vec<TicketId> = [done, done, half, half, waits]
            .map(|message| queue(&mut tape, CERT_B, message))
            .to_vec();
        // What its sender does about it is another's work.
        let senders = queue(&mut tape, CERT_A, done);
        tape.start(10, senders);
        tape.start(20, pieces[0]);
        tape.start(30, pieces[2]);
        tape.finish(60, pieces[0]);
        tape.finish(70, pieces[2]);
        tape.start(80, pieces[1]);
        tape.finish(120, pieces[1]);
        // 100 seconds, and one open since 30: S is 1 to 100, 1/2 to 1,000.
        check(
            &METRIC,
            &tape,
            &[
                ("all", "n=2 open=1 mean=550 median=100 p90=-"),
                ("org:cert-b", "n=2 open=1 mean=550 median=100 p90=-"),
            ],
        );
    }
}
