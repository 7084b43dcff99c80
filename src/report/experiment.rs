//! What an experiment found, case by case, for a terminal and as JSON.

use super::campaign::{assumptions, ends, interval};
use super::comparison::{TITLE, by, contrast, row};
use super::heading::heading;
use super::line::{left, plain, right, wrap};
use super::{Style, number};
use crate::campaign::{About, Borne, Contrast, Found, Interval, Verdict};
use crate::exercise::{Case, Exercise, Expects, Experiment};
use crate::metric::Unit;
use serde_json::{Value, json};
use std::fmt::Write as _;

/// An experiment that was played.
#[derive(Clone, Copy, Debug)]
pub struct Subject<'a> {
    /// What was asked.
    pub experiment: &'a Experiment,
    /// What each case found, in the order of the cases.
    pub found: &'a [Found],
    /// The first seed.
    pub first: u64,
    /// SHA-256 of the canonical form of the main case's arm with the instrument, hexadecimal.
    pub scenario_hash: &'a str,
    /// The engine's version.
    pub engine: &'a str,
    /// The level of confidence.
    pub level: f64,
    /// Whether all other measures are told as well.
    pub all: bool,
}

impl<'a> Subject<'a> {
    pub(super) fn cases(&self) -> impl Iterator<Item = (&'a Case, &'a Found)> + use<'a> {
        self.experiment.cases.iter().zip(self.found)
    }

    /// The exercise of the main case; there is always one.
    pub(super) fn exercise(&self) -> Option<&'a Exercise> {
        Some(&*self.experiment.cases.first()?.with)
    }

    fn count(&self, borne: Borne) -> usize {
        self.found.iter().filter(|one| one.borne == borne).count()
    }
}

/// How a sentence names a measure: `the time to suspend malicious infrastructure`.
fn titled(title: &str) -> String {
    match title.strip_prefix("Time") {
        Some(rest) => format!("the time{rest}"),
        None => format!("\"{title}\""),
    }
}

/// An interval of a size, whichever way the difference goes: `[33m, 52m]`.
fn sizes(unit: Unit, of: Option<Interval>, falls: bool) -> String {
    let turned = of.map(|of| Interval {
        low: -of.high,
        high: -of.low,
    });
    interval(unit, if falls { turned } else { of })
}

/// What an instrument does to the primary measure of a case, and what it takes.
#[must_use]
pub fn sentence(instrument: &str, found: &Found) -> String {
    let primary = &found.comparison.primary;
    let (title, unit) = (titled(primary.measure.title), primary.measure.unit);
    let mut said = match (&primary.difference, primary.verdict) {
        (None, _) => format!("With {instrument}, {title} was never observed in both arms"),
        (_, Verdict::Same) => format!("With {instrument}, {title} is the same in every run"),
        (_, Verdict::NotDistinguishable) => format!(
            "With {instrument}, {title} is not distinguishable from what it is without {}",
            interval(unit, primary.interval)
        ),
        (Some(difference), _) => format!(
            "With {instrument}, {title} is {} {}",
            by(&primary.measure, difference.mean),
            sizes(unit, primary.interval, difference.mean < 0.0)
        ),
    };
    if let Some(hours) = found.effort.as_ref().filter(|one| one.mean.abs() >= 0.05) {
        let (word, falls) = if hours.mean > 0.0 {
            ("more", false)
        } else {
            ("less", true)
        };
        let size = number::value(Unit::Count, Some(hours.mean.abs()));
        let ends = sizes(Unit::Count, hours.interval, falls);
        let _ = write!(said, ", for {size} analyst-hours {ends} {word}");
    }
    said + "."
}

/// What was expected, in words.
pub(super) fn expected(case: &Case, unit: Unit) -> String {
    match case.expects {
        Expects::Falls => "it falls".to_owned(),
        Expects::Rises => "it rises".to_owned(),
        Expects::Vanishes => "nothing that happens differs".to_owned(),
        Expects::Within(margin) => {
            format!(
                "it differs by less than {}",
                number::value(unit, Some(margin))
            )
        }
    }
}

pub(super) fn came(found: &Found) -> String {
    let mut said = match found.borne {
        Borne::AsExpected => "as expected".to_owned(),
        Borne::NotAsExpected => "NOT as expected".to_owned(),
        Borne::Undecided => {
            format!("undecided by {} pairs", number::count(found.pairs as u64))
        }
    };
    let primary = &found.comparison.primary;
    if let Some(size) = primary.effect_size {
        let _ = write!(said, "; effect size {size:.2}");
    }
    if found.same > 0 {
        let _ = write!(
            said,
            "; the same happened in {} of {} pairs",
            found.same, found.pairs
        );
    }
    let observed = primary.difference.as_ref().map_or(0, |one| one.runs);
    if observed < found.pairs {
        let _ = write!(said, "; observed in {observed} of {} pairs", found.pairs);
    }
    said
}

/// For a terminal of 80 columns.
#[must_use]
pub fn text(of: &Subject<'_>, style: Style) -> String {
    let width = style.width.clamp(60, 80);
    let Some(exercise) = of.exercise() else {
        return String::new();
    };
    let about = About::of(exercise, of.scenario_hash, of.engine);
    let pairs = of.found.first().map_or(0, |one| one.pairs) as u64;
    let what = format!(
        "{} pairs of runs a case, seeds {} to {}",
        number::count(pairs),
        of.first,
        (of.first + pairs).saturating_sub(1)
    );
    let mut out = heading(&about, &of.experiment.title, &what, width);
    for (case, found) in of.cases() {
        told(&mut out, of, case, found, width);
    }
    out.push('\n');
    for line in notes(of, exercise)
        .iter()
        .flat_map(|note| wrap(note, width))
    {
        let _ = writeln!(out, "{line}");
    }
    out
}

