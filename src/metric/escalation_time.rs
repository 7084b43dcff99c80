//! Time until a matter is raised.

use super::describe::{Description, Metric, Statistic};
use super::sheet::Sheet;
use super::{
    Unit,
    ledger::{Ledgers, Mark, Matter},
};
use crate::exercise::Family;
use std::collections::BTreeMap;

pub(super) const METRIC: Metric = Metric {
    about: Description {
        id: "escalation_time",
        title: "Time to escalate",
        formula: "For each matter of each organisation: from when it first went wrong there (a \
                  request about it passed its deadline or could not be delivered) to its first \
                  escalation; where it was raised before that, from when it first came up in a \
                  message. Open while a matter gone wrong is not raised, until its request is \
                  answered.",
        unit: Unit::Seconds,
        statistic: Statistic::Duration,
        source: "Hotwash's own definition",
        families: &[Family::Desk, Family::Agreement],
    },
    observe,
};

fn observe(ledgers: &Ledgers<'_>, sheet: &mut Sheet) {
    let matters = &ledgers.matters;
    let sights = first_sights(ledgers);
    for (matter, raised) in &matters.raised {
        let trouble = matters.troubles.get(matter).map(|trouble| trouble.since);
        let since = trouble.filter(|since| since.seq < raised.mark.seq);
        let since = since
            .or_else(|| sights.get(matter).copied())
            .unwrap_or(raised.mark);
        sheet.add(ledgers.leg(since, raised.mark, raised.by).org(matter.0));
    }
    for (matter, trouble) in &matters.troubles {
        if matters.raised.contains_key(matter) {
            continue;
        }
        let request = ledgers.chains.get(trouble.message);
        let settled = request.map_or(Mark::NONE, |chain| chain.answered.mark);
        let by = ledgers.seats.provenance_at(matter.0, settled);
        sheet.add(
            ledgers
                .cut(trouble.since, Mark::NONE, settled, by)
                .org(matter.0),
        );
    }
}

/// When each matter that was raised first came up in a message that its organisation wrote or
/// read.
fn first_sights(ledgers: &Ledgers<'_>) -> BTreeMap<Matter, Mark> {
    let raised = &ledgers.matters.raised;
    let mut sights = BTreeMap::new();
    if raised.is_empty() {
        return sights;
    }
    for chain in ledgers.chains.all() {
        let came = [(chain.from, chain.composed), (chain.to, chain.opened.mark)];
        for (org, mark) in came {
            let matter = (org, chain.about);
            let before = raised
                .get(&matter)
                .is_some_and(|raised| mark.seq < raised.mark.seq);
            if before {
                let first = sights.entry(matter).or_insert(mark);
                *first = first.earlier(mark);
            }
        }
    }
    sights
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fact::{DeadlineMissed, Escalated};
    use crate::metric::fixture::{
        C2, CERT_A, CERT_B, HOSTER, POLICE, SHOP, SPARE, Tape, check, letter,
    };
    use crate::model::{Letter, MessageKind, Subject};

    #[test]
    fn matters_gone_wrong_are_counted_until_raised_or_settled() {
        let mut tape = Tape::new();
        let about = |host| Some(Subject::Host(host));
        let ask = |host, to| Letter {
            about: about(host),
            ..letter(CERT_A, to, MessageKind::TakedownRequest)
        };
        let missed = |message, to| DeadlineMissed {
            message,
            from: CERT_A,
            to,
            agreement: None,
        };
        let first = tape.arrives(0, ask(C2, CERT_B));
        let second = tape.arrives(0, ask(SPARE, HOSTER));
        tape.tell(100, missed(first, CERT_B));
        tape.tell(100, missed(second, HOSTER));
        tape.tell(
            160,
            Escalated {
                org: CERT_A,
                about: about(C2),
                step: 1,
            },
        );
        tape.tell(
            170,
            Escalated {
                org: CERT_A,
                about: about(C2),
                step: 2,
            },
        );
        tape.answer(200, second);
        // Nothing had gone wrong: counted from when it was first read of.
        tape.read(
            300,
            Letter {
                about: about(SHOP),
                ..letter(CERT_A, POLICE, MessageKind::Advisory)
            },
        );
        tape.tell(
            380,
            Escalated {
                org: POLICE,
                about: about(SHOP),
                step: 1,
            },
        );
        check(
            &METRIC,
            &tape,
            &[
                // 60, 80, and 100 when it was settled.
                ("all", "n=3 open=1 mean=380 median=80 p90=-"),
                ("org:police", "n=1 open=0 mean=80 median=80 p90=80"),
            ],
        );
    }
}
