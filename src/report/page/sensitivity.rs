//! Which parameters a conclusion hangs on, as a page.

use super::super::chart::{Row, forest};
use super::super::line::plain;
use super::super::number;
use super::super::sensitivity::{Subject, conclusion, notes};
use super::{Block, Page, Table};
use crate::campaign::{About, End, Flip, Swing};

/// At most this many parameters are drawn.
const DRAWN: usize = 30;

/// The page.
#[must_use]
pub fn sensitivity(of: &Subject<'_>) -> String {
    let about = About::of(of.exercise, of.scenario_hash, of.engine);
    let pairs = number::count(of.pairs);
    let kind = format!("Sensitivity · {pairs} pairs of runs at each end, every seat simulated");
    let mut page = Page::of(&about, kind);
    let acting: Vec<&Swing> = of.swings.iter().filter(|one| one.acts()).collect();
    let mut blocks = vec![Block::Says(conclusion(of))];
    let rows: Vec<Row> = acting
        .iter()
        .take(DRAWN)
        .filter_map(|one| row(of, one))
        .collect();
    if !rows.is_empty() {
        let says = "The difference with each parameter at either end of where it may lie; dots \
                    stand at the difference as the scenario has it, red is where the conclusion \
                    is another at an end";
        let chart = forest(says, &rows, Some(of.base.primary.measure.unit));
        blocks.push(Block::Wide(chart, says.to_owned()));
    }
    page.section("swings", "What it hangs on", blocks);
    if !acting.is_empty() {
        let table = table(of, &acting);
        page.section("figures", "In figures", vec![Block::Table(table)]);
    }
    let mut basis: Vec<Block> = notes(of).into_iter().map(Block::Says).collect();
    basis.push(Block::Note(format!(
        "Scenario {} · engine {}",
        of.scenario_hash, of.engine
    )));
    page.section("basis", "What it rests on", basis);
    page.render()
}

fn difference(end: &End) -> Option<f64> {
    let primary = end.primary.as_ref()?;
    Some(primary.difference.as_ref()?.mean)
}

fn row(of: &Subject<'_>, swing: &Swing) -> Option<Row> {
    let base = of.base.primary.difference.as_ref()?.mean;
    let ends = swing.ends.iter().flatten().filter_map(difference);
    let (low, high) = ends.fold((base, base), |(low, high), end| {
        (low.min(end), high.max(end))
    });
    Some(Row {
        label: plain(&swing.path),
        value: base,
        ends: Some((low, high)),
        kind: if swing.flips() { 3 } else { 2 },
        ticks: Vec::new(),
        says: number::value(of.base.primary.measure.unit, Some(swing.most())),
    })
}

fn table(of: &Subject<'_>, swings: &[&Swing]) -> Table {
    let unit = of.base.primary.measure.unit;
    let heads = [
        "Parameter",
        "As it is",
        "At",
        "Difference",
        "Moves by",
        "Conclusion",
    ];
    let mut rows = Vec::new();
    for swing in swings {
        for end in swing.ends.iter().flatten() {
            let moves = end.moves.as_ref().map(|one| one.mean);
            rows.push(vec![
                plain(&swing.path),
                plain(&swing.value),
                format!(
                    "{}{}",
                    plain(&end.value),
                    if end.clipped { " *" } else { "" }
                ),
                number::value(unit, difference(end)),
                number::value(unit, moves),
                match end.flip {
                    Flip::Holds => "holds".to_owned(),
                    Flip::Lost => "no longer told".to_owned(),
                    Flip::Found => "now told".to_owned(),
                    Flip::Reversed => "reversed".to_owned(),
                },
            ]);
        }
    }
    Table {
        caption: "Each parameter at both ends, the one that moves most first".to_owned(),
        heads: heads.map(str::to_owned).to_vec(),
        rows,
    }
}
