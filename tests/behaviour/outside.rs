//! Contacts outside Hotwash: noted by one side, confirmed by the other, known from then on.

use crate::cast::{exercise, org};
use hotwash::action::{Action, ConfirmContact, DenyContact, Intent, LogContact, Refusal};
use hotwash::action::{Send, SwitchSeat};
use hotwash::engine::{Engine, VERSION};
use hotwash::fact::Fact;
use hotwash::journal::{self, Entry};
use hotwash::model::{
    ChannelId, FieldSet, FindingId, LearntBy, Letter, Means, MessageKind, Named, OrgId, OutsideId,
    Priority, SeatState, SimTime, Span, Subject, Turned,
};
use std::sync::Arc;

/// Two CERTs and a company, the first CERT and the company played by people. The first knows the
/// address from the beginning; whoever learns anything writes it down, and nobody sends anything.
fn table() -> (Engine, [OrgId; 4]) {
    let exercise = exercise(
        "",
        r#"playbooks: [(id: "mute", rules: [
            (name: "note it", on: Learnt(by: Contact), do: [Decide("heard of it")]),
        ])],
        findings: [
            (id: "c2-address", overrides: true, known_to: ["cert-a"], needed_by: ["cert-b"]),
        ],
        organisations: [
            (id: "cert-a", overrides: true, playbook: "mute"),
            (id: "cert-b", overrides: true, playbook: "mute"),
            (id: "firm-a", overrides: true, playbook: "mute"),
        ]"#,
    );
    let names = exercise.names();
    let orgs = ["cert-a", "cert-b", "firm-a", "excon"].map(|id| org(id, &names));
    let mut engine = Engine::new(Arc::new(exercise), 3);
    until(&mut engine, 5);
    for seat in [orgs[0], orgs[2]] {
        let (org, to) = (seat, SeatState::Human);
        submit(&mut engine, orgs[3], SwitchSeat { org, to }).expect("EXCON may");
    }
    until(&mut engine, 30);
    (engine, orgs)
}

fn until(engine: &mut Engine, minutes: i64) {
    let at = SimTime::STARTEX + Span::minutes(minutes);
    engine.run_until(at).expect("nothing goes past a limit");
}

fn submit(engine: &mut Engine, by: OrgId, intent: impl Into<Intent>) -> Result<u32, Refusal> {
    let intent = intent.into();
    engine.submit(Action { by, intent })
}

/// A call in which the first told another what it knows.
fn call(engine: &Engine, by: OrgId, with: OrgId) -> LogContact {
    let known = engine.seat_view(by).knowledge().iter();
    LogContact {
        with,
        turned: Turned::Out,
        means: Means::Phone,
        held: Some(SimTime::STARTEX + Span::minutes(20)),
        answered: true,
        about: None,
        claims: known.map(|(_, known)| known.claim.clone()).collect(),
        text: "told them the address".into(),
    }
}

fn facts(engine: &Engine) -> Vec<(SimTime, Fact)> {
    let all = engine.entries().iter();
    all.filter_map(|entry| Some((entry.at, entry.fact()?.clone())))
        .collect()
}

/// The journal plays again to the same bytes.
fn replays(engine: &Engine) {
    let write = |engine: &Engine| {
        let (exercise, entries) = (engine.exercise(), engine.entries());
        let mut bytes = Vec::new();
        journal::write(&mut bytes, exercise, engine.seed(), VERSION, entries).expect("memory");
        bytes
    };
    let bytes = write(engine);
    let recorded = journal::read(&*bytes, VERSION).expect("it is whole");
    let again = Engine::replay(
        Arc::new(recorded.exercise),
        recorded.header.seed,
        &recorded.entries,
    );
    assert!(write(&again.expect("no limit is reached")) == bytes);
}

fn knows(engine: &Engine, org: OrgId) -> Option<LearntBy> {
    let finding = FindingId::find("c2-address", &engine.exercise().names()).expect("it is there");
    Some(engine.seat_view(org).knows(finding)?.by)
}

fn shown(engine: &Engine, org: OrgId) -> Vec<&'static str> {
    let events = journal::seat_stream(engine.exercise(), engine.entries(), org);
    events.iter().map(|event| event.kind).collect()
}

