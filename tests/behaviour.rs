//! What organisations and injects do: small exercises, from text to journal.

use hotwash::engine::Engine;
use hotwash::fact::Fact;
use hotwash::model::{MessageKind, Named, Names, OrgId};
use hotwash::scenario::{load, shelf::MemoryShelf};
use std::sync::Arc;

/// A CERT and a company in one economy; a CERT, a provider and a police unit in another. Nobody
/// has anything else to do, every directory is right, and desks never wait.
const CAST: &str = r#"(
    format: 1,
    kinds: [
        (kind: NationalCert, overrides: true, desk: (background: PerHour(0.0)),
         directory: (stale: 0.0, missing: 0.0), sensors: [], needs: [],
         policy: (classifies: 0.0, careless: 0.0)),
        (kind: HostingProvider, overrides: true, desk: (background: PerHour(0.0)),
         directory: (stale: 0.0, missing: 0.0), sensors: [], needs: []),
        (kind: Company, overrides: true, desk: (background: PerHour(0.0), shift: Always),
         directory: (stale: 0.0, missing: 0.0), sensors: []),
        (kind: Police, overrides: true, desk: (background: PerHour(0.0), shift: Always),
         directory: (stale: 0.0, missing: 0.0), sensors: [], needs: []),
    ],
    organisations: [
        (id: "cert-a", kind: NationalCert, economy: "KR"),
        (id: "firm-a", kind: Company, economy: "KR"),
        (id: "cert-b", kind: NationalCert, economy: "JP"),
        (id: "host-b", kind: HostingProvider, economy: "JP"),
        (id: "police-a", kind: Police, economy: "KR"),
        (id: "police-b", kind: Police, economy: "JP"),
    ],
    threats: [(id: "gang", class: SupplyChain, victims: [(org: "firm-a", at: "+1m")])],
    hosts: [(id: "c2", threat: "gang", hosted_by: "host-b"), (id: "shop", hosted_by: "host-b")],
    findings: [
        (id: "c2-address", kind: Address, threat: "gang", points_at: "host:c2",
         tlp: Green, pap: Green),
        (id: "gang-name", kind: Name, threat: "gang", tlp: Green, pap: Green),
    ],
    falsehoods: [(id: "rumour", kind: Address, threat: "gang", points_at: "host:shop",
        tlp: Green, pap: Green)],
)"#;

/// Plays the cast with more of a scenario, and gives what happened.
fn play(more: &str) -> (Vec<Fact>, Names) {
    let text = format!(
        r#"(format: 1, title: "Small", include: ["cast.ron"],
            clock: (startex: "2024-06-26T09:00:00Z", endex: "+8h"), {more})"#
    );
    let shelf = MemoryShelf::new(&[("small.ron", &text), ("cast.ron", CAST)]);
    let loaded = load("small.ron", &shelf);
    let problems: Vec<_> = loaded.problems.iter().map(|one| &one.message).collect();
    let exercise = loaded
        .exercise
        .unwrap_or_else(|| panic!("the scenario is good: {problems:?}"));
    let names = exercise.names();
    let mut engine = Engine::new(Arc::new(exercise), 1);
    engine.run().expect("nothing goes past a limit");
    let facts = engine.into_entries().into_iter();
    (
        facts.filter_map(|entry| entry.fact().cloned()).collect(),
        names,
    )
}

fn org(id: &str, names: &Names) -> OrgId {
    OrgId::find(id, names).expect("it is in the cast")
}

fn count(facts: &[Fact], fits: impl Fn(&Fact) -> bool) -> usize {
    facts.iter().filter(|fact| fits(fact)).count()
}

#[test]
fn whoever_asks_for_what_is_already_down_is_answered_too() {
    let (facts, names) = play(
        r#"injects: [
            (id: "I-1", at: "+5m", to: "host-b", from: "cert-a", by: "phone", kind: TakedownRequest,
             about: "host:c2", claims: ["c2-address"]),
            (id: "I-2", at: "+5m", to: "host-b", from: "cert-b", by: "phone", kind: TakedownRequest,
             about: "host:c2", claims: ["c2-address"]),
        ]"#,
    );
    assert_eq!(
        count(&facts, |fact| matches!(fact, Fact::HostSuspended(_))),
        1
    );
    for asker in ["cert-a", "cert-b"] {
        let asker = org(asker, &names);
        let answered = |fact: &Fact| matches!(fact, Fact::AnswerReceived(f) if f.from == asker);
        assert_eq!(count(&facts, answered), 1, "{asker:?}");
    }
}

#[test]
fn a_false_claim_is_doubted_once_and_what_asked_for_nothing_is_closed() {
    let (facts, _) = play(
        r#"playbooks: [(id: "sceptic", rules: [
            (name: "check", on: Received(Notification), do: [Acknowledge, Verify]),
        ])],
        organisations: [(id: "cert-a", overrides: true, playbook: "sceptic",
            policy: (sees_through: 1.0))],
        injects: [(id: "I-1", at: "+5m", to: "cert-a", by: "phone", kind: Notification,
            about: "finding:rumour", claims: ["rumour"])]"#,
    );
    assert_eq!(
        count(&facts, |fact| matches!(fact, Fact::ClaimDoubted(_))),
        1
    );
    assert_eq!(
        count(&facts, |fact| matches!(fact, Fact::RequestDeclined(_))),
        0
    );
    assert_eq!(
        count(&facts, |fact| matches!(fact, Fact::MessageClosed(_))),
        1
    );
}

