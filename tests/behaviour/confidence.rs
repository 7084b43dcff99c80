//! What stays classified: whom it reaches, and who can release it.

use crate::cast::{count, exercise, org, play};
use hotwash::action::{Action, Intent, Release};
use hotwash::engine::Engine;
use hotwash::fact::Fact;
use hotwash::model::{ChannelId, FindingId, Named, Names, SimTime};
use std::sync::Arc;

/// A CERT that classifies what it finds and gives it to another, which would give it to the police.
fn listens(first: &str, more: &str) -> String {
    format!(
        r#"artefacts: [(id: "intercept", yields: ["gang-name"], analysis: "5m")],
        playbooks: [
            (id: "listens", rules: [
                (name: "analyse", on: Holds(), do: [Analyse]),
                (name: "give", on: Analysed(), do: [{first}Share(These(["cert-b"]))]),
            ]),
            (id: "passes", rules: [
                (name: "pass on", on: Learnt(), do: [Share(These(["police-b"]))]),
            ]),
        ],
        organisations: [
            (id: "cert-a", overrides: true, playbook: "listens", reached_by: ["email", "liaison"],
                policy: (classifies: 1.0, release: "1h")),
            (id: "cert-b", overrides: true, playbook: "passes",
                reached_by: ["email", "liaison"]),
            (id: "police-b", overrides: true, reached_by: ["email", "liaison"]),
        ],
        injects: [(id: "I-1", at: "+5m", to: "cert-a", by: "phone", attach: ["intercept"])],
        {more}"#
    )
}

/// A release domain of these.
fn domain(id: &str, parties: &str) -> String {
    format!(r#"(id: "{id}", parties: [{parties}], gives: [Channel("liaison"), Sharing(Trusted)])"#)
}

/// What became of it at an organisation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Fate {
    /// It never came.
    Never,
    /// It came, and stayed classified to the end.
    InConfidence,
    /// It came classified, and was freed.
    Freed,
    /// It came free.
    Free,
}

fn fate(facts: &[Fact], names: &Names, id: &str) -> Fate {
    let org = org(id, names);
    let learnt = facts.iter().find_map(|fact| match fact {
        Fact::ClaimLearnt(f) if f.org == org => Some(f.classified),
        _ => None,
    });
    let released = |fact: &Fact| matches!(fact, Fact::ClaimReleased(f) if f.org == org);
    match learnt {
        None => Fate::Never,
        Some(false) => Fate::Free,
        Some(true) if count(facts, released) > 0 => Fate::Freed,
        Some(true) => Fate::InConfidence,
    }
}

fn fates(scenario: &str) -> [Fate; 3] {
    let (facts, names) = play(scenario);
    ["cert-a", "cert-b", "police-b"].map(|id| fate(&facts, &names, id))
}

#[test]
fn what_is_classified_goes_as_far_as_the_release_domain() {
    use Fate::{Free, Freed, InConfidence, Never};
    let ours = domain("ours", r#""cert-a", "cert-b""#);
    let theirs = domain("theirs", r#""cert-b", "police-b""#);
    let paper = ours.replace("gives:", "state: Signed, gives:");
    for (name, first, agreements, expected) in [
        // It is kept back, which sets the release going, and then it goes to everybody.
        ("no domain", "", String::new(), [Freed, Free, Free]),
        ("a domain on paper", "", paper, [Freed, Free, Free]),
        (
            "a domain of two",
            "",
            ours.clone(),
            [InConfidence, InConfidence, Never],
        ),
        (
            "two domains, and one who is in both",
            "",
            format!("{ours}, {theirs}"),
            [InConfidence; 3],
        ),
        // Whoever was told in confidence hears of the release, and gives what it kept back.
        (
            "released later",
            "Release, ",
            ours.clone(),
            [Freed, Freed, Free],
        ),
        (
            "released later, in two domains",
            "Release, ",
            format!("{ours}, {theirs}"),
            [Freed; 3],
        ),
    ] {
        let scenario = listens(first, &format!("agreements: [{agreements}]"));
        assert_eq!(fates(&scenario), expected, "{name}");
    }
}

#[test]
fn what_is_classified_takes_no_other_way() {
    let ours = domain("ours", r#""cert-a", "cert-b""#);
    let scenario = listens("", &format!("agreements: [{ours}]")).replace(
        "injects: [",
        r#"injects: [(id: "I-0", at: "+1m", effects: [ChannelDown("liaison")]), "#,
    );
    let (facts, names) = play(&scenario);
    let from = org("cert-a", &names);
    let liaison = ChannelId::find("liaison", &names).expect("it is declared");
    let sent = |fact: &Fact| matches!(fact, Fact::MessageSent(f) if f.from == from);
    let by_liaison =
        |fact: &Fact| sent(fact) && matches!(fact, Fact::MessageSent(f) if f.channel == liaison);
    assert!(count(&facts, sent) > 0);
    assert_eq!(count(&facts, sent), count(&facts, by_liaison));
    assert_eq!(fate(&facts, &names, "cert-b"), Fate::Never);
}

/// Where nothing is classified it is all the same what carries classified matter.
#[test]
fn nothing_changes_where_nothing_is_classified() {
    let ours = domain("ours", r#""cert-a", "cert-b""#);
    let played = |carries: bool| {
        let agreements = format!(
            r#"agreements: [{ours}],
            channels: [(id: "liaison", overrides: true, classified: {carries})]"#
        );
        let scenario = listens("", &agreements);
        play(&scenario.replace("classifies: 1.0", "classifies: 0.0")).0
    };
    assert!(played(true) == played(false), "the same happens");
}

#[test]
fn only_whoever_classified_it_can_release_it() {
    let ours = domain("ours", r#""cert-a", "cert-b""#);
    let exercise = exercise("", &listens("", &format!("agreements: [{ours}]")));
    let names = exercise.names();
    let finding = FindingId::find("gang-name", &names).expect("it is declared");
    let mut engine = Engine::new(Arc::new(exercise), 1);
    let four_hours = SimTime(4 * 3_600_000);
    engine
        .run_until(four_hours)
        .expect("nothing goes past a limit");
    let mut release = |id: &str| {
        let (by, intent) = (org(id, &names), Intent::from(Release { finding }));
        engine.submit(Action { by, intent })
    };
    let refusal = release("cert-b").expect_err("it is refused");
    assert!(refusal.why.contains("another"), "{refusal:?}");
    assert!(release("cert-a").is_ok());
}
