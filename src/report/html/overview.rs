//! The first page: what was played, the headline measures, where the time went.

use super::super::{number, reach, stretch, summary};
use super::{Press, Section, row};
use crate::model::{SimTime, Span};
use jiff::Timestamp;
use minijinja::{Value, context};

/// The section.
pub const SECTION: Section = Section {
    id: "summary",
    title: "Summary",
    template: include_str!("../../../assets/report/overview.jinja"),
    fill,
};

/// How many of the worst tasks are named.
const WORST: usize = 6;

fn fill(press: &mut Press<'_>) -> Option<Value> {
    let lens = press.lens;
    let card = lens.what.scorecard;
    let counts = summary::counts(lens);
    let head = summary::headlines(lens);
    let table = row::table(press, "Headlines over the whole exercise", &head, 5);
    let stopped = card.ended_at < lens.what.exercise.clock.endex;
    let rows: Vec<Value> = summary::COLUMNS
        .iter()
        .enumerate()
        .map(|(place, (rating, letter))| {
            let n: usize = counts.iter().map(|row| row.by_rating[place]).sum();
            context! { letter => *letter, word => super::objectives::word(*rating), n }
        })
        .collect();
    Some(context! {
        startex => startex(lens.what.exercise.clock.startex_unix_ms),
        played => number::duration(card.ended_at.since(SimTime::STARTEX).as_seconds()),
        stopped => stopped.then(|| lens.what.exercise.clock.endex.to_string()),
        exercise => card.exercise_id.as_str(),
        organisations => lens.what.exercise.players().count(),
        seed => card.seed_in_words(),
        engine => card.engine.as_str(),
        entries => number::count(u64::from(card.entries)),
        head => card.head.as_str(),
        scenario => card.scenario_hash.as_str(),
        standing => summary::standing(&counts),
        mixed => counts.iter().any(|row| row.predicted) && counts.iter().any(|row| !row.predicted),
        rated => !counts.is_empty(),
        ratings => rows,
        own => lens.own().is_some(),
        worst => worst(press),
        measured => !head.is_empty(),
        table,
        assumed => summary::assumed(lens),
        horizon => summary::horizon(lens),
        split => split(press),
        channels => channels(press),
    })
}

/// The tasks that went worst, as many as fit a glance.
fn worst(press: &mut Press<'_>) -> Option<Value> {
    let lens = press.lens;
    let all = summary::worst(lens);
    let rows: Vec<Value> = all
        .iter()
        .take(WORST)
        .map(|task| {
            let (id, title) = summary::task_words(lens, task);
            let letter = task.rating.word();
            let predicted = task.predicted;
            let evidence = press.cites.links(&task.evidence);
            let timing = summary::timing(lens, task);
            context! { id, title, letter, predicted, seat => lens.org(task.seat), timing, evidence }
        })
        .collect();
    let more = all.len().saturating_sub(WORST);
    (!rows.is_empty()).then(|| context! { rows, more })
}

/// Messages by channel, each count with its evidence.
fn channels(press: &mut Press<'_>) -> Option<Value> {
    let rows = reach::rows(press.lens);
    let cited = press.lens.edition != super::super::Edition::Public;
    let shown: Vec<Value> = rows
        .iter()
        .map(|row| {
            let cells: Vec<Value> = row
                .readings
                .iter()
                .zip(row.counts())
                .map(|(reading, n)| {
                    let link = reading.filter(|_| cited);
                    let link = link.and_then(|one| press.cites.list(one));
                    context! { n => number::count(n), link }
                })
                .collect();
            context! { name => row.title(), cells }
        })
        .collect();
    let heads = reach::COLUMNS.map(|(head, _)| head).to_vec();
    (!shown.is_empty()).then(|| context! { heads, rows => shown, legend => reach::LEGEND })
}

fn startex(unix_ms: i64) -> String {
    Timestamp::from_millisecond(unix_ms).map_or_else(
        |_| "–".to_owned(),
        |at| at.strftime("%Y-%m-%d %H:%M UTC").to_string(),
    )
}

/// The worst path as one bar.
fn split(press: &mut Press<'_>) -> Option<Value> {
    let lens = press.lens;
    let paths = stretch::worst_path(lens);
    let first = paths.first()?;
    let split = stretch::split(lens, &paths);
    let spans: Vec<Span> = split.iter().map(|(_, span)| *span).collect();
    let whole: f64 = spans.iter().map(|span| span.as_seconds()).sum();
    let widths = stretch::cells(&spans, 1000);
    let parts: Vec<Value> = split
        .iter()
        .zip(widths)
        .map(|((kind, span), width)| {
            context! {
                word => stretch::word(*kind),
                kind => super::paths::colour(*kind),
                time => number::duration(span.as_seconds()),
                share => number::share(span.as_seconds(), whole),
                width => format!("{}.{}", width / 10, width % 10),
            }
        })
        .collect();
    let one = lens.edition != super::super::Edition::Public;
    let what = if one {
        super::paths::title(lens, first)
    } else {
        format!("{} outcomes together", paths.len())
    };
    let evidence = one.then(|| press.cites.links(&[first.outcome]));
    Some(context! { what, total => number::duration(whole), parts, evidence, one })
}
