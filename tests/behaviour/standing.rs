//! What organisations are to each other before anything has happened.

use crate::cast::{count, exercise, org, play};
use hotwash::fact::Fact;
use hotwash::model::{Tier, Work};

/// A CERT that triages what another sends, and then acknowledges.
fn triaged(terms: &str) -> (usize, usize) {
    let (facts, names) = play(&format!(
        r#"playbooks: [(id: "reader", rules: [
            (name: "read", on: Received(Advisory), do: [Work(Triage, High), Acknowledge]),
        ])],
        organisations: [(id: "cert-b", overrides: true, playbook: "reader")],
        agreements: [(id: "cell", parties: ["cert-a", "cert-b"], gives: [{terms}])],
        injects: [(id: "I", at: "+1m", from: "cert-a", to: "cert-b", by: "phone",
            kind: Advisory)]"#
    ));
    let reader = org("cert-b", &names);
    let triage = |fact: &Fact| match fact {
        Fact::TicketQueued(f) => f.org == reader && f.work == Work::Triage,
        _ => false,
    };
    let read = |fact: &Fact| matches!(fact, Fact::MessageAcknowledged(f) if f.to == reader);
    (count(&facts, triage), count(&facts, read))
}

#[test]
fn a_liaison_officer_spares_the_other_triage() {
    assert_eq!(triaged("Liaison"), (0, 1));
    assert_eq!(triaged("AnswerWithin(\"2h\")"), (1, 1));
}

#[test]
fn trust_is_what_the_author_says_and_else_what_ring_and_papers_say() {
    let with = |trusts: &str, terms: &str| {
        let exercise = exercise(
            "",
            &format!(
                r#"organisations: [(id: "cert-a", overrides: true, trusts: [{trusts}])],
                agreements: [(id: "pact", parties: ["cert-a", "cert-b"], gives: [{terms}])]"#
            ),
        );
        let names = exercise.names();
        let (one, other) = (org("cert-a", &names), org("cert-b", &names));
        let trust = exercise.default_trust(one, other, exercise.agreements.iter());
        let back = exercise.default_trust(other, one, exercise.agreements.iter());
        (Tier::of_trust(trust), Tier::of_trust(back))
    };
    let (paper, tells) = ("Sharing(Trusted)", "ContactsKeptCurrent");
    for (trusts, terms, expected) in [
        ("", tells, (Tier::Known, Tier::Known)),
        ("", paper, (Tier::Trusted, Tier::Trusted)),
        (
            "(of: \"cert-b\", tier: Stranger)",
            paper,
            (Tier::Stranger, Tier::Trusted),
        ),
        (
            "(of: \"*cert*\", tier: Stranger), (of: \"cert-b\", tier: Inner)",
            tells,
            (Tier::Inner, Tier::Known),
        ),
    ] {
        assert_eq!(with(trusts, terms), expected, "{trusts} under {terms}");
    }
}
