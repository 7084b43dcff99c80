//! The evidence: every entry that a figure cites, with its time, its sentence and its causes.

use super::super::Edition;
use super::{Press, Section};
use crate::journal::Entry;
use minijinja::{Value, context};

/// The section.
pub const SECTION: Section = Section {
    id: "evidence",
    title: "Evidence",
    template: include_str!("../../../assets/report/appendix.jinja"),
    fill,
};

fn fill(press: &mut Press<'_>) -> Option<Value> {
    let lens = press.lens;
    let cited = press.cites.all();
    let row = |entry: &Entry| {
        let causes: Vec<u32> = entry.causes.iter().collect();
        let cause = |seq| context! { n => lens.number(seq), here => cited.contains(&seq) };
        let causes: Vec<Value> = lens.evidence(&causes).into_iter().map(cause).collect();
        let sentence = lens.sentence(entry.seq);
        context! { n => lens.number(entry.seq), at => entry.at.to_string(), sentence, causes }
    };
    let entries = cited.iter().filter_map(|seq| lens.entry(*seq));
    let rows: Vec<Value> = entries.map(row).collect();
    let entries = super::super::number::count(u64::from(lens.what.scorecard.entries));
    let public = lens.edition == Edition::Public;
    let own = lens.own().is_some();
    Some(context! { n => rows.len(), rows, entries, public, own })
}
