//! How EXCON ran the script: what it released, held, set aside, changed and added, who of it, and
//! how early or late.

use super::Edition;
use super::lens::Lens;
use super::line::cut;
use super::number::duration;
use crate::fact::Fact;
use crate::model::{Named as _, OrgId, PlannedId, Rare, SimTime, Span, Voice};
use serde::{Serialize, Serializer};
use std::collections::BTreeMap;

/// What was done with an inject, or with a message that was added.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Row {
    /// When.
    #[serde(serialize_with = "seconds")]
    pub at: SimTime,
    /// The inject with its title, or the message that was added, and to whom.
    pub what: String,
    /// What was done with it.
    pub done: String,
    /// Who of EXCON did it; none where nobody signed.
    pub by: Option<String>,
    /// How many seconds after it was due it was released; negative where before.
    pub off: Option<f64>,
    /// The entry behind it.
    pub seq: u32,
}

/// All that was done.
#[derive(Debug, PartialEq)]
pub struct Script {
    /// Each thing, in the order in which it was done.
    pub rows: Vec<Row>,
    /// How many injects were held back in nobody's name.
    pub unsigned: usize,
}

/// The heading.
pub const TITLE: &str = "How EXCON ran the script";
/// At most so many rows are shown; JSON has all.
pub const MOST: usize = 200;
/// At most so much is said of what was done, in columns; JSON says all.
const ROOM: usize = 240;

impl Row {
    /// What was done, cut where it is long.
    #[must_use]
    pub fn done(&self) -> String {
        cut(&self.done, ROOM)
    }

    /// Who, in words.
    #[must_use]
    pub fn by(&self) -> &str {
        self.by.as_deref().unwrap_or("–")
    }

    /// How early or late, in words.
    #[must_use]
    pub fn off(&self) -> String {
        match self.off {
            Some(off) if off < 0.0 => format!("{} early", duration(-off)),
            Some(off) => format!("{} late", duration(off)),
            None => "–".to_owned(),
        }
    }
}

impl Script {
    /// What is said above the first rows of all.
    #[must_use]
    pub fn note(&self, shown: usize) -> String {
        let all = self.rows.len();
        let mut note = match all {
            1 => "1 thing was done with the script".to_owned(),
            _ => format!("{all} things were done with the script"),
        };
        if shown < all {
            note += &format!("; these are the first {shown}");
        }
        note.push('.');
        if self.unsigned > 0 {
            let injects = if self.unsigned == 1 {
                "inject"
            } else {
                "injects"
            };
            let count = self.unsigned;
            note += &format!(
                " Held back in nobody's name, as contingencies of a served exercise are until \
                 EXCON confirms them: {count} {injects}."
            );
        }
        note
    }
}

/// What EXCON did with the script, for EXCON alone: names of controllers, and what was planned, are
/// nobody else's. None where it went by itself.
#[must_use]
pub fn script(lens: &Lens<'_>) -> Option<Script> {
    if lens.edition != Edition::Excon {
        return None;
    }
    let (mut rows, mut unsigned) = (Vec::new(), 0);
    let mut added = BTreeMap::new();
    for (entry, fact) in lens.facts() {
        if let Fact::InjectHeld(one) = fact
            && one.held
            && one.controller.0.is_none()
        {
            unsigned += 1;
        } else if let Some(of) = told(lens, entry.at, fact, &mut added) {
            rows.push(Row {
                at: entry.at,
                seq: entry.seq,
                what: lens.says(&of.what),
                done: lens.says(&of.done),
                by: of.by.0.as_ref().map(|name| lens.says(name)),
                off: of.off.map(Span::as_seconds),
            });
        }
    }
    (!rows.is_empty()).then_some(Script { rows, unsigned })
}

/// What a fact tells of the script.
struct Told<'a> {
    what: String,
    done: String,
    by: &'a Rare<String>,
    off: Option<Span>,
}

/// A message that was added, as it is by now.
#[derive(Clone, Copy)]
struct Added {
    to: OrgId,
    due: SimTime,
}

