//! Claims sent to somebody whom they did not concern, as far as the sender could see.

use super::describe::{Description, Metric, Statistic};
use super::sheet::Sheet;
use super::{Observed, Unit, ledger::Ledgers};
use crate::exercise::Family;

pub(super) const METRIC: Metric = Metric {
    about: Description {
        id: "over_sharing",
        title: "Claims sent without a visible reason",
        formula: "Of the claims that one participant sent to another, the share for which the \
                  sender could see no reason: not free for all, no service of one to the other \
                  (which is no reason to tell a client of another victim under AMBER or \
                  narrower: TLP 2.0 lets clients have what they need to know), no agreement in \
                  force between them, not asked for; the recipient neither set the labels, told \
                  the sender, nor wrote to it about the same threat; what it points at is by \
                  public knowledge not the recipient's concern (as host, victim, server of the \
                  victim, or authority there), and the sender knew of no victim of the same \
                  threat at or served by the recipient. What points at nothing concerns whoever \
                  handles incidents.",
        unit: Unit::Share,
        statistic: Statistic::Share,
        source: "Hotwash's own definition; FIRST, TLP 2.0, August 2022 (need to know)",
        families: &[Family::Sharing],
    },
    observe,
};

fn observe(ledgers: &Ledgers<'_>, sheet: &mut Sheet) {
    for one in &ledgers.sharing.passings {
        let seq = one.sent.seq;
        let row = Observed::of(f64::from(one.needless), false, one.by, seq, seq);
        sheet.add(
            row.org(one.from)
                .pair(one.from, one.to)
                .finding(one.finding),
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fact::AgreementChanged;
    use crate::metric::fixture::{
        ACME, ADDR, C2, CERT_A, CERT_B, HASH, HIT, HOSTER, POLICE, PRESS, Tape, check, claim,
        exercise, letter, pact,
    };
    use crate::model::{
        AgreementId, AgreementState, Claim, LearntBy, Letter, MessageKind, OrgId, Subject, Tlp,
    };

    const INDICATORS: MessageKind = MessageKind::Indicators;

    /// Whether a claim is sent without a reason that its sender can see.
    fn needless(prepare: impl Fn(&mut Tape), from: OrgId, to: OrgId, one: Claim) -> bool {
        let mut tape = Tape::new();
        prepare(&mut tape);
        tape.arrives(
            500,
            Letter {
                claims: vec![one],
                ..letter(from, to, INDICATORS)
            },
        );
        let found = crate::metric::fixture::readings(&METRIC, &tape);
        found[0]
            .samples
            .last()
            .is_some_and(|sample| sample.value > 0.5)
    }

    #[test]
    fn a_client_under_amber_is_told_what_it_needs_to_know() {
        let clients = |tape: &mut Tape| {
            tape.exercise.organisations[CERT_A.at()].constituency = vec![ACME, PRESS];
        };
        for (what, expected, to, finding, label) in [
            ("another victim", true, PRESS, HIT, Tlp::Amber),
            (
                "another victim, strictly",
                true,
                PRESS,
                HIT,
                Tlp::AmberStrict,
            ),
            (
                "another victim, for all peers",
                false,
                PRESS,
                HIT,
                Tlp::Green,
            ),
            ("that it is a victim itself", false, ACME, HIT, Tlp::Amber),
            ("what to look for", false, PRESS, ADDR, Tlp::Amber),
        ] {
            let one = claim(finding, label, CERT_B);
            assert_eq!(needless(clients, CERT_A, to, one), expected, "{what}");
        }
    }

    #[test]
    fn each_reason_that_a_sender_can_see_is_enough() {
        let amber = |finding| claim(finding, Tlp::Amber, CERT_A);
        let nothing = |_: &mut Tape| {};
        let cases: [(&str, bool, OrgId, OrgId, Claim); 9] = [
            ("nothing", true, CERT_A, PRESS, amber(ADDR)),
            (
                "a victim elsewhere is no matter of a provider",
                true,
                CERT_A,
                HOSTER,
                amber(HIT),
            ),
            (
                "free for all",
                false,
                CERT_A,
                PRESS,
                claim(ADDR, Tlp::Clear, CERT_A),
            ),
            ("it hosts it", false, CERT_A, HOSTER, amber(ADDR)),
            (
                "the CERT of the host's economy",
                false,
                CERT_A,
                CERT_B,
                amber(ADDR),
            ),
            (
                "police of another economy",
                true,
                CERT_B,
                POLICE,
                amber(ADDR),
            ),
            ("it serves the victim", false, CERT_B, CERT_A, amber(HIT)),
            ("its own constituent", false, CERT_A, ACME, amber(ADDR)),
            (
                "points at nothing, goes to the community",
                false,
                CERT_B,
                POLICE,
                amber(HASH),
            ),
        ];
        for (reason, expected, from, to, one) in cases {
            assert_eq!(needless(nothing, from, to, one), expected, "{reason}");
        }
        let asked = |tape: &mut Tape| {
            let about = Some(Subject::Host(C2));
            let ask = letter(PRESS, CERT_A, MessageKind::PressQuery);
            tape.read(0, Letter { about, ..ask });
        };
        assert!(
            !needless(asked, CERT_A, PRESS, amber(ADDR)),
            "it wrote about the threat"
        );
        let victim = |tape: &mut Tape| {
            tape.learn(0, CERT_B, amber(HIT), LearntBy::Sensor, None);
        };
        assert!(
            needless(nothing, CERT_B, ACME, amber(ADDR)),
            "no victim as far as it knew"
        );
        assert!(
            !needless(victim, CERT_B, ACME, amber(ADDR)),
            "known to be a victim"
        );
    }

    #[test]
    fn an_agreement_in_force_is_a_reason() {
        let mut tape = Tape::of(exercise());
        let one = || claim(HIT, Tlp::Amber, CERT_A);
        let send = |tape: &mut Tape, at| {
            tape.arrives(
                at,
                Letter {
                    claims: vec![one()],
                    ..letter(CERT_A, CERT_B, INDICATORS)
                },
            );
        };
        send(&mut tape, 0);
        check(
            &METRIC,
            &tape,
            &[("pair:cert-a>cert-b", "n=1 open=0 mean=1")],
        );
        tape.exercise.agreements.push(pact(Vec::new()));
        check(
            &METRIC,
            &tape,
            &[("pair:cert-a>cert-b", "n=1 open=0 mean=0")],
        );
        let to = AgreementState::Lapsed;
        tape.tell(
            10,
            AgreementChanged {
                agreement: AgreementId(0),
                to,
            },
        );
        send(&mut tape, 20);
        check(
            &METRIC,
            &tape,
            &[("pair:cert-a>cert-b", "n=2 open=0 mean=0.5")],
        );
    }
}
