//! Tests of what is told of how EXCON ran the script.

use super::fixture::{BCERT, EXCON, Fixture, small};
use super::lens::Lens;
use super::script::script;
use super::{Edition, Format, Style, render};
use crate::exercise::{Inject, Trigger};
use crate::fact::{
    Fact, InjectEdited, InjectHeld, InjectReleased, InjectSkipped, InjectWaits, MessagePlanned,
    PlannedEdited, PlannedHeld, PlannedSettled,
};
use crate::journal::{Body, Causes, Entry};
use crate::model::{
    ChannelId, FieldSet, InjectId, Letter, MessageKind, OrgId, PlannedId, Priority, Rare, SimTime,
    Span,
};

const STYLE: Style = Style {
    colour: false,
    width: 80,
};

fn ann() -> Rare<String> {
    Rare(Some("Ann Baker".to_owned()))
}

fn released(inject: InjectId, controller: Rare<String>, off: i64) -> Fact {
    let off = Rare((off != 0).then(|| Span::minutes(off)));
    InjectReleased {
        inject,
        controller,
        off,
    }
    .into()
}

fn letter() -> Letter {
    Letter {
        from: EXCON,
        to: BCERT,
        kind: MessageKind::Notification,
        channel: ChannelId(0),
        about: None,
        claims: Vec::new(),
        artefacts: Vec::new(),
        fields: FieldSet::default(),
        wants: FieldSet::default(),
        reply_to: None,
        inject: None,
        priority: Priority::Normal,
        text: "The minister calls | twice".to_owned(),
    }
}

/// The small exercise with a script of two injects, and these facts a minute from one another.
fn ran(facts: impl IntoIterator<Item = Fact>) -> Fixture {
    let mut fixture = small();
    for (id, title) in [("I-1", "The tip"), ("I-2", "A reminder")] {
        fixture.exercise.injects.push(Inject {
            id: id.to_owned(),
            title: title.to_owned(),
            trigger: Trigger::At(SimTime::STARTEX),
            to: vec![BCERT],
            from: EXCON,
            channel: ChannelId(0),
            kind: MessageKind::Notification,
            about: None,
            text: String::new(),
            claims: Vec::new(),
            artefacts: Vec::new(),
            priority: Priority::Normal,
            effects: Vec::new(),
            notes: String::new(),
            expected_response: String::new(),
        });
    }
    let last = fixture
        .entries
        .last()
        .map_or(SimTime::STARTEX, |one| one.at);
    for (nth, fact) in (1..).zip(facts) {
        let seq = fixture.entries.len() as u32;
        fixture.entries.push(Entry {
            seq,
            at: last + Span::minutes(nth),
            causes: Causes::NONE,
            body: Body::Fact(fact),
        });
    }
    fixture
}

fn handled() -> Vec<Fact> {
    let (one, two) = (InjectId(0), InjectId(1));
    let held = |held, controller| InjectHeld {
        inject: two,
        held,
        controller,
    };
    let planned = PlannedId(0);
    vec![
        held(true, Rare(None)).into(),
        held(true, ann()).into(),
        held(false, ann()).into(),
        moved(one, SimTime(60_000)),
        MessagePlanned {
            planned,
            due: SimTime(60_000),
            letter: Box::new(letter()),
            controller: ann(),
        }
        .into(),
        PlannedSettled {
            planned,
            sent: false,
            controller: ann(),
            off: Rare(None),
        }
        .into(),
        released(one, ann(), 10),
        released(two, ann(), -100),
        InjectSkipped {
            inject: two,
            to: None,
            controller: ann(),
        }
        .into(),
    ]
}

