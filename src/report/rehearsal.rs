//! What many runs say of the script, for its controller: for a terminal and as JSON. No part of a
//! rating, and not for participants.

use super::campaign::{assumptions, ends};
use super::line::{left, plain, right, wrap};
use super::{Style, number};
use crate::campaign::{About, Estimate, Rehearsal, Task};
use crate::exercise::{Exercise, Trigger};
use crate::metric::Unit;
use crate::model::{InjectId, ObjectiveId, SimTime, Span};
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::fmt::Write as _;

/// A rehearsal of an exercise.
#[derive(Clone, Copy, Debug)]
pub struct Subject<'a> {
    /// What was played.
    pub exercise: &'a Exercise,
    /// SHA-256 of its canonical form, hexadecimal.
    pub scenario_hash: &'a str,
    /// The engine's version.
    pub engine: &'a str,
    /// What was found.
    pub found: &'a Rehearsal,
}

/// At most so many desks are shown.
const DESKS: usize = 10;

/// A seldom or a nearly always made task is worth a second look.
const SELDOM: f64 = 0.1;
const ALWAYS: f64 = 0.98;

impl Subject<'_> {
    fn objective(&self, task: &Task) -> Option<ObjectiveId> {
        self.exercise.tasks[task.task.at()].objective
    }

    /// Injects with a trigger of their own, and in what share of runs each went out.
    fn shares(&self) -> impl Iterator<Item = (InjectId, f64)> {
        let runs = self.found.runs as f64;
        let fired =
            self.found.fired.iter().filter(|(id, _)| {
                !matches!(self.exercise.injects[id.at()].trigger, Trigger::ByHand)
            });
        fired.map(move |(id, count)| (*id, *count as f64 / runs))
    }

    /// Rules of the author's own, not taken over from the library, that nothing set off.
    fn idle(&self) -> impl Iterator<Item = (&str, &str)> {
        let rules = self.found.idle_rules.iter().map(|(book, rule)| {
            let book = &self.exercise.playbooks[book.at()];
            (book.id.as_str(), book.rules[*rule].name.as_str())
        });
        let books = &self.exercise.playbooks;
        let standard = books.iter().filter(|book| book.id.starts_with("std/"));
        let taken_over: BTreeSet<&str> = standard
            .flat_map(|book| book.rules.iter().map(|rule| rule.name.as_str()))
            .collect();
        rules.filter(move |(_, rule)| !taken_over.contains(rule))
    }
}

/// `12m 4s to 1h 3m`: where nine of ten runs lie.
pub(super) fn band(of: Option<&Estimate>) -> String {
    of.map_or("–".to_owned(), |of| {
        let ends = [of.quantiles[0].value, of.quantiles[2].value];
        let [low, high] = ends.map(|end| number::value(Unit::Seconds, Some(end)));
        format!("{low} to {high}")
    })
}

pub(super) fn clock(seconds: f64) -> String {
    (SimTime::STARTEX + Span((seconds * 1000.0) as i64)).to_string()
}

/// For a terminal of 80 columns.
#[must_use]
pub fn text(of: &Subject<'_>, style: Style) -> String {
    let width = style.width.clamp(60, 80);
    let mut out = format!("{} · {}\n", plain(&of.exercise.mark), of.exercise.tlp);
    let _ = writeln!(out, "{}", plain(&of.exercise.title));
    let runs = number::count(of.found.runs as u64);
    let _ = writeln!(
        out,
        "{} · rehearsed in {runs} runs · for EXCON\n",
        of.exercise.id
    );
    let heads = [
        right("P", 6),
        right("S", 6),
        right("M", 6),
        right("U", 6),
        right("done after, in 9 of 10", 24),
    ];
    let room = width - 48;
    let _ = writeln!(out, "{}{}", left("CRITICAL TASKS", room), heads.concat());
    let mut last = None;
    let mut tasks: Vec<&Task> = of.found.tasks.iter().collect();
    tasks.sort_by_key(|task| (of.objective(task), task.task));
    for task in tasks {
        let objective = of.objective(task);
        if objective != last
            && let Some(objective) = objective
        {
            let row = &of.exercise.objectives[objective.at()];
            let _ = writeln!(out, "{}  {}", row.id, plain(&row.title));
        }
        last = objective;
        task_row(&mut out, of, task, room);
    }
    worth_a_look(&mut out, of, width);
    desks(&mut out, of, width);
    let mut notes = Vec::new();
    if let Some(last) = &of.found.last_done {
        let [low, _, high] = last.quantiles.map(|one| clock(one.value));
        notes.push(format!(
            "The last critical task is done between {low} and {high} in 9 of 10 runs."
        ));
    }
    let about = About::of(of.exercise, of.scenario_hash, of.engine);
    notes.push(assumptions(&about));
    out.push('\n');
    for line in notes.iter().flat_map(|note| wrap(note, width)) {
        let _ = writeln!(out, "{line}");
    }
    out
}

fn task_row(out: &mut String, of: &Subject<'_>, task: &Task, room: usize) {
    let row = &of.exercise.tasks[task.task.at()];
    let rated = task.rated() as f64;
    let shares = task.ratings.map(|n| match n {
        0 => right("·", 6),
        n => right(&number::share(n as f64, rated), 6),
    });
    let name = left(&format!("  {}  {}", row.id, plain(&row.title)), room - 1);
    let band = right(&band(task.took.as_ref()), 24);
    let _ = writeln!(out, "{name} {}{band}", shares.concat());
}

