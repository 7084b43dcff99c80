//! Time to reach somebody, by whatever way in the end.

use super::describe::{Description, Metric, Statistic};
use super::sheet::Sheet;
use super::{Unit, ledger::Ledgers};
use crate::exercise::Family;

pub(super) const METRIC: Metric = Metric {
    about: Description {
        id: "time_to_reach",
        title: "Time to reach a recipient",
        formula: "From the first look-up or first sending of a message between participants \
                  (replies left out) to its first arrival by any try; open while none has \
                  arrived.",
        unit: Unit::Seconds,
        statistic: Statistic::Duration,
        source: "Stock et al. 2016 (notification reach)",
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
        let by = ledgers.seats.provenance_at(chain.from, chain.tried);
        let row = ledgers.leg(chain.tried, chain.delivered, by);
        sheet.add(
            row.org(chain.from)
                .channel(chain.arrived_by)
                .pair(chain.from, chain.to),
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::metric::fixture::{CERT_A, CERT_B, EMAIL, PHONE, POLICE, Tape, check, letter};
    use crate::model::MessageKind;

    #[test]
    fn the_way_that_works_in_the_end_counts() {
        let mut tape = Tape::new();
        let late = tape.compose(0, letter(CERT_A, CERT_B, MessageKind::Notification));
        tape.look_up(5, late, false);
        tape.send(20, late, PHONE, 1);
        tape.deliver(35, late, PHONE, 1);
        let never = tape.compose(100, letter(CERT_A, POLICE, MessageKind::Notification));
        tape.send(100, never, EMAIL, 1);
        check(
            &METRIC,
            &tape,
            &[
                ("all", "n=2 open=1 mean=515 median=30 p90=-"),
                ("channel:phone", "n=1 open=0 mean=30 median=30 p90=30"),
                ("channel:email", "n=1 open=1 mean=- median=- p90=-"),
            ],
        );
    }
}
