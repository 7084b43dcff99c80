//! Assisted seats: the playbook proposes, people confirm, and nothing is done that they have not
//! confirmed or done themselves.

use crate::handover::{act, done, drill, switch, until};
use hotwash::action::{Acknowledge, Action, AnswerStep, Decline, Open};
use hotwash::engine::Engine;
use hotwash::exercise::{Pattern, Step};
use hotwash::fact::Fact;
use hotwash::model::{
    Declined, MessageId, MessageKind, OrgId, Proposal, ProposalId, SeatState, Verdict,
};
use std::collections::BTreeSet;

/// The minutes of the first drill.
const WHOLE: i64 = 120;

fn open(engine: &Engine, seat: OrgId) -> Vec<(ProposalId, Proposal)> {
    let all = engine.seat_view(seat).proposals();
    let open = all.filter(|(_, one)| one.open);
    open.map(|(id, one)| (id, one.clone())).collect()
}

fn read_all(engine: &mut Engine, seat: OrgId) -> Vec<MessageId> {
    let unread = engine.seat_view(seat).mailbox().unread.clone();
    for message in &unread {
        act(engine, seat, Open { message: *message }.into());
    }
    unread.into_iter().collect()
}

/// An assisted seat from STARTEX, whose people read what comes within a minute and then say
/// `verdict` to whatever is proposed.
fn played(seed: u64, verdict: Option<Verdict>) -> (Engine, OrgId) {
    let (mut engine, cert) = drill(seed);
    switch(&mut engine, cert, SeatState::Assisted);
    for minute in 1..WHOLE {
        until(&mut engine, minute);
        read_all(&mut engine, cert);
        let Some(verdict) = verdict else { continue };
        for (proposal, _) in open(&engine, cert) {
            act(&mut engine, cert, AnswerStep { proposal, verdict }.into());
        }
    }
    engine.run().expect("within limits");
    (engine, cert)
}

#[test]
fn nothing_is_done_but_what_people_do_or_confirm() {
    for seed in 1..20 {
        for verdict in [None, Some(Verdict::Skipped), Some(Verdict::Left)] {
            let (engine, cert) = played(seed, verdict);
            let done = done(&engine, 0, cert);
            let reads = done.iter().filter(|one| **one == "reads").count();
            assert!(reads > 0, "seed {seed}: they read for themselves");
            assert_eq!(reads, done.len(), "seed {seed}, {verdict:?}: {done:?}");
            let proposed = engine.seat_view(cert).proposals().count();
            assert!(proposed > 0, "seed {seed}: something was proposed");
        }
    }
}

#[test]
fn whoever_confirms_everything_does_what_the_playbook_would() {
    for seed in 1..20 {
        let (assisted, cert) = played(seed, Some(Verdict::Done));
        let (mut simulated, _) = drill(seed);
        simulated.run().expect("within limits");
        let kinds = |engine: &Engine| {
            let mut kinds = done(engine, 0, cert);
            kinds.sort_unstable();
            kinds.dedup();
            // Whoever sits in a seat has everyday work of their own.
            kinds.retain(|one| *one != "is busy");
            kinds
        };
        assert_eq!(kinds(&assisted), kinds(&simulated), "seed {seed}");
        let mut facts = assisted.entries().iter().filter_map(|entry| entry.fact());
        let overtaken = facts
            .any(|fact| matches!(fact, Fact::StepAnswered(f) if f.verdict == Verdict::Overtaken));
        assert!(!overtaken, "seed {seed}: nobody did anything beside it");
    }
}

#[test]
fn what_is_done_by_hand_is_proposed_no_more() {
    let (mut engine, cert) = drill(7);
    switch(&mut engine, cert, SeatState::Assisted);
    let mut minute = 0;
    while open(&engine, cert).is_empty() {
        minute += 1;
        assert!(minute < WHOLE, "something is proposed");
        until(&mut engine, minute);
        read_all(&mut engine, cert);
    }
    let (first, proposal) = open(&engine, cert)[0].clone();
    assert_eq!(proposal.step, 0, "the playbook begins by acknowledging");
    let message = proposal.message.expect("a message set it off");
    act(&mut engine, cert, Acknowledge { message }.into());
    let now = open(&engine, cert);
    let mut same = now.iter().filter(|(_, one)| one.rule == proposal.rule);
    assert!(same.all(|(_, one)| one.step > 0), "{now:?}");
    let again = AnswerStep {
        proposal: first,
        verdict: Verdict::Done,
    };
    let refused = engine.submit(Action {
        by: cert,
        intent: again.into(),
    });
    let refused = refused.expect_err("it was overtaken").to_string();
    assert!(refused.contains("answered or overtaken"), "{refused}");
}