#[test]
fn a_contact_that_is_confirmed_passes_on_what_was_told() {
    let (mut engine, [a, b, firm, excon]) = table();
    let call = call(&engine, a, b);
    assert_eq!(call.claims.len(), 1, "the address");
    submit(&mut engine, a, call).expect("a seat may note what took place");
    let contact = OutsideId(0);
    until(&mut engine, 40);
    assert_eq!(knows(&engine, b), None, "nobody has confirmed it");
    // Neither whoever noted it nor a third confirms it; a playbook does not either.
    for by in [a, firm, b] {
        submit(&mut engine, by, ConfirmContact { contact }).expect_err("it is not theirs");
    }
    let before = facts(&engine).len();
    submit(&mut engine, excon, ConfirmContact { contact }).expect("EXCON for a playbook");
    assert_eq!(knows(&engine, b), Some(LearntBy::Contact));
    assert!(
        engine
            .seat_view(a)
            .knowledge()
            .iter()
            .all(|(_, one)| one.is_shared_with(b))
    );
    let told: Vec<_> = facts(&engine)[before..]
        .iter()
        .map(|(_, fact)| fact.kind().word())
        .collect();
    // The playbook of the other side goes on from what it learnt.
    assert_eq!(told, ["contact_confirmed", "claim_learnt", "decided"]);
    submit(&mut engine, excon, ConfirmContact { contact }).expect_err("it is settled");
    submit(&mut engine, excon, DenyContact { contact }).expect_err("it is settled");
    // Both see it, and nobody else.
    for org in [a, b] {
        let shown = shown(&engine, org);
        assert!(shown.contains(&"contact_logged") && shown.contains(&"contact_confirmed"));
    }
    assert!(!shown(&engine, firm).contains(&"contact_logged"));
    assert_eq!(engine.seat_view(firm).outsides().count(), 0);
    engine.run().expect("no limit is reached");
    replays(&engine);
}

#[test]
fn without_a_confirmation_nothing_else_is_another() {
    let play = |log: bool, deny: bool| {
        let (mut engine, [a, b, _, excon]) = table();
        if log {
            let call = call(&engine, a, b);
            submit(&mut engine, a, call).expect("it may be noted");
        }
        until(&mut engine, 60);
        if deny {
            let contact = OutsideId(0);
            submit(&mut engine, excon, DenyContact { contact }).expect("EXCON for a playbook");
        }
        engine.run().expect("no limit is reached");
        replays(&engine);
        let facts = facts(&engine).into_iter();
        let (contacts, others): (Vec<_>, Vec<_>) =
            facts.partition(|(_, fact)| fact.kind().word().starts_with("contact_"));
        (contacts.len(), others)
    };
    let plain = play(false, false);
    assert_eq!(plain.0, 0);
    assert_eq!(play(true, false), (1, plain.1.clone()));
    assert_eq!(play(true, true), (2, plain.1));
}

#[test]
fn the_side_that_people_play_answers_for_itself() {
    let (mut engine, [a, _, firm, excon]) = table();
    let known = call(&engine, a, firm);
    submit(&mut engine, a, known.clone()).expect("it may be noted");
    submit(&mut engine, a, known.clone()).expect("there was another");
    let (first, second) = (OutsideId(0), OutsideId(1));
    let deny = DenyContact { contact: first };
    let refused = submit(&mut engine, excon, deny.clone()).expect_err("people play there");
    assert!(refused.instead.contains("leave it to them"), "{refused}");
    submit(&mut engine, firm, deny).expect("it is theirs to say");
    assert_eq!(knows(&engine, firm), None);
    submit(&mut engine, firm, ConfirmContact { contact: second }).expect("it is theirs to say");
    assert_eq!(knows(&engine, firm), Some(LearntBy::Contact));
    // Where nobody was reached there is nobody who could say so: EXCON does.
    let missed = LogContact {
        answered: false,
        claims: Vec::new(),
        ..known
    };
    submit(&mut engine, a, missed).expect("a try is a contact");
    let contact = OutsideId(2);
    submit(&mut engine, excon, ConfirmContact { contact }).expect("EXCON may");
    let none = OutsideId(3);
    let nobody = submit(&mut engine, firm, ConfirmContact { contact: none });
    let elsewhere = submit(
        &mut engine,
        firm,
        ConfirmContact {
            contact: OutsideId(u32::MAX),
        },
    );
    assert_eq!(nobody, elsewhere, "what is not theirs is not there");
}

