//! The evidence: every entry that a figure cites, with its time, its sentence and its causes.

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
    let sentences = lens.sentences(cited);
    let row = |entry: &Entry, sentence: String| {
        let causes: Vec<Value> = lens
            .evidence(&entry.causes.iter().collect::<Vec<u32>>())
            .into_iter()
            .map(|seq| context! { seq, here => cited.contains(&seq) })
            .collect();
        context! { seq => entry.seq, at => entry.at.to_string(), sentence, causes }
    };
    let rows: Vec<Value> = sentences
        .into_iter()
        .filter_map(|(seq, sentence)| lens.entry(seq).map(|entry| row(entry, sentence)))
        .collect();
    let entries = super::super::number::count(u64::from(lens.what.scorecard.entries));
    Some(context! { n => rows.len(), rows, entries })
}
