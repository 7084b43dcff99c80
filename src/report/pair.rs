//! Two recorded runs of an exercise side by side: what happened, and what happened otherwise.

use super::line::{left, plain, right, wrap};
use super::{Style, number};
use crate::campaign::{Measure, measures};
use crate::exercise::Exercise;
use crate::journal::{Body, Difference, Entry, Input, causes_of, tell};
use crate::metric::{Provenance, Reading, Scope, Unit};
use crate::model::{Named as _, Names, SimTime, Voice};
use crate::scorecard::{Scorecard, TaskRating};
use serde_json::{Value, json};
use std::fmt::Write as _;

/// One of two runs.
#[derive(Clone, Copy, Debug)]
pub struct Side<'a> {
    /// What was played.
    pub exercise: &'a Exercise,
    /// Its journal's entries, in order.
    pub entries: &'a [Entry],
    /// Its scorecard, up to the moment that both are scored to.
    pub card: &'a Scorecard,
}

/// Two runs.
#[derive(Clone, Debug)]
pub struct Subject<'a> {
    /// What happened.
    pub was: Side<'a>,
    /// What happened otherwise.
    pub is: Side<'a>,
    /// Where they part; none where they never do.
    pub parting: Option<Difference>,
    /// Up to when both are scored: the end of the shorter.
    pub until: SimTime,
}

/// A measure in both runs. What comes from people and what is simulated stand apart.
#[derive(Clone, Copy, Debug)]
pub(super) struct Line<'a> {
    pub measure: Measure,
    pub provenance: Provenance,
    pub readings: [Option<&'a Reading>; 2],
}

impl Line<'_> {
    /// The figure of either run.
    pub fn figures(&self) -> [Option<f64>; 2] {
        self.readings.map(|one| self.measure.of(one?))
    }

    /// The second less the first, where both have a figure.
    pub fn difference(&self) -> Option<f64> {
        let [was, is] = self.figures();
        Some(is? - was?)
    }

    /// Whether both say the same.
    pub fn is_same(&self) -> bool {
        let [was, is] = self.figures();
        let counts = self
            .readings
            .map(|one| one.map(|one| (one.count, one.censored)));
        was == is && counts[0] == counts[1]
    }

    /// `Time to acknowledge (measured)`; what is simulated is not said to be in every line.
    pub fn title(&self) -> String {
        match self.provenance {
            Provenance::Simulated => self.measure.title.to_owned(),
            other => format!("{} ({other})", self.measure.title),
        }
    }

    /// A figure of either run with how many it is of.
    pub fn says(&self, of: usize) -> String {
        let figure = number::value(self.measure.unit, self.figures()[of]);
        match self.readings[of].filter(|one| one.censored > 0) {
            Some(one) => format!("{figure} ({} open)", one.censored),
            None => figure,
        }
    }
}

/// A task that is rated otherwise.
#[derive(Clone, Debug)]
pub(super) struct Task {
    pub id: String,
    pub seat: String,
    pub was: String,
    pub is: String,
}

impl<'a> Subject<'a> {
    pub(super) fn names(&self) -> Names {
        self.was.exercise.names()
    }

