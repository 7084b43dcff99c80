//! All readings, measure by measure.

use super::super::summary;
use super::{Press, Section, row};
use crate::metric::{Reading, Scope};
use minijinja::{Value, context};

/// The section.
pub const SECTION: Section = Section {
    id: "measures",
    title: "All measures",
    template: include_str!("../../../assets/report/measures.jinja"),
    fill,
};

/// How many readings of one measure are listed.
const MOST: usize = 60;

fn fill(press: &mut Press<'_>) -> Option<Value> {
    let all: Vec<&Reading> = press.lens.readings().collect();
    let whole = |one: &&Reading| one.scope == Scope::All;
    let first: Vec<&Reading> = all.iter().copied().filter(whole).collect();
    let table = row::table(press, "Every measure over the whole exercise", &first, 5);
    let mut groups = Vec::new();
    for group in all.chunk_by(|a, b| a.metric == b.metric) {
        // Pairs are too many to print; the matrix counts them and the data files hold them.
        let single = |one: &&Reading| !matches!(one.scope, Scope::All | Scope::Pair(..));
        let parts: Vec<&Reading> = group.iter().copied().filter(single).collect();
        if parts.is_empty() {
            continue;
        }
        let shown = &parts[..parts.len().min(MOST)];
        let title = summary::metric_title(group[0]);
        let table = row::table(press, &format!("{title} by scope"), shown, 6);
        groups.push(context! { title, n => parts.len(), table, more => parts.len() - shown.len() });
    }
    Some(context! { table, groups })
}
