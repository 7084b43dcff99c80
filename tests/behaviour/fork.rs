//! A run that begins within a recorded one: the same up to a moment, whatever people did, and its
//! own from there on, which replays like any other.

use crate::cast::org;
use crate::live::{Met, Session, differs, drill, instant, moves, slow};
use hotwash::action::{Action, SwitchSeat};
use hotwash::engine::{Engine, past};
use hotwash::model::{SeatState, SimTime, Span};
use proptest::prelude::*;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};
use std::sync::Arc;

#[test]
fn a_fork_that_changes_nothing_goes_as_the_run_went() {
    let exercise = Arc::new(drill());
    for seed in 0..4 {
        let mut whole = Engine::new(Arc::clone(&exercise), seed);
        whole.run().expect("nothing goes past a limit");
        for minutes in [0, 1, 5, 47, 600] {
            let at = SimTime::STARTEX + Span::minutes(minutes);
            let fork = Engine::fork(Arc::clone(&exercise), seed, whole.entries(), at);
            let mut fork = fork.expect("nothing goes past a limit");
            assert_eq!(fork.entries(), past(whole.entries(), at), "{at}");
            assert_eq!(fork.now(), at.min(exercise.clock.endex));
            fork.run().expect("nothing goes past a limit");
            assert_eq!(fork.entries(), whole.entries(), "forked at {at}");
        }
    }
}

#[test]
fn a_seat_that_is_switched_in_a_fork_differs_from_there_on_alone() {
    let exercise = Arc::new(drill());
    let names = exercise.names();
    let mut whole = Engine::new(Arc::clone(&exercise), 1);
    whole.run().expect("nothing goes past a limit");
    let at = SimTime::STARTEX + Span::minutes(4);
    let fork = Engine::fork(Arc::clone(&exercise), 1, whole.entries(), at);
    let mut fork = fork.expect("nothing goes past a limit");
    let (org, to) = (org("cert-a", &names), SeatState::Human);
    let action = Action {
        by: exercise.excon(),
        intent: SwitchSeat { org, to }.into(),
    };
    fork.submit(action).expect("EXCON may");
    fork.run().expect("nothing goes past a limit");
    let before = past(whole.entries(), at).len();
    assert_eq!(fork.entries()[..before], whole.entries()[..before]);
    assert_ne!(fork.entries()[before..], whole.entries()[before..]);
    assert_eq!(differs(&fork), None);
}

/// Whatever people did, and whenever: the past is theirs, and a fork of it replays.
#[test]
fn a_fork_at_any_moment_replays() {
    let drills = [drill(), instant(), slow()].map(Arc::new);
    let config = Config {
        cases: 96,
        failure_persistence: None,
        ..Config::default()
    };
    let chance = TestRng::from_seed(RngAlgorithm::ChaCha, &[11; 32]);
    let mut runner = TestRunner::new_with_rng(config, chance);
    let sessions = (0..drills.len(), 0..1000u64, moves(), 0..=1_000i64, moves());
    let ended = runner.run(&sessions, |(which, seed, moves, share, more)| {
        let exercise = &drills[which];
        let mut session = Session {
            engine: Engine::new(Arc::clone(exercise), seed),
            shown: Vec::new(),
        };
        let mut met = Met::new();
        for step in &moves {
            session.step(step, &mut met);
        }
        let recorded = session.engine.entries();
        let at = SimTime(session.engine.now().0 * share / 1_000);
        let fork = Engine::fork(Arc::clone(exercise), seed, recorded, at);
        let fork = fork.expect("nothing goes past a limit");
        // Nothing is lost of what was there, unless nothing had begun.
        if session.engine.begun() {
            prop_assert!(fork.entries() == past(recorded, at), "forked at {}", at);
        }
        let shown = fork.entries().to_vec();
        let mut fork = Session {
            engine: fork,
            shown,
        };
        for step in &more {
            fork.step(step, &mut met);
        }
        prop_assert_eq!(differs(&fork.engine), None, "where the fork stops");
        fork.engine.run().expect("nothing goes past a limit");
        prop_assert_eq!(differs(&fork.engine), None, "played on to ENDEX");
        Ok(())
    });
    if let Err(failed) = ended {
        panic!("{failed}");
    }
}
