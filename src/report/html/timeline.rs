//! What happened where and when: organisations as lanes, messages between them, outcomes as marks.

use super::super::Edition;
use super::super::chart::{Flight, Lane, Mark, MarkKind, TimeAxis, lanes};
use super::super::lens::Lens;
use super::{Press, Section};
use crate::fact::Fact;
use crate::journal::Entry;
use crate::model::{MessageId, OrgId, OrgKind, SimTime};
use minijinja::{Value, context};
use std::collections::BTreeMap;

/// The section.
pub const SECTION: Section = Section {
    id: "timeline",
    title: "Timeline",
    template: include_str!("../../../assets/report/timeline.jinja"),
    fill,
};

/// How many lanes are drawn.
const LANES: usize = 60;
/// Above this many messages, lines between lanes would hide everything else.
const FLIGHTS: usize = 150;
/// How many outcomes are listed beside the chart.
const OUTCOMES: usize = 150;

fn fill(press: &mut Press<'_>) -> Option<Value> {
    let lens = press.lens;
    lens.facts().next()?;
    let marks = marks(lens);
    let order: Vec<OrgId> = marks.keys().copied().take(LANES).collect();
    let lane = |org: &OrgId| order.iter().position(|one| one == org);
    let drawn: Vec<Lane> = order
        .iter()
        .map(|org| Lane {
            label: lens.org(*org).to_owned(),
            marks: marks[org].clone(),
        })
        .collect();
    let flights: Vec<Flight> = flights(lens)
        .into_iter()
        .filter_map(|((from, left), (to, came))| {
            Some(Flight {
                from: (lane(&from)?, left),
                to: (lane(&to)?, came),
            })
        })
        .collect();
    let lines: &[Flight] = if flights.len() > FLIGHTS {
        &[]
    } else {
        &flights
    };
    let says = format!(
        "Swim lanes of {} organisations over exercise time; the table below lists the outcomes.",
        drawn.len()
    );
    let svg = lanes(
        &says,
        TimeAxis::moments(lens.what.scorecard.ended_at),
        &drawn,
        lines,
    );
    let key: Vec<Value> = MarkKind::KEY
        .iter()
        .map(|(kind, glyph, shape, what)| {
            context! { kind => kind.colour(), glyph => *glyph, shape => *shape, what => *what }
        })
        .collect();
    let telling: Vec<&Entry> = lens
        .facts()
        .filter(|(_, f)| tells(f))
        .map(|(e, _)| e)
        .collect();
    let rows: Vec<Value> = telling
        .iter()
        .take(OUTCOMES)
        .map(|entry| {
            let sentence = lens.sentence(entry.seq);
            let link = press.cites.links(&[entry.seq], 1);
            context! { at => entry.at.to_string(), sentence, link }
        })
        .collect();
    Some(context! {
        chart => Value::from_safe_string(svg),
        key,
        lines => !lines.is_empty(),
        left_out => marks.len().saturating_sub(LANES),
        rows,
        more => telling.len().saturating_sub(OUTCOMES),
    })
}

fn seconds(at: SimTime) -> f64 {
    at.since(SimTime::STARTEX).as_seconds()
}

/// The marks of every organisation that has any, in order of id.
fn marks(lens: &Lens<'_>) -> BTreeMap<OrgId, Vec<Mark>> {
    let mut marks: BTreeMap<OrgId, Vec<Mark>> = BTreeMap::new();
    if lens.edition == Edition::Excon {
        marks.extend(
            lens.what
                .exercise
                .players()
                .map(|(org, _)| (org, Vec::new())),
        );
    }
    for (entry, fact) in lens.facts() {
        if let Some((org, kind)) = place(fact) {
            let excon = lens.what.exercise.org(org).kind == OrgKind::Excon;
            if !excon {
                marks.entry(org).or_default().push(Mark {
                    at: seconds(entry.at),
                    kind,
                });
            }
        }
    }
    marks
}

/// In whose lane a fact stands, and as what.
fn place(fact: &Fact) -> Option<(OrgId, MarkKind)> {
    use MarkKind::{Inject, Learnt, Message, Outcome, Trouble};
    Some(match fact {
        Fact::MessageSent(f) => (f.from, Message),
        Fact::MessageOpened(f) => (f.to, Message),
        Fact::MessageDelivered(f) if f.inject.is_some() => (f.to, Inject),
        Fact::ClaimLearnt(f) => (f.org, Learnt),
        Fact::MessageBounced(f) => (f.from, Trouble),
        Fact::MessageLost(f) => (f.from, Trouble),
        Fact::MessageVetoed(f) => (f.from, Trouble),
        Fact::ContactGivenUp(f) => (f.from, Trouble),
        Fact::DeadlineMissed(f) => (f.from, Trouble),
        Fact::RequestDeclined(f) => (f.to, Trouble),
        Fact::ClaimLeaked(f) => (f.org, Trouble),
        Fact::VictimCompromised(f) => (f.org, Trouble),
        Fact::VictimDetected(f) => (f.org, Outcome),
        Fact::VictimContained(f) => (f.org, Outcome),
        Fact::VictimRecovered(f) => (f.org, Outcome),
        Fact::HostSuspended(f) => (f.by, Outcome),
        Fact::GroupReturned(f) => (f.group, Trouble),
        Fact::GroupStopped(f) => (f.group, Outcome),
        Fact::WarrantObtained(f) => (f.org, Outcome),
        Fact::OperationPostponed(f) => (f.org, Trouble),
        Fact::OperationCarriedOut(f) => (f.org, Outcome),
        Fact::Published(f) => (f.by?, Outcome),
        _ => return None,
    })
}

/// Whether a fact is worth a row in the table beside the chart.
fn tells(fact: &Fact) -> bool {
    let outcome = place(fact).is_some_and(|(_, kind)| kind == MarkKind::Outcome);
    outcome
        || matches!(
            fact,
            Fact::VictimCompromised(_)
                | Fact::GroupReturned(_)
                | Fact::GroupTippedOff(_)
                | Fact::ClaimLeaked(_)
                | Fact::Published(_)
                | Fact::ContactGivenUp(_)
        )
}

type End = (OrgId, f64);

/// Messages that arrived: from where and when they left, to where and when they came.
fn flights(lens: &Lens<'_>) -> Vec<(End, End)> {
    let mut left: BTreeMap<MessageId, f64> = BTreeMap::new();
    let mut flights = Vec::new();
    for (entry, fact) in lens.facts() {
        match fact {
            Fact::MessageSent(f) => {
                left.insert(f.message, seconds(entry.at));
            }
            Fact::MessageDelivered(f) => {
                if let Some(left) = left.get(&f.message) {
                    flights.push(((f.from, *left), (f.to, seconds(entry.at))));
                }
            }
            _ => {}
        }
    }
    flights
}
