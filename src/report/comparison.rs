//! What a change makes of an exercise, for a terminal and as JSON.

use super::campaign::{assumptions, document, ends, interval, played};
use super::heading::heading;
use super::line::{left, right, wrap};
use super::{Style, number};
use crate::campaign::{About, Comparison, Contrast, Measure, Outcome, Verdict};
use crate::exercise::Exercise;
use serde_json::{Value, json};
use std::fmt::Write as _;

/// Two variants of an exercise.
#[derive(Clone, Copy, Debug)]
pub struct Subject<'a> {
    /// What was played as the scenario says.
    pub exercise: &'a Exercise,
    /// SHA-256 of its canonical form, hexadecimal.
    pub scenario_hash: &'a str,
    /// The engine's version.
    pub engine: &'a str,
    /// Its runs.
    pub runs: &'a [Outcome],
    /// What was changed, in words: `without agreement:cjk-hotline`.
    pub change: &'a str,
    /// What came out.
    pub found: &'a Comparison,
    /// The level of confidence.
    pub level: f64,
}

impl Subject<'_> {
    fn about(&self) -> About {
        About::of(self.exercise, self.scenario_hash, self.engine)
    }
}

/// Whether the figure of a measure is something to be had more of cannot be said of every
/// measure, so that a sentence says longer or shorter, more or less, and leaves the rest to the
/// reader.
pub(super) fn by(measure: &Measure, value: f64) -> String {
    let word = match (measure.unit, value > 0.0) {
        (crate::metric::Unit::Seconds, true) => "longer",
        (crate::metric::Unit::Seconds, false) => "shorter",
        (_, true) => "more",
        (_, false) => "less",
    };
    format!("{} {word}", number::value(measure.unit, Some(value.abs())))
}

/// The primary measure in a sentence.
pub(super) fn sentence(of: &Subject<'_>) -> String {
    let primary = &of.found.primary;
    let title = primary.measure.title;
    let mut said = match (primary.verdict, &primary.difference) {
        (_, None) => format!("{}: \"{title}\" was never observed in both.", of.change),
        (Verdict::Same, _) => format!("{}: \"{title}\" is the same in every run.", of.change),
        (Verdict::NotDistinguishable, Some(_)) => format!(
            "{}: \"{title}\" is not distinguishable from what it was {}.",
            of.change,
            interval(primary.measure.unit, primary.interval)
        ),
        (_, Some(found)) => format!(
            "{}: \"{title}\" is {} {}.",
            of.change,
            by(&primary.measure, found.mean),
            interval(primary.measure.unit, primary.interval)
        ),
    };
    let hours = |metric: &str| {
        let others = of.found.others.iter();
        let one = others
            .chain([primary])
            .find(|one| one.measure.metric == metric);
        one.and_then(|one| one.difference.as_ref())
            .map_or(0.0, |found| found.mean)
    };
    let effort = hours("effort_total") + hours("agreement_effort");
    if effort.abs() >= 0.05 {
        let word = if effort > 0.0 { "more" } else { "less" };
        let _ = write!(said, " It takes {:.1} analyst-hours {word}.", effort.abs());
    }
    said
}

/// The title's room.
pub(super) const TITLE: usize = 30;

