//! Ratings, case by case.

use super::*;
use crate::exercise::{Exercise, Pattern, Performer, TargetsHold, Trigger};
use crate::fact::{HostAbandoned, HostSuspended, HostUp, RatingOverridden, TaskObserved};
use crate::metric::fixture::{
    ADDR, C2, CERT_A, CERT_B, EMAIL, GANG, HOSTER, POLICE, Tape, claim, exercise, inject, letter,
    task,
};
use crate::model::{InjectId, Letter, MessageKind, Pacing, SimTime, Subject, Tlp};

/// One task of two CERTs, triggered by the first inject and prompted by the second: to ask
/// for the take-down of C2, by 100 seconds, at the latest by 300.
fn drill(who: Performer, does: Pattern) -> Exercise {
    let mut exercise = exercise();
    let to = [CERT_A, CERT_B];
    let at = SimTime::STARTEX;
    let kind = MessageKind::Notification;
    exercise.injects = vec![
        inject("i-1", kind, &to, Trigger::At(at)),
        inject("i-2", kind, &to, Trigger::Unless(CriticalTaskId(0), at)),
    ];
    exercise.tasks = vec![task("t", who, does)];
    exercise
}

fn takedown() -> Pattern {
    Pattern::Sent(
        MessageKind::TakedownRequest,
        Some(Subject::Host(C2)),
        None,
        None,
    )
}

/// Plays a seat from a line such as `trigger 100, do 180`: what comes to it or is done by it,
/// and when.
fn play(tape: &mut Tape, seat: OrgId, line: &str) {
    for step in line.split(", ").filter(|step| !step.is_empty()) {
        let (what, at) = step.split_once(' ').expect("a word and a time");
        let at: i64 = at.parse().expect("seconds");
        match what {
            "trigger" => drop(tape.deliver_inject(at, InjectId(0), seat)),
            "prompt" => drop(tape.deliver_inject(at, InjectId(1), seat)),
            "human" => tape.seat(at, seat, SeatState::Human),
            "usual" => tape.pace(at, Pacing::Timed, Some(1_000)),
            "faster" => tape.pace(at, Pacing::Timed, Some(10_000)),
            "skip" => tape.pace(at, Pacing::Untimed, None),
            "do" => {
                let about = Some(Subject::Host(C2));
                let ask = letter(seat, POLICE, MessageKind::TakedownRequest);
                let message = tape.compose(at, Letter { about, ..ask });
                tape.send(at, message, EMAIL, 1);
            }
            "breach" => {
                let claims = vec![claim(ADDR, Tlp::Amber, HOSTER)];
                let pass = letter(seat, POLICE, MessageKind::Indicators);
                tape.arrives(at, Letter { claims, ..pass });
            }
            other => panic!("{other}"),
        }
    }
}

fn ratings(tape: &Tape) -> Vec<TaskRating> {
    let ledgers = crate::metric::fold(&tape.exercise, &tape.entries, tape.until);
    rate(&ledgers).remove(0).tasks
}

