//! Tries to bring messages to their recipients.

use super::describe::{Description, Metric, Statistic};
use super::sheet::Sheet;
use super::{Unit, ledger::Ledgers};
use crate::exercise::Family;

pub(super) const METRIC: Metric = Metric {
    about: Description {
        id: "tries",
        title: "Tries to deliver a message",
        formula: "How often a message to a participant was sent, by any channel; answers left \
                  out: they go back the way they came. An organisation's are those that it made, \
                  a channel's those that went by it.",
        unit: Unit::Count,
        statistic: Statistic::Events,
        source: "Hotwash's own definition",
        families: &[Family::Directory, Family::Channel],
    },
    observe,
};

fn observe(ledgers: &Ledgers<'_>, sheet: &mut Sheet) {
    for one in ledgers.chains.tries() {
        let chain = ledgers.chains.get(one.message);
        let Some(chain) = chain.filter(|chain| chain.reaches_out(ledgers.exercise)) else {
            continue;
        };
        let row = chain.shows(ledgers, one.sent, one.sent);
        sheet.add(row.channel(one.channel));
    }
}

#[cfg(test)]
mod tests {
    use super::super::{
        contact_reach, messages_answered, messages_delivered, messages_sent, requests_delivered,
        retries, time_to_reach,
    };
    use super::*;
    use crate::metric::Provenance;
    use crate::metric::fixture::{
        CERT_A, CERT_B, EMAIL, EXCON, PHONE, POLICE, Tape, check, letter,
    };
    use crate::model::{MessageKind, SeatState};
    use std::collections::BTreeSet;

    #[test]
    fn a_comms_check_is_counted_by_channel() {
        let mut tape = Tape::new();
        let ask = |from, to| letter(from, to, MessageKind::CommsCheck);
        // Bounces by e-mail, arrives by phone at the second try there, is answered.
        let late = tape.compose(0, ask(CERT_A, CERT_B));
        tape.send(0, late, EMAIL, 1);
        tape.bounce(10, late, EMAIL, 1);
        tape.send(20, late, PHONE, 2);
        tape.send(30, late, PHONE, 3);
        tape.deliver(40, late, PHONE, 3);
        let answer = tape.answer(50, late);
        tape.send(50, answer, PHONE, 1);
        tape.deliver(55, answer, PHONE, 1);
        // One that nobody answers, from EXCON; one that has not arrived; one that never left.
        tape.arrives(60, ask(EXCON, POLICE));
        let lost = tape.compose(70, ask(CERT_A, POLICE));
        tape.send(70, lost, EMAIL, 1);
        let missing = tape.compose(80, ask(CERT_B, POLICE));
        tape.look_up(80, missing, false);
        for (metric, all, by_email, by_phone, of_a) in [
            (&METRIC, "n=5", Some("n=3"), Some("n=2"), "n=4"),
            (&retries::METRIC, "n=2", None, Some("n=2"), "n=2"),
            (&messages_sent::METRIC, "n=3", Some("n=3"), None, "n=2"),
            (
                &messages_delivered::METRIC,
                "n=2",
                Some("n=1"),
                Some("n=1"),
                "n=1",
            ),
            (
                &requests_delivered::METRIC,
                "n=2",
                Some("n=1"),
                Some("n=1"),
                "n=1",
            ),
            (&messages_answered::METRIC, "n=1", None, Some("n=1"), "n=1"),
        ] {
            let mut expected = vec![("all", all), ("org:cert-a", of_a)];
            expected.extend(by_email.map(|n| ("channel:email", n)));
            expected.extend(by_phone.map(|n| ("channel:phone", n)));
            check(metric, &tape, &expected);
            let found = crate::metric::fixture::readings(metric, &tape);
            let names = tape.exercise.names();
            let scopes: Vec<String> = found.iter().map(|one| one.scope.text(&names)).collect();
            assert_eq!(
                (
                    scopes.contains(&"channel:email".to_owned()),
                    scopes.contains(&"channel:phone".to_owned()),
                    scopes.contains(&"org:excon".to_owned()),
                ),
                (by_email.is_some(), by_phone.is_some(), false),
                "{}",
                metric.about.id
            );
        }
    }

    /// What people sent stays theirs, whoever has their seat by the horizon.
    #[test]
    fn what_people_sent_is_theirs_after_their_seat_was_given_to_its_playbook() {
        let mut tape = Tape::new();
        tape.seat(0, CERT_A, SeatState::Human);
        let ask = letter(CERT_A, CERT_B, MessageKind::CommsCheck);
        let asked = tape.compose(10, ask);
        tape.look_up(10, asked, true);
        tape.send(10, asked, EMAIL, 1);
        tape.send(15, asked, PHONE, 2);
        tape.deliver(20, asked, PHONE, 2);
        tape.answer(30, asked);
        tape.seat(40, CERT_A, SeatState::Simulated);
        for metric in [
            &METRIC,
            &retries::METRIC,
            &messages_sent::METRIC,
            &messages_delivered::METRIC,
            &requests_delivered::METRIC,
            &messages_answered::METRIC,
            &contact_reach::METRIC,
            &time_to_reach::METRIC,
        ] {
            let found = crate::metric::fixture::readings(metric, &tape);
            let by: BTreeSet<Provenance> = found.iter().map(|one| one.provenance).collect();
            assert_eq!(
                by,
                BTreeSet::from([Provenance::Measured]),
                "{}",
                metric.about.id
            );
        }
    }
}
