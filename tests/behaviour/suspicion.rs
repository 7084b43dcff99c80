//! A finding dies where nothing explains it: whoever found it trusts less whom it told.

use crate::cast::org;
use crate::politics::told;
use hotwash::fact::Fact;
use std::collections::BTreeMap;

/// cert-a tells others of what it found itself; the gang moves once it hears of that. By how much,
/// in parts per million, cert-a's trust in each of them falls while there is nothing to answer.
fn falls(told_to: &str, leaks: &str, more: &str) -> BTreeMap<String, u32> {
    let (facts, names) = told(
        1,
        &format!(
            r#"playbooks: [(id: "sharer", rules: [
                (name: "share", on: Received(Notification), do: [
                    Share({told_to}, Trigger)]),
            ])],
            channels: [(id: "email", overrides: true, loss: 0.0)],
            kinds: [(kind: NationalCert, overrides: true, leaks: {leaks})],
            organisations: [
                (id: "cert-a", overrides: true, playbook: "sharer", leaks: 0.0),
                (id: "cert-c", kind: NationalCert, economy: "SG", leaks: 0.0),
            ],
            threats: [(id: "gang", overrides: true, notices: 1.0, moves_after: "30m")],
            hosts: [
                (id: "c3", threat: "gang", hosted_by: "host-b"),
                (id: "next", threat: "gang", hosted_by: "host-b", reserve: true),
            ],
            findings: [(id: "c2-address", overrides: true, known_to: ["cert-a"])],
            agreements: [(id: "pact", parties: ["cert-a", "cert-b", "cert-c"],
                gives: [Sharing(Trusted)])],
            injects: [
                (id: "I-1", at: "+5m", to: "cert-a", by: "phone", kind: Notification,
                 claims: ["c2-address"]),
                {more}
            ]"#
        ),
    );
    let holder = org("cert-a", &names);
    let mut by = BTreeMap::new();
    for (_, fact) in &facts {
        if let Fact::TrustChanged(f) = fact
            && f.org == holder
            && f.ppm < f.was_ppm
        {
            *by.entry(names.orgs[f.other.at()].clone()).or_default() += f.was_ppm - f.ppm;
        }
    }
    let left = facts
        .iter()
        .any(|(_, fact)| matches!(fact, Fact::HostAbandoned(_)));
    assert!(left || leaks == "0.0", "the gang moves");
    by
}

#[test]
fn who_was_told_is_suspected_where_nothing_explains_that_a_finding_died() {
    let down = r#"(id: "I-2", at: "+1m", to: "host-b", from: "cert-b", by: "phone",
        kind: TakedownRequest, about: "host:c3")"#;
    let (b, all) = ("Every(NationalCert)", "Partners");
    for (told_to, leaks, more, fall) in [
        ("HostCert", "1.0", "", &[("cert-b", 150_000)][..]),
        (b, "1.0", "", &[("cert-b", 75_000), ("cert-c", 75_000)]),
        (all, "1.0", "", &[("cert-b", 75_000), ("cert-c", 75_000)]),
        ("PartiesOf(\"pact\")", "0.0", "", &[]),
        // A host of the group is taken down, which explains that it moves.
        (all, "1.0", down, &[]),
    ] {
        let found = falls(told_to, leaks, more);
        let fall = fall.iter().map(|(who, by)| ((*who).to_owned(), *by));
        assert_eq!(found, fall.collect(), "{told_to}, leaks {leaks}, {more}");
    }
}
