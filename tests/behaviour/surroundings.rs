//! What EXCON did with the script after the moment of a fork: it is done again there, so that what
//! was held goes out, and a contingency goes to whom only the fork needs it for.

use crate::cast::org;
use crate::excon::drill;
use crate::live::{Met, Session, differs, letter, moves, submit};
use hotwash::action::{
    Acknowledge, Action, DropPlanned, EditInject, EditPlanned, HoldInject, HoldPlanned, Intent,
    Open, PlanMessage, ReleaseInject, ReleasePlanned, SkipInject, SwitchSeat,
};
use hotwash::engine::{Engine, Handled, Handling, Held};
use hotwash::exercise::Exercise;
use hotwash::fact::Fact;
use hotwash::journal::{Body, Entry, Input};
use hotwash::model::{
    InjectId, MessageKind, Named as _, OrgId, PlannedId, Rare, SeatState, SimTime, Span,
};
use proptest::prelude::*;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};
use std::sync::Arc;

const ONE: InjectId = InjectId(0);
/// The contingency, which judges at T+120.
const REMINDER: InjectId = InjectId(1);
const BY_HAND: InjectId = InjectId(2);

/// What EXCON does at a minute; before STARTEX where that is negative.
type Does<'x> = &'x [(i64, Intent)];

fn ann() -> Rare<String> {
    Rare(Some("Ann".to_owned()))
}

fn at(minutes: i64) -> SimTime {
    SimTime::STARTEX + Span::minutes(minutes)
}

fn held(inject: InjectId, held: bool) -> Intent {
    HoldInject {
        inject,
        held,
        controller: ann(),
    }
    .into()
}

fn release(inject: InjectId) -> Intent {
    ReleaseInject {
        inject,
        controller: ann(),
    }
    .into()
}

fn skip(inject: InjectId) -> Intent {
    SkipInject {
        inject,
        controller: ann(),
    }
    .into()
}

fn moved(inject: InjectId, due: i64) -> Intent {
    EditInject {
        inject,
        due: Some(at(due)),
        text: None,
        to: Rare(None),
        channel: Rare(None),
        priority: Rare(None),
        controller: ann(),
    }
    .into()
}

fn plan(exercise: &Exercise, due: i64, text: &str) -> Intent {
    let to = org("cert-a", &exercise.names());
    let mut letter = letter(exercise.excon(), to, MessageKind::Notification);
    letter.text = text.to_owned();
    PlanMessage {
        due: at(due),
        letter: Box::new(letter),
        controller: ann(),
    }
    .into()
}

fn drop_planned(nth: usize) -> Intent {
    DropPlanned {
        planned: PlannedId::nth(nth),
        controller: ann(),
    }
    .into()
}

/// The drill as it was played: cert-b is in people's hands, who acknowledge at a minute, or never.
fn recorded(acknowledges: Option<i64>, does: Does<'_>) -> Engine {
    let exercise = Arc::new(drill());
    let (excon, people) = (exercise.excon(), org("cert-b", &exercise.names()));
    let mut engine = Engine::new(exercise, 3);
    let (org, to) = (people, SeatState::Human);
    submit(&mut engine, excon, SwitchSeat { org, to }).expect("EXCON may");
    let mut acknowledges = acknowledges;
    for (minutes, intent) in does {
        if let Some(then) = acknowledges.filter(|then| then <= minutes) {
            acknowledge(&mut engine, people, then);
            acknowledges = None;
        }
        if *minutes >= 0 {
            engine.run_until(at(*minutes)).expect("within limits");
        }
        submit(&mut engine, excon, intent.clone()).expect("EXCON may");
    }
    if let Some(then) = acknowledges {
        acknowledge(&mut engine, people, then);
    }
    engine.run().expect("within limits");
    engine
}

fn acknowledge(engine: &mut Engine, by: OrgId, then: i64) {
    engine.run_until(at(then)).expect("within limits");
    let first = engine
        .entries()
        .iter()
        .find_map(|entry| match entry.fact() {
            Some(Fact::MessageDelivered(fact)) if fact.to == by => Some(fact.message),
            _ => None,
        });
    let message = first.expect("it has come by then");
    submit(engine, by, Open { message }).expect("it was delivered");
    submit(engine, by, Acknowledge { message }).expect("it was opened");
}