#[test]
fn nobody_answers_what_is_proposed_to_others_or_settles_by_a_word_that_is_not_theirs() {
    let (mut engine, cert) = drill(7);
    switch(&mut engine, cert, SeatState::Assisted);
    let mut minute = 0;
    while open(&engine, cert).is_empty() {
        minute += 1;
        until(&mut engine, minute);
        read_all(&mut engine, cert);
    }
    let (proposal, _) = open(&engine, cert)[0].clone();
    let exercise = std::sync::Arc::clone(engine.exercise());
    let mut players = exercise.players().map(|(id, _)| id);
    let other = players.find(|id| *id != cert).expect("there is one");
    let cases = [
        (other, proposal, Verdict::Done, "no such step"),
        (cert, ProposalId(4_000_000), Verdict::Done, "no such step"),
        (cert, proposal, Verdict::Overtaken, "not for you to say"),
    ];
    for (by, proposal, verdict, why) in cases {
        let intent = AnswerStep { proposal, verdict }.into();
        let refused = engine.submit(Action { by, intent });
        let refused = refused.expect_err("it is refused").to_string();
        assert!(refused.contains(why), "{refused}");
    }
}

#[test]
fn a_playbook_that_gets_an_assisted_seat_back_does_what_it_proposed() {
    for seed in 1..20 {
        let (mut engine, cert) = drill(seed);
        switch(&mut engine, cert, SeatState::Assisted);
        until(&mut engine, 15);
        read_all(&mut engine, cert);
        assert!(!open(&engine, cert).is_empty(), "seed {seed}");
        switch(&mut engine, cert, SeatState::Simulated);
        assert!(open(&engine, cert).is_empty(), "seed {seed}");
        let from = engine.entries().len();
        engine.run().expect("within limits");
        let done = done(&engine, from, cert);
        // All that it would have done, had people never asked for help.
        for what in ["acknowledges", "sets about", "works", "analyses", "writes"] {
            assert!(done.contains(&what), "seed {seed}, {what}: {done:?}");
        }
    }
}

#[test]
fn people_who_ask_for_help_find_what_they_have_opened_proposed() {
    let (mut engine, cert) = drill(7);
    switch(&mut engine, cert, SeatState::Human);
    until(&mut engine, 15);
    assert!(!read_all(&mut engine, cert).is_empty());
    assert!(open(&engine, cert).is_empty());
    switch(&mut engine, cert, SeatState::Assisted);
    assert!(!open(&engine, cert).is_empty());
    switch(&mut engine, cert, SeatState::Human);
    assert!(open(&engine, cert).is_empty(), "nobody proposes any more");
}

#[test]
fn a_seat_that_asks_for_help_meanwhile_keeps_what_is_under_way() {
    for seed in 1..20 {
        let (mut engine, cert) = drill(seed);
        until(&mut engine, 13);
        switch(&mut engine, cert, SeatState::Assisted);
        let from = engine.entries().len();
        engine.run().expect("within limits");
        let done = done(&engine, from, cert);
        let by_itself = ["writes", "suspends", "acknowledges", "reads", "is busy"];
        let acts = done.iter().filter(|one| by_itself.contains(one)).count();
        assert_eq!(acts, 0, "seed {seed}: {done:?}");
    }
}

