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
/// How many of them may lead to one kind of outcome.
const ALIKE: usize = 3;
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
    let paths = stretch::longest(press.lens);
    if paths.is_empty() {
        return None;
    }
    let shown = telling(press.lens, &paths);
    let more = paths.len() - shown.len();
    let figures: Vec<Value> = shown.iter().map(|path| figure(press, path)).collect();
    Some(context! { figures, more, alike => ALIKE, own => press.lens.own().is_some() })
}

/// The longest, but of each kind of outcome no more than a few: a dozen answers to one inject would
/// tell the same a dozen times.
fn telling<'a>(lens: &Lens<'_>, paths: &[&'a CriticalPath]) -> Vec<&'a CriticalPath> {
    let mut shown: Vec<&CriticalPath> = Vec::new();
    let kind = |path: &CriticalPath| Some(lens.entry(path.outcome)?.fact()?.kind());
    for path in paths {
        let alike = shown.iter().filter(|one| kind(one) == kind(path)).count();
        if alike < ALIKE && shown.len() < MOST {
            shown.push(path);
        }
    }
    shown
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
                evidence => press.cites.links(&[one.to_seq]),
            }
        })
        .collect();
    context! {
        title => title.as_str(),
        total,
        chart => Value::from_safe_string(waterfall(&says, &bars)),
        rows,
        more => all.len().saturating_sub(ROWS),
        evidence => press.cites.some(&path.chain, 60, || title.clone()),
    }
}
