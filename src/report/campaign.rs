//! What many runs say, for a terminal, as a table of runs and as JSON.

use super::line::{left, plain, right, wrap};
use super::{Style, number};
use crate::campaign::{Estimate, Interval, Measure, Outcome, estimate, measures};
use crate::exercise::Exercise;
use crate::metric::Unit;
use serde::Serialize;
use serde_json::{Value, json};
use std::fmt::Write as _;

/// Many runs of one exercise.
#[derive(Clone, Copy, Debug)]
pub struct Subject<'a> {
    /// What was played.
    pub exercise: &'a Exercise,
    /// SHA-256 of the canonical exercise, hexadecimal.
    pub scenario_hash: &'a str,
    /// The engine's version.
    pub engine: &'a str,
    /// The runs, in order of their seeds.
    pub runs: &'a [Outcome],
    /// The level of confidence of all intervals.
    pub level: f64,
}

impl Subject<'_> {
    /// Each measure with what the runs say of it; none where no run had anything to observe.
    pub(super) fn estimates(&self) -> impl Iterator<Item = (Measure, Option<Estimate>)> {
        measures().enumerate().map(|(nth, measure)| {
            let figures = self.runs.iter().filter_map(|run| run.figures[nth]);
            (measure, estimate(figures, self.level))
        })
    }
}

/// `seeds 1 to 200`.
pub(super) fn seeds(runs: &[Outcome]) -> String {
    match (runs.first(), runs.last()) {
        (Some(first), Some(last)) if first.seed != last.seed => {
            format!("seeds {} to {}", first.seed, last.seed)
        }
        (Some(first), _) => format!("seed {}", first.seed),
        _ => "no seeds".to_owned(),
    }
}

/// An interval in its unit.
#[must_use]
pub(super) fn interval(unit: Unit, of: Option<Interval>) -> String {
    match of {
        Some(of) => {
            let [low, high] = [of.low, of.high].map(|end| number::value(unit, Some(end)));
            format!("[{low}, {high}]")
        }
        None => "–".to_owned(),
    }
}

/// How the first lines name what was played.
pub(super) fn heading(exercise: &Exercise, runs: &[Outcome], variants: &str) -> String {
    let mut out = format!("{} · {}\n", plain(&exercise.mark), exercise.tlp);
    let _ = writeln!(out, "{}", plain(&exercise.title));
    let _ = writeln!(
        out,
        "{} · {} runs{variants}, {} · every seat simulated\n",
        exercise.id,
        number::count(runs.len() as u64),
        seeds(runs)
    );
    out
}

/// How many parameters have no source, since every figure rests on some of them.
pub(super) fn assumptions(exercise: &Exercise) -> String {
    let all = exercise.parameters.len();
    let assumed = exercise
        .parameters
        .iter()
        .filter(|one| one.source.is_none());
    format!(
        "{} of {all} parameters of the scenario have no source and count as assumed: the intervals \
         hold the luck of runs, and nothing of what is not known about the parameters.",
        assumed.count()
    )
}

/// The title's room.
const TITLE: usize = 27;

