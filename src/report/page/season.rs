//! A season, move by move, as a page.

use super::super::campaign::{assumptions, interval};
use super::super::chart::{Row, forest};
use super::super::number;
use super::super::season::{Subject, since};
use super::{Block, Page, Table};
use crate::campaign::About;

/// The page.
#[must_use]
pub fn season(of: &Subject<'_>) -> String {
    let about = About::of(of.exercise, of.scenario_hash, of.engine);
    let runs = number::count(of.found.runs as u64);
    let kind = format!(
        "Season · {} moves · {runs} runs, every seat simulated",
        of.found.starts.len()
    );
    let mut page = Page::of(&about, kind);
    let level = number::share(of.found.level, 1.0);
    let mut blocks = Vec::new();
    for course in of.courses() {
        let unit = course.measure.unit;
        let (mut rows, mut cells) = (Vec::new(), Vec::new());
        let stretches = of.found.starts.iter().zip(&course.stretches);
        for ((start, found), change) in stretches.zip(&course.since_first) {
            let label = format!("{} {}", of.title(*start), of.when(*start));
            let Some(found) = found else {
                cells.push(vec![label, "–".into(), "–".into(), "–".into()]);
                continue;
            };
            let mean = number::value(unit, Some(found.mean));
            cells.push(vec![
                label.clone(),
                mean.clone(),
                interval(unit, found.interval),
                since(course, change.as_ref()),
            ]);
            rows.push(Row {
                label,
                value: found.mean,
                ends: found.interval.map(|of| (of.low, of.high)),
                kind: 2,
                ticks: Vec::new(),
                says: mean,
            });
        }
        blocks.push(Block::Head(course.measure.title.to_owned()));
        let says = format!("Means over runs with their {level} intervals, by the move it began in");
        let chart = forest(course.measure.title, &rows, Some(unit));
        blocks.push(Block::Wide(chart, says));
        blocks.push(Block::Table(Table {
            caption: format!("{}, in figures", course.measure.title),
            heads: vec![
                "Move".to_owned(),
                "Mean".to_owned(),
                format!("Its {level} interval"),
                "Since the first move".to_owned(),
            ],
            rows: cells,
        }));
    }
    page.section("courses", "Move by move", blocks);
    page.section(
        "basis",
        "What it rests on",
        vec![
        Block::Says(
            "An observation belongs to the move in which it began. A duration counts with at most \
             the length of the shortest move; what stays open counts with all of it. A change \
             since the first move is taken run by run; ~ stands where it cannot be told from \
             chance."
                .to_owned(),
        ),
        Block::Says(assumptions(&about)),
        Block::Note(format!("Scenario {} · engine {}", of.scenario_hash, of.engine)),
    ],
    );
    page.render()
}
