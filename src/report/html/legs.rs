//! How long things took: for each duration, which share had come by when, and what stayed open.

use super::super::chart::{Curve, TimeAxis, steps};
use super::super::{Edition, number, summary};
use super::{Press, Section};
use crate::metric::{Reading, Sample, Scope, Unit};
use minijinja::{Value, context};

/// The section.
pub const SECTION: Section = Section {
    id: "durations",
    title: "How long things took",
    template: include_str!("../../../assets/report/legs.jinja"),
    fill,
};

fn fill(press: &mut Press<'_>) -> Option<Value> {
    let all = press.lens.readings();
    let all = all.filter(|one| one.scope == Scope::All && one.unit == Unit::Seconds);
    let (seen, unseen): (Vec<&Reading>, Vec<&Reading>) = all.partition(|one| one.count > 0);
    let (came, open): (Vec<&Reading>, Vec<&Reading>) =
        seen.into_iter().partition(|one| one.count > one.censored);
    let figures: Vec<Value> = came.iter().map(|one| figure(press, one)).collect();
    let open: Vec<Value> = open.iter().map(|one| all_open(press, one)).collect();
    let unseen: Vec<&str> = unseen.iter().map(|one| one.metric).collect();
    let cited = press.lens.edition != Edition::Public;
    Some(context! { figures, open, unseen, cited })
}

/// A duration that never came to an end: nothing to draw.
fn all_open(press: &mut Press<'_>, of: &Reading) -> Value {
    context! {
        metric => of.metric,
        title => summary::metric_title(of),
        count => number::count(u64::from(of.count)),
        evidence => press.cites.reading(of, 6),
    }
}

fn figure(press: &mut Press<'_>, of: &Reading) -> Value {
    let longest = of
        .samples
        .iter()
        .map(|sample| sample.value)
        .fold(1.0, f64::max);
    let curve = curve(of);
    let chart = steps(
        &format!(
            "{}: share that had come, by time taken; figures in the caption.",
            of.metric
        ),
        TimeAxis::lengths(longest * 1.05),
        &[curve],
    );
    context! {
        metric => of.metric,
        title => summary::metric_title(of),
        provenance => of.provenance.word(),
        chart => Value::from_safe_string(chart),
        count => number::count(u64::from(of.count)),
        open => of.censored,
        mean => number::value(of.unit, of.mean),
        median => number::value(of.unit, of.median),
        p90 => number::value(of.unit, of.p90),
        horizon => of.horizon.map(number::duration),
        assumed => of.assumed,
        evidence => press.cites.reading(of, 6),
    }
}

/// The Kaplan–Meier estimate of the share done (Kaplan and Meier, JASA 53, 1958): at each moment
/// the share still open shrinks by the share of those at risk that came then. Where values are
/// equal, what came counts before what stayed open.
fn curve(of: &Reading) -> Curve {
    let mut samples: Vec<&Sample> = of
        .samples
        .iter()
        .filter(|one| one.value.is_finite())
        .collect();
    samples.sort_by(|a, b| a.value.total_cmp(&b.value).then(a.open.cmp(&b.open)));
    let mut curve = Curve {
        label: of.provenance.to_string(),
        steps: Vec::new(),
        open: Vec::new(),
    };
    let (mut at_risk, mut open) = (samples.len() as f64, 1.0);
    for group in samples.chunk_by(|a, b| a.value == b.value) {
        let value = group[0].value;
        let came = group.iter().filter(|sample| !sample.open).count();
        if came > 0 {
            open *= 1.0 - came as f64 / at_risk;
            curve.steps.push((value, 1.0 - open));
        }
        if came < group.len() {
            curve.open.push((value, 1.0 - open));
        }
        at_risk -= group.len() as f64;
    }
    curve
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::metric::Provenance;

    #[test]
    fn what_stays_open_keeps_the_curve_below_one() {
        for (values, steps, open) in [
            (
                vec![(1.0, false), (2.0, false)],
                vec![(1.0, 0.5), (2.0, 1.0)],
                vec![],
            ),
            (
                vec![(1.0, false), (2.0, true), (3.0, false), (4.0, true)],
                vec![(1.0, 0.25), (3.0, 0.625)],
                vec![(2.0, 0.25), (4.0, 0.625)],
            ),
            (
                vec![(2.0, true), (2.0, false)],
                vec![(2.0, 0.5)],
                vec![(2.0, 0.5)],
            ),
            (vec![], vec![], vec![]),
        ] {
            let sample = |(value, open): &(f64, bool)| Sample {
                value: *value,
                open: *open,
                seq: 0,
            };
            let reading = Reading {
                metric: "open_delay",
                scope: Scope::All,
                provenance: Provenance::Simulated,
                assumed: false,
                unit: Unit::Seconds,
                count: 0,
                censored: 0,
                total: None,
                mean: None,
                median: None,
                p90: None,
                horizon: None,
                evidence: Vec::new(),
                samples: values.iter().map(sample).collect(),
            };
            let curve = curve(&reading);
            assert_eq!((curve.steps, curve.open), (steps, open), "{values:?}");
        }
    }
}
