//! What EXCON does with a message that it has added while play runs: release, hold, change, set
//! aside; and what it may not do.

use crate::cast::org;
use crate::excon::drill;
use crate::live::{differs, letter, submit};
use hotwash::action::{
    DropPlanned, EditPlanned, HoldPlanned, Intent, PlanMessage, ReleasePlanned, SwitchSeat,
};
use hotwash::engine::Engine;
use hotwash::fact::Fact;
use hotwash::journal::Entry;
use hotwash::model::{
    ChannelId, MessageKind, Named as _, Names, OrgId, PlannedId, Priority, Rare, SeatState,
    SimTime, Span,
};
use std::sync::Arc;

const ADDED: PlannedId = PlannedId(0);

/// What is done with the message, which is added before STARTEX for T+30.
#[derive(Clone, Copy, Debug)]
enum Does {
    Release,
    Hold(bool),
    Drop,
    Due(i64),
    To(&'static str),
    By(&'static str),
    Says(&'static str),
    Urgent,
    Nothing,
    PeopleTakeItsSender,
}

fn ann() -> Rare<String> {
    Rare(Some("Ann".to_owned()))
}

fn at(minutes: i64) -> SimTime {
    SimTime::STARTEX + Span::minutes(minutes)
}

fn edit() -> EditPlanned {
    EditPlanned {
        planned: ADDED,
        due: Rare(None),
        text: Rare(None),
        to: Rare(None),
        channel: Rare(None),
        priority: Rare(None),
        controller: ann(),
    }
}

fn intent(does: Does, from: OrgId, names: &Names) -> Intent {
    let planned = ADDED;
    let controller = ann();
    match does {
        Does::Release => ReleasePlanned {
            planned,
            controller,
        }
        .into(),
        Does::Hold(held) => HoldPlanned {
            planned,
            held,
            controller,
        }
        .into(),
        Does::Drop => DropPlanned {
            planned,
            controller,
        }
        .into(),
        Does::PeopleTakeItsSender => SwitchSeat {
            org: from,
            to: SeatState::Human,
        }
        .into(),
        change => {
            let mut edit = edit();
            match change {
                Does::Due(minutes) => edit.due = Rare(Some(at(minutes))),
                Does::To(id) => edit.to = Rare(Some(org(id, names))),
                Does::By(id) => edit.channel = Rare(ChannelId::find(id, names)),
                Does::Says(text) => edit.text = Rare(Some(text.into())),
                Does::Urgent => edit.priority = Rare(Some(Priority::Urgent)),
                _ => {}
            }
            edit.into()
        }
    }
}

/// When it went out, to whom, by what, how urgently and in what words; and what was refused.
fn played(from: &str, does: &[(i64, Does)]) -> (Vec<String>, Vec<String>) {
    let exercise = Arc::new(drill());
    let names = exercise.names();
    let (excon, from) = (exercise.excon(), org(from, &names));
    let mut engine = Engine::new(Arc::clone(&exercise), 3);
    let mut letter = letter(from, org("cert-a", &names), MessageKind::Advisory);
    letter.text = "as added".into();
    letter.channel = ChannelId::find("email", &names).expect("there is one");
    let added = PlanMessage {
        due: at(30),
        letter: Box::new(letter),
        controller: ann(),
    };
    submit(&mut engine, excon, added).expect("EXCON may");
    let mut refused = Vec::new();
    for (minutes, does) in does {
        if *minutes >= 0 {
            engine.run_until(at(*minutes)).expect("within limits");
        }
        let intent = intent(*does, from, &names);
        if let Err(why) = submit(&mut engine, excon, intent) {
            refused.push(why.why);
        }
    }
    engine.run().expect("within limits");
    assert_eq!(differs(&engine), None, "it replays");
    let begun = |entry: &&Entry| matches!(entry.fact(), Some(Fact::ExerciseStarted(_)));
    let before = engine.entries().iter().take_while(|entry| !begun(entry));
    let early = before.filter(|entry| matches!(entry.fact(), Some(Fact::MessageComposed(_))));
    assert_eq!(early.count(), 0, "nothing goes out before STARTEX");
    let went = engine.entries().iter().filter_map(|entry| {
        let Some(Fact::MessageComposed(f)) = entry.fact() else {
            return None;
        };
        let one = &f.letter;
        let own = one.from == from && one.kind == MessageKind::Advisory && one.inject.is_none();
        own.then(|| {
            let [to, by] = [one.to.text(&names), one.channel.text(&names)];
            let (at, how) = (entry.at.since(SimTime::STARTEX), one.priority.word());
            format!("{at} {to} {by} {how}: {}", one.text)
        })
    });
    (went.collect(), refused)
}

#[test]
#[allow(clippy::too_many_lines, reason = "one table")]
fn what_was_added_is_released_held_and_changed_as_an_inject_is() {
    use Does::{By, Drop, Due, Hold, Nothing, Release, Says, To, Urgent};
    let usual = "30m cert-a email normal: as added";
    for (name, does, goes_out, refused) in [
        ("left alone", &[][..], usual, &[][..]),
        (
            "released",
            &[(10, Release)],
            "10m cert-a email normal: as added",
            &[],
        ),
        ("set aside", &[(10, Drop)], "", &[]),
        ("held to the end", &[(10, Hold(true))], "", &[]),
        (
            "held and let go before",
            &[(10, Hold(true)), (20, Hold(false))],
            usual,
            &[],
        ),
        (
            "held and let go after",
            &[(10, Hold(true)), (45, Hold(false))],
            "45m cert-a email normal: as added",
            &[],
        ),
        (
            "held and released",
            &[(10, Hold(true)), (20, Release)],
            "20m cert-a email normal: as added",
            &[],
        ),
        (
            "sooner",
            &[(10, Due(12))],
            "12m cert-a email normal: as added",
            &[],
        ),
        (
            "now",
            &[(10, Due(10))],
            "10m cert-a email normal: as added",
            &[],
        ),
        (
            "later",
            &[(10, Due(50))],
            "50m cert-a email normal: as added",
            &[],
        ),
        (
            "later and back",
            &[(10, Due(50)), (11, Due(30))],
            usual,
            &[],
        ),
        (
            "moved while it waits",
            &[(10, Hold(true)), (40, Due(50)), (45, Hold(false))],
            "50m cert-a email normal: as added",
            &[],
        ),
        (
            "in every way",
            &[
                (1, To("firm-a")),
                (2, By("phone")),
                (3, Says("anew")),
                (4, Urgent),
            ],
            "30m firm-a phone urgent: anew",
            &[],
        ),
        (
            "held and let go before STARTEX",
            &[(-1, Due(0)), (-1, Hold(true)), (-1, Hold(false))],
            "0s cert-a email normal: as added",
            &[],
        ),
        (
            "not at all",
            &[(10, Nothing)],
            usual,
            &["nothing is changed"],
        ),
        (
            "abroad",
            &[(10, To("cert-b"))],
            usual,
            &["it would go to another economy"],
        ),
        (
            "into the past",
            &[(10, Due(5))],
            usual,
            &["that moment has passed"],
        ),
        (
            "held twice",
            &[(10, Hold(true)), (11, Hold(true))],
            "",
            &["it is held already"],
        ),
        (
            "let go, not held",
            &[(10, Hold(false))],
            usual,
            &["it is not held"],
        ),
        (
            "once it is over",
            &[(31, Release), (31, Hold(true)), (31, Urgent)],
            usual,
            &["it has gone out or was set aside before"; 3],
        ),
    ] {
        let expected: Vec<&str> = Some(goes_out)
            .filter(|one| !one.is_empty())
            .into_iter()
            .collect();
        let (went, why) = played("excon", does);
        assert_eq!(went, expected, "{name}");
        assert_eq!(why, refused, "{name}");
    }
}

#[test]
fn nobody_speaks_for_people_who_took_its_sender() {
    use Does::{Hold, PeopleTakeItsSender, Release, Urgent};
    let taken = (5, PeopleTakeItsSender);
    let theirs = "people play that seat";
    for (does, refused) in [
        (&[taken][..], &[][..]),
        (&[taken, (10, Release)], &[theirs]),
        (&[taken, (10, Urgent)], &[theirs]),
        // Holding it says nothing in anybody's name.
        (&[taken, (10, Hold(true)), (40, Hold(false))], &[theirs]),
        (&[taken, (10, Hold(true)), (20, Hold(false))], &[]),
    ] {
        let (went, why) = played("firm-a", does);
        assert!(went.is_empty(), "{does:?}: {went:?}");
        assert_eq!(why, refused, "{does:?}");
    }
}