#[test]
fn what_was_done_with_an_added_message_is_told_as_of_an_inject() {
    let planned = PlannedId(0);
    let held = |held| PlannedHeld {
        planned,
        held,
        controller: ann(),
    };
    let edited = |due: Option<SimTime>, to: Option<OrgId>| PlannedEdited {
        planned,
        due: Rare(due),
        text: Rare(None),
        to: Rare(to),
        channel: Rare(None),
        priority: Rare(None),
        controller: ann(),
    };
    let settled = |controller, off| PlannedSettled {
        planned,
        sent: true,
        controller,
        off: Rare(off),
    };
    let start = ran([]).entries.last().map_or(0, |last| last.at.0);
    let due = |minutes: i64| SimTime(start + 60_000 * minutes);
    let done = |last: PlannedSettled| -> Vec<String> {
        let fixture = ran([
            MessagePlanned {
                planned,
                due: due(9),
                letter: Box::new(letter()),
                controller: ann(),
            }
            .into(),
            edited(Some(due(3)), None).into(),
            held(true).into(),
            held(false).into(),
            edited(None, Some(EXCON)).into(),
            last.into(),
        ]);
        let lens = Lens::new(fixture.subject(), Edition::Excon);
        let all = script(&lens).expect("something was done");
        let rows = all.rows.iter().skip(1);
        rows.map(|row| format!("{}: {} {}", row.what, row.done, row.off()))
            .collect()
    };
    let moved = format!(
        "added message 1 to bcert: changed: it is due at {} –",
        due(3)
    );
    let mut expected = vec![
        moved.as_str(),
        "added message 1 to bcert: held back –",
        "added message 1 to bcert: let go –",
        "added message 1 to excon: changed: it goes to excon –",
    ];
    let by_hand = "added message 1 to excon: released 3m late";
    expected.push(by_hand);
    assert_eq!(done(settled(ann(), Some(Span::minutes(3)))), expected);
    expected[4] = "added message 1 to excon: went out –";
    assert_eq!(done(settled(Rare(None), None)), expected);
}

#[test]
fn excon_reads_who_did_what_with_the_script_and_nobody_else_does() {
    let fixture = ran(handled());
    let lens = Lens::new(fixture.subject(), Edition::Excon);
    let all = script(&lens).expect("something was done");
    let words: Vec<String> = all
        .rows
        .iter()
        .map(|row| format!("{}: {} {} {}", row.what, row.done, row.by(), row.off()))
        .collect();
    let expected = [
        "I-2 A reminder: held back Ann Baker –",
        "I-2 A reminder: let go Ann Baker –",
        "I-1 The tip: changed: it is due at T+00:01:00 Ann Baker –",
        "added message 1 to bcert: added for T+00:01:00 (notification from excon): \
         The minister calls | twice Ann Baker –",
        "added message 1 to bcert: set aside Ann Baker –",
        "I-1 The tip: released Ann Baker 10m late",
        "I-2 A reminder: released Ann Baker 1h 40m early",
        "I-2 A reminder: set aside Ann Baker –",
    ];
    assert_eq!(words, expected);
    assert_eq!(all.unsigned, 1);
    for edition in [Edition::Excon, Edition::Team(BCERT), Edition::Public] {
        for format in Format::ALL {
            let text = render(&fixture.subject(), *format, edition, STYLE);
            let shown = edition == Edition::Excon && *format != Format::Csv;
            for secret in ["Ann Baker", "10m late", "The minister calls"] {
                let json = *format == Format::Json && secret == "10m late";
                let found = text.contains(secret);
                assert_eq!(
                    found,
                    shown && !json,
                    "{secret} {edition:?} {format}: {text}"
                );
            }
            let heading = text.to_lowercase().contains("how excon ran the script");
            assert_eq!(heading, shown && *format != Format::Json, "{text}");
        }
    }
    let json = render(&fixture.subject(), Format::Json, Edition::Excon, STYLE);
    let json: serde_json::Value = serde_json::from_str(&json).expect("it is JSON");
    let rows = json["script"].as_array().expect("a list");
    assert_eq!(rows.len(), 8);
    assert_eq!(rows[5]["off"], 600.0);
    assert_eq!(rows[6]["off"], -6000.0);
    assert_eq!(rows[5]["by"], "Ann Baker");
    assert!(rows[5]["at"].is_number(), "{json}");
}

#[test]
fn a_script_that_ran_by_itself_is_not_told_of() {
    let spared = InjectSkipped {
        inject: InjectId(1),
        to: Some(BCERT),
        controller: Rare(None),
    };
    let by_itself = [released(InjectId(0), Rare(None), 0), spared.into()];
    for fixture in [small(), ran(by_itself)] {
        for format in Format::ALL {
            let text = render(&fixture.subject(), *format, Edition::Excon, STYLE);
            let told = text.contains("\"script\"") || text.to_lowercase().contains("ran the");
            assert!(!told, "{format}: {text}");
        }
    }
}

fn skipped(inject: InjectId) -> Fact {
    InjectSkipped {
        inject,
        to: None,
        controller: Rare(None),
    }
    .into()
}

fn moved(inject: InjectId, due: SimTime) -> Fact {
    InjectEdited {
        inject,
        due: Some(due),
        text: None,
        to: Rare(None),
        channel: Rare(None),
        priority: Rare(None),
        controller: ann(),
    }
    .into()
}