fn worth_a_look(out: &mut String, of: &Subject<'_>, width: usize) {
    let _ = writeln!(out, "\nWORTH A LOOK");
    for (what, ids) in findings(of) {
        let said = match ids.as_slice() {
            [] => "none".to_owned(),
            ids => ids.join(", "),
        };
        for line in wrap(&format!("{what}: {said}"), width - 2) {
            let _ = writeln!(out, "  {line}");
        }
    }
}

/// What a controller should look at before anybody is invited, each with the ids it is true of.
pub(super) fn findings(of: &Subject<'_>) -> [(&'static str, Vec<String>); 6] {
    let task = |keep: &dyn Fn(f64) -> bool| -> Vec<String> {
        let tasks = of.found.tasks.iter();
        tasks
            .filter(|task| task.in_time().is_some_and(keep))
            .map(|task| of.exercise.tasks[task.task.at()].id.clone())
            .collect()
    };
    let never: Vec<String> = of
        .found
        .tasks
        .iter()
        .filter(|one| one.rated() == 0)
        .map(|one| of.exercise.tasks[one.task.at()].id.clone())
        .collect();
    let inject = |keep: &dyn Fn(f64) -> bool| -> Vec<String> {
        let kept = of.shares().filter(|(_, share)| keep(*share));
        kept.map(|(id, share)| {
            let id = &of.exercise.injects[id.at()].id;
            if share > 0.0 {
                format!("{id} ({})", number::value(Unit::Share, Some(share)))
            } else {
                id.clone()
            }
        })
        .collect()
    };
    let idle: Vec<String> = of
        .idle()
        .map(|(book, rule)| format!("{book}: {rule}"))
        .collect();
    [
        (
            "injects that went out in no run",
            inject(&|share| share == 0.0),
        ),
        (
            "injects that went out in some",
            inject(&|share| share > 0.0 && share < 1.0),
        ),
        ("tasks that nobody is called upon for", never),
        (
            "tasks made in time by hardly anybody",
            task(&|share| share <= SELDOM),
        ),
        (
            "tasks made in time by nearly all",
            task(&|share| share >= ALWAYS),
        ),
        ("rules of your own that nothing set off", idle),
    ]
}

fn desks(out: &mut String, of: &Subject<'_>, width: usize) {
    let room = width - 47;
    let heads = [
        right("waiting at most", 17),
        right("9 of 10", 12),
        right("usually at", 18),
    ];
    let _ = writeln!(out, "\n{}{}", left("BUSIEST DESKS", room), heads.concat());
    for desk in of.found.desks.iter().take(DESKS) {
        let org = of.exercise.org(desk.org);
        let [low, median, high] = desk
            .waiting
            .quantiles
            .map(|one| number::count(one.value as u64));
        let _ = writeln!(
            out,
            "{}{}{}{}",
            left(&format!("  {}", org.id), room),
            right(&median, 17),
            right(&format!("{low} to {high}"), 12),
            right(&clock(desk.at.quantiles[1].value), 18),
        );
    }
}

/// JSON for programs; times are seconds.
#[must_use]
pub fn json(of: &Subject<'_>) -> String {
    let estimate = |one: Option<&Estimate>| -> Value {
        one.map_or(Value::Null, |one| {
            json!({
                "observed": one.runs,
                "mean": one.mean,
                "interval": ends(one.interval),
                "p05": one.quantiles[0].value,
                "median": one.quantiles[1].value,
                "p95": one.quantiles[2].value,
            })
        })
    };
    let tasks = of.found.tasks.iter().map(|task| {
        let [p, s, m, u] = task.ratings;
        json!({
            "id": of.exercise.tasks[task.task.at()].id,
            "ratings": { "P": p, "S": s, "M": m, "U": u },
            "took": estimate(task.took.as_ref()),
        })
    });
    let injects = of
        .found
        .fired
        .iter()
        .map(|(id, runs)| json!({ "id": of.exercise.injects[id.at()].id, "fired": runs }));
    let desks = of.found.desks.iter().map(|desk| {
        json!({
            "id": of.exercise.org(desk.org).id,
            "waiting": estimate(Some(&desk.waiting)),
            "at": estimate(Some(&desk.at)),
        })
    });
    let idle = of
        .idle()
        .map(|(book, rule)| json!({ "playbook": book, "rule": rule }));
    let document = json!({
        "format": 1,
        "mark": of.exercise.mark,
        "tlp": of.exercise.tlp.word(),
        "exercise": {
            "id": of.exercise.id,
            "title": of.exercise.title,
            "scenario_hash": of.scenario_hash,
        },
        "engine": of.engine,
        "runs": of.found.runs,
        "tasks": tasks.collect::<Vec<_>>(),
        "injects": injects.collect::<Vec<_>>(),
        "idle_rules": idle.collect::<Vec<_>>(),
        "desks": desks.collect::<Vec<_>>(),
        "last_done": estimate(of.found.last_done.as_ref()),
    });
    format!("{document:#}\n")
}
