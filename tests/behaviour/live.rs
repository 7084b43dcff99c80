//! A session with people: actions at any moment, allowed and refused, and its record played again
//! from itself alone to the same bytes.

use crate::cast::{exercise, org};
use crate::drawn::{able, id, intent};
use hotwash::action::*;
use hotwash::engine::{Engine, VERSION};
use hotwash::exercise::{Exercise, Reading};
use hotwash::fact::Fact;
use hotwash::journal::{self, Body, Entry, Input};
use hotwash::model::{
    ChannelId, FieldSet, Letter, MessageId, MessageKind, OrgId, Priority, SeatState, SimTime, Span,
};
use proptest::prelude::*;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};
use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// The journal of a run, as it is kept.
fn kept(engine: &Engine) -> Vec<u8> {
    let (exercise, entries) = (engine.exercise(), engine.entries());
    let mut bytes = Vec::new();
    journal::write(&mut bytes, exercise, engine.seed(), VERSION, entries)
        .expect("memory takes everything");
    bytes
}

/// The first line in which a session differs from what its own journal plays again.
pub fn differs(engine: &Engine) -> Option<(String, String)> {
    let bytes = kept(engine);
    let recorded = journal::read(&*bytes, VERSION).expect("what was written is read back");
    let exercise = Arc::new(recorded.exercise);
    let again = Engine::replay(exercise, recorded.header.seed, &recorded.entries);
    let again = kept(&again.expect("nothing goes past a limit"));
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).expect("JSON is UTF-8");
    let (was, is) = (text(&bytes), text(&again));
    let end = std::iter::repeat("nothing");
    let mut pairs = was.lines().chain(end.clone()).zip(is.lines().chain(end));
    let count = was.lines().count().max(is.lines().count());
    let differing = pairs.by_ref().take(count).find(|(was, is)| was != is);
    differing.map(|(was, is)| (was.to_owned(), is.to_owned()))
}

/// The cast with an operation, an artefact and injects of every kind of trigger.
pub fn drill() -> Exercise {
    exercise(
        "",
        r#"operations: [(id: "lantern", against: "gang", lead: "police-a",
            parties: ["police-a", "police-b"], at: "+3h", evidence: ["gang-name"],
            warrant: "20m", holds: ["host-b"])],
        findings: [(id: "gang-name", overrides: true,
            known_to: ["police-a", "police-b", "cert-a"])],
        artefacts: [(id: "loader", label: "loader.exe", yields: ["c2-address"], analysis: "8m")],
        organisations: [(id: "cert-a", overrides: true, mandates: [Publish, Declassify, Attribute],
             policy: (classifies: 0.9)),
            (id: "firm-a", overrides: true, mandates: [Block])],
        injects: [
            (id: "I-1", at: "+5m", to: "cert-a", by: "phone", kind: Notification,
             about: "victim:firm-a", claims: ["rumour"], attach: ["loader"]),
            (id: "I-2", at: "+30m", to: "host-b", from: "cert-b", by: "phone",
             kind: TakedownRequest, about: "host:c2", claims: ["c2-address"]),
            (id: "I-3", by_hand: true, to: "police-b", by: "email", kind: PressQuery),
            (id: "I-4", at: "+50m", to: "kind:NationalCert", by: "email", kind: CommsCheck,
             expects: [(id: "T-4", does: Acknowledged(CommsCheck), target: "10m", limit: "30m",
                objective: "O-1")]),
            (id: "I-5", unless: "T-4", by_time: "+2h", to: "cert-b", by: "phone",
             kind: CommsCheck),
        ],
        objectives: [(id: "O-1", title: "Answer")]"#,
    )
}

/// A drill in which nothing takes time on the way, so that much is due at the moment of an action.
pub fn instant() -> Exercise {
    let mut exercise = drill();
    for channel in &mut exercise.channels {
        (channel.transit, channel.loss_ppm, channel.approval) = (Span::ZERO, 0, None);
        channel.reading = Reading::Polled(Span::ZERO);
    }
    exercise
}

