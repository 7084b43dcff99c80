//! Where the customers of a threat group go when it is taken down.

use crate::cast::{exercise, org};
use crate::heed::{entries, minutes};
use hotwash::exercise::Exercise;
use hotwash::fact::Fact;
use hotwash::metric::{self, Reading, Scope};
use hotwash::model::{Named, ThreatId};
use std::collections::BTreeMap;

/// Twelve firms that the gang is after, ten minutes apart from three hours on, and a rival with a
/// host of its own. The gang's only host is taken down soon after 05m.
fn struck(gang: &str, rival: &str, more: &str) -> Exercise {
    let firms = (0..12).map(|nth| format!(r#"(id: "v{nth:02}", kind: Company, economy: "KR")"#));
    let firms: Vec<String> = firms.collect();
    exercise(
        "",
        &format!(
            r#"organisations: [{}],
            threats: [
                (id: "gang", overrides: true, notices: 0.0, {gang}
                    victims: [(among: "v*", at: "+3h", every: "10m")]),
                (id: "rival", class: Ransomware, {rival} victims: []),
            ],
            hosts: [
                (id: "c3", threat: "gang", hosted_by: "host-b", reserve: true),
                (id: "lair", threat: "rival", hosted_by: "host-b"),
            ],
            findings: [(id: "lair-address", kind: Address, threat: "rival",
                points_at: "host:lair", tlp: Green, pap: Green)],
            injects: [(id: "I-1", at: "+5m", to: "host-b", from: "cert-a", by: "phone",
                kind: TakedownRequest, about: "host:c2", claims: ["c2-address"]), {more}]"#,
            firms.join(", ")
        ),
    )
}

/// Who is hit by whom and when, in minutes.
fn hits(exercise: &Exercise) -> BTreeMap<String, (&'static str, i64)> {
    let names = exercise.names();
    let rival = ThreatId::find("rival", &names);
    let hit = |entry: &hotwash::journal::Entry| match entry.fact()? {
        Fact::VictimCompromised(f) => {
            let by = if Some(f.threat) == rival {
                "rival"
            } else {
                "gang"
            };
            Some((f.org.text(&names).to_owned(), (by, minutes(entry.at))))
        }
        _ => None,
    };
    entries(exercise.clone()).iter().filter_map(hit).collect()
}

fn by(who: &str, hits: &BTreeMap<String, (&'static str, i64)>) -> usize {
    hits.values().filter(|(by, _)| *by == who).count()
}

const SOME: &str = r#"customers: [(to: "rival", share: 0.5, after: "30m")],"#;
const ALL: &str = r#"customers: [(to: "rival", share: 1.0, after: "30m")],"#;
const BACK: &str = r#"returns: 1.0, returns_after: "10m","#;
const LAIR_DOWN: &str = r#"(id: "I-2", at: "+10m", to: "host-b", from: "cert-a", by: "phone",
    kind: TakedownRequest, about: "host:lair", claims: ["lair-address"])"#;

#[test]
fn a_rival_takes_over_whom_a_group_that_is_down_does_not_hit() {
    assert!(hits(&struck("", "", "")).is_empty(), "nothing serves");
    let all = hits(&struck(ALL, "", ""));
    assert_eq!((by("rival", &all), all.len()), (12, 12));
    // Nobody is hit before the planned moment, whoever does it.
    for (nth, (_, at)) in (0i64..).zip(all.values()) {
        assert!(*at >= 180 + 10 * nth, "{all:?}");
    }
    let some = hits(&struck(SOME, "", ""));
    assert!(
        (2..=10).contains(&by("rival", &some)),
        "about half: {some:?}"
    );
    assert_eq!(by("gang", &some), 0);
    // A share more leaves those who left where they are.
    let more = hits(&struck(&SOME.replace("0.5", "0.8"), "", ""));
    assert!(more.len() >= some.len() && some.keys().all(|id| more.contains_key(id)));
}

#[test]
fn who_has_left_stays_away_when_the_group_returns() {
    let back = hits(&struck(BACK, "", ""));
    assert_eq!(
        (by("gang", &back), back.len()),
        (12, 12),
        "dip and comeback"
    );
    let away = hits(&struck(SOME, "", ""));
    let both = hits(&struck(&format!("{SOME} {BACK}"), "", ""));
    assert_eq!(both.len(), 12, "nobody is hit twice and nobody is spared");
    for (id, (by, _)) in &both {
        let left = away.contains_key(id);
        assert_eq!(*by == "rival", left, "{id}");
    }
}

#[test]
fn a_rival_that_does_not_serve_takes_nobody_over() {
    assert!(hits(&struck(ALL, "", LAIR_DOWN)).is_empty());
    // Whoever finds it so is back with the group, if that has returned.
    let back = hits(&struck(&format!("{ALL} {BACK}"), "", LAIR_DOWN));
    assert_eq!((by("gang", &back), back.len()), (12, 12));
    // One that has not begun is none to go to.
    let later = r#"(id: "I-2", at: "+7h", effects: [Unleash("rival")])"#;
    assert!(hits(&struck(ALL, "waits: true,", later)).is_empty());
}

#[test]
fn groups_that_name_each_other_hand_nobody_to_and_fro() {
    let rival = r#"customers: [(to: "gang", share: 1.0, after: "1m")],"#;
    assert!(hits(&struck(ALL, rival, LAIR_DOWN)).is_empty());
    let hits = hits(&struck(ALL, rival, ""));
    assert_eq!((by("rival", &hits), hits.len()), (12, 12));
}

#[test]
fn without_a_takedown_customers_change_nothing() {
    let calm = |gang: &str| {
        let mut exercise = struck(gang, "", "");
        exercise.injects.clear();
        exercise
    };
    let plain = entries(calm(""));
    assert_eq!(entries(calm(ALL)), plain);
    let none = r#"customers: [(to: "rival", share: 0.0)],"#;
    assert_eq!(entries(struck(none, "", "")), entries(struck("", "", "")));
}

#[test]
fn what_a_rival_takes_over_is_displaced_and_its_findings_are_needed_beforehand() {
    let displaced = |exercise: &Exercise| {
        let entries = entries(exercise.clone());
        let read = metric::read(exercise, &entries, exercise.clock.endex);
        let all = |one: &&Reading| one.metric == "displaced_activity" && one.scope == Scope::All;
        read.iter().find(all).map(|one| one.count)
    };
    assert_eq!(displaced(&struck(ALL, "", "")), Some(12));
    assert_eq!(displaced(&struck("", "", "")), Some(0));
    let needs = |gang: &str| {
        let exercise = struck(gang, "", "");
        let cert = org("cert-a", &exercise.names());
        let finding = exercise
            .findings
            .iter()
            .find(|one| one.id == "lair-address");
        finding.expect("it is written").needed_by.contains(&cert)
    };
    assert!(needs(ALL) && !needs(""));
}

/// Whether the first firm, hit before the takedown, and the last, hit after the return, find
/// themselves when somebody tells them of these addresses.
fn told(gang: &str, claims: &str) -> [bool; 2] {
    let more = format!(
        r#"(id: "I-2", at: "+5h30m", to: ["firm-a", "v11"], from: "cert-a", by: "phone",
            kind: Indicators, claims: [{claims}])"#
    );
    let gang = format!("{BACK} {gang}");
    let mut exercise = struck(&gang, "", &more);
    let names = exercise.names();
    let (early, late) = (org("firm-a", &names), org("v11", &names));
    // It is hit before the only host is taken down.
    let first = exercise.threats[0]
        .victims
        .first_mut()
        .expect("twelve firms");
    (first.org, first.at) = (early, hotwash::model::SimTime(60_000));
    let entries = entries(exercise);
    [early, late].map(|firm| {
        let found = |entry: &hotwash::journal::Entry| match entry.fact() {
            Some(Fact::VictimDetected(f)) => f.org == firm && f.told_by.is_some(),
            _ => false,
        };
        entries.iter().any(found)
    })
}

#[test]
fn what_was_known_of_a_group_is_worth_nothing_against_it_under_another_name() {
    let (old, renames) = (r#""c2-address""#, "renames: true,");
    assert_eq!(told("", old), [true, true]);
    assert_eq!(told(renames, old), [true, false]);
    let calm = |gang: &str| {
        let mut exercise = struck(gang, "", "");
        exercise.injects.clear();
        entries(exercise)
    };
    assert_eq!(calm(renames), calm(""), "while nothing is taken down");
}