#[test]
fn a_victim_that_checks_true_indicators_finds_itself() {
    for (claim, finds) in [("c2-address", 1), ("gang-name", 0), ("rumour", 0)] {
        let more = format!(
            r#"injects: [(id: "I-1", at: "+5m", to: "firm-a", from: "cert-a", by: "phone",
                kind: Indicators, claims: ["{claim}"])]"#
        );
        let (facts, names) = play(&more);
        let cert = Some(org("cert-a", &names));
        let told = |fact: &Fact| matches!(fact, Fact::VictimDetected(f) if f.told_by == cert);
        assert_eq!(count(&facts, told), finds, "{claim}");
    }
}

#[test]
fn legal_assistance_is_asked_of_the_police_where_the_server_is() {
    let (facts, names) = play(
        r#"injects: [(id: "I-1", at: "+5m", to: "police-a", by: "phone", kind: Notification,
            about: "finding:c2-address", claims: ["c2-address"])]"#,
    );
    let there = org("police-b", &names);
    let asked = |fact: &Fact| {
        matches!(fact, Fact::MessageSent(f)
            if f.kind == MessageKind::LegalAssistance && f.to == there)
    };
    assert_eq!(count(&facts, asked), 1);
}

#[test]
fn rules_tell_apart_what_met_silence() {
    let (facts, _) = play(
        r#"playbooks: [
            (id: "mute", rules: []),
            (id: "insistent", rules: [
                (name: "ask", on: Received(Notification), do: [
                    Send(InformationRequest, HostCert), Send(TakedownRequest, Hoster)]),
                (name: "insist", on: DeadlineMissed(TakedownRequest), do: [Decide("insist")]),
                (name: "shrug", on: DeadlineMissed(PressQuery), do: [Decide("shrug")]),
            ]),
        ],
        organisations: [
            (id: "cert-a", overrides: true, playbook: "insistent"),
            (id: "cert-b", overrides: true, playbook: "mute"),
            (id: "host-b", overrides: true, playbook: "mute"),
        ],
        injects: [(id: "I-1", at: "+5m", to: "cert-a", by: "phone", kind: Notification,
            claims: ["c2-address"])]"#,
    );
    assert_eq!(
        count(&facts, |fact| matches!(fact, Fact::DeadlineMissed(_))),
        2
    );
    let decided = |word: &'static str| {
        move |fact: &Fact| match fact {
            Fact::Decided(f) => f.decision == word,
            _ => false,
        }
    };
    assert_eq!(count(&facts, decided("insist")), 1);
    assert_eq!(count(&facts, decided("shrug")), 0);
}

#[test]
fn an_inject_arrives_in_whose_name_soever_it_comes() {
    let (facts, _) = play(
        r#"channels: [(id: "pigeon", transit: "1m", reading: Interrupting, loss: 1.0)],
        injects: [
            (id: "I-1", at: "+5m", to: "cert-a", by: "pigeon", kind: Advisory),
            (id: "I-2", at: "+5m", to: "cert-a", from: "cert-b", by: "pigeon", kind: Advisory),
        ]"#,
    );
    assert_eq!(
        count(
            &facts,
            |fact| matches!(fact, Fact::MessageDelivered(f) if f.inject.is_some())
        ),
        2
    );
}

