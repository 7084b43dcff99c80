//! What organisations and injects do: small exercises, from text to journal.

mod added;
mod again;
mod amended;
mod assist;
mod block;
mod cast;
mod confidence;
mod contact;
mod displacement;
mod drawn;
mod duty;
mod evidence;
mod excon;
mod fork;
mod form;
mod handover;
mod heed;
mod improvement;
mod live;
mod network;
mod notion;
mod operation;
mod outside;
mod pact;
mod politics;
mod season;
mod standing;
mod sure;
mod surroundings;
mod suspension;
mod suspicion;
mod threat;
mod ward;

use cast::{count, org, play};
use hotwash::fact::Fact;
use hotwash::model::MessageKind;

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