/// What happens at a seat, what late means, the rating, and a part of its reason.
const CASES: &[(&str, Late, Rating, &str)] = {
    use Late::{Major, Unperformed};
    &[
        ("", Major, Rating::NotApplicable, "never reached"),
        ("do 50", Major, Rating::NotApplicable, "never reached"),
        ("prompt 50", Major, Rating::NotApplicable, "never reached"),
        (
            "trigger 100",
            Major,
            Rating::Unable,
            "limit of 5m passed at T+00:06:40",
        ),
        ("trigger 701", Major, Rating::NotObserved, "had not passed"),
        (
            "trigger 100, do 200",
            Major,
            Rating::Performed,
            "within the target",
        ),
        (
            "trigger 100, do 201",
            Major,
            Rating::Some,
            "past the target",
        ),
        (
            "trigger 100, do 400",
            Major,
            Rating::Some,
            "within the limit",
        ),
        (
            "trigger 100, do 401",
            Major,
            Rating::Major,
            "past the limit of 5m.",
        ),
        (
            "trigger 100, do 401",
            Unperformed,
            Rating::Unable,
            "no longer counted",
        ),
        (
            "do 50, trigger 100",
            Major,
            Rating::Performed,
            "before it was called for",
        ),
        (
            "trigger 100, prompt 150, do 180",
            Major,
            Rating::Some,
            "after a prompt",
        ),
        (
            "trigger 100, do 180, prompt 190",
            Major,
            Rating::Performed,
            "unprompted",
        ),
        (
            "trigger 100, breach 150, do 180",
            Major,
            Rating::Major,
            "1 breach of",
        ),
        (
            "breach 50, trigger 100, do 180",
            Major,
            Rating::Performed,
            "unprompted",
        ),
        (
            "trigger 100, do 180, breach 190",
            Major,
            Rating::Performed,
            "unprompted",
        ),
        (
            "human 0, trigger 100, do 160",
            Major,
            Rating::Performed,
            "Done 1m after",
        ),
        (
            "human 0, faster 0, trigger 100, do 160",
            Major,
            Rating::NotObserved,
            "Done 1m after its trigger; but play ran at 10 times real time meanwhile",
        ),
        (
            "human 0, usual 0, trigger 100, skip 150",
            Major,
            Rating::NotObserved,
            "Not done; but play ran as fast as possible meanwhile",
        ),
        // What ran before and after is not what the task was done in.
        (
            "human 0, faster 0, usual 100, trigger 100, do 160, faster 170",
            Major,
            Rating::Performed,
            "Done 1m after",
        ),
        // A playbook takes as long at any speed.
        (
            "faster 0, trigger 100, do 160",
            Major,
            Rating::Performed,
            "Done 1m after",
        ),
    ]
};

#[test]
fn a_seat_is_rated_from_delivery_to_it() {
    for (steps, late, rating, why) in CASES.iter().copied() {
        let mut exercise = drill(Performer::EachRecipient, takedown());
        exercise.tasks[0].late = late;
        let mut tape = Tape::of(exercise);
        play(&mut tape, CERT_A, steps);
        let found = ratings(&tape);
        let human = steps.starts_with("human");
        assert_eq!((found[0].seat, found[1].seat), (CERT_A, CERT_B));
        assert_eq!(found[0].rating, rating, "{why}: {}", found[0].why);
        assert!(found[0].why.contains(why), "{why}: {}", found[0].why);
        assert_eq!(found[0].predicted, !human, "{why}");
        assert!(found[0].evidence.is_sorted_by(|a, b| a < b), "{why}");
        // Nothing of this was delivered to the other seat.
        assert_eq!(found[1].rating, Rating::NotApplicable);
    }
}

#[test]
fn where_the_scenario_says_so_people_are_held_to_targets_at_any_speed() {
    let steps = "human 0, faster 0, trigger 100, do 160";
    for (targets, rating) in [
        (TargetsHold::RealTime, Rating::NotObserved),
        (TargetsHold::AnySpeed, Rating::Performed),
    ] {
        let mut exercise = drill(Performer::EachRecipient, takedown());
        exercise.clock.targets = targets;
        let mut tape = Tape::of(exercise);
        play(&mut tape, CERT_A, steps);
        assert_eq!(ratings(&tape)[0].rating, rating, "{targets:?}");
    }
}

#[test]
fn of_several_who_may_do_it_the_one_who_does_is_rated() {
    let who = || Performer::AnyOf(vec![CERT_A, CERT_B]);
    let mut tape = Tape::of(drill(who(), takedown()));
    play(&mut tape, CERT_A, "trigger 100");
    play(&mut tape, CERT_B, "trigger 150, do 210");
    let found = ratings(&tape);
    // 110 seconds after the first delivery: one clock for both, and one act.
    assert_eq!(found[1].rating, Rating::Some, "{}", found[1].why);
    assert_eq!(found[0].rating, Rating::NotApplicable);
    assert!(
        found[0].why.starts_with("Done by another"),
        "{}",
        found[0].why
    );
    assert!(!found[0].why.contains("cert"), "the others stay anonymous");
    for one in &found {
        assert_eq!(one.done_at, Some(SimTime(210_000)));
    }

    let mut tape = Tape::of(drill(who(), takedown()));
    play(&mut tape, CERT_A, "trigger 100");
    let found: Vec<Rating> = ratings(&tape).iter().map(|one| one.rating).collect();
    assert_eq!(found, [Rating::Unable, Rating::NotApplicable]);
}

