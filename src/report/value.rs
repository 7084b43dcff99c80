//! What each instrument is worth among the others, for a terminal and as JSON.

use super::campaign::{assumptions, ends, interval};
use super::comparison::word;
use super::heading::heading;
use super::line::{left, plain, right, wrap};
use super::{Style, number};
use crate::campaign::{About, Coalitions, Contrast, Measure, Value as Found, Verdict, Worth};
use crate::exercise::Exercise;
use crate::metric::Unit;
use serde_json::{Value, json};
use std::fmt::Write as _;

/// Instruments that were valued.
#[derive(Clone, Copy, Debug)]
pub struct Subject<'a> {
    /// What was played.
    pub exercise: &'a Exercise,
    /// SHA-256 of its canonical form, hexadecimal.
    pub scenario_hash: &'a str,
    /// The engine's version.
    pub engine: &'a str,
    /// What came out.
    pub found: &'a Found,
    /// Which sets were played.
    pub coalitions: &'a Coalitions,
    /// The measure that was named beforehand.
    pub primary: &'a Measure,
    /// The first seed.
    pub first: u64,
    /// The level of confidence.
    pub level: f64,
    /// Whether all other measures that differ are told as well.
    pub all: bool,
}

impl Subject<'_> {
    fn is_shapley(&self) -> bool {
        self.coalitions.orders() > 0
    }
}

/// The name's room.
const NAME: usize = 24;

/// For a terminal of 80 columns.
#[must_use]
pub fn text(of: &Subject<'_>, style: Style) -> String {
    let width = style.width.clamp(60, 80);
    let (exercise, found) = (of.exercise, of.found);
    let unit = of.primary.unit;
    let about = About::of(exercise, of.scenario_hash, of.engine);
    let what = format!(
        "{} runs of each of {} sets, from seed {}",
        number::count(found.runs as u64),
        number::count(of.coalitions.sets() as u64),
        of.first
    );
    let mut out = heading(&about, &about.title, &what, width) + "\n";
    let mean = found.whole.as_ref().map(|one| one.mean);
    let says = format!(
        "{}: {} with all of them.",
        of.primary.title,
        number::value(unit, mean)
    );
    for line in wrap(&says, width) {
        let _ = writeln!(out, "{line}");
    }
    let heads = [
        right("difference", 11),
        right("interval", 22),
        right("effort", 10),
        right("upkeep/yr", 11),
    ];
    let title = if of.is_shapley() {
        "SHAPLEY VALUE"
    } else {
        "WITH LESS WITHOUT"
    };
    let _ = writeln!(out, "\n{}{}", left(title, NAME), heads.concat());
    for worth in &found.worths {
        let primary = &worth.comparison.primary;
        let figure = primary.difference.as_ref().map(|one| one.mean);
        let hours = |hours: Option<f64>| number::value(Unit::AnalystHours, hours);
        let cells = [
            right(&number::value(unit, figure), 11),
            right(&interval(unit, primary.interval), 22),
            right(&hours(worth.effort.as_ref().map(|one| one.mean)), 10),
            right(&hours(Some(worth.upkeep)), 11),
        ];
        named(&mut out, &plain(&worth.group.name), &cells.concat());
    }
    if let Some(together) = &found.together {
        let cells = [
            right(&number::value(unit, Some(together.mean)), 11),
            right(&interval(unit, together.interval), 22),
        ];
        named(&mut out, "all of them together", &cells.concat());
    }
    by_economy(&mut out, of);
    if of.all {
        others(&mut out, of);
    }
    out.push('\n');
    for line in notes(of).iter().flat_map(|note| wrap(note, width)) {
        let _ = writeln!(out, "{line}");
    }
    out
}

fn named(out: &mut String, name: &str, cells: &str) {
    let mut lines = wrap(name, NAME - 1);
    let last = lines.pop().unwrap_or_default();
    for line in lines {
        let _ = writeln!(out, "{line}");
    }
    let _ = writeln!(out, "{}{cells}", left(&last, NAME));
}

/// A line for each instrument and economy in which it makes a difference.
fn by_economy(out: &mut String, of: &Subject<'_>) {
    let unit = of.primary.unit;
    let mut headed = false;
    for worth in &of.found.worths {
        for (economy, found) in of.exercise.economies.iter().zip(&worth.economies) {
            let Some(found) = found.as_ref().filter(|one| one.mean != 0.0) else {
                continue;
            };
            if !headed {
                let heads = [right("difference", 11), right("interval", 22)].concat();
                let _ = writeln!(out, "\n{}{heads}", left("BY ECONOMY", NAME));
                headed = true;
            }
            let cells = [
                right(&number::value(unit, Some(found.mean)), 11),
                right(&interval(unit, found.interval), 22),
            ];
            let name = format!("{} in {}", plain(&worth.group.name), economy.id);
            named(out, &name, &cells.concat());
        }
    }
}

