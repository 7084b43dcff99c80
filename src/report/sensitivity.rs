//! Which parameters a conclusion hangs on, for a terminal and as JSON.

use super::campaign::{ends, interval};
use super::comparison::{by, word};
use super::heading::heading;
use super::line::{plain, right, wrap};
use super::{Style, number};
use crate::campaign::{About, Base, End, Flip, Swing, Verdict};
use crate::exercise::Exercise;
use serde_json::{Value, json};
use std::fmt::Write as _;

/// A conclusion and the parameters that were varied.
#[derive(Clone, Copy, Debug)]
pub struct Subject<'a> {
    /// What was played with the instrument.
    pub exercise: &'a Exercise,
    /// SHA-256 of its canonical form, hexadecimal.
    pub scenario_hash: &'a str,
    /// The engine's version.
    pub engine: &'a str,
    /// What was compared: `with agreement:cjk-hotline`.
    pub instrument: &'a str,
    /// The comparison as the scenario stands.
    pub base: &'a Base,
    /// The parameters, ranked.
    pub swings: &'a [Swing],
    /// Pairs of runs at each end.
    pub pairs: u64,
    /// The first seed.
    pub first: u64,
    /// The level of confidence.
    pub level: f64,
}

/// How many things of each sort there are.
struct Counts {
    all: usize,
    assumed: usize,
    varied: usize,
    given: usize,
    stuck: usize,
    idle: usize,
    flips: usize,
}

impl Subject<'_> {
    fn counts(&self) -> Counts {
        let parameters = &self.exercise.parameters;
        let tried = |one: &&Swing| one.ends.iter().any(Option::is_some);
        let varied = self.swings.iter().filter(tried);
        Counts {
            all: parameters.len(),
            assumed: parameters.iter().filter(|one| one.source.is_none()).count(),
            varied: varied.clone().count(),
            given: varied.clone().filter(|one| one.given).count(),
            stuck: self.swings.len() - varied.clone().count(),
            idle: varied.clone().filter(|one| !one.acts()).count(),
            flips: varied.filter(|one| one.flips()).count(),
        }
    }
}

/// Up to which column values stand.
const AT: usize = 42;
/// At most this many parameters are told in a terminal.
const TOLD: usize = 20;

/// For a terminal of 80 columns.
#[must_use]
pub fn text(of: &Subject<'_>, style: Style) -> String {
    let width = style.width.clamp(60, 80);
    let exercise = of.exercise;
    let about = About::of(exercise, of.scenario_hash, of.engine);
    let what = format!(
        "{} pairs of runs at each end, from seed {}",
        number::count(of.pairs),
        of.first
    );
    let mut out = heading(&about, &about.title, &what, width) + "\n";
    for line in wrap(&conclusion(of), width) {
        let _ = writeln!(out, "{line}");
    }
    let heads = [
        right("at", AT - 16),
        right("difference", 11),
        right("moves by", 10),
    ];
    let _ = writeln!(out, "\nWHAT IT HANGS ON{}", heads.concat());
    let acting = || of.swings.iter().filter(|one| one.acts());
    for swing in acting().take(TOLD) {
        for line in wrap(&plain(&swing.path), width) {
            let _ = writeln!(out, "{line}");
        }
        for end in swing.ends.iter().flatten() {
            row(&mut out, of, end);
        }
    }
    let more = acting().count().saturating_sub(TOLD);
    if more > 0 {
        let _ = writeln!(
            out,
            "and {more} that move it no further (--format json has all)"
        );
    }
    out.push('\n');
    for line in notes(of).iter().flat_map(|note| wrap(note, width)) {
        let _ = writeln!(out, "{line}");
    }
    out
}

pub(super) fn conclusion(of: &Subject<'_>) -> String {
    let primary = &of.base.primary;
    let (title, instrument) = (primary.measure.title, plain(of.instrument));
    let said = match (&primary.difference, primary.verdict) {
        (None, _) => "was never observed in both arms".to_owned(),
        (_, Verdict::Same) => "is the same in every run".to_owned(),
        (_, Verdict::NotDistinguishable) => "is not distinguishable from what it is without".into(),
        (Some(found), _) => format!("is {}", by(&primary.measure, found.mean)),
    };
    let ends = interval(primary.measure.unit, primary.interval);
    format!("As the scenario stands, {instrument}: \"{title}\" {said} {ends}.")
}