#[test]
fn a_contingency_that_was_let_go_and_not_needed_is_told() {
    let inject = InjectId(1);
    let (to, controller) = (Some(BCERT), Rare(None));
    let spared: Fact = InjectSkipped {
        inject,
        to,
        controller,
    }
    .into();
    let says = "not sent to bcert, which did not need it any more";
    for (facts, told) in [
        (vec![InjectWaits { inject }.into(), spared.clone()], true),
        (vec![released(InjectId(0), ann(), 1), spared], false),
    ] {
        let fixture = ran(facts);
        let lens = Lens::new(fixture.subject(), Edition::Excon);
        let rows = script(&lens).map_or_else(Vec::new, |all| all.rows);
        assert_eq!(rows.iter().any(|row| row.done == says), told, "{rows:?}");
    }
}

#[test]
fn what_waited_and_was_never_let_go_is_told_once_it_is_over() {
    let (one, two) = (InjectId(0), InjectId(1));
    let waits = |inject| -> Fact { InjectWaits { inject }.into() };
    let held = |inject, held| -> Fact {
        let controller = if held { Rare(None) } else { ann() };
        InjectHeld {
            inject,
            held,
            controller,
        }
        .into()
    };
    let late = SimTime(90_000_000);
    let since = {
        let fixture = small();
        let last = fixture
            .entries
            .last()
            .map_or(SimTime::STARTEX, |last| last.at);
        last + Span::minutes(2)
    };
    let never = format!("waited from {since} and was never let go");
    for (facts, left) in [
        (vec![held(two, true), waits(two)], Some("I-2 A reminder")),
        (vec![held(one, true), waits(one)], Some("I-1 The tip")),
        (vec![held(two, true), waits(two), held(two, false)], None),
        (
            vec![held(one, true), waits(one), released(one, ann(), 1)],
            None,
        ),
        (vec![held(one, true), waits(one), skipped(one)], None),
        (vec![held(one, true), waits(one), moved(one, late)], None),
        (
            vec![held(one, true), waits(one), moved(one, SimTime::STARTEX)],
            Some("I-1 The tip"),
        ),
    ] {
        let fixture = ran(facts);
        let lens = Lens::new(fixture.subject(), Edition::Excon);
        let rows = script(&lens).map_or_else(Vec::new, |all| all.rows);
        let told = rows.iter().find(|row| row.done == never);
        assert_eq!(told.map(|row| row.what.as_str()), left, "{rows:?}");
        let Some(told) = told else { continue };
        let waits = &fixture.entries[told.seq as usize];
        assert!(matches!(waits.fact(), Some(Fact::InjectWaits(_))));
        assert_eq!((told.by(), told.off()), ("–", "–".to_owned()));
        for format in Format::ALL.iter().filter(|one| **one != Format::Csv) {
            let text = render(&fixture.subject(), *format, Edition::Excon, STYLE);
            let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
            assert!(text.contains(&never), "{format}: {text}");
            let note = "Waiting for EXCON until ENDEX: 1 inject.";
            assert_eq!(text.contains(note), *format != Format::Json, "{text}");
            let team = render(&fixture.subject(), *format, Edition::Team(BCERT), STYLE);
            assert!(!team.contains("never let go"), "{format}: {team}");
        }
    }
    let mut fixture = ran(vec![held(two, true), waits(two)]);
    let lens = Lens::new(fixture.subject(), Edition::Excon);
    let note = script(&lens).expect("it waited").note(1);
    assert!(
        note.starts_with("Nothing was done with the script. Waiting"),
        "{note}"
    );
    // While it is played EXCON may still let it go.
    let ended = |entry: &Entry| matches!(entry.fact(), Some(Fact::ExerciseEnded(_)));
    fixture.entries.retain(|entry| !ended(entry));
    let lens = Lens::new(fixture.subject(), Edition::Excon);
    assert_eq!(script(&lens), None);
}

#[test]
fn a_long_table_says_how_much_there_is() {
    let many = (0..250).map(|nth| released(InjectId(0), ann(), nth + 1));
    let fixture = ran(many);
    for (format, shown) in [(Format::Text, 20), (Format::Md, 200), (Format::Html, 200)] {
        let text = render(&fixture.subject(), format, Edition::Excon, STYLE);
        let (rows, all) = (text.matches("The tip").count(), text.replace('\n', " "));
        let all = all.split_whitespace().collect::<Vec<_>>().join(" ");
        assert_eq!(rows, shown, "{format}");
        let note = format!("250 things were done with the script; these are the first {shown}");
        assert!(all.contains(&note), "{format}: {all}");
    }
}
