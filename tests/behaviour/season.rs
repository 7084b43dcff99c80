//! A season: people leave, trust fades, gatherings renew both.

use crate::cast::{count, org, play_moves};
use hotwash::fact::Fact;

/// How cert-a fares when it asks cert-b at +5h: entries found stale, and the last trust that
/// moved, before and after.
fn asked_late(moves: &str, more: &str) -> (usize, Option<(u32, u32)>) {
    let more = format!(
        r#"playbooks: [(id: "caller", rules: [
            (name: "call", on: Received(Notification), do: [Send(InformationRequest, HostCert)]),
        ])],
        organisations: [
            (id: "cert-a", overrides: true, playbook: "caller"),
            (id: "cert-b", overrides: true, reached_by: ["phone"],
             contacts: [(role: "head", channels: ["phone"], tenure: "100 days")]),
        ],
        injects: [(id: "L", at: "+5h", to: "cert-a", by: "phone", kind: Notification,
            claims: ["c2-address"])], {more}"#
    );
    let (facts, names) = play_moves(moves, &more);
    let asker = org("cert-a", &names);
    let stale = |fact: &Fact| matches!(fact, Fact::ContactWentStale(f) if f.from == asker);
    let moved = facts.iter().rev().find_map(|fact| match fact {
        Fact::TrustChanged(f) if f.org == asker => Some((f.was_ppm, f.ppm)),
        _ => None,
    });
    (count(&facts, stale), moved)
}

const TWO_YEARS: &str =
    r#"(title: "Now", at: "+0m"), (title: "Two years on", at: "+2h", jump: "730 days")"#;

#[test]
fn people_leave_in_scenario_time_and_gatherings_make_them_known() {
    let meet = |at: &str| {
        format!(r#"gatherings: [(id: "agm", at: "{at}", parties: ["cert-a", "cert-b"])]"#)
    };
    let under = |state: &str| {
        format!(
            r#"gatherings: [(id: "agm", at: "+3h", parties: ["cert-a", "cert-b"], under: "pact")],
            agreements: [(id: "pact", parties: ["cert-a", "cert-b"], state: {state})]"#
        )
    };
    for (name, moves, more, stale) in [
        (
            "met under what is in force",
            TWO_YEARS,
            under("Operational"),
            0,
        ),
        ("nobody came", TWO_YEARS, under("Suspended"), 1),
        ("the same day", "", String::new(), 0),
        ("two years on", TWO_YEARS, String::new(), 1),
        ("they met before", TWO_YEARS, meet("+1h"), 1),
        ("they met since", TWO_YEARS, meet("+3h"), 0),
    ] {
        assert_eq!(asked_late(moves, &more).0, stale, "{name}");
    }
}

#[test]
fn trust_that_is_left_alone_fades() {
    let (_, kept) = asked_late(
        TWO_YEARS,
        r#"gatherings: [(id: "agm", at: "+1h", parties: ["cert-a", "cert-b"], trust: 0.2)]"#,
    );
    let (_, faded) = asked_late(
        TWO_YEARS,
        r#"gatherings: [(id: "agm", at: "+1h", parties: ["cert-a", "cert-b"], trust: 0.2)],
        season: (trust_half_life: "52 weeks")"#,
    );
    let (kept, faded) = (kept.expect("they met"), faded.expect("they met"));
    assert!(kept.0 > faded.0, "{kept:?} and {faded:?}");
}