fn told(out: &mut String, of: &Subject<'_>, case: &Case, found: &Found, width: usize) {
    let name = case.name.as_deref().map(plain);
    let name = name.map_or("THE CASE".to_owned(), |name| {
        format!("WHERE {}", name.to_uppercase())
    });
    out.push('\n');
    let unit = found.comparison.primary.measure.unit;
    let says = sentence(&plain(&of.experiment.instrument), found);
    for line in wrap(&name, width).iter().chain(&wrap(&says, width)) {
        let _ = writeln!(out, "{line}");
    }
    let mut more = vec![format!(
        "Expected: {}. Came out: {}.",
        expected(case, unit),
        came(found)
    )];
    if !case.why.is_empty() {
        more.push(format!("Why: {}", plain(&case.why)));
    }
    for line in more.iter().flat_map(|note| wrap(note, width - 2)) {
        let _ = writeln!(out, "  {line}");
    }
    if of.all {
        let heads = [
            right("without", 9),
            right("with", 9),
            right("difference", 11),
            right("interval", 21),
        ];
        let _ = writeln!(out, "\n{}{}", left("MEASURE", TITLE), heads.concat());
        row(out, &found.comparison.primary);
        let differs = |one: &&Contrast| matches!(one.verdict, Verdict::More | Verdict::Less);
        found
            .comparison
            .others
            .iter()
            .filter(differs)
            .for_each(|one| row(out, one));
    }
}

pub(super) fn notes(of: &Subject<'_>, exercise: &Exercise) -> Vec<String> {
    let mut notes = vec![format!(
        "{} of {} cases came out as expected, {} not, {} undecided.",
        of.count(Borne::AsExpected),
        of.found.len(),
        of.count(Borne::NotAsExpected),
        of.count(Borne::Undecided)
    )];
    let level = number::share(of.level, 1.0);
    notes.push(format!(
        "Differences are with less without, between runs with the same seed; intervals hold at \
         {level}, each case by itself."
    ));
    if let Some(upkeep) = of
        .found
        .first()
        .map(|one| one.upkeep)
        .filter(|hours| *hours != 0.0)
    {
        let hours = number::value(Unit::Count, Some(upkeep.abs()));
        let word = if upkeep > 0.0 { "more" } else { "less" };
        notes.push(format!(
            "Upkeep over a year is {hours} analyst-hours {word}, over all parties; of that only \
             the time of the exercise is counted above."
        ));
    }
    if of.all {
        let rest = number::share(1.0 - of.level, 1.0);
        notes.push(format!(
            "Which other measures differ is told by Holm's procedure, wrong about any of them in \
             at most {rest} of cases; the interval of each is at the level it was judged at."
        ));
    }
    let about = About::of(exercise, of.scenario_hash, of.engine);
    notes.push(assumptions(&about));
    notes
}

/// JSON for programs; times are seconds, differences are with less without.
#[must_use]
pub fn json(of: &Subject<'_>) -> String {
    let exercise = of.exercise();
    let cases = of.cases().map(|(case, found)| {
        let mut case = self::case(of, case, found);
        if of.all {
            case["others"] = found
                .comparison
                .others
                .iter()
                .map(|one| contrast(one, ["without", "with"]))
                .collect();
        }
        case
    });
    let document = json!({
        "format": 1,
        "mark": exercise.map(|one| &one.mark),
        "tlp": exercise.map(|one| one.tlp.word()),
        "title": of.experiment.title,
        "instrument": of.experiment.instrument,
        "exercise": {
            "id": exercise.map(|one| &one.id),
            "title": exercise.map(|one| &one.title),
            "scenario_hash": of.scenario_hash,
        },
        "engine": of.engine,
        "pairs": of.found.first().map(|one| one.pairs),
        "first_seed": of.first,
        "level": of.level,
        "cases": cases.collect::<Vec<Value>>(),
        "as_expected": of.count(Borne::AsExpected),
        "not_as_expected": of.count(Borne::NotAsExpected),
        "undecided": of.count(Borne::Undecided),
    });
    format!("{document:#}\n")
}

fn case(of: &Subject<'_>, case: &Case, found: &Found) -> Value {
    let unit = found.comparison.primary.measure.unit;
    json!({
        "name": case.name,
        "why": case.why,
        "expects": match case.expects {
            Expects::Falls => json!("falls"),
            Expects::Rises => json!("rises"),
            Expects::Vanishes => json!("vanishes"),
            Expects::Within(margin) => json!({ "within": margin }),
        },
        "expected": expected(case, unit),
        "came_out": found.borne.word(),
        "sentence": sentence(&of.experiment.instrument, found),
        "primary": contrast(&found.comparison.primary, ["without", "with"]),
        "effort": {
            "difference": found.effort.as_ref().map(|one| one.mean),
            "interval": ends(found.effort.as_ref().and_then(|one| one.interval)),
            "upkeep_a_year": found.upkeep,
        },
        "pairs": found.pairs,
        "same_journals": found.same,
    })
}