/// For a terminal of 80 columns.
#[must_use]
pub fn text(of: &Subject<'_>, style: Style) -> String {
    let width = style.width.clamp(60, 80);
    let about = of.about();
    let what = played(of.runs, " of each");
    let mut out = heading(&about, &about.title, &what, width) + "\n";
    for line in wrap(&sentence(of), width) {
        let _ = writeln!(out, "{line}");
    }
    let heads = [
        right("as it is", 9),
        right("changed", 9),
        right("difference", 11),
        right("interval", 21),
    ];
    let _ = writeln!(
        out,
        "\n{}{}",
        left("PRIMARY MEASURE", TITLE),
        heads.concat()
    );
    row(&mut out, &of.found.primary);
    let told = |one: &&Contrast| matches!(one.verdict, Verdict::More | Verdict::Less);
    let open = |one: &&Contrast| one.verdict == Verdict::NotDistinguishable;
    for (title, wanted) in [
        ("OTHERS THAT DIFFER", &told as &dyn Fn(&&Contrast) -> bool),
        ("NOT DISTINGUISHABLE", &open),
    ] {
        let rows: Vec<&Contrast> = of.found.others.iter().filter(wanted).collect();
        let rows = rows.into_iter().filter(|one| one.difference.is_some());
        let mut rows = rows.peekable();
        if rows.peek().is_some() {
            let _ = writeln!(out, "\n{title}");
        }
        rows.for_each(|one| row(&mut out, one));
    }
    let same = of
        .found
        .others
        .iter()
        .filter(|one| one.verdict == Verdict::Same);
    let same: Vec<&str> = same.map(|one| one.measure.metric).collect();
    let mut notes = Vec::new();
    if !same.is_empty() {
        notes.push(format!("The same in every run: {}.", same.join(", ")));
    }
    notes.push(format!(
        "Differences are between runs with the same seed. The primary measure's interval holds at \
         {level}. Which of the others differ is told by Holm's procedure, wrong about any of them \
         in at most {rest} of comparisons; the interval of each is at the level it was judged at.",
        rest = number::share(1.0 - of.level, 1.0),
        level = number::share(of.level, 1.0)
    ));
    notes.push(assumptions(&of.about()));
    out.push('\n');
    for line in notes.iter().flat_map(|note| wrap(note, width)) {
        let _ = writeln!(out, "{line}");
    }
    out
}

/// A measure with both variants, their difference and its interval.
pub(super) fn row(out: &mut String, one: &Contrast) {
    let unit = one.measure.unit;
    let mean = |of: &Option<crate::campaign::Estimate>| {
        number::value(unit, of.as_ref().map(|found| found.mean))
    };
    let mut lines = wrap(one.measure.title, TITLE - 1);
    let last = lines.pop().unwrap_or_default();
    for line in lines {
        let _ = writeln!(out, "{line}");
    }
    let _ = writeln!(
        out,
        "{}{}{}{}{}",
        left(&last, TITLE),
        right(&mean(&one.base), 9),
        right(&mean(&one.variant), 9),
        right(&mean(&one.difference), 11),
        right(&interval(unit, one.interval), 21),
    );
}

/// JSON for programs; times are seconds.
#[must_use]
pub fn json(of: &Subject<'_>) -> String {
    let mut document = document(&of.about(), of.runs, of.level);
    document["change"] = json!(of.change);
    document["primary"] = contrast(&of.found.primary, ARMS);
    let others = of.found.others.iter().map(|one| contrast(one, ARMS));
    document["others"] = Value::Array(others.collect());
    document["sentence"] = json!(sentence(of));
    format!("{document:#}\n")
}

/// What the variants are called.
const ARMS: [&str; 2] = ["as_it_is", "changed"];

/// A measure of two variants, which are called so.
pub(super) fn contrast(one: &Contrast, arms: [&str; 2]) -> Value {
    let mean = |of: &Option<crate::campaign::Estimate>| of.as_ref().map(|found| found.mean);
    json!({
        "metric": one.measure.metric,
        "unit": one.measure.unit.word(),
        arms[0]: mean(&one.base),
        arms[1]: mean(&one.variant),
        "difference": mean(&one.difference),
        "pairs": one.difference.as_ref().map_or(0, |found| found.runs),
        "interval": ends(one.interval),
        "effect_size": one.effect_size,
        "verdict": word(one.verdict),
    })
}

/// What may be said of a difference.
pub(super) fn word(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Same => "same",
        Verdict::NotDistinguishable => "not distinguishable",
        Verdict::More => "more",
        Verdict::Less => "less",
    }
}