/// A fork at T+5, in which EXCON does more at T+5, and the script is handled as it was, or not.
fn fork(was: &Engine, keep: bool, more: &[Intent]) -> (Engine, Handled) {
    let (exercise, recorded) = (was.exercise(), was.entries());
    let fork = Engine::fork(Arc::clone(exercise), was.seed(), recorded, at(5));
    let mut fork = fork.expect("within limits");
    let mut handling = match keep {
        true => Handling::of(exercise, recorded, &fork).expect("within limits"),
        false => Handling::none(exercise, recorded, &fork),
    };
    let by = exercise.excon();
    for intent in more {
        let intent = intent.clone();
        fork.submit(Action { by, intent }).expect("EXCON may");
    }
    let endex = exercise.clock.endex;
    for until in [at(5), at(17), endex] {
        handling.run_until(&mut fork, until).expect("within limits");
    }
    assert_eq!(differs(&fork), None, "it replays");
    let handled = handling.end(&fork);
    (fork, handled)
}

/// What goes out as of an inject or of EXCON's own: when, to whom, in what words.
fn goes_out(engine: &Engine) -> Vec<String> {
    let exercise = engine.exercise();
    let (names, excon) = (exercise.names(), exercise.excon());
    let composed = engine.entries().iter().filter_map(|entry| {
        let Some(Fact::MessageComposed(fact)) = entry.fact() else {
            return None;
        };
        let letter = &fact.letter;
        let minutes = entry.at.since(SimTime::STARTEX).0 / 60_000;
        let to = letter.to.text(&names);
        (letter.from == excon).then(|| format!("{minutes} {to}: {}", letter.text))
    });
    composed.collect()
}

fn left_out(of: &Handled) -> Vec<i64> {
    let minutes = |(then, _): &(SimTime, Action)| then.since(SimTime::STARTEX).0 / 60_000;
    of.left_out.iter().map(minutes).collect()
}

/// Main injects that EXCON held went out late, and go out late again: nothing else was done.
#[test]
fn a_fork_of_a_handled_script_that_changes_nothing_goes_as_the_run_went() {
    let exercise = drill();
    let did: Does<'_> = &[
        (-1, held(ONE, true)),
        (-1, held(REMINDER, true)),
        (3, plan(&exercise, 40, "before")),
        (7, moved(BY_HAND, 60)),
        (8, plan(&exercise, 50, "after")),
        (9, plan(&exercise, 55, "dropped")),
        (20, release(ONE)),
        (21, drop_planned(2)),
        (22, held(BY_HAND, true)),
        (70, held(BY_HAND, false)),
        (150, release(REMINDER)),
    ];
    let was = recorded(None, did);
    let (is, handled) = fork(&was, true, &[]);
    assert_eq!(is.entries(), was.entries());
    let expected = [
        "20 cert-a: as written",
        "20 cert-b: as written",
        "40 cert-a: before",
        "50 cert-a: after",
        "70 cert-a: ",
        "150 cert-b: a reminder",
    ];
    assert_eq!(goes_out(&is), expected);
    let all = Handled {
        played: 8,
        ..Handled::default()
    };
    assert_eq!(handled, all);
}