/// A drill in which tries are lost or overtake each other, and people try again.
pub fn slow() -> Exercise {
    let mut exercise = drill();
    for channel in &mut exercise.channels {
        (channel.transit, channel.sigma_milli) = (Span::minutes(30), 900);
        (channel.loss_ppm, channel.bounce_ppm) = (400_000, 300_000);
    }
    exercise
}

pub fn letter(from: OrgId, to: OrgId, kind: MessageKind) -> Letter {
    Letter {
        from,
        to,
        kind,
        channel: ChannelId(0),
        about: None,
        claims: Vec::new(),
        artefacts: Vec::new(),
        fields: FieldSet::default(),
        wants: FieldSet::default(),
        reply_to: None,
        inject: None,
        priority: Priority::Normal,
        text: "said by a person".into(),
    }
}

pub fn submit(engine: &mut Engine, by: OrgId, intent: impl Into<Intent>) -> Result<u32, Refusal> {
    let intent = intent.into();
    engine.submit(Action { by, intent })
}

fn until(engine: &mut Engine, at: Span) {
    let at = SimTime::STARTEX + at;
    engine.run_until(at).expect("nothing goes past a limit");
}

#[test]
fn actions_at_one_moment_replay_with_what_fell_due_between_them() {
    let exercise = instant();
    let names = exercise.names();
    let [a, b, excon] = ["cert-a", "cert-b", "excon"].map(|id| org(id, &names));
    for early in [Span::ZERO, Span::minutes(5)] {
        let mut engine = Engine::new(Arc::new(exercise.clone()), 3);
        // At STARTEX people may be quicker than the exercise itself.
        if early > Span::ZERO {
            until(&mut engine, early);
        }
        let to = SeatState::Human;
        for org in [a, b] {
            submit(&mut engine, excon, SwitchSeat { org, to }).expect("EXCON may");
        }
        let question = letter(a, b, MessageKind::InformationRequest);
        let letter = Box::new(question);
        let asked = submit(&mut engine, a, Send { letter }).expect("anybody may write");
        let now = engine.now();
        let arrived = engine.entries_since(asked).iter().find_map(|entry| {
            let fact = entry.fact().filter(|_| entry.at == now)?;
            match fact {
                Fact::MessageDelivered(f) if f.to == b => Some(f.message),
                _ => None,
            }
        });
        let message = arrived.expect("it falls due at the very moment it is sent");
        // Refused, allowed, refused, allowed: all at the moment at which it was sent.
        submit(&mut engine, b, Acknowledge { message }).expect_err("not opened yet");
        submit(&mut engine, b, Open { message }).expect("it lies unread");
        submit(&mut engine, b, Open { message }).expect_err("it is opened");
        let last = submit(&mut engine, b, Acknowledge { message }).expect("it is opened");
        assert_eq!(engine.entries()[last as usize].at, now);
        assert_eq!(differs(&engine), None, "a record may end at any action");
        engine.run().expect("nothing goes past a limit");
        assert_eq!(differs(&engine), None, "{early}");
    }
}

/// What happens in a session.
#[derive(Clone, Debug)]
pub enum Move {
    /// Play on for so many seconds.
    Wait(u16),
    /// Play on to what is due next.
    Next,
    /// Note the time before it is shown.
    Reached,
    /// A seat wants something; the numbers choose what, of what there is.
    Want(u8, u8, [u8; 3]),
}

pub fn moves() -> impl Strategy<Value = Vec<Move>> {
    let one = prop_oneof![
        2 => (0u16..900).prop_map(Move::Wait),
        3 => Just(Move::Next),
        1 => Just(Move::Reached),
        8 => (any::<u8>(), any::<u8>(), any::<[u8; 3]>())
            .prop_map(|(by, what, which)| Move::Want(by, what, which)),
    ];
    proptest::collection::vec(one, 1..120)
}

/// How often each intent was allowed and refused.
pub type Met = BTreeMap<&'static str, [u32; 2]>;

/// One session: what is played, what people want and what they are shown, step by step.
pub struct Session {
    pub engine: Engine,
    /// What the people's screens have been given so far.
    pub shown: Vec<Entry>,
}