/// What a fact tells of what EXCON did with the script; none where it went by itself.
fn told<'a>(
    lens: &Lens<'_>,
    at: SimTime,
    fact: &'a Fact,
    added: &mut BTreeMap<PlannedId, Added>,
) -> Option<Told<'a>> {
    let inject = |inject: crate::model::InjectId| {
        let row = lens.what.exercise.injects.get(inject.at());
        let title = row.map_or("", |row| row.title.as_str());
        format!("{} {title}", inject.text(&lens.names))
    };
    let tell = |what: String, done: &str, by: &'a Rare<String>| Told {
        what,
        done: done.to_owned(),
        by,
        off: None,
    };
    Some(match fact {
        Fact::InjectReleased(one) if one.controller.0.is_some() || one.off.0.is_some() => {
            let off = one.off.0;
            let told = tell(inject(one.inject), "released", &one.controller);
            Told { off, ..told }
        }
        Fact::InjectSkipped(one) if one.to.is_none() => {
            tell(inject(one.inject), "set aside", &one.controller)
        }
        Fact::InjectHeld(one) => {
            let done = if one.held { "held back" } else { "let go" };
            tell(inject(one.inject), done, &one.controller)
        }
        Fact::InjectEdited(one) => {
            let words = one.amendment().in_words(&Voice::excon(&lens.names));
            let done = format!("changed: {words}");
            tell(inject(one.inject), &done, &one.controller)
        }
        _ => return told_of_added(lens, at, fact, added),
    })
}

/// What a fact tells of a message that was added.
fn told_of_added<'a>(
    lens: &Lens<'_>,
    at: SimTime,
    fact: &'a Fact,
    added: &mut BTreeMap<PlannedId, Added>,
) -> Option<Told<'a>> {
    let (planned, done, by, off) = match fact {
        Fact::MessagePlanned(one) => {
            let (to, due) = (one.letter.to, one.due);
            added.insert(one.planned, Added { to, due });
            let (kind, from) = (one.letter.kind, lens.org(one.letter.from));
            let done = format!("added for {due} ({kind} from {from}): {}", one.letter.text);
            (one.planned, done, &one.controller, None)
        }
        Fact::PlannedEdited(one) => {
            let words = one.amendment().in_words(&Voice::excon(&lens.names));
            let known = added.get_mut(&one.planned)?;
            known.to = one.to.0.unwrap_or(known.to);
            known.due = one.due.0.unwrap_or(known.due);
            (
                one.planned,
                format!("changed: {words}"),
                &one.controller,
                None,
            )
        }
        Fact::PlannedHeld(one) => {
            let done = if one.held { "held back" } else { "let go" };
            (one.planned, done.to_owned(), &one.controller, None)
        }
        Fact::PlannedSettled(one) => {
            let (done, off) = match (one.sent, &one.controller.0) {
                (true, None) => ("went out", None),
                (true, Some(_)) => {
                    let due = added.get(&one.planned).map(|known| known.due);
                    ("released", due.map(|due| at.since(due)))
                }
                (false, Some(_)) => ("set aside", None),
                (false, None) => ("did not go out", None),
            };
            (one.planned, done.to_owned(), &one.controller, off)
        }
        _ => return None,
    };
    let to = lens.org(added.get(&planned)?.to);
    Some(Told {
        what: format!("added message {} to {to}", planned.at() + 1),
        done,
        by,
        off: off.filter(|off| *off != Span::ZERO),
    })
}

#[allow(clippy::trivially_copy_pass_by_ref, reason = "serde hands it so")]
fn seconds<S: Serializer>(at: &SimTime, to: S) -> Result<S::Ok, S::Error> {
    to.serialize_f64(at.since(SimTime::STARTEX).as_seconds())
}

#[cfg(test)]
mod tests {
    use super::super::fixture::{BCERT, EXCON, Fixture, small};
    use super::super::{Format, Style, render};
    use super::*;
    use crate::exercise::{Inject, Trigger};
    use crate::fact::{
        InjectEdited, InjectHeld, InjectReleased, InjectSkipped, MessagePlanned, PlannedEdited,
        PlannedHeld, PlannedSettled,
    };
    use crate::journal::{Body, Causes, Entry};
    use crate::model::{ChannelId, FieldSet, InjectId, Letter, MessageKind, Priority};

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
            InjectEdited {
                inject: one,
                due: Some(SimTime(60_000)),
                text: None,
                to: Rare(None),
                channel: Rare(None),
                priority: Rare(None),
                controller: ann(),
            }
            .into(),
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
        let settled = |controller| PlannedSettled {
            planned,
            sent: true,
            controller,
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
        assert_eq!(done(settled(ann())), expected);
        expected[4] = "added message 1 to excon: went out –";
        assert_eq!(done(settled(Rare(None))), expected);
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
}