#[test]
fn what_serves_already_is_not_brought_up_again() {
    let (facts, _) = play(r#"injects: [(id: "I-1", at: "+5m", effects: [HostUp("c2")])]"#);
    assert_eq!(count(&facts, |fact| matches!(fact, Fact::HostUp(_))), 1);
}

#[test]
fn what_is_classified_is_not_given_away_by_asking_for_it_to_be_suspended() {
    let (facts, _) = play(
        r#"findings: [(id: "loader", kind: Hash, threat: "gang", tlp: Green, pap: Green)],
        artefacts: [(id: "sample", yields: ["c2-address", "loader"])],
        organisations: [(id: "cert-a", overrides: true, 
            policy: (classifies: 1.0, release: "2 days"))],
        injects: [
            (id: "I-1", at: "+5m", to: "cert-a", by: "phone", kind: Advisory, claims: ["loader"]),
            (id: "I-2", at: "+6m", to: "cert-a", by: "phone", kind: Notification, about: "gang",
             claims: ["loader"], attach: ["sample"]),
        ]"#,
    );
    let analysed = |fact: &Fact| matches!(fact, Fact::ArtefactAnalysed(_));
    assert_eq!(count(&facts, analysed), 1);
    let asked = |fact: &Fact| match fact {
        Fact::MessageSent(f) => f.kind == MessageKind::TakedownRequest,
        _ => false,
    };
    assert_eq!(count(&facts, asked), 0);
    assert!(count(&facts, |fact| matches!(fact, Fact::SharingWithheld(_))) > 0);
}

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

#[test]
fn an_artefact_takes_the_time_it_is_said_to_take() {
    for (said, at_most) in [("1m", 10 * 60), ("5h", 8 * 3600)] {
        let (facts, names) = play(&format!(
            r#"artefacts: [(id: "sample", yields: ["c2-address"], analysis: "{said}")],
            service: [(work: Analysis, overrides: true, spread: 0.0)],
            injects: [(id: "I-1", at: "+5m", to: "cert-a", by: "phone", kind: Notification,
                about: "gang", attach: ["sample"])],
            organisations: [(id: "cert-a", overrides: true, desk: (skill: 1.0))],"#
        ));
        let cert = org("cert-a", &names);
        let analysed = |fact: &Fact| matches!(fact, Fact::ArtefactAnalysed(f) if f.org == cert);
        assert_eq!(count(&facts, analysed), 1, "{said}: within {at_most} s");
    }
    // Nothing that takes longer than the exercise is ever done.
    let (facts, _) = play(
        r#"artefacts: [(id: "sample", yields: ["c2-address"], analysis: "3 days")],
        service: [(work: Analysis, overrides: true, spread: 0.0)],
        injects: [(id: "I-1", at: "+5m", to: "cert-a", by: "phone", kind: Notification,
            about: "gang", attach: ["sample"])]"#,
    );
    let analysed = |fact: &Fact| matches!(fact, Fact::ArtefactAnalysed(_));
    assert_eq!(count(&facts, analysed), 0);
}

#[test]
fn excon_is_answered_too() {
    let (facts, names) =
        play(r#"injects: [(id: "I-1", at: "+5m", to: "cert-a", by: "phone", kind: PressQuery)]"#);
    let cert = org("cert-a", &names);
    let answered = |fact: &Fact| matches!(fact, Fact::MessageAnswered(f) if f.to == cert);
    assert_eq!(count(&facts, answered), 1);
}

#[test]
fn a_newsroom_is_given_only_what_is_for_the_public() {
    let given = |tlp: &str| {
        let (facts, names) = play(&format!(
            r#"findings: [(id: "c2-address", overrides: true, tlp: {tlp})],
            playbooks: [(id: "open", rules: [
                (name: "tell", on: Received(Notification), do: [Share(Every(Media), Trigger)]),
            ])],
            organisations: [
                (id: "courier", kind: Media, economy: "KR"),
                (id: "cert-a", overrides: true, playbook: "open"),
            ],
            injects: [(id: "I-1", at: "+5m", to: "cert-a", by: "phone", kind: Notification,
                claims: ["c2-address"])]"#
        ));
        let courier = org("courier", &names);
        count(
            &facts,
            |fact| matches!(fact, Fact::ClaimLearnt(f) if f.org == courier),
        )
    };
    assert_eq!((given("Clear"), given("Green"), given("Amber")), (1, 0, 0));
}

#[test]
fn what_is_passed_around_freely_is_no_secret_any_more() {
    let released = |label: &str| {
        let (facts, names) = play(&format!(
            r#"artefacts: [(id: "sample", yields: ["c2-address"], analysis: "1m")],
            organisations: [(id: "cert-a", overrides: true,
                policy: (classifies: 1.0, release: "30 days"))],
            injects: [
                (id: "I-1", at: "+5m", to: "cert-a", by: "phone", kind: Notification,
                 about: "gang", attach: ["sample"]),
                (id: "I-2", at: "+7h", to: "cert-a", by: "phone", kind: Advisory,
                 claims: [(finding: "c2-address", tlp: {label}, source: "cert-b")]),
            ]"#
        ));
        let cert = org("cert-a", &names);
        count(
            &facts,
            |fact| matches!(fact, Fact::ClaimReleased(f) if f.org == cert),
        )
    };
    assert_eq!((released("Green"), released("Amber")), (1, 0));
}

#[test]
fn a_move_is_no_return() {
    let (facts, names) = play(
        r#"threats: [(id: "gang", overrides: true, moves_after: "10m", notices: 1.0)],
        hosts: [
            (id: "c3", threat: "gang", hosted_by: "host-b"),
            (id: "c4", threat: "gang", hosted_by: "host-b", reserve: true, stands_in_for: "c3"),
        ],
        injects: [(id: "I-1", at: "+5m", to: "host-b", from: "cert-a", by: "phone",
            kind: TakedownRequest, about: "host:c2", claims: ["c2-address"])]"#,
    );
    let moved = |fact: &Fact| matches!(fact, Fact::HostAbandoned(_));
    assert_eq!(count(&facts, moved), 1);
    let returned = |fact: &Fact| matches!(fact, Fact::GroupReturned(_));
    assert_eq!(count(&facts, returned), 0);
    assert!(names.hosts.len() == 4);
}
