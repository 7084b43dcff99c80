//! Readings as rows of a table.

use super::super::{Edition, number, summary};
use super::{Press, fill};
use crate::metric::{Reading, Scope};
use minijinja::{Value, context};

const TABLE: &str = include_str!("../../../assets/report/readings.jinja");

/// A table of readings with links to their evidence.
pub fn table(press: &mut Press<'_>, caption: &str, readings: &[&Reading], most: usize) -> Value {
    let rows: Vec<Value> = readings.iter().map(|one| row(press, one, most)).collect();
    let cited = press.lens.edition != Edition::Public;
    // A column that says nothing but that all is meant takes room that a small screen lacks.
    let scoped = readings.iter().any(|one| one.scope != Scope::All);
    fill(TABLE, context! { caption, rows, cited, scoped })
}

fn row(press: &mut Press<'_>, of: &Reading, most: usize) -> Value {
    context! {
        metric => of.metric,
        title => summary::metric_title(of),
        scope => press.lens.scope(of.scope),
        provenance => of.provenance.word(),
        assumed => of.assumed,
        count => number::count(u64::from(of.count)),
        open => number::count(u64::from(of.censored)),
        figures => summary::figures(of).to_vec(),
        unfinished => summary::unfinished(of),
        horizon => of.horizon.map(number::duration),
        evidence => press.cites.reading(of, most),
    }
}
