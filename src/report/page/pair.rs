//! Two recorded runs side by side, as a page.

use super::super::number;
use super::super::pair::{Line, Subject, led_to, says};
use super::{Block, Page, Table};
use crate::campaign::About;
use crate::journal::Entry;

/// The page.
#[must_use]
pub fn pair(of: &Subject<'_>) -> String {
    let card = of.was.card;
    let about = About::of(of.was.exercise, &card.scenario_hash, &card.engine);
    let kind = format!("Two recorded runs, both scored up to {}", of.until);
    let mut page = Page::of(&about, kind);
    page.section("parting", "Where they part", parting(of));
    let lines = of.lines();
    let (same, differ): (Vec<&Line>, Vec<&Line>) = lines.iter().partition(|one| one.is_same());
    let mut blocks = Vec::new();
    for (caption, rows) in [("Measures that differ", differ), ("The same in both", same)] {
        if !rows.is_empty() {
            blocks.push(Block::Table(table(caption, &rows)));
        }
    }
    page.section("measures", "Measures", blocks);
    let tasks = of.tasks();
    if !tasks.is_empty() {
        let rows = tasks.into_iter();
        let table = Table {
            caption: "Tasks rated otherwise".to_owned(),
            heads: ["Task", "Seat", "Was", "Is"].map(str::to_owned).to_vec(),
            rows: rows
                .map(|one| vec![one.id, one.seat, one.was, one.is])
                .collect(),
        };
        page.section("tasks", "Critical tasks", vec![Block::Table(table)]);
    }
    let mut basis: Vec<Block> = of.basis().into_iter().map(Block::Says).collect();
    for (word, side) in [("was", of.was), ("is", of.is)] {
        let card = side.card;
        basis.push(Block::Note(format!(
            "{word}: head {} · scenario {} · seed {} · engine {}",
            card.head,
            card.scenario_hash,
            card.seed_in_words(),
            card.engine
        )));
    }
    page.section("basis", "What it rests on", basis);
    page.render()
}

fn parting(of: &Subject<'_>) -> Vec<Block> {
    let names = of.names();
    let Some(found) = &of.parting else {
        return vec![Block::Says(
            "They never part: every entry is the same.".to_owned(),
        )];
    };
    let mut blocks = Vec::new();
    for (word, entry) in [("Was", &found.recorded), ("Is", &found.rerun)] {
        let told = entry.as_ref().map(|entry| says(entry, &names));
        let told = told.unwrap_or_else(|| "nothing: it ends before".to_owned());
        blocks.push(Block::Says(format!("{word}: {told}")));
    }
    let list = |title: &str, all: &[&Entry]| {
        let mut blocks = vec![Block::Head(title.to_owned())];
        blocks.extend(all.iter().map(|entry| Block::Says(says(entry, &names))));
        blocks
    };
    let led = led_to(of, found);
    if !led.is_empty() {
        blocks.extend(list("What led to it", &led));
    }
    let [was, is] = of.inputs();
    for (title, inputs) in [
        ("From outside, from there on: was", was),
        ("From outside, from there on: is", is),
    ] {
        if !inputs.is_empty() {
            blocks.extend(list(title, &inputs));
        }
    }
    blocks
}

fn table(caption: &str, lines: &[&Line<'_>]) -> Table {
    let rows = lines.iter().map(|one| {
        let difference = number::value(one.measure.unit, one.difference());
        vec![one.title(), one.says(0), one.says(1), difference]
    });
    Table {
        caption: caption.to_owned(),
        heads: ["Measure", "Was", "Is", "Difference"]
            .map(str::to_owned)
            .to_vec(),
        rows: rows.collect(),
    }
}
