//! What people took in real time, where play ran at another speed.

use super::super::real;
use super::{Press, Section};
use minijinja::{Value, context};

/// The section.
pub const SECTION: Section = Section {
    id: "real",
    title: "In real time",
    template: include_str!("../../../assets/report/real.jinja"),
    fill,
};

fn fill(press: &mut Press<'_>) -> Option<Value> {
    let rows = real::rows(press.lens);
    if rows.is_empty() {
        return None;
    }
    let rows = rows.into_iter().map(|row| {
        let told = row.all().map(|(_, took)| took.map(real::Took::text));
        context! { seat => row.seat, told => told.to_vec() }
    });
    let rows: Vec<Value> = rows.collect();
    Some(context! { rows, note => real::NOTE })
}
