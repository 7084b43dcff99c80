//! Blocks for one economy: whom they spare, and how they come to nothing.

use crate::cast::{count, exercise, org, play};
use hotwash::action::{Action, Block, Intent};
use hotwash::engine::Engine;
use hotwash::fact::Fact;
use hotwash::model::{HostId, Named, SimTime};
use std::sync::Arc;

/// The police of the victim's economy block what they are told of, if they may. The gang hits at
/// two hours; `gang` says how it takes a block.
fn blocks(mandates: &str, gang: &str, more: &str) -> String {
    format!(
        r#"playbooks: [(id: "blocks", rules: [
            (name: "block", on: Received(TakedownRequest), do: [Block, Answer])])],
        organisations: [(id: "police-a", overrides: true, playbook: "blocks",
            mandates: [{mandates}])],
        threats: [(id: "gang", overrides: true, victims: [(org: "firm-a", at: "+2h")], {gang})],
        injects: [(id: "I-1", at: "+1h", to: "police-a", from: "cert-a", by: "phone",
            kind: TakedownRequest, about: "host:c2", claims: ["c2-address"])],
        {more}"#
    )
}

/// How many hosts were blocked, whether the victim was hit, and whether its request was answered.
fn outcome(scenario: &str) -> [usize; 3] {
    let (facts, _) = play(scenario);
    [
        count(&facts, |fact| matches!(fact, Fact::HostBlocked(_))),
        count(&facts, |fact| matches!(fact, Fact::VictimCompromised(_))),
        count(&facts, |fact| matches!(fact, Fact::MessageAnswered(_))),
    ]
}

/// One more host of the gang.
fn more_host(what: &str) -> String {
    format!(r#"hosts: [(id: "c2-2", threat: "gang", hosted_by: "host-b", {what})]"#)
}

#[test]
fn a_block_spares_victims_at_home_while_all_that_serves_is_blocked() {
    let reserve = more_host("reserve: true");
    let moves = r#"notices: 1.0, moves_after: "30m""#;
    for (name, scenario, expected) in [
        ("blocked in time", blocks("Block", "", ""), [1, 0, 1]),
        ("no mandate", blocks("TakeDown", "", ""), [0, 1, 0]),
        (
            "another host serves",
            blocks("Block", "", &more_host("")),
            [1, 1, 1],
        ),
        (
            "the group notices and moves",
            blocks("Block", moves, &reserve),
            [1, 1, 1],
        ),
        (
            "the group notices nothing",
            blocks("Block", r#"notices: 0.0, moves_after: "30m""#, &reserve),
            [1, 0, 1],
        ),
        (
            "the group has nowhere to go",
            blocks("Block", moves, ""),
            [1, 0, 1],
        ),
        (
            "the victim is elsewhere",
            blocks("Block", "", "").replace(r#"(org: "firm-a""#, r#"(org: "host-b""#),
            [1, 1, 1],
        ),
        (
            "too late",
            blocks("Block", "", "").replace(r#"at: "+1h""#, r#"at: "+3h""#),
            [1, 1, 1],
        ),
    ] {
        assert_eq!(outcome(&scenario), expected, "{name}");
    }
}

/// A host is not suspended by a block: its provider still can, and a task may ask for either.
#[test]
fn a_block_is_no_suspension() {
    let more = r#"tasks: [
        (id: "T-1", does: Blocked("c2"), any_of: "police-a", target: "1h", limit: "2h"),
        (id: "T-2", does: Blocked("shop"), any_of: "police-a", target: "1h", limit: "2h"),
        (id: "T-3", does: Suspended("c2"), any_of: "police-a", target: "1h", limit: "2h"),
    ]"#;
    let takedown = r#"(id: "I-2", at: "+90m", to: "host-b", from: "cert-b", by: "phone",
        kind: TakedownRequest, about: "host:c2", claims: ["c2-address"]), (id: "I-1""#;
    let scenario = blocks("Block", "", more).replace(r#"(id: "I-1""#, takedown);
    let (facts, names) = play(&scenario);
    let by = org("host-b", &names);
    let suspended = |fact: &Fact| matches!(fact, Fact::HostSuspended(f) if f.by == by);
    assert_eq!(count(&facts, suspended), 1);
    let contingent = blocks("Block", "", more).replace(
        "injects: [",
        r#"injects: [
            (id: "U-1", unless: "T-1", by_time: "+5h", to: "cert-a", text: "no block"),
            (id: "U-2", unless: "T-2", by_time: "+5h", to: "cert-a", text: "no block"),
            (id: "U-3", unless: "T-3", by_time: "+5h", to: "cert-a", text: "no suspension"),"#,
    );
    let (facts, _) = play(&contingent);
    let skipped = |fact: &Fact| matches!(fact, Fact::InjectSkipped(_));
    assert_eq!(count(&facts, skipped), 1, "only the block was done");
}

#[test]
fn nobody_blocks_without_a_mandate_or_twice() {
    let exercise = exercise(
        "",
        &blocks("Block", "", "").replace("I-1\", at: \"+1h", "I-1\", at: \"+7h"),
    );
    let names = exercise.names();
    let host = HostId::find("c2", &names).expect("it is in the cast");
    let mut engine = Engine::new(Arc::new(exercise), 1);
    engine
        .run_until(SimTime(60_000))
        .expect("nothing goes past a limit");
    for (id, why) in [
        ("police-b", Some("no mandate")),
        ("police-a", None),
        ("police-a", Some("already")),
    ] {
        let intent = Intent::from(Block {
            host,
            message: None,
        });
        let by = org(id, &names);
        let refusal = engine.submit(Action { by, intent }).err();
        match (why, refusal) {
            (None, None) => {}
            (Some(why), Some(refusal)) => assert!(refusal.why.contains(why), "{refusal:?}"),
            (_, other) => panic!("{id}: {other:?}"),
        }
    }
}

/// A mandate that nobody uses changes nothing.
#[test]
fn nothing_changes_where_nobody_blocks() {
    let played = |mandates: &str| {
        let scenario = blocks(mandates, "", "").replace("do: [Block, Answer]", "do: [Answer]");
        play(&scenario).0
    };
    assert!(played("Block") == played("Arrest"), "the same happens");
}
