//! Time that approval of a message takes.

use super::describe::{Description, Metric, Statistic};
use super::sheet::Sheet;
use super::{Unit, ledger::Ledgers};
use crate::exercise::Family;

pub(super) const METRIC: Metric = Metric {
    about: Description {
        id: "approval_time",
        title: "Time to approve a message",
        formula: "From writing a message that somebody had to approve to its approval or veto; \
                  open while it waits. Messages that nobody had to approve are left out.",
        unit: Unit::Seconds,
        statistic: Statistic::Duration,
        source: "Hotwash's own definition",
        families: &[Family::Channel, Family::Sharing],
    },
    observe,
};

fn observe(ledgers: &Ledgers<'_>, sheet: &mut Sheet) {
    for chain in ledgers.chains.all() {
        let at_once = chain.approved.mark.is_set() && !chain.needs_approval;
        if at_once || chain.scripted(ledgers.exercise) {
            continue;
        }
        let row = ledgers.leg_of(chain.composed, chain.approved, chain.from);
        sheet.add(
            row.org(chain.from)
                .channel(chain.channel)
                .pair(chain.from, chain.to),
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fact::MessageVetoed;
    use crate::metric::fixture::{CERT_A, CERT_B, Tape, check, letter};
    use crate::model::MessageKind;

    #[test]
    fn only_what_had_to_be_approved_counts() {
        let mut tape = Tape::new();
        let advise = || letter(CERT_A, CERT_B, MessageKind::Advisory);
        let at_once = tape.compose(0, advise());
        tape.approve(0, at_once, false);
        let slow = tape.compose(0, advise());
        tape.approve(60, slow, true);
        let vetoed = tape.compose(100, advise());
        tape.tell(
            200,
            MessageVetoed {
                message: vetoed,
                from: CERT_A,
                to: CERT_B,
            },
        );
        tape.compose(400, advise());
        // S: 1 to 60, 2/3 to 100, 1/3 from there: 60 + 80/3 + 300.
        check(
            &METRIC,
            &tape,
            &[("all", "n=3 open=1 mean=386.6667 median=100 p90=-")],
        );
    }
}
