//! What each instrument is worth among the others, as a page.

use super::super::campaign::interval;
use super::super::chart::{Row, forest};
use super::super::line::plain;
use super::super::number;
use super::super::value::{Subject, notes};
use super::{Block, Page, Table};
use crate::campaign::About;
use crate::metric::Unit;

/// The page.
#[must_use]
pub fn value(of: &Subject<'_>) -> String {
    let about = About::of(of.exercise, of.scenario_hash, of.engine);
    let runs = number::count(of.found.runs as u64);
    let kind = format!(
        "Worth of agreements · {runs} runs of each of {} sets, every seat simulated",
        number::count(of.coalitions.sets() as u64)
    );
    let mut page = Page::of(&about, kind);
    let unit = of.primary.unit;
    let (mut rows, mut cells) = (Vec::new(), Vec::new());
    for worth in &of.found.worths {
        let primary = &worth.comparison.primary;
        let Some(found) = &primary.difference else {
            continue;
        };
        let name = plain(&worth.group.name);
        let mean = number::value(unit, Some(found.mean));
        let sure = primary
            .interval
            .is_some_and(|of| of.low > 0.0 || of.high < 0.0);
        rows.push(Row {
            label: name.clone(),
            value: found.mean,
            ends: primary.interval.map(|ends| (ends.low, ends.high)),
            kind: if sure { 2 } else { 5 },
            ticks: Vec::new(),
            says: mean.clone(),
        });
        let hours = |hours: Option<f64>| number::value(Unit::AnalystHours, hours);
        cells.push(vec![
            name,
            mean,
            interval(unit, primary.interval),
            hours(worth.effort.as_ref().map(|one| one.mean)),
            hours(Some(worth.upkeep)),
        ]);
    }
    let says = format!("{}: what each adds", of.primary.title);
    let table = Table {
        caption: says.clone(),
        heads: [
            "Instrument",
            "Difference",
            "Interval",
            "Effort",
            "Upkeep a year",
        ]
        .map(str::to_owned)
        .to_vec(),
        rows: cells,
    };
    let chart = forest(&says, &rows, Some(unit));
    page.section(
        "worth",
        "Ranked worth",
        vec![Block::Wide(chart, says), Block::Table(table)],
    );
    let places = places(of);
    if !places.rows.is_empty() {
        page.section("economies", "By economy", vec![Block::Table(places)]);
    }
    let mut basis: Vec<Block> = notes(of).into_iter().map(Block::Says).collect();
    basis.push(Block::Note(format!(
        "Scenario {} · engine {}",
        of.scenario_hash, of.engine
    )));
    page.section("basis", "What it rests on", basis);
    page.render()
}

/// A row for each instrument and economy in which it makes a difference.
fn places(of: &Subject<'_>) -> Table {
    let unit = of.primary.unit;
    let mut places = Table {
        caption: "Where it makes a difference".to_owned(),
        heads: ["Instrument and economy", "Difference", "Interval"]
            .map(str::to_owned)
            .to_vec(),
        rows: Vec::new(),
    };
    for worth in &of.found.worths {
        for (economy, found) in of.exercise.economies.iter().zip(&worth.economies) {
            if let Some(found) = found.as_ref().filter(|one| one.mean != 0.0) {
                places.rows.push(vec![
                    format!("{} in {}", plain(&worth.group.name), economy.id),
                    number::value(unit, Some(found.mean)),
                    interval(unit, found.interval),
                ]);
            }
        }
    }
    places
}