/// What else differs, instrument by instrument.
fn others(out: &mut String, of: &Subject<'_>) {
    let differs = |one: &&Contrast| matches!(one.verdict, Verdict::More | Verdict::Less);
    for worth in &of.found.worths {
        let rows: Vec<&Contrast> = worth.comparison.others.iter().filter(differs).collect();
        if rows.is_empty() {
            continue;
        }
        let _ = writeln!(
            out,
            "\nOTHERS THAT DIFFER WITH {}",
            plain(&worth.group.name)
        );
        for one in rows {
            let unit = one.measure.unit;
            let mean = one.difference.as_ref().map(|found| found.mean);
            let cells = [
                right(&number::value(unit, mean), 11),
                right(&interval(unit, one.interval), 22),
            ];
            named(out, one.measure.title, &cells.concat());
        }
    }
}

pub(super) fn notes(of: &Subject<'_>) -> Vec<String> {
    let level = number::share(of.level, 1.0);
    let how = match (of.is_shapley(), of.coalitions.is_exact()) {
        (false, _) => "Each is left out of all of them: what two give that either gives alone \
                       counts for neither (--shapley shares it out)."
            .to_owned(),
        (true, true) => format!(
            "The mean of what each adds to those before it, over all {} orders; together they add \
             up to all less none.",
            of.coalitions.orders()
        ),
        (true, false) => format!(
            "The mean of what each adds to those before it, over a sample of {} orders; together \
             they add up to all less none. The intervals hold the luck of runs, and not that of \
             the sample of orders.",
            of.coalitions.orders()
        ),
    };
    vec![
        how,
        format!(
            "Differences are with less without, between runs with the same seed; intervals hold \
             at {level}, each by itself. Effort is of the exercise: work on messages, and upkeep \
             for its time."
        ),
        assumptions(&About::of(of.exercise, of.scenario_hash, of.engine)),
    ]
}

/// JSON for programs; times are seconds, differences are with less without.
#[must_use]
pub fn json(of: &Subject<'_>) -> String {
    let (exercise, found) = (of.exercise, of.found);
    let document = json!({
        "format": 1,
        "mark": exercise.mark,
        "tlp": exercise.tlp.word(),
        "exercise": {
            "id": exercise.id,
            "title": exercise.title,
            "scenario_hash": of.scenario_hash,
        },
        "engine": of.engine,
        "method": if of.is_shapley() { "shapley" } else { "leave one out" },
        "orders": of.coalitions.orders(),
        "all_orders": of.coalitions.is_exact(),
        "sets": of.coalitions.sets(),
        "runs": found.runs,
        "first_seed": of.first,
        "level": of.level,
        "primary": of.primary.metric,
        "unit": of.primary.unit.word(),
        "with_all": found.whole.as_ref().map(|one| one.mean),
        "all_less_none": found.together.as_ref().map(|one| json!({
            "difference": one.mean,
            "interval": ends(one.interval),
        })),
        "worths": found.worths.iter().map(|one| worth(of, one)).collect::<Vec<Value>>(),
    });
    format!("{document:#}\n")
}

fn worth(of: &Subject<'_>, worth: &Worth) -> Value {
    let agreements = worth.group.agreements.iter();
    let agreements = agreements.map(|id| &of.exercise.agreements[id.0 as usize].id);
    let economies = of.exercise.economies.iter().zip(&worth.economies);
    let economies = economies.filter_map(|(economy, found)| {
        let found = found.as_ref()?;
        Some(json!({
            "economy": economy.id,
            "difference": found.mean,
            "interval": ends(found.interval),
            "pairs": found.runs,
        }))
    });
    json!({
        "name": worth.group.name,
        "agreements": agreements.collect::<Vec<_>>(),
        "primary": contrast(&worth.comparison.primary),
        "economies": economies.collect::<Vec<Value>>(),
        "effort": {
            "difference": worth.effort.as_ref().map(|one| one.mean),
            "interval": ends(worth.effort.as_ref().and_then(|one| one.interval)),
            "upkeep_a_year": worth.upkeep,
        },
        "others": worth.comparison.others.iter().map(contrast).collect::<Vec<Value>>(),
    })
}

fn contrast(one: &Contrast) -> Value {
    json!({
        "metric": one.measure.metric,
        "unit": one.measure.unit.word(),
        "difference": one.difference.as_ref().map(|found| found.mean),
        "pairs": one.difference.as_ref().map_or(0, |found| found.runs),
        "interval": ends(one.interval),
        "verdict": word(one.verdict),
    })
}