#[test]
fn what_cannot_have_been_is_refused_with_the_way_out() {
    let (mut engine, [a, b, firm, excon]) = table();
    let good = call(&engine, a, b);
    let held = |minutes| Some(SimTime::STARTEX + Span::minutes(minutes));
    for (by, bad, why) in [
        (
            a,
            LogContact {
                held: held(31),
                ..good.clone()
            },
            "lies ahead",
        ),
        (
            a,
            LogContact {
                with: a,
                ..good.clone()
            },
            "nobody who plays",
        ),
        (
            a,
            LogContact {
                with: excon,
                ..good.clone()
            },
            "nobody who plays",
        ),
        (
            a,
            LogContact {
                with: OrgId(u32::MAX),
                ..good.clone()
            },
            "nobody who plays",
        ),
        (
            a,
            LogContact {
                answered: false,
                ..good.clone()
            },
            "told nothing",
        ),
        (firm, good.clone(), "do not know"),
        (excon, good.clone(), "only a seat"),
    ] {
        let refused = submit(&mut engine, by, bad).expect_err(why);
        assert!(
            refused.why.contains(why) && !refused.instead.is_empty(),
            "{refused}"
        );
    }
    // Who learns something later cannot have told it before.
    let first = call(&engine, a, firm);
    submit(&mut engine, a, first).expect("it may be noted");
    submit(
        &mut engine,
        firm,
        ConfirmContact {
            contact: OutsideId(0),
        },
    )
    .expect("it was so");
    let early = call(&engine, firm, b);
    let refused = submit(&mut engine, firm, early).expect_err("it was told at 30 minutes");
    assert!(refused.why.contains("did not know that yet"), "{refused}");
}

#[test]
fn a_victim_that_is_told_on_the_telephone_finds_itself() {
    let (mut engine, [a, _, firm, _]) = table();
    let detected = |engine: &Engine| {
        let told = |fact: &Fact| {
            matches!(fact, Fact::VictimDetected(f)
                if f.org == firm && f.told_by == Some(a) && f.message.is_none())
        };
        facts(engine).iter().any(|(_, fact)| told(fact))
    };
    let call = LogContact {
        about: Some(Subject::Victim(firm)),
        claims: Vec::new(),
        held: None,
        ..call(&engine, a, firm)
    };
    submit(&mut engine, a, call).expect("it may be noted");
    assert!(!detected(&engine));
    submit(
        &mut engine,
        firm,
        ConfirmContact {
            contact: OutsideId(0),
        },
    )
    .expect("it was so");
    assert!(detected(&engine));
    let noted = engine
        .entries()
        .iter()
        .filter_map(Entry::fact)
        .find_map(|fact| match fact {
            Fact::ContactLogged(f) => Some(f.held),
            _ => None,
        });
    assert_eq!(noted, Some(engine.now()), "just over");
}

/// What was told outside is passed on like anything else.
#[test]
fn what_was_learnt_outside_may_be_passed_on() {
    let (mut engine, [a, b, firm, _]) = table();
    let call = call(&engine, a, firm);
    submit(&mut engine, a, call).expect("it may be noted");
    submit(
        &mut engine,
        firm,
        ConfirmContact {
            contact: OutsideId(0),
        },
    )
    .expect("it was so");
    let known = engine.seat_view(firm).knowledge().iter();
    let letter = Letter {
        from: firm,
        to: b,
        kind: MessageKind::Indicators,
        channel: ChannelId(0),
        about: None,
        claims: known.map(|(_, one)| one.claim.clone()).collect(),
        artefacts: Vec::new(),
        fields: FieldSet::default(),
        wants: FieldSet::default(),
        reply_to: None,
        inject: None,
        priority: Priority::Normal,
        text: String::new(),
    };
    let letter = Box::new(letter);
    submit(&mut engine, firm, Send { letter }).expect("it knows it");
    engine.run().expect("no limit is reached");
    assert_eq!(knows(&engine, b), Some(LearntBy::Message));
}
