//! What many runs of one exercise say, as a page.

use super::super::campaign::{Subject, assumptions, interval, seeds};
use super::super::chart::histogram;
use super::super::number;
use super::{Block, Page, Table};

/// The page.
#[must_use]
pub fn campaign(of: &Subject<'_>) -> String {
    let runs = number::count(of.runs.len() as u64);
    let kind = format!(
        "Campaign · {runs} runs, {}, every seat simulated",
        seeds(of.runs)
    );
    let mut page = Page::of(of.about, kind);
    let level = number::share(of.level, 1.0);
    let mut charts = Vec::new();
    let mut table = Table {
        caption: format!("Each measure over {runs} runs; the run is the unit of every interval"),
        heads: ["Measure", "Runs", "Mean", "", "5%", "Median", "95%"]
            .map(str::to_owned)
            .to_vec(),
        rows: Vec::new(),
    };
    table.heads[3] = format!("Its {level} interval");
    for (nth, (measure, found)) in of.estimates().enumerate() {
        let Some(found) = found else {
            continue;
        };
        let shown = |value: f64| number::value(measure.unit, Some(value));
        let [low, median, high] = found.quantiles.map(|one| one.value);
        table.rows.push(vec![
            measure.title.to_owned(),
            number::count(found.runs as u64),
            shown(found.mean),
            interval(measure.unit, found.interval),
            shown(low),
            shown(median),
            shown(high),
        ]);
        if high > low {
            let figures: Vec<f64> = of.runs.iter().filter_map(|run| run.figures[nth]).collect();
            let says = format!("How runs came out: {}", measure.title);
            let svg = histogram(&says, &figures, &[low, found.mean, high], &shown);
            let text = format!(
                "mean {}; nine of ten runs from {} to {}",
                shown(found.mean),
                shown(low),
                shown(high)
            );
            charts.push((measure.title.to_owned(), svg, text));
        }
    }
    page.section("figures", "Over runs", vec![Block::Table(table)]);
    if !charts.is_empty() {
        let lines = "Lines stand at the 5th percentile, the mean and the 95th percentile of runs. \
                     Measures that came out the same in nearly all runs are not drawn.";
        page.section(
            "spread",
            "How runs are spread",
            vec![Block::Note(lines.to_owned()), Block::Charts(charts)],
        );
    }
    page.section(
        "basis",
        "What it rests on",
        vec![
        Block::Says(
            "Of durations a run's figure is its mean to the end of the exercise, what stayed open \
             included; of events and most amounts its total, of effort for each outcome, \
             clarification rounds and fresh value its mean."
                .to_owned(),
        ),
        Block::Says(assumptions(of.about)),
        Block::Note(format!("Scenario {} · engine {}", of.about.scenario_hash, of.about.engine)),
    ],
    );
    page.render()
}
