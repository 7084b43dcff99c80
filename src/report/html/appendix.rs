//! The evidence: all numbers of what is behind a figure where not all stand beside it, and every
//! entry with its time, its sentence and its causes.

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
    let lists = press.cites.lists();
    let cited = press.cites.all();
    let row = |entry: &Entry| {
        let causes: Vec<u32> = entry.causes.iter().collect();
        let cause = |seq| context! { n => lens.number(seq), here => cited.contains(&seq) };
        let causes: Vec<Value> = lens.evidence(&causes).into_iter().map(cause).collect();
        let sentence = lens.sentence(entry.seq);
        let beside = press.cites.is_beside(entry.seq);
        let n = lens.number(entry.seq);
        context! { n, at => entry.at.to_string(), sentence, causes, beside }
    };
    let entries = cited.iter().filter_map(|seq| lens.entry(*seq));
    let rows: Vec<Value> = entries.map(row).collect();
    let entries = super::super::number::count(u64::from(lens.what.scorecard.entries));
    let public = lens.edition == Edition::Public;
    let own = lens.own().is_some();
    let n = super::super::number::count(rows.len() as u64);
    Some(context! { n, rows, lists, entries, public, own })
}
