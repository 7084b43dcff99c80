//! Readings as rows of a table.

use super::super::number;
use super::{Press, fill};
use crate::metric::Reading;
use minijinja::{Value, context};

const TABLE: &str = include_str!("../../../assets/report/readings.jinja");

/// A table of readings with links to their evidence.
pub fn table(press: &mut Press<'_>, caption: &str, readings: &[&Reading], most: usize) -> Value {
    let rows: Vec<Value> = readings.iter().map(|one| row(press, one, most)).collect();
    fill(TABLE, context! { caption, rows })
}

fn row(press: &mut Press<'_>, of: &Reading, most: usize) -> Value {
    let value = |value| number::value(of.unit, value);
    context! {
        metric => of.metric,
        scope => press.lens.scope(of.scope),
        provenance => of.provenance.word(),
        assumed => of.assumed,
        count => number::count(u64::from(of.count)),
        open => number::count(u64::from(of.censored)),
        mean => value(of.mean),
        median => value(of.median),
        p90 => value(of.p90),
        horizon => of.horizon.map(number::duration),
        evidence => press.cites.links(&of.evidence, most),
    }
}
