//! Contacts found at first try.

use super::describe::{Description, Metric, Statistic};
use super::sheet::Sheet;
use super::{
    Observed, Provenance, Unit,
    ledger::{FirstTry, Ledgers},
};
use crate::exercise::Family;

pub(super) const METRIC: Metric = Metric {
    about: Description {
        id: "contact_reach",
        title: "Contacts reached at first try",
        formula: "Of the messages with which one participant tried to reach another (replies \
                  left out: they go back the way they came), the share whose first try arrived. \
                  A missing or outdated directory entry, a bounce, a loss or another way taken \
                  first counts against it; open while nothing is known. A channel's are those that \
                  were first looked up or tried by it, whatever worked in the end. Contacts \
                  outside that were confirmed count as logged, by whether anybody was reached.",
        unit: Unit::Share,
        statistic: Statistic::Share,
        source: "ENISA, Cyber Europe 2010: 55% of countries unsure to find the right contact; \
                 Stock et al. 2016",
        families: &[Family::Directory, Family::Channel],
    },
    observe,
};

fn observe(ledgers: &Ledgers<'_>, sheet: &mut Sheet) {
    for chain in ledgers.chains.all() {
        let asked = chain.tried.is_set() && chain.reply_to.is_none();
        if !asked || !chain.among_players(ledgers.exercise) {
            continue;
        }
        let reached = chain.first_try == FirstTry::Reached;
        let open = chain.first_try == FirstTry::Pending;
        let by = ledgers.seats.provenance_at(chain.from, chain.tried);
        let seq = if reached {
            chain.delivered.seq
        } else {
            chain.tried.seq
        };
        let row = Observed::of(f64::from(reached), open, by, chain.tried.seq, seq);
        sheet.add(
            row.org(chain.from)
                .channel(chain.tried_by)
                .pair(chain.from, chain.to),
        );
    }
    for contact in ledgers.outsides.confirmed() {
        let (first, last) = (contact.logged.seq, contact.confirmed.seq);
        let reached = f64::from(contact.answered);
        let row = Observed::of(reached, false, Provenance::Logged, first, last);
        sheet.add(row.org(contact.from).pair(contact.from, contact.to));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::metric::fixture::{
        CERT_A, CERT_B, Called, EMAIL, EXCON, PHONE, POLICE, Tape, check, letter,
    };
    use crate::model::MessageKind;

    #[test]
    fn only_a_first_try_that_arrives_counts() {
        let mut tape = Tape::new();
        let ask = || letter(CERT_A, CERT_B, MessageKind::InformationRequest);
        let reached = tape.compose(0, ask());
        tape.look_up(0, reached, true);
        tape.send(0, reached, EMAIL, 1);
        tape.deliver(10, reached, EMAIL, 1);
        let bounced = tape.compose(20, ask());
        tape.send(20, bounced, EMAIL, 1);
        tape.bounce(30, bounced, EMAIL, 1);
        tape.send(40, bounced, PHONE, 2);
        tape.deliver(50, bounced, PHONE, 2);
        let missing = tape.compose(60, letter(CERT_A, POLICE, MessageKind::Notification));
        tape.look_up(60, missing, false);
        let under_way = tape.compose(70, letter(CERT_A, POLICE, MessageKind::Notification));
        tape.send(70, under_way, EMAIL, 1);
        tape.answer(80, reached);
        tape.arrives(90, letter(EXCON, CERT_A, MessageKind::Notification));
        check(
            &METRIC,
            &tape,
            &[
                ("all", "n=4 open=1 mean=0.3333"),
                ("org:cert-a", "n=4 open=1 mean=0.3333"),
                ("pair:cert-a>cert-b", "n=2 open=0 mean=0.5"),
                ("pair:cert-a>police", "n=2 open=1 mean=0"),
                ("channel:email", "n=4 open=1 mean=0.3333"),
            ],
        );
        check(&METRIC, &Tape::new(), &[("all", "n=0 open=0 mean=-")]);
    }

    #[test]
    fn contacts_outside_count_once_they_are_confirmed_and_apart() {
        let mut tape = Tape::new();
        for (with, logged, confirmed, answered) in [
            (CERT_B, 30, Some(40), true),
            (CERT_B, 45, Some(50), false),
            (POLICE, 55, None, true),
        ] {
            let call = Called {
                by: CERT_A,
                with,
                held: 10,
                logged,
                confirmed,
                answered,
            };
            tape.call(&call, Vec::new(), None);
        }
        let half = "n=2 open=0 mean=0.5";
        check(
            &METRIC,
            &tape,
            &[
                ("all logged", half),
                ("all", "absent"),
                ("org:cert-a logged", half),
                ("pair:cert-a>cert-b logged", half),
                ("pair:cert-a>police logged", "absent"),
            ],
        );
    }
}
