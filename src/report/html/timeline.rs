//! What happened where and when: organisations as lanes, messages between them, outcomes as marks.

use super::super::chart::{Flight, Lane, Mark, MarkKind, TimeAxis, lanes};
use super::super::lens::Lens;
use super::super::{Edition, alias, number};
use super::{Press, Section};
use crate::fact::Fact;
use crate::journal::Entry;
use crate::model::{MessageId, OrgId, OrgKind, SimTime};
use minijinja::{Value, context};
use std::cmp::Reverse;
use std::collections::BTreeMap;

/// The section.
pub const SECTION: Section = Section {
    id: "timeline",
    title: "Timeline",
    template: include_str!("../../../assets/report/timeline.jinja"),
    fill,
};

/// How many lanes one chart has: as many as a printed page holds.
const LANES: usize = 40;
/// How many lanes are drawn in all.
const ALL_LANES: usize = 480;
/// Above this many messages, lines between lanes would hide everything else.
const FLIGHTS: usize = 150;
/// How many outcomes are listed beside the charts.
const OUTCOMES: usize = 150;
/// How many idle organisations are named.
const IDLE: usize = 150;

type Marks = BTreeMap<OrgId, Vec<Mark>>;

/// One chart: whose lanes it has, and what it is called.
#[derive(Debug, PartialEq, Eq)]
struct Part {
    title: String,
    orgs: Vec<OrgId>,
}

fn fill(press: &mut Press<'_>) -> Option<Value> {
    let lens = press.lens;
    lens.facts().next()?;
    let mut marks = marks(lens);
    let (idle, left_out) = thin(lens, &mut marks);
    let mut orgs: Vec<OrgId> = marks.keys().copied().collect();
    let kind = |org: &OrgId| lens.what.exercise.org(*org).kind;
    let own = lens.own();
    match own {
        // Neither the order of ids nor kinds: both would tell who hides behind a pseudonym.
        Some(own) => {
            let name = |org: OrgId| (lens.org(org).chars().count(), lens.org(org));
            orgs.sort_by_key(|org| (*org != own, name(*org)));
        }
        None => orgs.sort_by_key(|org| (kind(org), *org)),
    }
    let parts = parts(&orgs, |org| match own {
        Some(_) => "organisations",
        None => alias::kinds(kind(org)),
    });
    let flights = flights(lens);
    let drawn = |((from, _), (to, _)): &(End, End)| orgs.contains(from) && orgs.contains(to);
    let lines = parts.len() == 1 && flights.len() <= FLIGHTS && flights.iter().any(drawn);
    let charts: Vec<Value> = parts
        .iter()
        .map(|part| chart(lens, part, &marks, if lines { &flights } else { &[] }))
        .collect();
    let telling = lens.facts().filter(|(_, fact)| tells(fact));
    let telling: Vec<&Entry> = telling.map(|(entry, _)| entry).collect();
    let rows: Vec<Value> = telling
        .iter()
        .take(OUTCOMES)
        .map(|entry| {
            let sentence = lens.sentence(entry.seq);
            let link = press.cites.links(&[entry.seq]);
            context! { at => entry.at.to_string(), sentence, link }
        })
        .collect();
    Some(context! {
        charts,
        key => key(),
        lines,
        team => own.is_some(),
        idle,
        left_out => number::count(left_out as u64),
        thinned => left_out > 0,
        rows,
        more => telling.len().saturating_sub(OUTCOMES),
    })
}

fn key() -> Vec<Value> {
    let key = MarkKind::KEY.iter();
    key.map(|(kind, glyph, shape, what)| {
        context! { kind => kind.colour(), glyph => *glyph, shape => *shape, what => *what }
    })
    .collect()
}

/// Where one chart would not do, takes out the lanes that hold nothing, and the emptiest of those
/// that are too many to draw: the first by name, of the others how many.
fn thin(lens: &Lens<'_>, marks: &mut Marks) -> (Value, usize) {
    let mut idle = Vec::new();
    if marks.len() > LANES {
        idle.extend(marks.iter().filter(|(_, all)| all.is_empty()));
        let named: Vec<OrgId> = idle.into_iter().map(|(org, _)| *org).collect();
        marks.retain(|_, all| !all.is_empty());
        let mut order: Vec<(usize, OrgId)> =
            marks.iter().map(|(org, all)| (all.len(), *org)).collect();
        order.sort_unstable_by_key(|(n, org)| (Reverse(*n), *org));
        let left_out = order.split_off(order.len().min(ALL_LANES));
        left_out.iter().for_each(|(_, org)| {
            marks.remove(org);
        });
        let names: Vec<&str> = named.iter().take(IDLE).map(|org| lens.org(*org)).collect();
        let more = named.len().saturating_sub(IDLE);
        let idle = context! { n => named.len(), names => names.join(", "), more };
        return (idle, left_out.len());
    }
    (context! { n => 0 }, 0)
}

/// Shares lanes out among charts of at most [`LANES`]: a group that is too large for one gets
/// several of about one length, small ones stand together.
fn parts<'a>(orgs: &[OrgId], group: impl Fn(&OrgId) -> &'a str) -> Vec<Part> {
    let mut parts: Vec<Part> = Vec::new();
    // Whether more may join the last part; none joins a part of a large group.
    let mut open = false;
    for all in orgs.chunk_by(|a, b| group(a) == group(b)) {
        let title = group(&all[0]);
        let charts = all.len().div_ceil(LANES);
        for (nth, some) in all.chunks(all.len().div_ceil(charts)).enumerate() {
            match parts.last_mut() {
                Some(last) if open && charts == 1 && last.orgs.len() + some.len() <= LANES => {
                    last.title = format!("{}, {title}", last.title);
                    last.orgs.extend(some);
                }
                _ => parts.push(Part {
                    title: match charts {
                        1 => title.to_owned(),
                        _ => format!("{title}, part {} of {charts}", nth + 1),
                    },
                    orgs: some.to_vec(),
                }),
            }
        }
        open = charts == 1;
    }
    parts
}

