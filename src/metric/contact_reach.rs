//! Contacts found at first try.

use super::describe::{Description, Metric, Statistic};
use super::sheet::Sheet;
use super::{
    Observed, Unit,
    ledger::{Act, FirstTry, Ledgers},
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
                  were first looked up or tried by it, whatever worked in the end.",
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
        let by = ledgers.seats.provenance(chain.from, Act::Other);
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
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::metric::fixture::{
        CERT_A, CERT_B, EMAIL, EXCON, PHONE, POLICE, Tape, check, letter,
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
}