/// What EXCON added, held, changed and released is handled again as it was; where EXCON does
/// nothing more, what it held goes out when it is due.
#[test]
fn what_was_added_is_handled_in_a_fork_as_it_was() {
    let exercise = drill();
    let first = PlannedId(0);
    let hold = HoldPlanned {
        planned: first,
        held: true,
        controller: ann(),
    };
    let let_out = ReleasePlanned {
        planned: first,
        controller: ann(),
    };
    let edit = EditPlanned {
        planned: PlannedId(1),
        due: Rare(Some(at(70))),
        text: Rare(Some("in other words".into())),
        to: Rare(None),
        channel: Rare(None),
        priority: Rare(None),
        controller: ann(),
    };
    let did: Does<'_> = &[
        (1, plan(&exercise, 30, "first")),
        (2, hold.into()),
        (9, plan(&exercise, 60, "second")),
        (40, edit.into()),
        (50, let_out.into()),
    ];
    let was = recorded(None, did);
    let added = |engine: &Engine| -> Vec<String> {
        let all = goes_out(engine).into_iter();
        all.filter(|one| one.ends_with("first") || one.ends_with("words"))
            .collect()
    };
    let as_it_was = ["50 cert-a: first", "70 cert-a: in other words"];
    assert_eq!(added(&was), as_it_was);
    let (is, handled) = fork(&was, true, &[]);
    assert_eq!((added(&is), handled.played), (added(&was), 3));
    // A message that the fork adds first shifts the numbers of those that come after.
    let (is, handled) = fork(&was, true, &[plan(&exercise, 90, "instead")]);
    assert_eq!((added(&is), handled.played), (added(&was), 3));
    let (is, handled) = fork(&was, false, &[]);
    assert_eq!(added(&is), ["30 cert-a: first"]);
    assert_eq!(handled.let_go, [(at(30), Held::Added(first))]);
    // Where people play its sender in the fork it waits, and nobody asks for it on the record.
    let people = org("cert-a", &exercise.names());
    let mut from_people = plan(&exercise, 30, "first");
    if let Intent::PlanMessage(plan) = &mut from_people {
        (plan.letter.from, plan.letter.to) = (people, org("cert-b", &exercise.names()));
    }
    let was = recorded(None, &[(1, from_people), did[1].clone()]);
    let (org, to) = (people, SeatState::Human);
    let (is, handled) = fork(&was, false, &[SwitchSeat { org, to }.into()]);
    assert_eq!(handled.held_back, [Held::Added(first)]);
    let refused = |entry: &Entry| matches!(&entry.body, Body::Input(Input::Action(_, Some(_))));
    assert!(!is.entries().iter().any(refused));
    let was = recorded(None, &did[..2]);
    let (is, handled) = fork(&was, true, &[]);
    assert!(added(&is).is_empty(), "{handled:?}");
    assert!(
        handled.held_back.contains(&Held::Added(first)),
        "{handled:?}"
    );
}

#[test]
fn what_no_longer_applies_is_left_out_and_counted() {
    let exercise = drill();
    let did: Does<'_> = &[
        (-1, held(ONE, true)),
        (3, plan(&exercise, 40, "before")),
        (9, plan(&exercise, 55, "dropped")),
        (20, release(ONE)),
        (21, drop_planned(1)),
        (30, held(BY_HAND, true)),
        (31, held(BY_HAND, false)),
    ];
    let was = recorded(None, did);
    // The fork releases at once what was held, and adds a message that shifts numbers.
    let more = [
        release(ONE),
        plan(&exercise, 45, "instead"),
        held(BY_HAND, true),
    ];
    let (is, handled) = fork(&was, true, &more);
    let expected = [
        "5 cert-a: as written",
        "5 cert-b: as written",
        "40 cert-a: before",
        "45 cert-a: instead",
        "120 cert-b: a reminder",
    ];
    assert_eq!(goes_out(&is), expected);
    assert_eq!((handled.played, left_out(&handled)), (3, vec![20, 30]));
    // What was planned before stays dropped where the fork drops it first.
    let (is, handled) = fork(&was, true, &[drop_planned(0)]);
    assert!(!goes_out(&is).iter().any(|one| one.contains("before")));
    assert_eq!((handled.played, left_out(&handled)), (5, vec![]));
}

/// In play cert-b acknowledged, so that nobody needed the reminder; in the fork it is silent.
#[test]
fn the_fork_lets_go_what_only_it_needs() {
    let first = (-1, held(REMINDER, true));
    let silent = "120 cert-b: a reminder";
    let remind = |engine: &Engine| -> Vec<String> {
        let all = goes_out(engine).into_iter();
        all.filter(|one| one.contains("a reminder")).collect()
    };
    // Held, and never looked at again.
    let was = recorded(Some(30), std::slice::from_ref(&first));
    assert!(remind(&was).is_empty());
    let (is, handled) = fork(&was, true, &[]);
    assert_eq!(remind(&is), [silent]);
    assert_eq!(handled.let_go, [(at(120), Held::Inject(REMINDER))]);
    assert!(handled.held_back.is_empty(), "{handled:?}");
    // Set aside as not needed: not so here.
    let was = recorded(Some(30), &[first.clone(), (150, skip(REMINDER))]);
    let (is, handled) = fork(&was, true, &[]);
    assert_eq!(remind(&is), ["150 cert-b: a reminder"]);
    assert_eq!((handled.played, left_out(&handled)), (0, vec![150]));
    assert_eq!(handled.let_go, [(at(150), Held::Inject(REMINDER))]);
    // Set aside though needed: EXCON wanted it so.
    let was = recorded(None, &[first.clone(), (150, skip(REMINDER))]);
    let (is, handled) = fork(&was, true, &[]);
    assert!(remind(&is).is_empty());
    assert_eq!((handled.played, handled.let_go.len()), (1, 0));
    // Nobody needs it in the fork either: it waits, as it did.
    let was = recorded(Some(30), &[first.clone(), (40, held(BY_HAND, true))]);
    let (org, to) = (org("cert-b", &was.exercise().names()), SeatState::Simulated);
    let switch: Intent = SwitchSeat { org, to }.into();
    let (is, handled) = fork(&was, true, &[switch]);
    assert!(remind(&is).is_empty());
    assert_eq!((handled.played, handled.let_go.len()), (1, 0));
}

