//! Breaches of the Traffic Light Protocol.

use super::describe::{Description, Metric, Statistic};
use super::sheet::Sheet;
use super::{
    Observed, Unit,
    ledger::{Ledgers, Rule},
};
use crate::exercise::Family;

pub(super) const METRIC: Metric = Metric {
    about: Description {
        id: "tlp_breaches",
        title: "Breaches of the Traffic Light Protocol",
        formula: "Claims that somebody other than their source sent or published beyond their \
                  label, hop by hop. The label that binds is the widest it came under, whatever \
                  label it is passed on with; the recipient is the source, a client of the \
                  sender's constituency, a peer of the community, or the public. Whether a client \
                  needed to know, as AMBER asks, is no matter of labels: over_sharing judges that \
                  by what the sender knew. Injects and leaks are not judged.",
        unit: Unit::Count,
        statistic: Statistic::Events,
        source: "FIRST, TLP 2.0, August 2022",
        families: &[Family::Sharing],
    },
    observe,
};

fn observe(ledgers: &Ledgers<'_>, sheet: &mut Sheet) {
    let breaches = ledgers.sharing.breaches.iter();
    for one in breaches.filter(|one| one.rule == Rule::Tlp) {
        let seq = one.mark.seq;
        let row = Observed::of(1.0, false, one.by, seq, seq)
            .org(one.org)
            .finding(one.finding);
        sheet.add(match one.to {
            Some(to) => row.pair(one.org, to),
            None => row,
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fact::Published;
    use crate::metric::fixture::{
        ACME, ADDR, CERT_A, CERT_B, HOSTER, POLICE, PRESS, Tape, check, claim, letter,
    };
    use crate::model::{Letter, MessageKind, Tlp};

    #[test]
    fn a_hop_is_judged_by_the_label_it_came_under() {
        let mut tape = Tape::new();
        let pass = |tape: &mut Tape, from, to, tlp| {
            let claims = vec![claim(ADDR, tlp, CERT_A)];
            tape.read(
                0,
                Letter {
                    claims,
                    ..letter(from, to, MessageKind::Indicators)
                },
            );
        };
        // The source is not bound by its own label.
        pass(&mut tape, CERT_A, CERT_B, Tlp::Amber);
        pass(&mut tape, CERT_A, PRESS, Tlp::Green);
        // Back to the source; to a peer, under the label and under a wider one of one's own.
        pass(&mut tape, CERT_B, CERT_A, Tlp::Amber);
        pass(&mut tape, CERT_B, HOSTER, Tlp::Amber);
        pass(&mut tape, CERT_B, POLICE, Tlp::Clear);
        check(
            &METRIC,
            &tape,
            &[
                ("all", "n=2"),
                ("org:cert-b", "n=2"),
                ("pair:cert-b>police", "n=1"),
            ],
        );
        // The source widens it: from then on it may go on.
        pass(&mut tape, CERT_A, CERT_B, Tlp::Green);
        pass(&mut tape, CERT_B, HOSTER, Tlp::Green);
        check(&METRIC, &tape, &[("all", "n=2")]);
        let green = || vec![claim(ADDR, Tlp::Green, CERT_A)];
        let publish = |by| Published {
            by,
            claims: green(),
            text: String::new(),
        };
        tape.tell(10, publish(Some(CERT_A)));
        tape.tell(10, publish(None));
        tape.tell(10, publish(Some(CERT_B)));
        check(
            &METRIC,
            &tape,
            &[
                ("all", "n=3"),
                ("org:cert-b", "n=3"),
                ("finding:addr", "n=3"),
            ],
        );
    }

    #[test]
    fn constituents_are_clients() {
        for (label, breaches) in [
            (Tlp::Clear, "n=0"),
            (Tlp::Green, "n=0"),
            (Tlp::Amber, "n=0"),
            (Tlp::AmberStrict, "n=1"),
            (Tlp::Red, "n=1"),
        ] {
            let mut tape = Tape::new();
            let claims = || vec![claim(ADDR, label, CERT_B)];
            let kind = MessageKind::Indicators;
            tape.read(
                0,
                Letter {
                    claims: claims(),
                    ..letter(CERT_B, CERT_A, kind)
                },
            );
            tape.read(
                0,
                Letter {
                    claims: claims(),
                    ..letter(CERT_A, ACME, kind)
                },
            );
            check(&METRIC, &tape, &[("all", breaches)]);
        }
    }
}