/// For a terminal of 80 columns.
#[must_use]
pub fn text(of: &Subject<'_>, style: Style) -> String {
    let width = style.width.clamp(60, 80);
    let mut out = heading(of.exercise, of.runs, "");
    let level = number::share(of.level, 1.0);
    let heads = [
        right("mean", 8),
        right(&format!("its {level} interval"), 20),
        right("5%", 8),
        right("median", 8),
        right("95%", 8),
    ];
    let _ = writeln!(out, "{}{}", left("OVER RUNS", TITLE), heads.concat());
    let (mut silent, mut partly) = (Vec::new(), false);
    for (measure, found) in of.estimates() {
        let Some(found) = found else {
            silent.push(measure.metric);
            continue;
        };
        let shown = |value: f64| right(&number::value(measure.unit, Some(value)), 8);
        let few = found.runs < of.runs.len();
        partly |= few;
        let title = format!("{}{}", measure.title, if few { " *" } else { "" });
        let mut lines = wrap(&title, TITLE - 1);
        let last = lines.pop().unwrap_or_default();
        for line in lines {
            let _ = writeln!(out, "{line}");
        }
        let _ = writeln!(
            out,
            "{}{}{}{}",
            left(&last, TITLE),
            shown(found.mean),
            right(&interval(measure.unit, found.interval), 20),
            found.quantiles.map(|one| shown(one.value)).concat()
        );
    }
    let mut notes = vec![
        "Of durations a run's figure is its mean to the end of the exercise, what stayed open \
         included; of events and most amounts its total, of effort for each outcome, clarification \
         rounds and fresh value its mean. The run is the unit of every interval."
            .to_owned(),
    ];
    if partly {
        notes.push("* Not every run had anything to observe.".to_owned());
    }
    if !silent.is_empty() {
        notes.push(format!(
            "Nothing to observe in any run: {}.",
            silent.join(", ")
        ));
    }
    notes.push(assumptions(of.exercise));
    out.push('\n');
    for line in notes.iter().flat_map(|note| wrap(note, width)) {
        let _ = writeln!(out, "{line}");
    }
    out
}

/// A row for each run: its seed, its entries, and the figure of each measure; empty where there
/// was nothing to observe. Times are seconds.
#[must_use]
pub fn csv(of: &Subject<'_>) -> String {
    let mut table = csv::Writer::from_writer(Vec::new());
    let mut head = vec!["mark", "seed", "entries"];
    head.extend(measures().map(|measure| measure.metric));
    let mut written = table.write_record(&head);
    for run in of.runs {
        let own = [
            plain(&of.exercise.mark),
            run.seed.to_string(),
            run.entries.to_string(),
        ];
        let figures = run.figures.iter();
        let figures = figures.map(|figure| figure.map_or(String::new(), |value| value.to_string()));
        written = written.and(table.write_record(own.into_iter().chain(figures)));
    }
    debug_assert!(written.is_ok(), "memory takes every row");
    String::from_utf8(table.into_inner().unwrap_or_default()).unwrap_or_default()
}

#[derive(Serialize)]
struct Row {
    metric: &'static str,
    unit: &'static str,
    runs: usize,
    mean: Option<f64>,
    deviation: Option<f64>,
    interval: Option<[f64; 2]>,
    quantiles: Vec<Value>,
}

/// An interval as two numbers.
pub(super) fn ends(of: Option<Interval>) -> Option<[f64; 2]> {
    of.map(|of| [of.low, of.high])
}

/// The fields that every export of runs has.
pub(super) fn document(
    exercise: &Exercise,
    scenario_hash: &str,
    engine: &str,
    runs: &[Outcome],
    level: f64,
) -> Value {
    json!({
        "format": 1,
        "mark": exercise.mark,
        "tlp": exercise.tlp.word(),
        "exercise": {
            "id": exercise.id,
            "title": exercise.title,
            "scenario_hash": scenario_hash,
        },
        "engine": engine,
        "runs": runs.len(),
        "first_seed": runs.first().map(|run| run.seed),
        "last_seed": runs.last().map(|run| run.seed),
        "level": level,
    })
}

/// JSON for programs; times are seconds.
#[must_use]
pub fn json(of: &Subject<'_>) -> String {
    let rows: Vec<Row> = of
        .estimates()
        .map(|(measure, found)| Row {
            metric: measure.metric,
            unit: measure.unit.word(),
            runs: found.as_ref().map_or(0, |found| found.runs),
            mean: found.as_ref().map(|found| found.mean),
            deviation: found.as_ref().and_then(|found| found.deviation),
            interval: ends(found.as_ref().and_then(|found| found.interval)),
            quantiles: (found.iter().flat_map(|found| found.quantiles))
                .map(|one| {
                    json!({
                        "share": one.share,
                        "value": one.value,
                        "interval": ends(one.interval),
                    })
                })
                .collect(),
        })
        .collect();
    let mut document = document(of.exercise, of.scenario_hash, of.engine, of.runs, of.level);
    document["measures"] = json!(rows);
    format!("{document:#}\n")
}
