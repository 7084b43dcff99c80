//! EXCON changes whom an inject reaches and how: who gets it, what is on record of those who do
//! not, and who is held to the task that it calls for.

use crate::cast::org;
use crate::excon::drill;
use hotwash::action::{Action, EditInject, SwitchSeat};
use hotwash::engine::{Engine, VERSION};
use hotwash::fact::Fact;
use hotwash::model::{
    ChannelId, InjectId, Named as _, Priority, Rare, Rating, SeatState, SimTime, Span,
};
use hotwash::scorecard::{Identity, score};
use std::sync::Arc;

/// What is changed, by ids.
#[derive(Clone, Copy, Default)]
struct Change {
    to: &'static [&'static str],
    channel: Option<&'static str>,
    priority: Option<Priority>,
}

/// Plays the drill with changes of an inject at T+2, one after the other, and `cert-b` in nobody's
/// hands: what went out of it, as `to: channel, priority`, who was spared, and which seats its task
/// is rated for, with a star where that is `U`.
fn played(of: &str, changes: &[Change]) -> (Vec<String>, Vec<String>) {
    let exercise = Arc::new(drill());
    let names = exercise.names();
    let (excon, silent) = (exercise.excon(), org("cert-b", &names));
    let mut engine = Engine::new(Arc::clone(&exercise), 3);
    let switch = SwitchSeat {
        org: silent,
        to: SeatState::Human,
    };
    let act = |engine: &mut Engine, intent| engine.submit(Action { by: excon, intent });
    act(&mut engine, switch.into()).expect("EXCON may");
    engine
        .run_until(SimTime::STARTEX + Span::minutes(2))
        .expect("within limits");
    let inject = InjectId::find(of, &names).expect("it is in the script");
    for change in changes {
        let to: Vec<_> = change.to.iter().map(|id| org(id, &names)).collect();
        let channel = change
            .channel
            .map(|id| ChannelId::find(id, &names).expect("it is there"));
        let edit = EditInject {
            inject,
            due: None,
            text: None,
            to: Rare(Some(to).filter(|to| !to.is_empty())),
            channel: Rare(channel),
            priority: Rare(change.priority),
            controller: Rare(Some("Ann".to_owned())),
        };
        act(&mut engine, edit.into()).expect("EXCON may");
    }
    engine.run().expect("within limits");
    let went = engine
        .entries()
        .iter()
        .filter_map(|entry| match entry.fact()? {
            Fact::MessageComposed(f) if f.letter.inject == Some(inject) => {
                let letter = &f.letter;
                let (to, by) = (letter.to.text(&names), letter.channel.text(&names));
                Some(format!("{to}: {by}, {}", letter.priority))
            }
            Fact::InjectSkipped(f) if f.inject == inject => {
                Some(format!("spared {}", f.to.expect("somebody").text(&names)))
            }
            _ => None,
        });
    let went = went.collect();
    let identity = Identity {
        seed: Some(3),
        engine: VERSION.to_owned(),
        scenario_hash: String::new(),
        entries: 0,
        head: String::new(),
    };
    let card = score(&exercise, identity, engine.entries(), exercise.clock.endex);
    let rated = card.objectives.iter().flat_map(|one| &one.tasks);
    let rated = rated.map(|task| {
        let failed = if task.rating == Rating::Unable {
            "*"
        } else {
            ""
        };
        format!("{}{failed}", task.seat.text(&names))
    });
    (went, rated.collect())
}

#[test]
fn an_inject_goes_to_whom_excon_sends_it_and_by_what() {
    let to = |to| Change {
        to,
        ..Change::default()
    };
    let by = |channel, priority| Change {
        to: &[],
        channel: Some(channel),
        priority: Some(priority),
    };
    for (of, changes, went, rated) in [
        (
            "I-1",
            &[][..],
            &["cert-a: phone, high", "cert-b: phone, high"][..],
            &["cert-a", "cert-b*"][..],
        ),
        // Whoever is left out is not blamed.
        (
            "I-1",
            &[to(&["cert-a"])],
            &["spared cert-b", "cert-a: phone, high"],
            &["cert-a", "cert-b"],
        ),
        // What is said last holds, and what it does not say stays as it was said before.
        (
            "I-1",
            &[
                to(&["cert-b"]),
                by("email", Priority::Urgent),
                to(&["cert-a"]),
            ],
            &["spared cert-b", "cert-a: email, urgent"],
            &["cert-a", "cert-b"],
        ),
        // Whoever is added gets it, and is held to nothing.
        (
            "I-1",
            &[to(&["cert-a", "cert-b", "host-b"])],
            &[
                "cert-a: phone, high",
                "cert-b: phone, high",
                "host-b: phone, high",
            ],
            &["cert-a", "cert-b*"],
        ),
        // A contingency spares whom it is not needed for, of those that it goes to now.
        (
            "I-2",
            &[to(&["cert-b"])],
            &["spared cert-a", "cert-b: phone, high"],
            &["cert-a", "cert-b*"],
        ),
        (
            "I-2",
            &[to(&["cert-a"])],
            &["spared cert-a"],
            &["cert-a", "cert-b*"],
        ),
    ] {
        let (went_out, is_rated) = played(of, changes);
        assert_eq!(
            (&went_out[..], &is_rated[..]),
            (
                &went.iter().map(|one| (*one).to_owned()).collect::<Vec<_>>()[..],
                &rated
                    .iter()
                    .map(|one| (*one).to_owned())
                    .collect::<Vec<_>>()[..],
            ),
            "{of}"
        );
    }
}

#[test]
fn what_cannot_be_is_refused() {
    let exercise = Arc::new(drill());
    let names = exercise.names();
    let mut engine = Engine::new(Arc::clone(&exercise), 3);
    let (a, b) = (org("cert-a", &names), org("cert-b", &names));
    let beyond = hotwash::model::OrgId(9_999);
    let excon = exercise.excon();
    for (to, channel, why) in [
        (Some(vec![]), None, "nobody"),
        (Some(vec![b, a]), None, "out of order"),
        (Some(vec![a, a]), None, "twice"),
        (Some(vec![a, beyond]), None, "takes no messages"),
        (Some(vec![excon]), None, "takes no messages"),
        (None, Some(ChannelId(9_999)), "no such channel"),
        (None, None, "nothing is changed"),
    ] {
        let edit = EditInject {
            inject: InjectId(0),
            due: None,
            text: None,
            to: Rare(to),
            channel: Rare(channel),
            priority: Rare(None),
            controller: Rare(None),
        };
        let action = Action {
            by: excon,
            intent: edit.into(),
        };
        let refused = engine.submit(action).expect_err("it is refused");
        assert!(refused.why.contains(why), "{why}: {refused}");
    }
}
