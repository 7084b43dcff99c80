//! Claims that brought nothing new.

use super::describe::{Description, Metric, Statistic};
use super::sheet::Sheet;
use super::{Observed, Unit, ledger::Ledgers};
use crate::exercise::Family;

pub(super) const METRIC: Metric = Metric {
    about: Description {
        id: "redundant_sharing",
        title: "Claims that were there before",
        formula: "Of the claims that one participant read in messages of another, the share of \
                  which as much had come or was known before. Shown, never rated: a second \
                  source is also a confirmation.",
        unit: Unit::Share,
        statistic: Statistic::Share,
        source: "Hotwash's own definition",
        families: &[Family::Sharing],
    },
    observe,
};

fn observe(ledgers: &Ledgers<'_>, sheet: &mut Sheet) {
    for one in &ledgers.sharing.arrivals {
        let seq = one.read.seq;
        let row = Observed::of(f64::from(one.redundant), false, one.by, seq, seq);
        sheet.add(row.org(one.to).pair(one.from, one.to).finding(one.finding));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::metric::fixture::{ADDR, CERT_A, CERT_B, EXCON, POLICE, Tape, check, claim, letter};
    use crate::model::{Claim, Letter, MessageKind, Part, Tlp};

    const INDICATORS: MessageKind = MessageKind::Indicators;

    #[test]
    fn what_is_known_or_under_way_is_redundant_unless_there_is_more_of_it() {
        let mut tape = Tape::new();
        let part = |part| Claim {
            part,
            ..claim(ADDR, Tlp::Green, CERT_A)
        };
        let send = |from, one| Letter {
            claims: vec![one],
            ..letter(from, CERT_B, INDICATORS)
        };
        // Opened, not yet worked on: it has arrived.
        let first = tape.arrives(0, send(CERT_A, part(Part::Partial)));
        tape.open(0, first);
        tape.read(10, send(POLICE, part(Part::Partial)));
        tape.read(20, send(CERT_A, part(Part::Full)));
        tape.read(30, send(POLICE, part(Part::Partial)));
        tape.read(40, send(EXCON, part(Part::Full)));
        check(
            &METRIC,
            &tape,
            &[
                ("all", "n=4 open=0 mean=0.5"),
                ("pair:police>cert-b", "n=2 open=0 mean=1"),
                ("finding:addr", "n=4 open=0 mean=0.5"),
            ],
        );
    }
}
