//! Refusals that are heard, and contacts that grow old and are renewed.

use crate::cast::{count, exercise, org, play};
use hotwash::behaviour::Plan;
use hotwash::engine::Engine;
use hotwash::fact::Fact;
use hotwash::kernel::Limits;
use hotwash::model::Span;
use std::sync::Arc;

/// Who asks for a take-down without evidence, of a provider that needs some.
const UNPROVEN: &str = r#"playbooks: [
        (id: "strict", rules: [
            (name: "turn down", on: Received(TakedownRequest),
             do: [Work(Triage, High), Clarify(1)]),
        ]),
        (id: "asker", rules: [
            (name: "ask", on: Received(Notification), do: [Send(TakedownRequest, Hoster)]),
            (name: "take note", on: TurnedDown(TakedownRequest), do: [Decide("noted")]),
        ]),
    ],
    organisations: [
        (id: "cert-a", overrides: true, playbook: "asker", thorough: 0.0),
        (id: "host-b", overrides: true, playbook: "strict", needs: [Evidence]),
    ],
    injects: [(id: "I-1", at: "+5m", to: "cert-a", by: "phone", kind: Notification,
        claims: ["c2-address"])]"#;

#[test]
fn whoever_is_turned_down_hears_of_it_and_waits_no_longer() {
    let (facts, names) = play(UNPROVEN);
    let asker = org("cert-a", &names);
    let heard = |fact: &Fact| matches!(fact, Fact::RefusalHeard(f) if f.from == asker);
    assert_eq!(count(&facts, heard), 1);
    let noted = |fact: &Fact| matches!(fact, Fact::Decided(f) if f.decision == "noted");
    assert_eq!(count(&facts, noted), 1);
    let missed = |fact: &Fact| matches!(fact, Fact::DeadlineMissed(_));
    assert_eq!(count(&facts, missed), 0);
}

/// How often cert-a finds its entry for cert-b out of date, and how often it is set right.
fn stale_and_renewed(more: &str) -> (usize, usize) {
    let (facts, names) = play(&format!(
        r#"playbooks: [(id: "caller", rules: [
            (name: "call", on: Received(Notification), do: [Send(InformationRequest, HostCert)]),
        ])],
        {more}"#
    ));
    let asker = org("cert-a", &names);
    let stale = |fact: &Fact| matches!(fact, Fact::ContactWentStale(f) if f.from == asker);
    let renewed = |fact: &Fact| matches!(fact, Fact::ContactRenewed(f) if f.org == asker);
    (count(&facts, stale), count(&facts, renewed))
}

#[test]
fn an_entry_is_as_old_as_the_last_word_from_the_other() {
    let asks = |id: &str, at: &str| {
        format!(
            r#"(id: "{id}", at: "{at}", to: "cert-a", by: "phone", kind: Notification,
                claims: ["c2-address"])"#
        )
    };
    let cast = |directory: &str, contacts: &str| {
        format!(
            r#"organisations: [
                (id: "cert-a", overrides: true, playbook: "caller", directory: ({directory})),
                (id: "cert-b", overrides: true, contacts: [{contacts}], reached_by: ["phone"]),
            ],"#
        )
    };
    let word =
        r#"(id: "W", at: "+30m", to: "cert-a", from: "cert-b", by: "phone", kind: Advisory)"#;
    let rotate = r#"(id: "R", at: "+10m", effects: [ContactsRotate("cert-b")])"#;
    let person =
        |tenure: &str| format!(r#"(role: "head", channels: ["phone"], tenure: "{tenure}")"#);
    let function = r#"(role: "duty", channels: ["phone"])"#;
    let (early, late) = (asks("E", "+20m"), asks("L", "+60m"));
    for (name, cast, injects, expected) in [
        ("as it was", cast("", function), vec![&late], (0, 0)),
        (
            "rotated",
            cast("", function),
            vec![&late, &rotate.to_owned()],
            (1, 0),
        ),
        (
            "rotated, heard from, asked",
            cast("", function),
            vec![&late, &rotate.to_owned(), &word.to_owned()],
            (0, 1),
        ),
        (
            "found out, heard from, asked again",
            cast("", function),
            vec![&early, &late, &rotate.to_owned(), &word.to_owned()],
            (1, 1),
        ),
        (
            "an old list of persons",
            cast(r#"age: "5000 days""#, &person("1 day")),
            vec![&late],
            (1, 0),
        ),
        (
            "a fresh list of persons",
            cast(r#"age: "1m""#, &person("5000 days")),
            vec![&late],
            (0, 0),
        ),
        (
            "an old list of functions",
            cast(r#"age: "5000 days""#, function),
            vec![&late],
            (0, 0),
        ),
    ] {
        let injects: Vec<&str> = injects.into_iter().map(String::as_str).collect();
        let found = stale_and_renewed(&format!("{cast} injects: [{}]", injects.join(", ")));
        assert_eq!(found, expected, "{name}");
    }
}

#[test]
fn whoever_goes_round_at_one_moment_is_named() {
    // A check refuses this, so the channel is made to take no time afterwards.
    let mut exercise = exercise(
        "",
        r#"channels: [(id: "wire", transit: "1s", spread: 0.0, reading: Polled("0s"))],
        playbooks: [(id: "echo", rules: [
            (name: "begin", on: Start, do: [Send(Advisory, Every(NationalCert))]),
            (name: "return", on: Received(Advisory), do: [Send(Advisory, Sender)]),
        ])],
        organisations: [
            (id: "cert-a", overrides: true, playbook: "echo", reached_by: ["wire"]),
            (id: "cert-b", overrides: true, playbook: "echo", reached_by: ["wire"]),
        ]"#,
    );
    for channel in &mut exercise.channels {
        if channel.id == "wire" {
            channel.transit = Span::ZERO;
        }
    }
    let limits = Limits {
        facts_per_instant: 500,
        ..Limits::default()
    };
    let plan = Arc::new(Plan::of(&exercise));
    let mut engine = Engine::with_plan(Arc::new(exercise), plan, 1, limits);
    let reached = engine.run().expect_err("it never gets past that moment");
    assert!(reached.who.starts_with("the run, last with "), "{reached}");
    assert!(reached.who.contains(" at cert-"), "{reached}");
}
