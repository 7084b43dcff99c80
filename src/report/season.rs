//! A season, move by move, for a terminal and for programs.

use super::campaign::{assumptions, interval};
use super::heading::heading;
use super::line::{cut, left, plain, right, wrap};
use super::{Style, number};
use crate::campaign::{About, Course, Estimate, Season};
use crate::exercise::Exercise;
use crate::model::SimTime;
use serde_json::{Value, json};
use std::fmt::Write as _;

/// A season that was played many times.
#[derive(Clone, Copy, Debug)]
pub struct Subject<'a> {
    /// What was played.
    pub exercise: &'a Exercise,
    /// SHA-256 of the canonical exercise, hexadecimal.
    pub scenario_hash: &'a str,
    /// The engine's version.
    pub engine: &'a str,
    /// How it went.
    pub found: &'a Season,
    /// The metrics to show, by their ids.
    pub shown: &'a [&'static str],
}

impl Subject<'_> {
    /// Courses to show; those that no run had anything to observe of are left out.
    pub(super) fn courses(&self) -> impl Iterator<Item = &Course> {
        let asked = |one: &&Course| self.shown.contains(&one.measure.metric);
        let seen = |one: &&Course| one.stretches.iter().any(Option::is_some);
        self.found.courses.iter().filter(asked).filter(seen)
    }

    /// What a stretch is called: the move that begins then.
    pub(super) fn title(&self, start: SimTime) -> String {
        let moves = &self.exercise.clock.moves;
        let found = moves.iter().find(|one| one.at == start);
        found.map_or_else(|| "From STARTEX".to_owned(), |one| plain(&one.title))
    }

    /// How long after STARTEX a stretch begins in scenario time: `+26w`.
    pub(super) fn when(&self, start: SimTime) -> String {
        let clock = &self.exercise.clock;
        let ms = clock.scenario_unix_ms(start) - clock.startex_unix_ms;
        let hours = ms / 3_600_000;
        match hours {
            0..48 => format!("+{hours}h"),
            48..672 => format!("+{}d", hours / 24),
            _ => format!("+{}w", hours / 168),
        }
    }
}

/// Room for a move and its moment, its figure, the bar, the interval and the change: 80 columns.
const TITLE: usize = 26;
const FIGURE: usize = 9;
const BAR: usize = 10;
const ENDS: usize = 22;
const CHANGE: usize = 12;

/// For a terminal of 80 columns.
#[must_use]
pub fn text(of: &Subject<'_>, style: Style) -> String {
    let width = style.width.clamp(60, 80);
    let about = About::of(of.exercise, of.scenario_hash, of.engine);
    let (runs, first) = (of.found.runs as u64, of.found.first_seed);
    let what = format!(
        "{} moves · {} runs, seeds {first} to {}",
        of.found.starts.len(),
        number::count(runs),
        first + runs.saturating_sub(1)
    );
    let mut out = heading(&about, &about.title, &what, width);
    let level = number::share(of.found.level, 1.0);
    let (mean, its) = (
        right("mean", FIGURE),
        right(&format!("{level} interval"), ENDS),
    );
    for course in of.courses() {
        let unit = course.measure.unit;
        let title = course.measure.title.to_uppercase();
        let _ = writeln!(out, "\n{}", title);
        let heads = [
            left("", TITLE),
            mean.clone(),
            left("", BAR + 1),
            its.clone(),
        ];
        let _ = writeln!(out, "{}{}", heads.concat(), right("since first", CHANGE));
        let means = course.stretches.iter().flatten().map(|one| one.mean);
        let most = means.fold(0.0_f64, f64::max);
        let rows = of.found.starts.iter().zip(&course.stretches);
        for ((start, found), change) in rows.zip(&course.since_first) {
            let when = of.when(*start);
            let name = cut(&of.title(*start), TITLE - 8);
            let name = format!("{}{}", left(&name, TITLE - 7), left(&when, 7));
            let Some(found) = found else {
                let _ = writeln!(out, "{name}{}", right("–", FIGURE));
                continue;
            };
            let _ = writeln!(
                out,
                "{name}{} {}{}{}",
                right(&number::value(unit, Some(found.mean)), FIGURE),
                left(&bar(found.mean, most), BAR),
                right(&interval(unit, found.interval), ENDS),
                match since(course, change.as_ref()) {
                    said if said.is_empty() => said,
                    said => right(&said, CHANGE),
                }
            );
        }
    }
    let notes = [
        format!(
            "An observation belongs to the move in which it began. A duration counts with at most \
             the length of the shortest move; what stays open counts with all of it. Of runs, \
             intervals hold at {level}. “Since first” is the change since the first move, run by \
             run; ~ where it cannot be told from chance."
        ),
        assumptions(&About::of(of.exercise, of.scenario_hash, of.engine)),
    ];
    out.push('\n');
    for line in notes.iter().flat_map(|note| wrap(note, width)) {
        let _ = writeln!(out, "{line}");
    }
    out
}

fn bar(value: f64, most: f64) -> String {
    if most <= 0.0 {
        return String::new();
    }
    let cells = (value / most * BAR as f64).round().clamp(0.0, BAR as f64);
    "▪".repeat(cells as usize)
}

/// A change with its sign; with `~` where its interval holds none at all.
pub(super) fn since(course: &Course, change: Option<&Estimate>) -> String {
    let Some(change) = change else {
        return String::new();
    };
    let sign = if change.mean < 0.0 { "−" } else { "+" };
    let amount = number::value(course.measure.unit, Some(change.mean.abs()));
    let sure = change
        .interval
        .is_some_and(|of| of.low > 0.0 || of.high < 0.0);
    let same = change.mean == 0.0 && change.deviation.is_none_or(|spread| spread == 0.0);
    match (same, sure) {
        (true, _) => "same".to_owned(),
        (_, true) => format!("{sign}{amount}"),
        (_, false) => format!("~{sign}{amount}"),
    }
}

/// For programs; times in seconds.
#[must_use]
pub fn json(of: &Subject<'_>) -> String {
    let estimate = |found: &Option<Estimate>| match found {
        None => Value::Null,
        Some(found) => json!({
            "runs": found.runs,
            "mean": found.mean,
            "low": found.interval.map(|of| of.low),
            "high": found.interval.map(|of| of.high),
        }),
    };
    let courses: Vec<Value> = (of.courses())
        .map(|course| {
            json!({
                "metric": course.measure.metric,
                "title": course.measure.title,
                "unit": course.measure.unit.word(),
                "moves": course.stretches.iter().map(estimate).collect::<Vec<_>>(),
                "since_first": course.since_first.iter().map(estimate).collect::<Vec<_>>(),
            })
        })
        .collect();
    let clock = &of.exercise.clock;
    let moves: Vec<Value> = (of.found.starts.iter())
        .map(|start| {
            let apart = clock.scenario_unix_ms(*start) - clock.startex_unix_ms;
            json!({
                "title": of.title(*start),
                "at_s": start.0 / 1000,
                "scenario_s": apart / 1000,
            })
        })
        .collect();
    let all = json!({
        "exercise": of.exercise.id,
        "title": of.exercise.title,
        "mark": of.exercise.mark,
        "tlp": of.exercise.tlp.to_string(),
        "scenario_hash": of.scenario_hash,
        "engine": of.engine,
        "runs": of.found.runs,
        "first_seed": of.found.first_seed,
        "level": of.found.level,
        "moves": moves,
        "measures": courses,
    });
    format!("{all:#}\n")
}