    /// Every measure of which something was seen in either run.
    pub(super) fn lines(&self) -> Vec<Line<'a>> {
        let (was, is) = (self.was.card, self.is.card);
        let mut lines = Vec::new();
        for measure in measures() {
            for provenance in Provenance::ALL {
                let find = |card: &'a Scorecard| {
                    let mut all = card.readings.iter();
                    all.find(|one| {
                        one.metric == measure.metric
                            && one.scope == Scope::All
                            && one.provenance == *provenance
                    })
                };
                let readings = [find(was), find(is)];
                if readings.iter().flatten().any(|one| one.count > 0) {
                    lines.push(Line {
                        measure,
                        provenance: *provenance,
                        readings,
                    });
                }
            }
        }
        lines
    }

    /// The tasks that are rated otherwise, in the order of the scenario.
    pub(super) fn tasks(&self) -> Vec<Task> {
        let names = self.names();
        let all = |card: &'a Scorecard| {
            let objectives = card.objectives.iter();
            objectives
                .flat_map(|one| one.tasks.iter())
                .collect::<Vec<&TaskRating>>()
        };
        let (was, is) = (all(self.was.card), all(self.is.card));
        let mut found = Vec::new();
        for one in &was {
            let other = is
                .iter()
                .find(|two| two.task == one.task && two.seat == one.seat);
            let Some(other) = other.filter(|two| rated(two) != rated(one)) else {
                continue;
            };
            found.push(Task {
                id: one.task.text(&names).to_owned(),
                seat: one.seat.text(&names).to_owned(),
                was: rated(one),
                is: rated(other),
            });
        }
        found
    }

    /// What came from outside from where they part on, in either run.
    pub(super) fn inputs(&self) -> [Vec<&'a Entry>; 2] {
        let from = self.parting.as_ref().map_or(u32::MAX, |found| found.seq);
        [self.was, self.is].map(|side| {
            let acted = |entry: &&Entry| matches!(entry.body, Body::Input(Input::Action(..)));
            let later = side.entries.iter().filter(|entry| entry.seq >= from);
            later.filter(acted).collect()
        })
    }

    /// How they are alike: in sentences.
    pub(super) fn basis(&self) -> Vec<String> {
        let (was, is) = (self.was.card, self.is.card);
        let mut told = Vec::new();
        if was.seed != is.seed {
            told.push(format!(
                "They have other luck, seeds {} and {}: what differs may be luck alone.",
                was.seed_in_words(),
                is.seed_in_words()
            ));
        }
        if was.scenario_hash != is.scenario_hash {
            told.push("Their scenarios differ as well, in values.".to_owned());
        }
        if was.engine != is.engine {
            told.push(format!(
                "Engine {} played one and engine {} the other.",
                was.engine, is.engine
            ));
        }
        told.push(
            "These are two runs: figures say what happened in each, not what to expect. \
             `hotwash compare SCENARIO` plays many."
                .to_owned(),
        );
        told
    }
}

/// `P`, or `P predicted` where the seat was simulated.
fn rated(task: &TaskRating) -> String {
    match task.predicted {
        true => format!("{} predicted", task.rating),
        false => task.rating.to_string(),
    }
}

/// An entry on one line.
pub(super) fn says(entry: &Entry, names: &Names) -> String {
    let (_, sentence) = tell(&entry.body, &mut Voice::excon(names));
    format!("#{} {} {}", entry.seq, entry.at, plain(&sentence))
}

/// The last of what led to where they part.
pub(super) fn led_to<'a>(of: &Subject<'a>, found: &Difference) -> Vec<&'a Entry> {
    const LAST: usize = 5;
    let last = found.led_to.last().copied();
    let chain = last.map_or_else(Vec::new, |seq| causes_of(of.was.entries, seq));
    let skipped = chain.len().saturating_sub(LAST);
    let late = chain.into_iter().skip(skipped);
    late.filter_map(|seq| of.was.entries.get(seq as usize))
        .collect()
}

/// The title's room.
const TITLE: usize = 32;
/// At most so many inputs of a run are told.
const INPUTS: usize = 8;

/// For a terminal of 80 columns.
#[must_use]
pub fn text(of: &Subject<'_>, style: Style) -> String {
    let width = style.width.clamp(60, 80);
    let card = of.was.card;
    let mut out = format!("{} · {}\n", plain(&card.mark), card.tlp);
    let mut prose = |out: &mut String, text: &str| {
        for line in wrap(text, width) {
            let _ = writeln!(out, "{line}");
        }
    };
    prose(&mut out, &plain(&card.title));
    let heading = format!(
        "{} · two recorded runs, both scored up to {}",
        plain(&card.exercise_id),
        of.until
    );
    prose(&mut out, &heading);
    out.push('\n');
    parting(of, &mut out, &mut prose);
    let lines = of.lines();
    let (same, differ): (Vec<&Line>, Vec<&Line>) = lines.iter().partition(|one| one.is_same());
    if !differ.is_empty() {
        let heads = [right("was", 17), right("is", 17), right("difference", 14)].concat();
        let _ = writeln!(out, "\n{}{heads}", left("MEASURES THAT DIFFER", TITLE));
    }
    for one in differ {
        row(&mut out, one);
    }
    tasks(of, &mut out);
    out.push('\n');
    if !same.is_empty() {
        let same: Vec<&str> = same.iter().map(|one| one.measure.metric).collect();
        prose(&mut out, &format!("The same in both: {}.", same.join(", ")));
    }
    for one in of.basis() {
        prose(&mut out, &one);
    }
    for (word, side) in [("was", of.was), ("is ", of.is)] {
        let _ = writeln!(out, "{word}  head {}", side.card.head);
    }
    out
}

