//! How each finding spread among those who needed it, from the moment it could be had.

use super::super::chart::{Curve, TimeAxis, steps};
use super::super::lens::Lens;
use super::super::{Edition, number};
use super::{Press, Section};
use crate::exercise::Finding;
use crate::fact::Fact;
use crate::model::{FindingId, OrgId, SimTime};
use minijinja::{Value, context};
use std::collections::BTreeMap;

/// The section.
pub const SECTION: Section = Section {
    id: "spread",
    title: "How findings spread",
    template: include_str!("../../../assets/report/spread.jinja"),
    fill,
};

/// How many findings have a chart of their own.
const MOST: usize = 30;

/// When each organisation first knew a finding, and the entry that shows it.
type Arrivals = BTreeMap<OrgId, (SimTime, Option<u32>)>;

/// One finding that somebody needed.
struct Spread<'a> {
    id: FindingId,
    finding: &'a Finding,
    since: SimTime,
    arrivals: Arrivals,
}

fn fill(press: &mut Press<'_>) -> Option<Value> {
    let lens = press.lens;
    let all = spreads(lens);
    let needs: usize = all.iter().map(|one| one.finding.needed_by.len()).sum();
    if needs == 0 {
        return None;
    }
    let together = together(lens, &all, needs);
    let own = lens.own().map(|own| own_rows(press, &all, own));
    let mine = if lens.edition == Edition::Excon {
        all.as_slice()
    } else {
        &[]
    };
    let figures: Vec<Value> = mine
        .iter()
        .take(MOST)
        .map(|one| figure(press, one))
        .collect();
    Some(context! {
        together, own, figures, needs, findings => all.len(),
        more => mine.len().saturating_sub(MOST),
    })
}

/// Findings that somebody needs and that can be had, with who came to know them when. This reads
/// every entry; what comes of it is shown by name to EXCON and in sums to the others.
fn spreads<'a>(lens: &Lens<'a>) -> Vec<Spread<'a>> {
    let mut since: BTreeMap<FindingId, SimTime> = BTreeMap::new();
    let mut arrivals: BTreeMap<FindingId, Arrivals> = BTreeMap::new();
    for (place, finding) in lens.what.exercise.findings.iter().enumerate() {
        for org in &finding.known_to {
            let id = FindingId::nth(place);
            since.insert(id, SimTime::STARTEX);
            arrivals
                .entry(id)
                .or_default()
                .insert(*org, (SimTime::STARTEX, None));
        }
    }
    for entry in lens.what.entries {
        match entry.fact() {
            Some(Fact::FindingObtainable(f)) => {
                since.entry(f.finding).or_insert(entry.at);
            }
            Some(Fact::ClaimLearnt(f)) => {
                since.entry(f.claim.finding).or_insert(entry.at);
                let known = arrivals.entry(f.claim.finding).or_default();
                known.entry(f.org).or_insert((entry.at, Some(entry.seq)));
            }
            _ => {}
        }
    }
    let table = lens.what.exercise.findings.iter().enumerate();
    let needed = table.filter(|(_, finding)| finding.truth && !finding.needed_by.is_empty());
    needed
        .filter_map(|(place, finding)| {
            let id = FindingId::nth(place);
            let since = *since.get(&id)?;
            let mut arrivals = arrivals.remove(&id).unwrap_or_default();
            arrivals.retain(|org, _| finding.needed_by.binary_search(org).is_ok());
            Some(Spread {
                id,
                finding,
                since,
                arrivals,
            })
        })
        .collect()
}

/// A curve of the share that had it, by time since it could be had.
fn curve(mut came: Vec<f64>, needs: usize) -> Curve {
    came.sort_by(f64::total_cmp);
    let share = |nth: usize| (nth + 1) as f64 / needs.max(1) as f64;
    let steps = came
        .iter()
        .enumerate()
        .map(|(nth, at)| (at.max(0.0), share(nth)))
        .collect();
    Curve {
        label: String::new(),
        steps,
        open: Vec::new(),
    }
}

fn waits(one: &Spread<'_>) -> impl Iterator<Item = f64> {
    let since = one.since;
    one.arrivals
        .values()
        .map(move |(at, _)| at.since(since).as_seconds())
}

fn together(lens: &Lens<'_>, all: &[Spread<'_>], needs: usize) -> Value {
    let ended = lens.what.scorecard.ended_at;
    let longest = all
        .iter()
        .map(|one| ended.since(one.since).as_seconds())
        .fold(1.0, f64::max);
    let came: Vec<f64> = all.iter().flat_map(waits).collect();
    let known = came.len();
    let says = "Share of all needs that were met, by time since the finding could be had.";
    let chart = steps(says, TimeAxis::lengths(longest), &[curve(came, needs)]);
    context! {
        chart => Value::from_safe_string(chart),
        known => number::count(known as u64),
        share => number::share(known as f64, needs as f64),
    }
}

fn figure(press: &mut Press<'_>, one: &Spread<'_>) -> Value {
    let lens = press.lens;
    let needs = &one.finding.needed_by;
    let longest = lens.what.scorecard.ended_at.since(one.since).as_seconds();
    let name = lens.finding(one.id);
    let says = format!("{name}: share of those who needed it that had it, by time.");
    let chart = steps(
        &says,
        TimeAxis::lengths(longest),
        &[curve(waits(one).collect(), needs.len())],
    );
    let rows: Vec<Value> = needs
        .iter()
        .map(|org| {
            let came = one.arrivals.get(org);
            let seq: Vec<u32> = came.and_then(|(_, seq)| *seq).into_iter().collect();
            context! {
                org => lens.org(*org),
                after => came.map(|(at, _)| number::duration(at.since(one.since).as_seconds().max(0.0))),
                evidence => press.cites.links(&seq, 1),
            }
        })
        .collect();
    context! {
        name,
        says => lens.says(&one.finding.says),
        since => one.since.to_string(),
        chart => Value::from_safe_string(chart),
        known => one.arrivals.len(),
        needs => needs.len(),
        rows,
    }
}

/// What a team learnt of what it needed.
fn own_rows(press: &mut Press<'_>, all: &[Spread<'_>], own: OrgId) -> Vec<Value> {
    let needed = all
        .iter()
        .filter(|one| one.finding.needed_by.contains(&own));
    let known = needed
        .filter(|one| press.lens.knows(one.id))
        .collect::<Vec<_>>();
    known
        .into_iter()
        .filter_map(|one| {
            let (at, seq) = one.arrivals.get(&own)?;
            let after = number::duration(at.since(one.since).as_seconds().max(0.0));
            let seq: Vec<u32> = seq.iter().copied().collect();
            let evidence = press.cites.links(&seq, 1);
            Some(context! { name => press.lens.finding(one.id), at => at.to_string(), after, evidence })
        })
        .collect()
}
