//! What an experiment found, as a page.

use super::super::chart::{Row, forest};
use super::super::experiment::{Subject, came, expected, notes, sentence};
use super::super::line::plain;
use super::super::number;
use super::{Block, Page};
use crate::campaign::{About, Borne};

/// The page.
#[must_use]
pub fn experiment(of: &Subject<'_>) -> String {
    let Some(exercise) = of.exercise() else {
        return String::new();
    };
    let about = About {
        title: of.experiment.title.clone(),
        ..About::of(exercise, of.scenario_hash, of.engine)
    };
    let pairs = of.found.first().map_or(0, |one| one.pairs) as u64;
    let kind = format!(
        "Experiment with {} · {} pairs of runs a case, every seat simulated",
        exercise.id,
        number::count(pairs)
    );
    let mut page = Page::of(&about, kind);
    let instrument = plain(&of.experiment.instrument);
    page.section(
        "differences",
        "The difference it makes",
        differences(of, &instrument),
    );
    let mut cases = Vec::new();
    for (case, found) in of.cases() {
        let name = case.name.as_deref().map(plain);
        cases.push(Block::Head(name.map_or("The case".to_owned(), |name| {
            format!("Condition: {name}")
        })));
        cases.push(Block::Says(sentence(&instrument, found)));
        let unit = found.comparison.primary.measure.unit;
        let (wanted, came) = (expected(case, unit), came(found));
        cases.push(Block::Note(format!(
            "Expected: {wanted}. Came out: {came}."
        )));
        if !case.why.is_empty() {
            cases.push(Block::Note(format!("Why: {}", plain(&case.why))));
        }
    }
    page.section("cases", "Case by case", cases);
    let basis = notes(of, exercise).into_iter().map(Block::Says);
    let mut basis: Vec<Block> = basis.collect();
    basis.push(Block::Note(format!(
        "Scenario {} · engine {}",
        of.scenario_hash, of.engine
    )));
    page.section("basis", "What it rests on", basis);
    page.render()
}

/// A chart for each measure that a case is judged by, in the order they come in.
fn differences(of: &Subject<'_>, instrument: &str) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut measures: Vec<&str> = of.cases().map(|(case, _)| case.measure.as_str()).collect();
    let mut seen = std::collections::BTreeSet::new();
    measures.retain(|one| seen.insert(*one));
    for measure in measures {
        let cases: Vec<_> = (of.cases())
            .filter(|(case, _)| case.measure == measure)
            .collect();
        let rows = cases.iter().filter_map(|(case, found)| {
            let primary = &found.comparison.primary;
            let mean = primary.difference.as_ref()?.mean;
            Some(Row {
                label: case.name.as_deref().map_or("the case".to_owned(), plain),
                value: mean,
                ends: primary.interval.map(|ends| (ends.low, ends.high)),
                kind: match found.borne {
                    Borne::AsExpected => 1,
                    Borne::NotAsExpected => 3,
                    Borne::Undecided => 5,
                },
                ticks: Vec::new(),
                says: number::value(primary.measure.unit, Some(mean)),
            })
        });
        let rows: Vec<Row> = rows.collect();
        if let Some((_, first)) = cases.first().filter(|_| !rows.is_empty()) {
            let about = &first.comparison.primary.measure;
            let says = format!(
                "{}, with {instrument} less without; green is as expected, red is not, grey is \
                 undecided",
                about.title
            );
            blocks.push(Block::Wide(forest(&says, &rows, Some(about.unit)), says));
        }
    }
    blocks
}