#[test]
fn what_went_away_by_itself_was_not_missed() {
    let (host, owner, by) = (C2, GANG, HOSTER);
    for (given_up, back, suspended, rating) in [
        // The limit is at 400.
        (Some(390), None, None, Rating::NotApplicable),
        (Some(50), None, None, Rating::NotApplicable),
        (Some(401), None, None, Rating::Unable),
        (Some(300), Some(350), None, Rating::Unable),
        (Some(300), Some(450), None, Rating::NotApplicable),
        (Some(390), None, Some(200), Rating::Performed),
        (None, None, None, Rating::Unable),
    ] {
        let does = Pattern::Suspended(Some(C2));
        let mut tape = Tape::of(drill(Performer::Each(vec![HOSTER]), does));
        tape.tell(0, HostUp { host, owner });
        let mut steps = vec![(100, "trigger")];
        steps.extend(given_up.map(|at| (at, "give up")));
        steps.extend(back.map(|at| (at, "come back")));
        steps.extend(suspended.map(|at| (at, "suspend")));
        steps.sort_unstable();
        let (mut gone, message) = (0, None);
        let some = Some(owner);
        for (at, step) in steps {
            match step {
                "trigger" => drop(tape.deliver_inject(at, InjectId(0), CERT_A)),
                "give up" => gone = tape.tell(at, HostAbandoned { host, owner }),
                "come back" => drop(tape.tell(at, HostUp { host, owner })),
                _ => drop(tape.tell(
                    at,
                    HostSuspended {
                        host,
                        by,
                        owner: some,
                        message,
                    },
                )),
            }
        }
        let found = ratings(&tape).remove(0);
        assert_eq!(found.rating, rating, "{given_up:?}: {}", found.why);
        let told = found.evidence.contains(&gone) && found.why.contains("limit of 5m");
        assert!(rating != Rating::NotApplicable || told, "{}", found.why);
    }
}

#[test]
fn what_is_read_or_answered_without_a_name_is_the_trigger_itself() {
    let does = Pattern::Acknowledged(Some(MessageKind::Notification));
    let mut tape = Tape::of(drill(Performer::EachRecipient, does));
    let earlier = tape.arrives(0, letter(CERT_B, CERT_A, MessageKind::Notification));
    let trigger = tape.deliver_inject(100, InjectId(0), CERT_A);
    tape.acknowledge(120, earlier);
    assert_eq!(ratings(&tape)[0].rating, Rating::Unable);
    tape.acknowledge(150, trigger);
    assert_eq!(ratings(&tape)[0].done_at, Some(SimTime(150_000)));
}

#[test]
fn an_act_without_a_name_does_not_count_before_its_clock() {
    let does = Pattern::Sent(MessageKind::TakedownRequest, None, None, None);
    let mut tape = Tape::of(drill(Performer::EachRecipient, does));
    play(&mut tape, CERT_A, "do 50, trigger 100");
    assert_eq!(ratings(&tape)[0].rating, Rating::Unable);
}

#[test]
fn an_organisation_is_as_good_as_its_worst_task() {
    let one = |task, seat, rating| TaskRating {
        task: CriticalTaskId(task),
        seat,
        rating,
        predicted: true,
        started_at: None,
        done_at: None,
        why: String::new(),
        by_rule: None,
        evidence: Vec::new(),
    };
    let tasks = [
        one(0, CERT_B, Rating::NotObserved),
        one(0, CERT_A, Rating::Performed),
        one(1, CERT_A, Rating::Major),
        one(2, CERT_A, Rating::NotApplicable),
        one(2, CERT_B, Rating::NotApplicable),
        one(3, POLICE, Rating::NotObserved),
        one(4, POLICE, Rating::Performed),
    ];
    let expected = [
        (CERT_A, Rating::Major),
        (CERT_B, Rating::NotObserved),
        (POLICE, Rating::Performed),
    ];
    assert_eq!(worst(&tasks), expected);
}

