//! The controller's dry run: what happens in many runs to the script itself.

use super::estimate::{Estimate, estimate};
use super::replicate::{Job, Stopped, each_seed};
use crate::engine::Engine;
use crate::exercise::Exercise;
use crate::fact::Fact;
use crate::metric;
use crate::model::{CriticalTaskId, InjectId, OrgId, PlaybookId, SimTime, Span};
use crate::scorecard::{Rating, rate};
use std::collections::BTreeMap;

/// What a rehearsal found.
#[derive(Clone, Debug)]
pub struct Rehearsal {
    /// How many runs.
    pub runs: usize,
    /// Critical tasks of objectives, in order of id.
    pub tasks: Vec<Task>,
    /// In how many runs each inject went out, in order of id.
    pub fired: Vec<(InjectId, usize)>,
    /// Rules that nothing set off in any run, by playbooks that somebody plays by.
    pub idle_rules: Vec<(PlaybookId, usize)>,
    /// Desks by how much work of any kind waited at the worst moment, the worst first.
    pub desks: Vec<Desk>,
    /// When the last critical task was done, in seconds from STARTEX; none where none ever was.
    pub last_done: Option<Estimate>,
}

/// One critical task over all seats and runs.
#[derive(Clone, Debug)]
pub struct Task {
    /// The task.
    pub task: CriticalTaskId,
    /// How often it was rated P, S, M and U.
    pub ratings: [usize; 4],
    /// How long it took where it was done, in seconds from the trigger's delivery.
    pub took: Option<Estimate>,
}

impl Task {
    /// How often it was rated at all.
    #[must_use]
    pub fn rated(&self) -> usize {
        self.ratings.iter().sum()
    }

    /// The share of ratings by its limit and without a breach; none where it never was rated.
    #[must_use]
    pub fn in_time(&self) -> Option<f64> {
        let rated = self.rated();
        (rated > 0).then(|| (self.ratings[0] + self.ratings[1]) as f64 / rated as f64)
    }
}

/// One desk at its worst.
#[derive(Clone, Debug)]
pub struct Desk {
    /// Whose.
    pub org: OrgId,
    /// How many pieces of work waited at once at most, by run.
    pub waiting: Estimate,
    /// When that was, in seconds from STARTEX, by run.
    pub at: Estimate,
}

/// What is taken of one run.
struct Taken {
    tasks: Vec<(CriticalTaskId, Rating, Option<Span>)>,
    fired: Vec<InjectId>,
    set_off: Vec<(PlaybookId, usize)>,
    worst: BTreeMap<OrgId, (usize, SimTime)>,
    last_done: Option<SimTime>,
}

/// Plays every seed and says what became of the script.
///
/// # Errors
/// The limit that the run with the lowest seed went past, of those that did.
pub fn rehearse(job: &Job<'_>, level: f64) -> Result<Rehearsal, Stopped> {
    let taken = each_seed(job, |_, engine| take(engine))?;
    let exercise = job.exercise;
    let injects = (0..exercise.injects.len()).map(InjectId::nth);
    let fired = injects.map(|id| {
        let runs = taken.iter().filter(|one| one.fired.contains(&id));
        (id, runs.count())
    });
    let last = taken.iter().filter_map(|one| one.last_done);
    Ok(Rehearsal {
        runs: taken.len(),
        tasks: tasks(exercise, &taken, level),
        fired: fired.collect(),
        idle_rules: idle(exercise, &taken),
        desks: desks(&taken, level),
        last_done: estimate(last.map(seconds), level),
    })
}

fn seconds(at: SimTime) -> f64 {
    at.since(SimTime::STARTEX).as_seconds()
}

