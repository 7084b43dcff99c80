//! What EXCON does with injects while play runs: hold, let go, change.

use crate::cast::{exercise, org};
use hotwash::action::{
    Action, EditInject, HoldInject, Intent, ObserveTask, Refusal, ReleaseInject, SkipInject,
    SwitchSeat,
};
use hotwash::engine::Engine;
use hotwash::exercise::Exercise;
use hotwash::fact::Fact;
use hotwash::model::{CriticalTaskId, InjectId, Named as _, Rare, SeatState, SimTime, Span};
use std::sync::Arc;

/// A timed inject with a task, a contingency of two CERTs, one by hand.
pub fn drill() -> Exercise {
    exercise(
        "",
        r#"injects: [
            (id: "I-1", at: "+10m", to: ["cert-a", "cert-b"], by: "phone", kind: Notification,
             text: "as written",
             expects: [(id: "T-1", does: Acknowledged(Notification), target: "10m", limit: "1h",
                objective: "O-1")]),
            (id: "I-2", unless: "T-1", by_time: "+2h", to: ["cert-a", "cert-b"], by: "phone",
             kind: Notification, text: "a reminder"),
            (id: "I-3", by_hand: true, to: "cert-a", by: "phone", kind: Notification),
        ],
        objectives: [(id: "O-1", title: "Answer")]"#,
    )
}