/// What EXCON confirmed when it had come due, goes when it comes due here.
#[test]
fn a_release_of_what_is_not_due_yet_lets_it_go() {
    let did: Does<'_> = &[(-1, held(REMINDER, true)), (150, release(REMINDER))];
    let was = recorded(None, did);
    let (is, handled) = fork(&was, true, &[moved(REMINDER, 200)]);
    let out = goes_out(&is);
    assert_eq!(
        out.last().map(String::as_str),
        Some("200 cert-b: a reminder")
    );
    assert_eq!((handled.played, handled.let_go.len()), (1, 0));
}

#[test]
fn without_excon_what_is_held_goes_out_when_it_is_due() {
    let did: Does<'_> = &[
        (-1, held(ONE, true)),
        (-1, held(REMINDER, true)),
        (20, release(ONE)),
        (150, release(REMINDER)),
    ];
    let was = recorded(None, did);
    let (is, handled) = fork(&was, false, &[]);
    let expected = [
        "10 cert-a: as written",
        "10 cert-b: as written",
        "120 cert-b: a reminder",
    ];
    assert_eq!(goes_out(&is), expected);
    assert_eq!((handled.played, handled.others), (0, 2));
    assert_eq!(
        handled.let_go,
        [
            (at(10), Held::Inject(ONE)),
            (at(120), Held::Inject(REMINDER)),
        ]
    );
    // A main inject that was held to the end stays held where EXCON does what it did.
    let was = recorded(None, &[(-1, held(ONE, true))]);
    let (_, handled) = fork(&was, true, &[]);
    assert_eq!(handled.held_back, [Held::Inject(ONE)]);
    assert!(handled.let_go.is_empty(), "{handled:?}");
}

/// Whatever people and EXCON did, and whenever: a fork with what EXCON did again replays.
#[test]
fn a_fork_with_any_handling_replays() {
    let exercise = Arc::new(crate::live::drill());
    let config = Config {
        cases: 128,
        failure_persistence: None,
        ..Config::default()
    };
    let chance = TestRng::from_seed(RngAlgorithm::ChaCha, &[12; 32]);
    let mut runner = TestRunner::new_with_rng(config, chance);
    let sessions = (0..1000u64, moves(), 0..=1_000i64, any::<bool>());
    let played = std::cell::Cell::new(0);
    let ended = runner.run(&sessions, |(seed, moves, share, keep)| {
        let mut session = Session {
            engine: Engine::new(Arc::clone(&exercise), seed),
            shown: Vec::new(),
        };
        let mut met = Met::new();
        for step in &moves {
            session.step(step, &mut met);
        }
        let recorded = session.engine.entries();
        let at = SimTime(session.engine.now().0 * share / 1_000);
        let fork = Engine::fork(Arc::clone(&exercise), seed, recorded, at);
        let mut fork = fork.expect("within limits");
        let mut handling = match keep {
            true => Handling::of(&exercise, recorded, &fork).expect("within limits"),
            false => Handling::none(&exercise, recorded, &fork),
        };
        let endex = exercise.clock.endex;
        handling.run_until(&mut fork, endex).expect("within limits");
        prop_assert_eq!(differs(&fork), None, "forked at {}", at);
        let told = handling.end(&fork);
        played.set(played.get() + told.played);
        Ok(())
    });
    if let Err(failed) = ended {
        panic!("{failed}");
    }
    assert!(played.get() > 10, "EXCON did something: {played:?}");
}
