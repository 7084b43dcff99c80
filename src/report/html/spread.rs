//! How each finding spread among those who needed it, from the moment it could be had. All of it
//! comes from one measure, so that curves and figures agree.

use super::super::chart::{Curve, TimeAxis, steps};
use super::super::lens::Lens;
use super::super::{Edition, number};
use super::{Press, Section};
use crate::fact::Fact;
use crate::metric::{Reading, Sample, Scope};
use crate::model::{FindingId, OrgId};
use minijinja::{Value, context};

/// The section.
pub const SECTION: Section = Section {
    id: "spread",
    title: "How findings spread",
    template: include_str!("../../../assets/report/spread.jinja"),
    fill,
};

/// The measure: one observation for each finding and organisation that needs it.
const MEASURE: &str = "finding_time_to_need";
/// How many findings have a chart of their own.
const MOST: usize = 30;

fn fill(press: &mut Press<'_>) -> Option<Value> {
    let lens = press.lens;
    let all: Vec<&Reading> = lens
        .readings()
        .filter(|one| one.metric == MEASURE)
        .collect();
    let whole: Vec<&Reading> = all
        .iter()
        .copied()
        .filter(|one| one.scope == Scope::All)
        .collect();
    let needs: u32 = whole.iter().map(|one| one.count).sum();
    if needs == 0 {
        return None;
    }
    let single = |one: &&&Reading| matches!(one.scope, Scope::Finding(_));
    let findings: Vec<&Reading> = all.iter().filter(single).copied().collect();
    // Readings of one finding differ by provenance and stand side by side.
    let findings: Vec<&[&Reading]> = findings.chunk_by(|a, b| a.scope == b.scope).collect();
    let own = lens.own().map(|own| own_rows(press, &findings, own));
    let drawn = if lens.edition == Edition::Excon {
        findings.as_slice()
    } else {
        &[]
    };
    let figures: Vec<Value> = drawn
        .iter()
        .take(MOST)
        .filter_map(|group| figure(press, group))
        .collect();
    let together = context! {
        chart => Value::from_safe_string(chart("All needs together", &whole)),
        known => number::count(u64::from(met(&whole))),
        share => number::share(f64::from(met(&whole)), f64::from(needs)),
    };
    let more = drawn.len().saturating_sub(MOST);
    Some(context! { together, own, figures, needs => number::count(u64::from(needs)), more })
}

fn met(readings: &[&Reading]) -> u32 {
    readings
        .iter()
        .map(|one| one.count.saturating_sub(one.censored))
        .sum()
}

/// The share of needs that were met, by time since the finding could be had; a curve for each
/// provenance.
fn chart(name: &str, readings: &[&Reading]) -> String {
    let samples = readings.iter().flat_map(|one| &one.samples);
    let longest = samples.map(|sample| sample.value).fold(1.0, f64::max);
    let curves: Vec<Curve> = readings
        .iter()
        .map(|one| {
            let mut came: Vec<f64> = closed(one).map(|sample| sample.value).collect();
            came.sort_by(f64::total_cmp);
            let share = |nth: usize| (nth + 1) as f64 / f64::from(one.count.max(1));
            let steps = came
                .iter()
                .enumerate()
                .map(|(nth, at)| (*at, share(nth)))
                .collect();
            Curve {
                label: one.provenance.to_string(),
                steps,
                open: Vec::new(),
            }
        })
        .collect();
    let says = format!("{name}: share of those who needed it that had it, by time.");
    steps(&says, TimeAxis::lengths(longest * 1.05), &curves)
}

/// The needs that were met.
fn closed(of: &Reading) -> impl Iterator<Item = &Sample> {
    of.samples.iter().filter(|sample| !sample.open)
}

/// Who came to know something with an entry.
fn learner(lens: &Lens<'_>, seq: u32) -> Option<OrgId> {
    match lens.entry(seq)?.fact()? {
        Fact::ClaimLearnt(fact) => Some(fact.org),
        _ => None,
    }
}

fn finding(group: &[&Reading]) -> Option<FindingId> {
    match group.first()?.scope {
        Scope::Finding(id) => Some(id),
        _ => None,
    }
}

fn figure(press: &mut Press<'_>, group: &[&Reading]) -> Option<Value> {
    let lens = press.lens;
    let id = finding(group)?;
    let set = lens.what.exercise.findings.get(id.at())?;
    let rows: Vec<Value> = set
        .needed_by
        .iter()
        .map(|org| {
            let mut met = group.iter().flat_map(|one| closed(one));
            let met = met.find(|sample| learner(lens, sample.seq) == Some(*org));
            let seqs: Vec<u32> = met.map(|sample| sample.seq).into_iter().collect();
            context! {
                org => lens.org(*org),
                after => met.map(|sample| number::duration(sample.value)),
                evidence => press.cites.links(&seqs),
            }
        })
        .collect();
    let name = lens.finding(id);
    Some(context! {
        says => lens.says(&set.says),
        chart => Value::from_safe_string(chart(&name, group)),
        name,
        known => met(group),
        needs => group.iter().map(|one| one.count).sum::<u32>(),
        rows,
    })
}

/// What a team learnt of what it needed.
fn own_rows(press: &mut Press<'_>, findings: &[&[&Reading]], own: OrgId) -> Vec<Value> {
    let lens = press.lens;
    let met = findings.iter().filter_map(|group| {
        let mut all = group.iter().flat_map(|one| closed(one));
        let sample = all.find(|sample| learner(lens, sample.seq) == Some(own))?;
        Some((finding(group)?, sample))
    });
    met.map(|(id, sample)| {
        let at = lens.entry(sample.seq).map(|entry| entry.at.to_string());
        let after = number::duration(sample.value);
        let evidence = press.cites.links(&[sample.seq]);
        context! { name => lens.finding(id), at, after, evidence }
    })
    .collect()
}
