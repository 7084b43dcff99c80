//! What many runs say, for a terminal, as a table of runs and as JSON.

use super::heading::heading;
use super::line::{left, plain, right, wrap};
use super::{Style, number};
use crate::campaign::{
    About, Estimate, Half, Interval, Look, Measure, Outcome, Precision, estimate, measures,
};
use crate::metric::Unit;
use serde::Serialize;
use serde_json::{Value, json};
use std::fmt::Write as _;

/// Many runs of one exercise.
#[derive(Clone, Copy, Debug)]
pub struct Subject<'a> {
    /// What was played.
    pub about: &'a About,
    /// The runs, in order of their seeds.
    pub runs: &'a [Outcome],
    /// The level of confidence of all intervals.
    pub level: f64,
    /// The precision that was asked for, and the look that play ended at.
    pub looked: Option<(&'a Precision, &'a Look)>,
    /// How many runs were to be played, where play was interrupted before that.
    pub interrupted: Option<u64>,
}

impl Subject<'_> {
    /// The level at which intervals are made: where looks were taken, that of the look, so that
    /// they hold at [`Subject::level`] whichever look play ended at.
    fn made_at(&self) -> f64 {
        self.looked.map_or(self.level, |(_, look)| look.level)
    }

    /// Each measure with what the runs say of it; none where no run had anything to observe.
    pub(super) fn estimates(&self) -> impl Iterator<Item = (Measure, Option<Estimate>)> {
        measures().enumerate().map(|(nth, measure)| {
            let figures = self.runs.iter().filter_map(|run| run.figures[nth]);
            (measure, estimate(figures, self.made_at()))
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

/// How many runs were played, and with which seeds.
pub(super) fn played(runs: &[Outcome], variants: &str) -> String {
    let count = number::count(runs.len() as u64);
    format!("{count} runs{variants}, {}", seeds(runs))
}

/// How many parameters have no source, since every figure rests on some of them.
pub(super) fn assumptions(about: &About) -> String {
    format!(
        "{} of {} parameters of the scenario have no source and count as assumed: the intervals \
         hold the luck of runs, and nothing of what is not known about the parameters.",
        about.assumed, about.parameters
    )
}

/// What half of an interval was to be, in words.
fn aim(precision: &Precision) -> String {
    let unit = precision.measure.unit;
    match precision.half {
        Half::Absolute(aim) => number::value(unit, Some(aim)),
        Half::OfMean(share) => format!("{} of the mean", number::value(Unit::Share, Some(share))),
    }
}

/// What was asked for and what came of it.
fn precision(precision: &Precision, look: &Look, interrupted: bool) -> String {
    let title = precision.measure.title;
    let half = match look.half {
        Some(half) => format!("±{}", number::value(precision.measure.unit, Some(half))),
        None => "not known, since too few runs had anything to observe".to_owned(),
    };
    let asked = format!("Asked for: \"{title}\" to ±{}.", aim(precision));
    let came = match (interrupted, look.suffices) {
        (true, _) => format!("It was interrupted before look {}.", look.nth),
        (false, true) => format!("Reached at look {}: {half}.", look.nth),
        (false, false) => format!(
            "Not reached by look {}, the last, at the most runs allowed: {half}.",
            look.nth
        ),
    };
    format!(
        "{asked} {came} Intervals are as wide as the looks in all demand, so that they hold \
         whichever look ended play."
    )
}

/// What stands below the table.
fn notes(of: &Subject<'_>, silent: &[&str], partly: bool) -> Vec<String> {
    let mut notes = Vec::new();
    if let Some(planned) = of.interrupted {
        let [done, planned] = [of.runs.len() as u64, planned].map(number::count);
        notes.push(format!(
            "Interrupted after {done} of {planned} runs: what is said holds for these alone."
        ));
    }
    if let Some((asked, look)) = of.looked {
        notes.push(precision(asked, look, of.interrupted.is_some()));
    }
    notes.push(
        "Of durations a run's figure is its mean to the end of the exercise, what stayed open \
         included; of events and most amounts its total, of effort for each outcome, clarification \
         rounds and fresh value its mean. The run is the unit of every interval."
            .to_owned(),
    );
    if partly {
        notes.push("* Not every run had anything to observe.".to_owned());
    }
    if !silent.is_empty() {
        notes.push(format!(
            "Nothing to observe in any run: {}.",
            silent.join(", ")
        ));
    }
    notes.push(assumptions(of.about));
    notes
}

/// The title's room.
const TITLE: usize = 27;

/// For a terminal of 80 columns.
#[must_use]
pub fn text(of: &Subject<'_>, style: Style) -> String {
    let width = style.width.clamp(60, 80);
    let mut out = heading(of.about, &of.about.title, &played(of.runs, ""), width) + "\n";
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
    out.push('\n');
    let notes = notes(of, &silent, partly);
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
            plain(&of.about.mark),
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
pub(super) fn document(about: &About, runs: &[Outcome], level: f64) -> Value {
    json!({
        "format": 1,
        "mark": about.mark,
        "tlp": about.tlp.word(),
        "exercise": {
            "id": about.id,
            "title": about.title,
            "scenario_hash": about.scenario_hash,
        },
        "engine": about.engine,
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
    let mut document = document(of.about, of.runs, of.level);
    document["measures"] = json!(rows);
    if let Some(planned) = of.interrupted {
        document["interrupted"] = json!({"planned": planned});
    }
    if let Some((asked, look)) = of.looked {
        document["precision"] = json!({
            "metric": asked.measure.metric,
            "aim": look.aim,
            "half": look.half,
            "look": look.nth,
            "level_at_look": look.level,
            "reached": of.interrupted.is_none() && look.suffices,
        });
    }
    format!("{document:#}\n")
}
