//! A rehearsal, as a page for the controller.

use super::super::campaign::assumptions;
use super::super::chart::{Row, forest};
use super::super::line::plain;
use super::super::number;
use super::super::rehearsal::{Subject, band, clock, findings};
use super::{Block, Page, Table};
use crate::campaign::About;
use crate::metric::Unit;
use crate::model::Span;

/// The page.
#[must_use]
pub fn rehearsal(of: &Subject<'_>) -> String {
    let about = About::of(of.exercise, of.scenario_hash, of.engine);
    let runs = number::count(of.found.runs as u64);
    let mut page = Page::of(
        &about,
        format!("Rehearsal · {runs} runs, every seat simulated"),
    );
    page.section("tasks", "Critical tasks", tasks(of));
    let look = findings(of).into_iter().map(|(what, ids)| {
        let said = if ids.is_empty() {
            "none".to_owned()
        } else {
            ids.join(", ")
        };
        Block::Says(format!("{}: {said}.", capital(what)))
    });
    page.section("look", "Worth a look", look.collect());
    let rows = of.found.desks.iter().map(|desk| {
        let [low, median, high] = desk
            .waiting
            .quantiles
            .map(|one| number::count(one.value as u64));
        let id = of.exercise.org(desk.org).id.clone();
        vec![
            id,
            median,
            format!("{low} to {high}"),
            clock(desk.at.quantiles[1].value),
        ]
    });
    let desks = Table {
        caption: "Pieces of work that waited at once at the worst moment, over runs".to_owned(),
        heads: ["Desk", "Waiting at most", "In 9 of 10 runs", "Usually at"]
            .map(str::to_owned)
            .to_vec(),
        rows: rows.collect(),
    };
    page.section("desks", "Busiest desks", vec![Block::Table(desks)]);
    let mut basis = Vec::new();
    if let Some(last) = &of.found.last_done {
        let [low, _, high] = last.quantiles.map(|one| clock(one.value));
        basis.push(Block::Says(format!(
            "The last critical task is done between {low} and {high} in 9 of 10 runs."
        )));
    }
    basis.push(Block::Says(
        "Rehearsal bands are predictions of one profile of playbooks and desks. They are no part \
         of a rating, and are not for participants."
            .to_owned(),
    ));
    basis.push(Block::Says(assumptions(&about)));
    basis.push(Block::Note(format!(
        "Scenario {} · engine {}",
        of.scenario_hash, of.engine
    )));
    page.section("basis", "What it rests on", basis);
    page.render()
}

fn capital(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or(String::new(), |first| {
        first.to_uppercase().chain(chars).collect()
    })
}

fn tasks(of: &Subject<'_>) -> Vec<Block> {
    let mut rows = Vec::new();
    let mut bands = Vec::new();
    for task in &of.found.tasks {
        let row = &of.exercise.tasks[task.task.at()];
        let name = format!("{} {}", row.id, plain(&row.title));
        let rated = task.rated() as f64;
        let shares = task.ratings.map(|n| match n {
            0 => "·".to_owned(),
            n => number::share(n as f64, rated),
        });
        let mut cells = vec![name];
        cells.extend(shares);
        cells.push(band(task.took.as_ref()));
        rows.push(cells);
        if let Some(took) = &task.took {
            let [low, median, high] = took.quantiles.map(|one| one.value);
            let seconds = |span: Span| span.as_seconds();
            bands.push(Row {
                label: row.id.clone(),
                value: median,
                ends: Some((low, high)),
                kind: 2,
                ticks: [row.target, row.limit].map(seconds).to_vec(),
                says: number::duration(median),
            });
        }
    }
    if rows.is_empty() {
        return Vec::new();
    }
    let mut blocks = Vec::new();
    if !bands.is_empty() {
        let says = "Rehearsal bands: from the trigger's delivery to done, the median and nine of \
                    ten runs; strokes stand at target and limit";
        blocks.push(Block::Wide(
            forest(says, &bands, Some(Unit::Seconds)),
            says.to_owned(),
        ));
    }
    blocks.push(Block::Table(Table {
        caption: "Ratings that the playbooks would get, over seats and runs".to_owned(),
        heads: ["Task", "P", "S", "M", "U", "Done after, in 9 of 10 runs"]
            .map(str::to_owned)
            .to_vec(),
        rows,
    }));
    blocks
}