fn chart(lens: &Lens<'_>, part: &Part, marks: &Marks, flights: &[(End, End)]) -> Value {
    let label = marks.keys().map(|org| lens.org(*org).chars().count()).max();
    let label = label.unwrap_or(0);
    let drawn: Vec<Lane> = part
        .orgs
        .iter()
        .map(|org| Lane {
            label: lens.org(*org).to_owned(),
            marks: marks.get(org).cloned().unwrap_or_default(),
        })
        .collect();
    let lane = |org: &OrgId| part.orgs.iter().position(|one| one == org);
    let flights: Vec<Flight> = flights
        .iter()
        .filter_map(|((from, left), (to, came))| {
            Some(Flight {
                from: (lane(from)?, *left),
                to: (lane(to)?, *came),
            })
        })
        .collect();
    let n = drawn.len();
    let says = format!(
        "Swim lanes over exercise time of {n} organisations: {}. The caption counts the marks; \
         the table below lists the outcomes.",
        part.title
    );
    let axis = TimeAxis::moments(lens.what.scorecard.ended_at);
    let svg = lanes(&says, axis, label, &drawn, &flights);
    let counts: Vec<String> = MarkKind::KEY
        .iter()
        .map(|(kind, ..)| {
            let all = drawn.iter().flat_map(|lane| &lane.marks);
            let n = all.filter(|mark| mark.kind == *kind).count();
            format!("{} {}", plural(*kind), number::count(n as u64))
        })
        .collect();
    let mut title = part.title.clone();
    if let Some(first) = title.get_mut(..1) {
        first.make_ascii_uppercase();
    }
    context! { title, n, counts, chart => Value::from_safe_string(svg) }
}

/// What a caption counts.
fn plural(kind: MarkKind) -> &'static str {
    match kind {
        MarkKind::Message => "messages sent or read",
        MarkKind::Inject => "injects delivered",
        MarkKind::Learnt => "findings learnt",
        MarkKind::Trouble => "bounces, missed deadlines, refusals and the like",
        MarkKind::Outcome => "outcomes",
    }
}

fn seconds(at: SimTime) -> f64 {
    at.since(SimTime::STARTEX).as_seconds()
}

/// The marks of every organisation that has any, for EXCON those of all players.
fn marks(lens: &Lens<'_>) -> Marks {
    let mut marks = Marks::new();
    if lens.edition == Edition::Excon {
        let players = lens.what.exercise.players();
        marks.extend(players.map(|(org, _)| (org, Vec::new())));
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
        Fact::HitWardedOff(f) => (f.org, Outcome),
        Fact::VictimDetected(f) => (f.org, Outcome),
        Fact::VictimContained(f) => (f.org, Outcome),
        Fact::VictimRecovered(f) => (f.org, Outcome),
        Fact::HostSuspended(f) => (f.by, Outcome),
        Fact::HostBlocked(f) => (f.by, Outcome),
        Fact::GroupReturned(f) => (f.group, Trouble),
        Fact::GroupStopped(f) => (f.group, Outcome),
        Fact::EvidenceSecured(f) => (f.org, Outcome),
        Fact::GroupSwitched(f) => (f.group, Trouble),
        Fact::CustomerLeft(f) => (f.rival, Trouble),
        Fact::GroupWentQuiet(f) => (f.group, Outcome),
        Fact::GroupResumed(f) => (f.group, Trouble),
        Fact::WarrantObtained(f) => (f.org, Outcome),
        Fact::OperationPostponed(f) => (f.org, Trouble),
        Fact::OperationCarriedOut(f) => (f.org, Outcome),
        Fact::Attributed(f) => (f.by, Outcome),
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
                | Fact::GroupSwitched(_)
                | Fact::CustomerLeft(_)
                | Fact::GroupResumed(_)
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lanes_are_shared_out_among_charts_that_fit_a_page() {
        for (sizes, expected) in [
            (vec![], ""),
            (vec![3, 2], "a, b: 5"),
            (vec![40, 1], "a: 40 | b: 1"),
            (vec![41], "a, part 1 of 2: 21 | a, part 2 of 2: 20"),
            (
                vec![90, 5, 6, 30],
                "a, part 1 of 3: 30 | a, part 2 of 3: 30 | a, part 3 of 3: 30 | b, c: 11 | d: 30",
            ),
        ] {
            let kinds = ["a", "b", "c", "d"];
            let all: Vec<&str> = sizes
                .iter()
                .zip(kinds)
                .flat_map(|(n, kind)| vec![kind; *n])
                .collect();
            let orgs: Vec<OrgId> = (0..all.len()).map(OrgId::nth).collect();
            let parts = parts(&orgs, |org| all[org.at()]);
            let drawn: Vec<OrgId> = parts.iter().flat_map(|one| one.orgs.clone()).collect();
            assert_eq!(drawn, orgs, "everybody, once, in order");
            let told: Vec<String> = parts
                .iter()
                .map(|one| format!("{}: {}", one.title, one.orgs.len()))
                .collect();
            assert_eq!(told.join(" | "), expected);
        }
    }
}