fn row(out: &mut String, of: &Subject<'_>, end: &End) {
    let unit = of.base.primary.measure.unit;
    let there = end.primary.as_ref().and_then(|one| one.difference.as_ref());
    let there = match &end.primary {
        Some(_) => number::value(unit, there.map(|one| one.mean)),
        None => "as it is".to_owned(),
    };
    let moves = end.moves.as_ref().map(|one| one.mean);
    let moves = match (&end.primary, moves) {
        (None, _) => String::new(),
        (_, moves) => number::value(unit, moves),
    };
    let mark = match end.flip {
        Flip::Holds => "",
        Flip::Lost => "  NO LONGER TOLD",
        Flip::Found => "  NOW TOLD",
        Flip::Reversed => "  REVERSED",
    };
    let value = format!(
        "{}{}",
        plain(&end.value),
        if end.clipped { " *" } else { "" }
    );
    let _ = writeln!(
        out,
        "{}{}{}{mark}",
        right(&value, AT),
        right(&there, 11),
        right(&moves, 10)
    );
}

pub(super) fn notes(of: &Subject<'_>) -> Vec<String> {
    let counts = of.counts();
    let mut notes = vec![format!(
        "The conclusion is another at an end of {} of {} parameters varied, one at a time; {} of \
         them do not move it in any run. {} of the scenario's {} have no source and count as \
         assumed.",
        counts.flips, counts.varied, counts.idle, counts.assumed, counts.all
    )];
    notes.push(format!(
        "{} were varied over a range that the scenario gives, the others over half and double of \
         what they are.",
        counts.given
    ));
    let clipped = of.swings.iter().flat_map(|one| one.ends.iter().flatten());
    if clipped.clone().any(|end| end.clipped) {
        notes.push("* Cut off at 1, where a share ends, or rounded to a whole number.".to_owned());
    }
    if counts.stuck > 0 {
        notes.push(format!(
            "{} could not be varied: they are zero or no number and have no range, or the \
             scenario cannot be played at either end.",
            counts.stuck
        ));
    }
    notes.push(format!(
        "Differences are with less without, between runs with the same seed; a conclusion is told \
         where the interval at {} leaves out zero. Parameters that only together turn it are not \
         found this way.",
        number::share(of.level, 1.0)
    ));
    notes
}

/// JSON for programs; times are seconds, differences are with less without.
#[must_use]
pub fn json(of: &Subject<'_>) -> String {
    let (exercise, counts) = (of.exercise, of.counts());
    let primary = &of.base.primary;
    let swings = of.swings.iter().map(|swing| {
        let [low, high] = swing.ends.each_ref().map(|end| end.as_ref().map(self::end));
        json!({
            "path": swing.path,
            "value": swing.value,
            "range": if swing.given { "given" } else { "half and double" },
            "most": swing.most(),
            "flips": swing.flips(),
            "acts": swing.acts(),
            "low": low,
            "high": high,
        })
    });
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
        "compared": of.instrument,
        "pairs": of.pairs,
        "first_seed": of.first,
        "level": of.level,
        "primary": {
            "metric": primary.measure.metric,
            "unit": primary.measure.unit.word(),
            "difference": primary.difference.as_ref().map(|one| one.mean),
            "interval": ends(primary.interval),
            "verdict": word(primary.verdict),
        },
        "parameters": {
            "all": counts.all,
            "assumed": counts.assumed,
            "varied": counts.varied,
            "over_a_given_range": counts.given,
            "not_varied": counts.stuck,
            "play_no_part": counts.idle,
            "turn_the_conclusion": counts.flips,
        },
        "swings": swings.collect::<Vec<Value>>(),
    });
    format!("{document:#}\n")
}

fn end(end: &End) -> Value {
    let primary = end.primary.as_ref();
    json!({
        "value": end.value,
        "clipped": end.clipped,
        "difference": primary.and_then(|one| Some(one.difference.as_ref()?.mean)),
        "interval": ends(primary.and_then(|one| one.interval)),
        "verdict": primary.map(|one| word(one.verdict)),
        "moves": end.moves.as_ref().map(|one| one.mean),
        "moves_interval": ends(end.moves.as_ref().and_then(|one| one.interval)),
        "flip": end.flip.word(),
    })
}
