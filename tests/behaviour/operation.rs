//! Joint operations.

use crate::cast::{count, exercise, org, play};
use hotwash::action::{Action, Intent, SeekWarrant};
use hotwash::engine::Engine;
use hotwash::fact::Fact;
use hotwash::model::{Named, Names, OperationId, SimTime};
use std::sync::Arc;

/// An operation of both police units against the gang, and what its lead and others do about it.
fn operation(more: &str, injects: &str) -> (Vec<Fact>, Names) {
    play(&format!(
        r#"operations: [(id: "lantern", against: "gang", lead: "police-a",
            parties: ["police-a", "police-b"], at: "+3h", evidence: ["gang-name"],
            warrant: "20m", warrant_spread: 0.0, suspects_in: "JP", {more})],
        findings: [(id: "gang-name", overrides: true, known_to: ["police-a", "police-b"])],
        injects: [{injects}]"#
    ))
}

/// What came of it: warrants, postponements, agreements to hold, seizures by the police, other
/// suspensions, refusals heard, arrests, and whether the group stopped.
fn outcome(facts: &[Fact], names: &Names) -> [usize; 8] {
    let police = [org("police-a", names), org("police-b", names)];
    let seized = |fact: &Fact, ours: bool| match fact {
        Fact::HostSuspended(f) => police.contains(&f.by) == ours,
        _ => false,
    };
    [
        count(facts, |fact| matches!(fact, Fact::WarrantObtained(_))),
        count(facts, |fact| matches!(fact, Fact::OperationPostponed(_))),
        count(facts, |fact| matches!(fact, Fact::HoldAgreed(_))),
        count(facts, |fact| seized(fact, true)),
        count(facts, |fact| seized(fact, false)),
        count(facts, |fact| matches!(fact, Fact::RefusalHeard(_))),
        count(
            facts,
            |fact| matches!(fact, Fact::OperationCarriedOut(f) if f.arrested),
        ),
        count(facts, |fact| matches!(fact, Fact::GroupStopped(_))),
    ]
}

#[test]
fn an_operation_stands_and_falls_with_what_its_parties_have_ready() {
    let takedown = r#"(id: "T", at: "+1h", to: "host-b", from: "cert-b", by: "phone",
        kind: TakedownRequest, about: "host:c2", claims: ["c2-address"])"#;
    let told = r#"(id: "N", at: "+4h", to: "police-b", by: "phone", kind: Notification,
        about: "gang", claims: ["c2-address"])"#;
    let unready = r#"needs: [(org: "police-b", evidence: ["c2-address"])]"#;
    for (name, more, injects, expected) in [
        ("all are ready", "", "", [2, 0, 0, 1, 0, 0, 2, 1]),
        (
            "one has no evidence, and is waited for",
            &format!(r#"{unready}, postpones: "2h""#),
            told,
            [2, 4, 0, 0, 1, 0, 2, 1],
        ),
        (
            "one has no evidence, and is not waited for",
            unready,
            told,
            [1, 0, 0, 0, 1, 0, 0, 0],
        ),
        (
            "a provider leaves the police their day",
            r#"holds: ["host-b"]"#,
            takedown,
            [2, 0, 1, 1, 0, 1, 2, 1],
        ),
        (
            "an early move that makes nobody run",
            "flees: 0.0",
            takedown,
            [2, 0, 0, 0, 1, 0, 2, 1],
        ),
    ] {
        let (facts, names) = operation(more, injects);
        assert_eq!(outcome(&facts, &names), expected, "{name}");
    }
}

#[test]
fn who_may_not_arrest_seizes_and_arrests_nobody() {
    let without = r#"flees: 0.5)],
        kinds: [(kind: Police, overrides: true, mandates: [PreserveEvidence])],
        hosts: [(id: "spare", hosted_by: "host-b", threat: "gang", reserve: true"#;
    let (facts, names) = operation(without, "");
    let [warrants, .., arrests, stopped] = outcome(&facts, &names);
    assert_eq!((warrants, arrests, stopped), (2, 0, 0));
}

#[test]
fn an_early_move_may_let_the_suspects_get_away() {
    let takedown = r#"threats: [(id: "gang", overrides: true, notices: 1.0)],
        operations: [(id: "lantern", against: "gang", lead: "police-a", parties: "police-b",
            at: "+3h", warrant: "20m", flees: 1.0)],
        injects: [(id: "T", at: "+1h", to: "host-b", from: "cert-b", by: "phone",
            kind: TakedownRequest, about: "host:c2", claims: ["c2-address"])]"#;
    let (facts, names) = play(takedown);
    assert_eq!(outcome(&facts, &names), [2, 0, 0, 0, 1, 0, 0, 0]);
    let ended = |fact: &Fact| matches!(fact, Fact::OperationCarriedOut(f) if !f.arrested);
    assert_eq!(count(&facts, ended), 2);
}

/// A person cannot apply with less than a playbook can.
#[test]
fn nobody_obtains_a_warrant_without_evidence() {
    let exercise = exercise(
        "",
        r#"operations: [(id: "lantern", against: "gang", lead: "police-a", parties: "police-b",
            at: "+3h", evidence: ["gang-name"])]"#,
    );
    let names = exercise.names();
    let operation = OperationId::find("lantern", &names).expect("it is planned");
    let mut engine = Engine::new(Arc::new(exercise), 1);
    engine
        .run_until(SimTime(60_000))
        .expect("nothing goes past a limit");
    for (by, why) in [("police-b", "evidence"), ("cert-a", "no party")] {
        let by = org(by, &names);
        let intent = Intent::from(SeekWarrant { operation });
        let refusal = engine
            .submit(Action { by, intent })
            .expect_err("it is refused");
        assert!(refusal.why.contains(why), "{refusal:?}");
    }
}