/// What is to be done, and when, in minutes; before STARTEX where that is negative.
type Step = (i64, fn(InjectId) -> Intent, &'static str);

fn ann() -> Rare<String> {
    Rare(Some("Ann".to_owned()))
}

fn hold(inject: InjectId) -> Intent {
    HoldInject {
        inject,
        held: true,
        controller: ann(),
    }
    .into()
}

fn let_go(inject: InjectId) -> Intent {
    HoldInject {
        inject,
        held: false,
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

fn later(inject: InjectId) -> Intent {
    let (due, text) = (Some(SimTime::STARTEX + Span::minutes(30)), None);
    EditInject {
        inject,
        due,
        text,
        to: Rare(None),
        channel: Rare(None),
        priority: Rare(None),
        controller: ann(),
    }
    .into()
}

fn sooner(inject: InjectId) -> Intent {
    let (due, text) = (Some(SimTime::STARTEX + Span::minutes(5)), None);
    EditInject {
        inject,
        due,
        text,
        to: Rare(None),
        channel: Rare(None),
        priority: Rare(None),
        controller: ann(),
    }
    .into()
}

fn reworded(inject: InjectId) -> Intent {
    let (due, text) = (None, Some("as changed".to_owned()));
    EditInject {
        inject,
        due,
        text,
        to: Rare(None),
        channel: Rare(None),
        priority: Rare(None),
        controller: ann(),
    }
    .into()
}

fn nothing(inject: InjectId) -> Intent {
    let (due, text) = (None, None);
    EditInject {
        inject,
        due,
        text,
        to: Rare(None),
        channel: Rare(None),
        priority: Rare(None),
        controller: ann(),
    }
    .into()
}

/// An evaluator sees that `cert-b` did the one task.
fn observed(_: InjectId) -> Intent {
    ObserveTask {
        task: CriticalTaskId(0),
        org: org("cert-b", &drill().names()),
        done: SimTime::STARTEX + Span::minutes(15),
        note: "called back by phone".to_owned(),
        evaluator: "Eve".to_owned(),
    }
    .into()
}

/// Plays the drill with `cert-b` in nobody's hands, so that it acknowledges nothing, and what EXCON
/// does; gives what befell an inject, in minutes, and the texts of its messages.
fn played(steps: &[Step], of: &str) -> Vec<String> {
    let exercise = Arc::new(drill());
    let names = exercise.names();
    let (excon, silent) = (exercise.excon(), org("cert-b", &names));
    let mut engine = Engine::new(Arc::clone(&exercise), 3);
    let act = |engine: &mut Engine, intent: Intent| -> Result<u32, Refusal> {
        engine.submit(Action { by: excon, intent })
    };
    let switch = SwitchSeat {
        org: silent,
        to: SeatState::Human,
    };
    act(&mut engine, switch.into()).expect("EXCON may");
    for (minutes, intent, inject) in steps {
        if *minutes >= 0 {
            let at = SimTime::STARTEX + Span::minutes(*minutes);
            engine.run_until(at).expect("within limits");
        }
        let inject = InjectId::find(inject, &names).expect("it is in the script");
        act(&mut engine, intent(inject)).expect("EXCON may");
    }
    engine.run().expect("within limits");
    let inject = InjectId::find(of, &names).expect("it is in the script");
    let by = |name: &Rare<String>| {
        name.0
            .as_ref()
            .map_or(String::new(), |by| format!(" by {by}"))
    };
    let told = engine.entries().iter().filter_map(|entry| {
        let at = entry.at.since(SimTime::STARTEX).0 / 60_000;
        match entry.fact()? {
            Fact::InjectReleased(f) if f.inject == inject => {
                let off = f.off.0.map_or(0, |off| off.0 / 60_000);
                let off = if off == 0 {
                    String::new()
                } else {
                    format!(" ({off:+})")
                };
                Some(format!("released {at}{}{off}", by(&f.controller)))
            }
            Fact::InjectSkipped(f) if f.inject == inject => match f.to {
                None => Some(format!("skipped {at}{}", by(&f.controller))),
                Some(to) => Some(format!("spared {} {at}", to.text(&names))),
            },
            Fact::InjectHeld(f) if f.inject == inject => {
                let what = if f.held { "held" } else { "free" };
                Some(format!("{what} {at}{}", by(&f.controller)))
            }
            Fact::InjectWaits(f) if f.inject == inject => Some(format!("waits {at}")),
            Fact::InjectEdited(f) if f.inject == inject => {
                Some(format!("edited {at}{}", by(&f.controller)))
            }
            Fact::MessageComposed(f) if f.letter.inject == Some(inject) => Some(format!(
                "to {}: {}",
                f.letter.to.text(&names),
                f.letter.text
            )),
            _ => None,
        }
    });
    told.collect()
}

#[test]
#[allow(clippy::too_many_lines, reason = "one table of what EXCON does")]
fn injects_do_what_excon_says_and_otherwise_what_is_written() {
    let both = ["to cert-a: as written", "to cert-b: as written"];
    let reminded = ["spared cert-a 120", "released 120", "to cert-b: a reminder"];
    let with = |first: &[&str], then: &[&str]| -> Vec<String> {
        first
            .iter()
            .chain(then)
            .map(|one| (*one).to_owned())
            .collect()
    };
    let cases: Vec<(&[Step], &str, Vec<String>)> = vec![
        (&[], "I-1", with(&["released 10"], &both)),
        (&[], "I-2", with(&reminded, &[])),
        (&[], "I-3", vec![]),
        // Held before STARTEX and never let go: it waits, and nothing goes out.
        (
            &[(-1, hold, "I-1")],
            "I-1",
            with(&["held 0 by Ann", "waits 10"], &[]),
        ),
        (
            &[(5, hold, "I-1"), (20, release, "I-1")],
            "I-1",
            with(
                &["held 5 by Ann", "waits 10", "released 20 by Ann (+10)"],
                &both,
            ),
        ),
        (
            &[(5, hold, "I-1"), (7, let_go, "I-1")],
            "I-1",
            with(&["held 5 by Ann", "free 7 by Ann", "released 10"], &both),
        ),
        (
            &[(5, hold, "I-1"), (20, let_go, "I-1")],
            "I-1",
            with(
                &[
                    "held 5 by Ann",
                    "waits 10",
                    "free 20 by Ann",
                    "released 20 by Ann (+10)",
                ],
                &both,
            ),
        ),
        (
            &[(5, hold, "I-1"), (20, skip, "I-1"), (30, release, "I-1")],
            "I-1",
            with(&["held 5 by Ann", "waits 10", "skipped 20 by Ann"], &[]),
        ),
        // A contingency that is held and confirmed goes to whom it is needed for.
        (
            &[(-1, hold, "I-2"), (150, release, "I-2")],
            "I-2",
            with(
                &[
                    "held 0 by Ann",
                    "waits 120",
                    "spared cert-a 150",
                    "released 150 by Ann (+30)",
                ],
                &["to cert-b: a reminder"],
            ),
        ),
        // What an evaluator saw done is done from when it is on record, and not before.
        (
            &[(20, observed, "I-2")],
            "I-2",
            with(&["spared cert-a 120", "spared cert-b 120"], &[]),
        ),
        (&[(130, observed, "I-2")], "I-2", with(&reminded, &[])),
        // Released by hand before its time, it goes to all of them.
        (
            &[(20, release, "I-2")],
            "I-2",
            with(
                &["released 20 by Ann (-100)"],
                &["to cert-a: a reminder", "to cert-b: a reminder"],
            ),
        ),
        (
            &[(2, later, "I-1")],
            "I-1",
            with(&["edited 2 by Ann", "released 30"], &both),
        ),
        (
            &[(-1, later, "I-1")],
            "I-1",
            with(&["edited 0 by Ann", "released 30"], &both),
        ),
        (
            &[(2, sooner, "I-1")],
            "I-1",
            with(&["edited 2 by Ann", "released 5"], &both),
        ),
        (
            &[(2, later, "I-1"), (3, sooner, "I-1")],
            "I-1",
            with(&["edited 2 by Ann", "edited 3 by Ann", "released 5"], &both),
        ),
        (
            &[(2, reworded, "I-1"), (3, later, "I-1")],
            "I-1",
            with(
                &["edited 2 by Ann", "edited 3 by Ann", "released 30"],
                &["to cert-a: as changed", "to cert-b: as changed"],
            ),
        ),
        (
            &[(2, later, "I-3")],
            "I-3",
            vec![
                "edited 2 by Ann".into(),
                "released 30".into(),
                "to cert-a: ".into(),
            ],
        ),
        // Held, come due, and moved to later: let go, it goes at its new moment, and held on it
        // comes due again.
        (
            &[(5, hold, "I-1"), (20, later, "I-1"), (21, let_go, "I-1")],
            "I-1",
            with(
                &[
                    "held 5 by Ann",
                    "waits 10",
                    "edited 20 by Ann",
                    "free 21 by Ann",
                    "released 30",
                ],
                &both,
            ),
        ),
        (
            &[(5, hold, "I-1"), (20, later, "I-1"), (40, let_go, "I-1")],
            "I-1",
            with(
                &[
                    "held 5 by Ann",
                    "waits 10",
                    "edited 20 by Ann",
                    "waits 30",
                    "free 40 by Ann",
                    "released 40 by Ann (+10)",
                ],
                &both,
            ),
        ),
        // What has gone out cannot be changed or held any more.
        (
            &[(20, hold, "I-1"), (20, later, "I-1"), (20, reworded, "I-1")],
            "I-1",
            with(&["released 10"], &both),
        ),
    ];
    for (steps, of, expected) in cases {
        assert_eq!(played(steps, of), expected, "{of}: {:?}", steps.len());
    }
}

#[test]
fn others_may_not_and_nothing_is_no_change() {
    let exercise = Arc::new(drill());
    let names = exercise.names();
    let mut engine = Engine::new(Arc::clone(&exercise), 3);
    let (excon, cert) = (exercise.excon(), org("cert-a", &names));
    let inject = InjectId(0);
    for (by, intent, why) in [
        (cert, hold(inject), "only EXCON"),
        (cert, later(inject), "only EXCON"),
        (excon, nothing(inject), "nothing is changed"),
    ] {
        let refused = engine
            .submit(Action { by, intent })
            .expect_err("it is refused");
        assert!(refused.why.contains(why), "{refused}");
    }
}
