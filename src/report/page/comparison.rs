//! What a change makes of an exercise, as a page.

use super::super::campaign::{assumptions, interval, seeds};
use super::super::chart::{Row, forest};
use super::super::comparison::{Subject, sentence};
use super::super::number;
use super::{Block, Page, Table};
use crate::campaign::About;
use crate::campaign::{Contrast, Verdict};

/// The page.
#[must_use]
pub fn comparison(of: &Subject<'_>) -> String {
    let about = About::of(of.exercise, of.scenario_hash, of.engine);
    let runs = number::count(of.runs.len() as u64);
    let kind = format!(
        "Comparison · {runs} runs of each, {}, every seat simulated",
        seeds(of.runs)
    );
    let mut page = Page::of(&about, kind);
    let mut blocks = vec![Block::Says(sentence(of))];
    if let Some(row) = row(&of.found.primary, false) {
        let unit = of.found.primary.measure.unit;
        let says = format!("{}, changed less as it is", of.found.primary.measure.title);
        blocks.push(Block::Wide(forest(&says, &[row], Some(unit)), says));
    }
    page.section("primary", "The primary measure", blocks);
    let others = || of.found.others.iter();
    let told = |one: &&Contrast| matches!(one.verdict, Verdict::More | Verdict::Less);
    let open = |one: &&Contrast| one.verdict == Verdict::NotDistinguishable;
    let rows: Vec<Row> = others()
        .filter(told)
        .filter_map(|one| row(one, true))
        .collect();
    if !rows.is_empty() {
        let says = "Measures that differ: the difference in standard deviations of itself, so that \
                    all stand on one axis; its interval at the level it was judged at";
        let chart = forest(says, &rows, None);
        let table = table(others().filter(told), "Measures that differ");
        page.section(
            "others",
            "Other measures that differ",
            vec![Block::Wide(chart, says.to_owned()), Block::Table(table)],
        );
    }
    let undecided = table(
        others().filter(open).filter(|one| one.difference.is_some()),
        "Differences that cannot be told from chance",
    );
    if !undecided.rows.is_empty() {
        page.section(
            "undecided",
            "Not distinguishable",
            vec![Block::Table(undecided)],
        );
    }
    let same: Vec<&str> = others()
        .filter(|one| one.verdict == Verdict::Same)
        .map(|one| one.measure.title)
        .collect();
    if !same.is_empty() {
        let text = format!("The same in every run: {}.", same.join(", "));
        page.section("same", "What nothing changes", vec![Block::Says(text)]);
    }
    page.section(
        "basis",
        "What it rests on",
        vec![
            Block::Says(format!(
                "Differences are between runs with the same seed. The primary measure's interval \
             holds at {}. Which of the others differ is told by Holm's procedure; the interval of \
             each is at the level it was judged at.",
                number::share(of.level, 1.0)
            )),
            Block::Says(assumptions(&about)),
            Block::Note(format!(
                "Scenario {} · engine {}",
                of.scenario_hash, of.engine
            )),
        ],
    );
    page.render()
}

/// A contrast as a row of a forest plot, in its unit or in standard deviations of the difference.
fn row(one: &Contrast, by_deviation: bool) -> Option<Row> {
    let found = one.difference.as_ref()?;
    let scale = match found.deviation.filter(|_| by_deviation) {
        Some(deviation) if deviation > 1e-9 * found.mean.abs() => deviation,
        Some(_) => return None,
        None => 1.0,
    };
    let ends = one.interval.map(|of| (of.low / scale, of.high / scale));
    Some(Row {
        label: one.measure.title.to_owned(),
        value: found.mean / scale,
        ends,
        kind: match one.verdict {
            Verdict::More => 0,
            Verdict::Less => 2,
            _ => 5,
        },
        ticks: Vec::new(),
        says: number::value(one.measure.unit, Some(found.mean)),
    })
}

fn table<'c>(rows: impl Iterator<Item = &'c Contrast>, caption: &str) -> Table {
    let heads = [
        "Measure",
        "As it is",
        "Changed",
        "Difference",
        "Interval",
        "Effect size",
    ];
    let rows = rows.map(|one| {
        let unit = one.measure.unit;
        let mean = |of: &Option<crate::campaign::Estimate>| {
            number::value(unit, of.as_ref().map(|found| found.mean))
        };
        vec![
            one.measure.title.to_owned(),
            mean(&one.base),
            mean(&one.variant),
            mean(&one.difference),
            interval(unit, one.interval),
            one.effect_size
                .map_or("–".to_owned(), |size| format!("{size:.2}")),
        ]
    });
    Table {
        caption: caption.to_owned(),
        heads: heads.map(str::to_owned).to_vec(),
        rows: rows.collect(),
    }
}