/// What an evaluator saw done, at so many seconds, said at 650.
fn seen(tape: &mut Tape, at: i64) -> u32 {
    let observed = TaskObserved {
        task: CriticalTaskId(0),
        org: CERT_A,
        done: SimTime(at * 1000),
        note: "a call, on speaker".to_owned(),
        evaluator: "Ann".to_owned(),
    };
    tape.tell(650, observed)
}

#[test]
fn what_an_evaluator_saw_done_counts_from_when_it_was_done() {
    for (steps, at, rating, why, done) in [
        (
            "trigger 100",
            180,
            Rating::Performed,
            "Done 1m 20s after",
            180,
        ),
        ("trigger 100", 300, Rating::Some, "past the target", 300),
        ("trigger 100", 500, Rating::Major, "past the limit", 500),
        (
            "trigger 100",
            50,
            Rating::Performed,
            "before it was called for",
            50,
        ),
        // A message that shows it earlier stays what counts; one that shows it later does not.
        (
            "trigger 100, do 150",
            180,
            Rating::Performed,
            "Done 50s after",
            150,
        ),
        (
            "trigger 100, do 350",
            180,
            Rating::Performed,
            "Done 1m 20s after",
            180,
        ),
        (
            "trigger 100, prompt 150",
            180,
            Rating::Some,
            "after a prompt",
            180,
        ),
        (
            "trigger 100, prompt 200",
            180,
            Rating::Performed,
            "unprompted",
            180,
        ),
    ] {
        let mut tape = Tape::of(drill(Performer::EachRecipient, takedown()));
        play(&mut tape, CERT_A, steps);
        let seq = seen(&mut tape, at);
        let found = ratings(&tape).remove(0);
        assert_eq!(found.rating, rating, "{steps}, seen {at}: {}", found.why);
        assert!(found.why.contains(why), "{steps}, seen {at}: {}", found.why);
        assert_eq!(found.done_at, Some(SimTime(done * 1000)), "{steps}");
        let counted = done == at;
        assert_eq!(found.evidence.contains(&seq), counted, "{steps}, seen {at}");
    }
}

#[test]
fn an_evaluator_rates_otherwise_and_both_ratings_are_kept() {
    let mut tape = Tape::of(drill(Performer::EachRecipient, takedown()));
    play(&mut tape, CERT_A, "trigger 100, do 150");
    let rate = |rating: Option<Rating>, reason: &str| RatingOverridden {
        task: CriticalTaskId(0),
        org: CERT_A,
        rating,
        reason: reason.to_owned(),
        evaluator: "Ann".to_owned(),
    };
    let by_rule = ratings(&tape).remove(0);
    assert_eq!(
        (by_rule.rating, &by_rule.by_rule),
        (Rating::Performed, &None)
    );
    tape.tell(600, rate(Some(Rating::Unable), "first thought"));
    let last = tape.tell(650, rate(Some(Rating::Major), "it named the wrong host"));
    let found = ratings(&tape);
    assert_eq!(found[0].rating, Rating::Major);
    assert_eq!(found[0].why, "Ann: it named the wrong host");
    let rule = found[0].by_rule.as_ref().expect("the rule's is kept");
    assert_eq!((rule.rating, &rule.why), (Rating::Performed, &by_rule.why));
    assert!(found[0].evidence.contains(&last));
    assert_eq!(found[1].by_rule, None, "of the other seat nothing was said");
    assert_eq!(
        worst(&found)[0],
        (CERT_A, Rating::Major),
        "it is what counts"
    );
    tape.tell(660, rate(None, "the recording says otherwise"));
    assert_eq!(ratings(&tape).remove(0), by_rule, "the rule has it again");
}