#[test]
fn what_is_asked_for_twice_is_not_lost() {
    let (mut engine, cert) = drill(7);
    switch(&mut engine, cert, SeatState::Assisted);
    until(&mut engine, 15);
    read_all(&mut engine, cert);
    let before = open(&engine, cert);
    assert!(before.len() > 1);
    switch(&mut engine, cert, SeatState::Assisted);
    assert_eq!(open(&engine, cert), before);
    // Taken by people alone and given back, all is proposed anew that was opened and not settled;
    // what follows from something learnt is theirs.
    switch(&mut engine, cert, SeatState::Human);
    switch(&mut engine, cert, SeatState::Assisted);
    let rules = |all: &[(ProposalId, Proposal)]| {
        let mut rules: Vec<String> = all.iter().map(|(_, one)| one.rule.clone()).collect();
        rules.sort_unstable();
        rules
    };
    let later = open(&engine, cert);
    let missed: Vec<&String> = Vec::new();
    let (was, is) = (rules(&before), rules(&later));
    let playbook = engine.exercise().org(cert).playbook;
    let book = &engine.exercise().playbooks[playbook.at()].rules;
    let learnt = |name: &String| {
        let rule = book.iter().find(|rule| rule.name == *name);
        rule.is_some_and(|rule| matches!(rule.on, Pattern::Learnt(..)))
    };
    let lost = was
        .iter()
        .filter(|rule| !is.contains(rule) && !learnt(rule));
    let lost: Vec<&String> = lost.collect();
    assert_eq!(lost, missed, "{is:?}");
}

#[test]
fn what_people_have_turned_down_is_answered_by_nobody() {
    let mut turned_down = 0;
    for seed in 1..20 {
        let (mut engine, cert) = drill(seed);
        switch(&mut engine, cert, SeatState::Assisted);
        let mut declined = BTreeSet::new();
        for minute in 1..WHOLE {
            until(&mut engine, minute);
            read_all(&mut engine, cert);
            for (proposal, one) in open(&engine, cert) {
                let verdict = Verdict::Done;
                let intent = AnswerStep { proposal, verdict }.into();
                let _ = engine.submit(Action { by: cert, intent });
                // Whatever has got so far as to be worked on is turned down by hand.
                let Some(message) = one.message.filter(|_| one.step > 1) else {
                    continue;
                };
                let why = Declined::ALL[0];
                let intent = Decline { message, why }.into();
                if engine.submit(Action { by: cert, intent }).is_ok() {
                    declined.insert(message);
                }
            }
        }
        turned_down += declined.len();
        let answered = engine
            .entries()
            .iter()
            .filter_map(|entry| match entry.fact() {
                Some(Fact::MessageAnswered(f)) => Some(f.message),
                _ => None,
            });
        let both: Vec<MessageId> = answered.filter(|one| declined.contains(one)).collect();
        assert!(both.is_empty(), "seed {seed}: {both:?} were turned down");
    }
    assert!(turned_down > 10, "only {turned_down}");
}

#[test]
fn a_provider_who_is_assisted_asks_back_as_often_as_its_people_say_and_turns_nothing_down() {
    let (mut rounds, mut asked) = (0, 0);
    for seed in 1..20 {
        let (mut engine, _) = drill(seed);
        let host = crate::cast::org("sakura-host", &engine.exercise().names());
        switch(&mut engine, host, SeatState::Assisted);
        for minute in 1..WHOLE {
            until(&mut engine, minute);
            read_all(&mut engine, host);
            for (proposal, _) in open(&engine, host) {
                let verdict = Verdict::Done;
                act(&mut engine, host, AnswerStep { proposal, verdict }.into());
            }
        }
        let facts = || engine.entries().iter().filter_map(|entry| entry.fact());
        let wrote = facts().filter(|fact| {
            matches!(fact, Fact::MessageComposed(f)
                if f.letter.from == host && f.letter.kind == MessageKind::Clarification)
        });
        rounds += wrote.count();
        let turned_down = facts().filter(|fact| {
            matches!(fact, Fact::RequestDeclined(f)
                if f.to == host && f.why == Declined::Incomplete)
        });
        assert_eq!(turned_down.count(), 0, "seed {seed}");
        let playbook = engine.exercise().org(host).playbook;
        let rules = &engine.exercise().playbooks[playbook.at()].rules;
        let clarifies = |one: &Proposal| {
            let rule = rules.iter().find(|rule| rule.name == one.rule);
            let step = rule.and_then(|rule| rule.steps.get(one.step as usize));
            matches!(step, Some(Step::Clarify(_)))
        };
        let proposed = engine.seat_view(host).proposals();
        asked += proposed.filter(|(_, one)| clarifies(one)).count();
    }
    assert!(rounds > 0, "somebody leaves something out");
    assert!(
        asked >= rounds,
        "each of {rounds} rounds was proposed, and {asked} were"
    );
}