fn parting(of: &Subject<'_>, out: &mut String, prose: &mut impl FnMut(&mut String, &str)) {
    let names = of.names();
    let Some(found) = &of.parting else {
        prose(out, "They never part: every entry is the same.");
        return;
    };
    let when = [&found.recorded, &found.rerun].into_iter().flatten();
    let when = when.map(|entry| entry.at).min().unwrap_or(of.until);
    prose(out, &format!("They part at entry {}, {when}:", found.seq));
    for (word, entry) in [("was", &found.recorded), ("is", &found.rerun)] {
        let says = entry.as_ref().map(|entry| says(entry, &names));
        prose(
            out,
            &format!(
                "{word}: {}",
                says.unwrap_or("nothing: it ends before".to_owned())
            ),
        );
    }
    let led = led_to(of, found);
    if !led.is_empty() {
        prose(out, "What led to it:");
    }
    for entry in led {
        prose(out, &says(entry, &names));
    }
    for (word, inputs) in ["was", "is"].iter().zip(of.inputs()) {
        if inputs.is_empty() {
            continue;
        }
        let _ = writeln!(out, "\nFROM OUTSIDE, FROM THERE ON: {word}");
        for entry in inputs.iter().take(INPUTS) {
            prose(out, &says(entry, &names));
        }
        if inputs.len() > INPUTS {
            let _ = writeln!(out, "and {} more", inputs.len() - INPUTS);
        }
    }
}

fn row(out: &mut String, one: &Line<'_>) {
    let mut titles = wrap(&one.title(), TITLE - 1);
    let last = titles.pop().unwrap_or_default();
    for line in titles {
        let _ = writeln!(out, "{line}");
    }
    let difference = number::value(one.measure.unit, one.difference());
    let _ = writeln!(
        out,
        "{}{}{}{}",
        left(&last, TITLE),
        right(&one.says(0), 17),
        right(&one.says(1), 17),
        right(&difference, 14)
    );
}

fn tasks(of: &Subject<'_>, out: &mut String) {
    let tasks = of.tasks();
    if tasks.is_empty() {
        return;
    }
    let _ = writeln!(out, "\nTASKS RATED OTHERWISE");
    for one in tasks {
        let _ = writeln!(
            out,
            "{}{}{} → {}",
            left(&one.id, 14),
            left(&one.seat, 18),
            one.was,
            one.is
        );
    }
}

/// JSON for programs; times are seconds.
#[must_use]
pub fn json(of: &Subject<'_>) -> String {
    let names = of.names();
    let seconds = |at: SimTime| at.0 as f64 / 1000.0;
    let entry = |entry: &Entry| {
        let said = says(entry, &names);
        json!({ "entry": entry.seq, "at": seconds(entry.at), "says": said })
    };
    let parts = of.parting.as_ref().map(|found| {
        let led: Vec<Value> = led_to(of, found).into_iter().map(entry).collect();
        json!({
            "entry": found.seq,
            "was": found.recorded.as_ref().map(entry),
            "is": found.rerun.as_ref().map(entry),
            "led_to": led,
        })
    });
    let measures = of.lines();
    let measures: Vec<Value> = (measures.iter())
        .map(|one| {
            json!({
                "metric": one.measure.metric,
                "provenance": one.provenance.word(),
                "unit": one.measure.unit.word(),
                "was": figures(one, 0),
                "is": figures(one, 1),
                "difference": one.difference(),
            })
        })
        .collect();
    let tasks: Vec<Value> = (of.tasks().into_iter())
        .map(|one| json!({"task": one.id, "seat": one.seat, "was": one.was, "is": one.is}))
        .collect();
    let [was, is] = of.inputs();
    let inputs = |all: Vec<&Entry>| all.into_iter().map(entry).collect::<Vec<Value>>();
    let document = json!({
        "format": 1,
        "mark": of.was.card.mark,
        "tlp": of.was.card.tlp.word(),
        "exercise": {"id": of.was.card.exercise_id, "title": of.was.card.title},
        "scored_until": seconds(of.until),
        "was": run(of.was),
        "is": run(of.is),
        "parts": parts,
        "inputs": {"was": inputs(was), "is": inputs(is)},
        "measures": measures,
        "tasks": tasks,
    });
    format!("{document:#}\n")
}

fn run(side: Side<'_>) -> Value {
    json!({
        "seed": side.card.seed,
        "engine": side.card.engine,
        "scenario_hash": side.card.scenario_hash,
        "entries": side.card.entries,
        "head": side.card.head,
    })
}

fn figures(of: &Line<'_>, side: usize) -> Option<Value> {
    let one = of.readings[side]?;
    Some(json!({
        "figure": of.figures()[side],
        "count": one.count,
        "open": one.censored,
        "mean": one.mean,
        "median": one.median,
        "p90": one.p90,
        "total": one.total.filter(|_| one.unit != Unit::Seconds),
    }))
}
