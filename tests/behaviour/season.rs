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

/// How trust of cert-a in cert-b and back moved where they met, or where cert-a asked in vain.
fn trust_moved(moves: &str, season: &str, more: &str) -> Vec<(bool, u32, u32)> {
    let more = format!(
        r#"season: ({season}),
        playbooks: [(id: "caller", rules: [
            (name: "call", on: Received(Notification), do: [Send(InformationRequest, HostCert)]),
        ]), (id: "mute", rules: [])],
        organisations: [
            (id: "cert-a", overrides: true, playbook: "caller",
             contacts: [(role: "duty", channels: ["phone"])]),
            (id: "cert-b", overrides: true, playbook: "mute", reached_by: ["phone"],
             contacts: [(role: "head", channels: ["phone"], tenure: "100 days")]),
        ], {more}"#
    );
    let (facts, names) = play_moves(moves, &more);
    let asker = org("cert-a", &names);
    let moved = facts.iter().filter_map(|fact| match fact {
        Fact::TrustChanged(f) => Some((f.org == asker, f.was_ppm, f.ppm)),
        _ => None,
    });
    moved.collect()
}

const MET: &str =
    r#"gatherings: [(id: "agm", at: "+1h", parties: ["cert-a", "cert-b"], trust: 0.2)],"#;
const ROTATE: &str = r#"(id: "R", at: "+5h", effects: [ContactsRotate("cert-b")])"#;

#[test]
fn who_leaves_takes_their_share_of_the_trust_along() {
    let rotated = format!("{MET} injects: [{ROTATE}]");
    let gained = [(true, 500_000, 700_000), (false, 500_000, 700_000)];
    assert_eq!(trust_moved("", "", &rotated), gained);
    assert_eq!(trust_moved("", "personal: 0.0", &rotated), gained);
    assert_eq!(trust_moved("", "personal: 0.5", MET), gained);
    let lost = [(true, 700_000, 620_000), (false, 700_000, 620_000)];
    assert_eq!(
        trust_moved("", "personal: 0.4", &rotated),
        [gained, lost].concat()
    );
    let all = [(true, 700_000, 500_000), (false, 700_000, 500_000)];
    assert_eq!(
        trust_moved("", "personal: 1.0", &rotated),
        [gained, all].concat()
    );
}

#[test]
fn terms_end_in_scenario_time_and_take_trust_along() {
    let gained = [(true, 500_000, 700_000), (false, 500_000, 700_000)];
    assert_eq!(trust_moved(TWO_YEARS, "", MET), gained);
    // Two years are several terms of a hundred days.
    let all = [(true, 700_000, 500_000), (false, 700_000, 500_000)];
    assert_eq!(
        trust_moved(TWO_YEARS, "personal: 1.0", MET),
        [gained, all].concat()
    );
    let half = trust_moved(TWO_YEARS, "personal: 0.5", MET);
    let (_, was, now) = half[2];
    assert_eq!((half.len(), was), (4, 700_000));
    assert!(now > 500_000 && now < 600_000, "{half:?}");
}

#[test]
fn trust_that_was_lost_stays_lost_whoever_leaves() {
    let vain = format!(
        r#"injects: [(id: "I", at: "+5m", to: "cert-a", by: "phone", kind: Notification,
            claims: ["c2-address"]), {ROTATE}]"#
    );
    let lost = trust_moved("", "", &vain);
    assert_eq!(lost, [(true, 500_000, 460_000)]);
    assert_eq!(trust_moved("", "personal: 1.0", &vain), lost);
}