impl Session {
    pub fn step(&mut self, step: &Move, met: &mut Met) {
        let engine = &mut self.engine;
        match step {
            Move::Wait(seconds) => {
                let at = engine.now() + Span::seconds(i64::from(*seconds));
                engine.run_until(at).expect("nothing goes past a limit");
            }
            Move::Next => {
                let at = engine.next_due().unwrap_or(engine.now());
                engine.run_until(at).expect("nothing goes past a limit");
                assert_eq!(engine.now(), at);
            }
            Move::Reached => {
                let seq = engine.reached();
                let noted = &engine.entries()[seq as usize];
                assert_eq!(noted.body, Body::Input(Input::TimeReached));
                assert_eq!(noted.at, engine.now());
            }
            Move::Want(by, what, which) => {
                // EXCON's controls are EXCON's most times.
                let names = engine.exercise().names();
                let control = matches!(
                    usize::from(*what) % Intent::WORDS.len(),
                    20 | 21 | 25..=34 | 37 | 38 | 40..=43
                );
                let by = if control && by % 4 > 0 {
                    engine.exercise().excon()
                } else if which[1] % 2 == 0 {
                    able(engine, *by, *what, *which).unwrap_or_else(|| id(&names, *by))
                } else {
                    id(&names, *by)
                };
                let intent = intent(engine, by, *what, *which);
                let word = intent.word();
                let before = engine.entries().len();
                let taken = submit(engine, by, intent);
                met.entry(word).or_default()[usize::from(taken.is_err())] += 1;
                if taken.is_err() && engine.now() > SimTime::STARTEX {
                    let after = engine.entries().len();
                    assert_eq!(after, before + 1, "a refusal changes nothing: {word}");
                }
            }
        }
        let (now, shown) = (engine.now(), self.shown.len() as u32);
        self.shown.extend_from_slice(engine.entries_since(shown));
        let due = self.engine.next_due();
        // Seats that are given out before STARTEX leave it to be played.
        assert!(
            !self.engine.begun() || due.is_none_or(|due| due > now),
            "{due:?} is left undone at {now}"
        );
        self.check_seats();
    }

    /// What seats see is what the entries say: a message lies unread from its first delivery on,
    /// whichever try that was, until it is opened.
    fn check_seats(&self) {
        let mut arrived: BTreeSet<MessageId> = BTreeSet::new();
        let mut unread: BTreeMap<OrgId, Vec<MessageId>> = BTreeMap::new();
        let mut opened: BTreeMap<OrgId, Vec<MessageId>> = BTreeMap::new();
        for fact in self.shown.iter().filter_map(Entry::fact) {
            match fact {
                Fact::MessageDelivered(f) if arrived.insert(f.message) => {
                    unread.entry(f.to).or_default().push(f.message);
                }
                Fact::MessageOpened(f) => {
                    let list = unread.entry(f.to).or_default();
                    list.retain(|one| *one != f.message);
                    opened.entry(f.to).or_default().push(f.message);
                }
                _ => {}
            }
        }
        for (org, row) in self.engine.exercise().orgs() {
            let mailbox = self.engine.seat_view(org).mailbox();
            let lists = [(&mailbox.unread, &unread), (&mailbox.opened, &opened)];
            for (seen, told) in lists {
                assert_eq!(
                    seen.as_slice(),
                    told.get(&org).map_or(&[][..], Vec::as_slice),
                    "{}",
                    row.id
                );
            }
        }
    }
}

#[test]
fn nobody_answers_a_message_of_their_own() {
    let exercise = drill();
    let names = exercise.names();
    let [a, b] = ["cert-a", "cert-b"].map(|id| org(id, &names));
    let mut engine = Engine::new(Arc::new(exercise), 3);
    until(&mut engine, Span::minutes(1));
    let question = letter(a, b, MessageKind::InformationRequest);
    let asked = Send {
        letter: question.into(),
    };
    submit(&mut engine, a, asked).expect("anybody may ask");
    let mut answer = letter(a, b, MessageKind::Answer);
    answer.reply_to = engine.seat_view(a).mailbox().sent.last().copied();
    let refused = submit(
        &mut engine,
        a,
        Send {
            letter: answer.into(),
        },
    );
    let refusal = refused.expect_err("it is its own");
    assert!(
        format!("{refusal:?}").contains("of their own"),
        "{refusal:?}"
    );
}

