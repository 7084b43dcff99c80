//! Threat groups that begin when an inject says so.

use crate::cast::{exercise, org};
use hotwash::engine::Engine;
use hotwash::fact::Fact;
use hotwash::model::{SimTime, Span};
use std::sync::Arc;

/// When the second gang's host comes up, its stage is reached and its victim is hit, in minutes.
fn begins(threat: &str, effects: &str) -> Vec<(&'static str, i64)> {
    let exercise = exercise(
        "",
        &format!(
            r#"threats: [(id: "band", class: Ransomware, {threat}
                stages: [(name: "in", at: "+10m")],
                victims: [(org: "firm-a", at: "+20m", stage: "in")])],
            hosts: [(id: "lair", threat: "band", hosted_by: "host-b")],
            injects: [(id: "I", at: "+60m", effects: [{effects}])]"#
        ),
    );
    let names = exercise.names();
    let band = org("band", &names);
    let mut engine = Engine::new(Arc::new(exercise), 1);
    engine.run().expect("nothing goes past a limit");
    let minutes = |at: SimTime| at.since(SimTime::STARTEX).0 / Span::minutes(1).0;
    let told = engine.entries().iter().filter_map(|entry| {
        let what = match entry.fact()? {
            Fact::HostUp(f) if f.owner == band => "up",
            Fact::StageReached(f) if f.group == band => "stage",
            Fact::VictimCompromised(f) if f.group == band => "hit",
            _ => return None,
        };
        Some((what, minutes(entry.at)))
    });
    told.collect()
}

#[test]
fn a_group_that_waits_begins_when_it_is_unleashed() {
    let at_once = [("up", 0), ("stage", 10), ("hit", 20)];
    let later = [("up", 60), ("stage", 70), ("hit", 80)];
    let calm = "ChannelUp(\"email\")";
    let free = "Unleash(\"band\")";
    for (threat, effects, expected) in [
        ("", calm, &at_once[..]),
        ("", free, &at_once[..]),
        ("waits: true,", calm, &[]),
        ("waits: true,", free, &later[..]),
        (
            "waits: true,",
            "Unleash(\"band\"), Unleash(\"band\")",
            &later[..],
        ),
    ] {
        assert_eq!(begins(threat, effects), expected, "{threat} {effects}");
    }
}

#[test]
fn what_never_begins_is_warned_of() {
    use hotwash::scenario::{load, shelf::MemoryShelf};
    let warned = |threat: &str, effects: &str| {
        let text = format!(
            r#"(format: 1, title: "t", clock: (startex: "2024-06-26T07:00:00Z", endex: "+4h"),
            organisations: [(id: "acme", kind: Company, economy: "BE", name: "A")],
            threats: [(id: "band", class: Ransomware, {threat}
                victims: [(org: "acme", at: "+1m")])],
            injects: [(id: "I", at: "+1h", to: "acme", effects: [{effects}], text: "x")])"#
        );
        let loaded = load("t.ron", &MemoryShelf::new(&[("t.ron", &text)]));
        let told = loaded.problems.iter();
        let told = told.filter(|one| one.message.contains("`band`"));
        told.map(|one| one.message.clone()).collect::<Vec<_>>()
    };
    assert_eq!(
        warned("waits: true,", "ChannelUp(\"email\")"),
        ["`band` never begins"]
    );
    assert_eq!(warned("waits: true,", "Unleash(\"band\")"), [""; 0]);
    assert_eq!(
        warned("", "Unleash(\"band\")"),
        ["`band` has begun before it is unleashed"]
    );
}
