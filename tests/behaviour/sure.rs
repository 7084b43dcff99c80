//! Channels that make sure who sends: what need not be asked and checked, and what still has to be.

use crate::cast::{count, exercise, play};
use hotwash::engine::Engine;
use hotwash::fact::Fact;
use hotwash::model::{MessageKind, Work};
use std::sync::Arc;

/// A provider that wants to be able to call back is asked to suspend a host, by a channel which
/// `is` of some kind. Its askers fill in nothing unasked.
fn asks(is: &str) -> String {
    format!(
        r#"channels: [(id: "line", transit: "5s", reading: AroundTheClock, {is})],
        playbooks: [(id: "asks", rules: [
            (name: "have it suspended", on: Learnt(),
                do: [Send(TakedownRequest, Hoster, High)])])],
        organisations: [
            (id: "cert-a", overrides: true, playbook: "asks", thorough: 0.0),
            (id: "host-b", overrides: true, reached_by: ["line"], needs: [CallBack],
                desk: (shift: Always)),
        ],
        injects: [(id: "I-1", at: "+5m", to: "cert-a", by: "phone", claims: ["c2-address"])]"#
    )
}

#[test]
fn nobody_calls_back_who_is_sure() {
    let outcome = |scenario: &str| {
        let (facts, _) = play(scenario);
        let asked_back = |fact: &Fact| {
            matches!(fact, Fact::MessageSent(f)
            if f.kind == MessageKind::Clarification)
        };
        [
            count(&facts, asked_back),
            count(&facts, |fact| matches!(fact, Fact::HostSuspended(_))),
            count(&facts, |fact| matches!(fact, Fact::RequestDeclined(_))),
        ]
    };
    assert_eq!(outcome(&asks("authenticated: true")), [0, 1, 0]);
    let unsure = outcome(&asks("authenticated: false"));
    assert_eq!(
        unsure[1..],
        [0, 1],
        "who cannot be called back is turned down"
    );
    assert!(unsure[0] > 0, "and has been asked");
    // It makes sure who asks, and fills in nothing else.
    let more = asks("authenticated: true").replace("[CallBack]", "[CallBack, LegalBasis]");
    assert_eq!(outcome(&more)[1..], [0, 1]);
}

/// How long a check took, and whether the claim was doubted.
fn check(channel: &str, claim: &str, policy: &str) -> (i64, usize) {
    let scenario = format!(
        r#"channels: [(id: "line", transit: "5s", reading: AroundTheClock, {channel})],
        playbooks: [(id: "sceptic", rules: [
            (name: "check", on: Received(Notification), do: [Acknowledge, Verify]),
        ])],
        organisations: [(id: "cert-a", overrides: true, playbook: "sceptic", {policy})],
        injects: [(id: "I-1", at: "+5m", to: "cert-a", from: "cert-b", by: "line",
            kind: Notification, about: "finding:{claim}", claims: ["{claim}"])]"#
    );
    let mut engine = Engine::new(Arc::new(exercise("", &scenario)), 1);
    engine.run().expect("nothing goes past a limit");
    let entries = engine.into_entries();
    let at = |fits: &dyn Fn(&Fact) -> bool| {
        let mut fitting = entries
            .iter()
            .filter(|entry| entry.fact().is_some_and(fits));
        fitting.next().expect("it is checked").at.0
    };
    let began =
        |fact: &Fact| matches!(fact, Fact::TicketStarted(f) if f.work == Work::Verification);
    let ended =
        |fact: &Fact| matches!(fact, Fact::TicketFinished(f) if f.work == Work::Verification);
    let doubted = |fact: &&Fact| matches!(fact, Fact::ClaimDoubted(_));
    let facts = entries.iter().filter_map(|entry| entry.fact());
    (at(&ended) - at(&began), facts.filter(doubted).count())
}

#[test]
fn a_check_takes_its_share_of_the_work_where_the_sender_is_sure_and_known() {
    let sees = "policy: (sees_through: 1.0)";
    let (usual, _) = check("", "c2-address", sees);
    let sure = "authenticated: true";
    let quick = "authenticated: true, checking: 0.25";
    assert_eq!(
        check(sure, "c2-address", sees).0,
        usual,
        "unless it is said"
    );
    let (quarter, _) = check(quick, "c2-address", sees);
    assert!((quarter * 4 - usual).abs() <= 4, "{quarter} of {usual}");
    let stranger = r#"policy: (sees_through: 1.0), trusts: [(of: "cert-b", tier: Stranger)]"#;
    assert_eq!(check(quick, "c2-address", stranger).0, usual);
}

/// A sender that is sure can be wrong: the same claims are seen through, and the same believed.
#[test]
fn what_a_sure_sender_says_is_no_truer() {
    let quick = "authenticated: true, checking: 0.0";
    for (claim, sees, doubted) in [
        ("rumour", "policy: (sees_through: 1.0)", 1),
        ("rumour", "policy: (sees_through: 0.0)", 0),
        ("c2-address", "policy: (sees_through: 1.0)", 0),
    ] {
        assert_eq!(check("", claim, sees).1, doubted, "{claim} {sees}");
        assert_eq!(check(quick, claim, sees).1, doubted, "{claim} {sees}");
    }
}

/// Where nobody needs to call back and checks take as long as ever, nothing changes.
#[test]
fn nothing_changes_where_nobody_asks_who_it_is() {
    let played = |is: &str| {
        let scenario = asks(is).replace("[CallBack]", "[Address]");
        play(&scenario.replace("thorough: 0.0", "thorough: 1.0")).0
    };
    let (with, without) = (
        played("authenticated: true"),
        played("authenticated: false"),
    );
    assert!(with == without, "the same happens");
}