fn take(engine: &Engine) -> Taken {
    let exercise = engine.exercise();
    let ledgers = metric::fold(exercise, engine.entries(), exercise.clock.endex);
    let ratings = rate(&ledgers);
    let ratings = ratings.iter().flat_map(|objective| &objective.tasks);
    let took = |from: Option<SimTime>, to: Option<SimTime>| Some(to?.since(from?));
    let tasks = ratings
        .clone()
        .map(|one| (one.task, one.rating, took(one.started_at, one.done_at)));
    let fired = engine
        .entries()
        .iter()
        .filter_map(|entry| match entry.fact() {
            Some(Fact::InjectReleased(f)) => Some(f.inject),
            _ => None,
        });
    Taken {
        tasks: tasks.collect(),
        fired: fired.collect(),
        set_off: engine.rules_set_off().collect(),
        worst: worst(engine),
        last_done: ratings.filter_map(|one| one.done_at).max(),
    }
}

/// By desk the most work that waited at once, and when first.
fn worst(engine: &Engine) -> BTreeMap<OrgId, (usize, SimTime)> {
    let mut now: BTreeMap<OrgId, usize> = BTreeMap::new();
    let mut worst: BTreeMap<OrgId, (usize, SimTime)> = BTreeMap::new();
    for entry in engine.entries() {
        match entry.fact() {
            Some(Fact::TicketQueued(f)) => {
                let waiting = now.entry(f.org).or_default();
                *waiting += 1;
                let most = worst.entry(f.org).or_insert((0, entry.at));
                if *waiting > most.0 {
                    *most = (*waiting, entry.at);
                }
            }
            Some(Fact::TicketStarted(f)) => {
                let waiting = now.entry(f.org).or_default();
                *waiting = waiting.saturating_sub(1);
            }
            _ => {}
        }
    }
    worst
}

fn tasks(exercise: &Exercise, taken: &[Taken], level: f64) -> Vec<Task> {
    let mut all: BTreeMap<CriticalTaskId, ([usize; 4], Vec<f64>)> = BTreeMap::new();
    for (place, task) in exercise.tasks.iter().enumerate() {
        if task.objective.is_some() {
            all.insert(CriticalTaskId::nth(place), Default::default());
        }
    }
    for (task, rating, took) in taken.iter().flat_map(|one| &one.tasks) {
        let (ratings, times) = all.entry(*task).or_default();
        let column = match rating {
            Rating::Performed => 0,
            Rating::Some => 1,
            Rating::Major => 2,
            Rating::Unable => 3,
            Rating::NotApplicable | Rating::NotObserved => continue,
        };
        ratings[column] += 1;
        times.extend(took.map(Span::as_seconds));
    }
    let all = all.into_iter();
    all.map(|(task, (ratings, times))| Task {
        task,
        ratings,
        took: estimate(times.into_iter(), level),
    })
    .collect()
}

fn idle(exercise: &Exercise, taken: &[Taken]) -> Vec<(PlaybookId, usize)> {
    let played: Vec<PlaybookId> = exercise.players().map(|(_, org)| org.playbook).collect();
    let rules = exercise
        .playbooks
        .iter()
        .enumerate()
        .flat_map(|(nth, book)| {
            let id = PlaybookId::nth(nth);
            (0..book.rules.len()).map(move |rule| (id, rule))
        });
    rules
        .filter(|(book, _)| played.contains(book))
        .filter(|rule| !taken.iter().any(|one| one.set_off.contains(rule)))
        .collect()
}

fn desks(taken: &[Taken], level: f64) -> Vec<Desk> {
    let mut all: BTreeMap<OrgId, (Vec<f64>, Vec<f64>)> = BTreeMap::new();
    for (org, (waiting, at)) in taken.iter().flat_map(|one| &one.worst) {
        let (most, when) = all.entry(*org).or_default();
        most.push(*waiting as f64);
        when.push(seconds(*at));
    }
    let mut desks: Vec<Desk> = all
        .into_iter()
        .filter_map(|(org, (most, when))| {
            Some(Desk {
                org,
                waiting: estimate(most.into_iter(), level)?,
                at: estimate(when.into_iter(), level)?,
            })
        })
        .collect();
    let median = |desk: &Desk| desk.waiting.quantiles[1].value;
    desks.sort_by(|a, b| median(b).total_cmp(&median(a)).then(a.org.cmp(&b.org)));
    desks
}
