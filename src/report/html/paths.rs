//! The critical path of each outcome as a waterfall.

use super::super::chart::{Bar, waterfall};
use super::super::lens::Lens;
use super::super::{number, stretch};
use super::{Press, Section};
use crate::scorecard::{CriticalPath, LegKind};
use minijinja::{Value, context};

/// The section.
pub const SECTION: Section = Section {
    id: "paths",
    title: "Critical paths",
    template: include_str!("../../../assets/report/paths.jinja"),
    fill,
};

/// How many paths are drawn.
const MOST: usize = 12;
/// How many stretches of one path are drawn.
const ROWS: usize = 40;

/// The colour of a kind of time.
pub fn colour(kind: Option<LegKind>) -> u8 {
    kind.map_or(10, |kind| kind as u8)
}

/// What a path led to.
pub fn title(lens: &Lens<'_>, path: &CriticalPath) -> String {
    lens.sentence(path.outcome)
        .or_else(|| path.about.map(|about| lens.about(about)))
        .unwrap_or_else(|| format!("entry {}", lens.number(path.outcome)))
}

fn fill(press: &mut Press<'_>) -> Option<Value> {
    let paths: Vec<&CriticalPath> = press.lens.paths().collect();
    if paths.is_empty() {
        return None;
    }
    let figures: Vec<Value> = paths
        .iter()
        .take(MOST)
        .map(|path| figure(press, path))
        .collect();
    let more = paths.len().saturating_sub(MOST);
    Some(context! { figures, more, own => press.lens.own().is_some() })
}

fn figure(press: &mut Press<'_>, path: &CriticalPath) -> Value {
    let lens = press.lens;
    let all = stretch::stretches(lens, path);
    let bars: Vec<Bar> = all
        .iter()
        .take(ROWS)
        .map(|one| {
            let place = one
                .org
                .map(|org| format!(" · {}", lens.org(org)))
                .unwrap_or_default();
            Bar {
                label: format!("{}{place}", stretch::word(one.kind)),
                from: crate::model::Span(one.from).as_seconds(),
                length: one.span.as_seconds(),
                kind: colour(one.kind),
            }
        })
        .collect();
    let title = title(lens, path);
    let total = number::duration(path.total.as_seconds());
    let says = format!(
        "{title}: {total} in {} stretches; the table below lists them.",
        all.len()
    );
    let rows: Vec<Value> = all
        .iter()
        .zip(&bars)
        .map(|(one, bar)| {
            context! {
                label => bar.label.as_str(),
                after => number::duration(bar.from),
                took => number::duration(bar.length),
                evidence => press.cites.links(&[one.to_seq], 1),
            }
        })
        .collect();
    context! {
        title,
        total,
        chart => Value::from_safe_string(waterfall(&says, &bars)),
        rows,
        more => all.len().saturating_sub(ROWS),
        evidence => press.cites.links(&path.chain, 60),
    }
}
