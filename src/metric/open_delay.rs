//! Time until what arrived is read.

use super::describe::{Description, Metric, Statistic};
use super::sheet::Sheet;
use super::{Unit, ledger::Ledgers};
use crate::exercise::Family;

pub(super) const METRIC: Metric = Metric {
    about: Description {
        id: "open_delay",
        title: "Time until a message is opened",
        formula: "From the first arrival of a message at a participant, injects among them, to \
                  its opening; open while unread.",
        unit: Unit::Seconds,
        statistic: Statistic::Duration,
        source: "Hotwash's own definition",
        families: &[Family::Channel, Family::Desk],
    },
    observe,
};

fn observe(ledgers: &Ledgers<'_>, sheet: &mut Sheet) {
    for chain in ledgers.chains.all() {
        if !chain.delivered.is_set() || !chain.to_player(ledgers.exercise) {
            continue;
        }
        let row = ledgers.leg_of(chain.delivered, chain.opened, chain.to);
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
    use crate::metric::fixture::{CERT_A, CERT_B, EXCON, POLICE, Tape, check, letter};
    use crate::model::{MessageKind, SeatState};

    #[test]
    fn each_reader_keeps_its_own_provenance() {
        let mut tape = Tape::new();
        let tell = |to| letter(EXCON, to, MessageKind::Notification);
        let first = tape.arrives(0, tell(CERT_A));
        tape.open(40, first);
        tape.seat(50, CERT_B, SeatState::Human);
        tape.seat(50, POLICE, SeatState::Assisted);
        let second = tape.arrives(100, tell(CERT_B));
        let third = tape.arrives(100, tell(POLICE));
        tape.open(160, second);
        tape.open(170, third);
        tape.arrives(200, tell(CERT_B));
        check(
            &METRIC,
            &tape,
            &[
                ("all", "n=1 open=0 mean=40 median=40 p90=40"),
                ("all measured", "n=3 open=1 mean=376.6667 median=70 p90=-"),
                ("org:police measured", "n=1 open=0 mean=70 median=70 p90=70"),
            ],
        );
    }
}