#[test]
fn an_answer_settles_what_was_asked_and_a_statement_what_the_press_asked() {
    use MessageKind::{Answer, Indicators, InformationRequest, PressQuery, PressStatement};
    for (asked, replied, settles) in [
        (InformationRequest, Answer, true),
        (InformationRequest, PressStatement, false),
        (InformationRequest, Indicators, false),
        (PressQuery, Answer, true),
        (PressQuery, PressStatement, true),
        (PressQuery, Indicators, false),
    ] {
        let exercise = instant();
        let (names, excon) = (exercise.names(), exercise.excon());
        let [a, b] = ["cert-a", "cert-b"].map(|id| org(id, &names));
        let mut engine = Engine::new(Arc::new(exercise), 3);
        until(&mut engine, Span::minutes(1));
        for org in [a, b] {
            let to = SeatState::Human;
            submit(&mut engine, excon, SwitchSeat { org, to }).expect("it may");
        }
        let send = |engine: &mut Engine, letter: Letter| {
            let (by, letter) = (letter.from, letter.into());
            submit(engine, by, Send { letter }).expect("anybody may write");
            until(engine, Span::minutes(10));
        };
        send(&mut engine, letter(a, b, asked));
        let question = *engine.seat_view(a).mailbox().sent.last().expect("it left");
        submit(&mut engine, b, Open { message: question }).expect("it came");
        let mut reply = letter(b, a, replied);
        reply.reply_to = Some(question);
        send(&mut engine, reply);
        let answer = *engine.seat_view(b).mailbox().sent.last().expect("it left");
        submit(&mut engine, a, Open { message: answer }).expect("it came");
        let has = |fits: fn(&Fact, MessageId) -> bool| {
            let facts = engine.entries().iter().filter_map(Entry::fact);
            facts.into_iter().any(|fact| fits(fact, question))
        };
        let told = format!("{asked:?} by {replied:?}");
        let answered =
            |fact: &Fact, of| matches!(fact, Fact::MessageAnswered(f) if f.message == of);
        let received = |fact: &Fact, of| matches!(fact, Fact::AnswerReceived(f) if f.message == of);
        assert_eq!(has(answered), settles, "{told}");
        assert_eq!(has(received), settles, "{told}");
    }
}

#[test]
fn whatever_people_do_replays_to_the_same_bytes() {
    let drills = [drill(), instant(), slow()].map(Arc::new);
    let met = RefCell::new(Met::new());
    let config = Config {
        cases: 192,
        failure_persistence: None,
        ..Config::default()
    };
    let chance = TestRng::from_seed(RngAlgorithm::ChaCha, &[7; 32]);
    let mut runner = TestRunner::new_with_rng(config, chance);
    let sessions = (0..drills.len(), 0..1000u64, moves());
    let ended = runner.run(&sessions, |(which, seed, moves)| {
        let engine = Engine::new(Arc::clone(&drills[which]), seed);
        let shown = Vec::new();
        let mut session = Session { engine, shown };
        for step in &moves {
            session.step(step, &mut met.borrow_mut());
        }
        prop_assert!(session.shown == session.engine.entries());
        prop_assert_eq!(differs(&session.engine), None, "where the session stops");
        session.engine.run().expect("nothing goes past a limit");
        prop_assert_eq!(differs(&session.engine), None, "played on to ENDEX");
        Ok(())
    });
    if let Err(failed) = ended {
        panic!("{failed}");
    }
    let met = met.into_inner();
    for word in Intent::WORDS {
        let [allowed, refused] = met.get(word).copied().unwrap_or_default();
        // Anybody may escalate, decide and call for a check of contacts.
        let never = ["escalate", "decide", "comms_check"].contains(word);
        assert!(
            allowed > 0 && (refused > 0 || never),
            "{word}: {allowed} and {refused}"
        );
    }
}
