//! Plays an exercise again and again on several threads.

use super::measure::{Measure, Outcome, measures};
use super::theatre::Theatre;
use crate::behaviour::Plan;
use crate::engine::Engine;
use crate::exercise::Exercise;
use crate::kernel::LimitReached;
use crate::metric::{self, Evidence};
use std::num::NonZeroUsize;
use std::ops::Range;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

/// What is to be played.
pub struct Job<'a> {
    /// The exercise.
    pub exercise: &'a Arc<Exercise>,
    /// The seeds, one a run.
    pub seeds: Range<u64>,
    /// How many threads play.
    pub threads: NonZeroUsize,
    /// Called after each run, from whichever thread played it.
    pub played: &'a (dyn Fn() + Sync),
}

/// How play is watched from outside.
pub struct Watch<'a> {
    /// Which seeds are not to be played: somebody has their outcome.
    pub done: &'a (dyn Fn(u64) -> bool + Sync),
    /// Given each outcome as soon as it is there, from whichever thread played it.
    pub kept: &'a (dyn Fn(&Outcome) + Sync),
    /// Once it is true no further run begins; those in hand are finished.
    pub stop: &'a AtomicBool,
}

/// Plays every seed and gives its outcome.
///
/// # Errors
/// The limit that the run with the lowest seed went past, of those that did.
pub fn replicate(job: &Job<'_>) -> Result<Vec<Outcome>, Stopped> {
    each_seed(job, outcome())
}

/// Plays the seeds that are not done, and gives their outcomes in order. Where it was stopped,
/// those played are the first of them, without a gap.
///
/// # Errors
/// The limit that the run with the lowest seed went past, of those that did.
pub fn replicate_watched(job: &Job<'_>, watch: &Watch<'_>) -> Result<Vec<Outcome>, Stopped> {
    let outcome = outcome();
    let plan = Arc::new(Plan::of(job.exercise));
    let theatre = || Theatre::of(job.exercise, &plan);
    each_wanted(job, watch.done, watch.stop, theatre, |theatre, seed| {
        let outcome = outcome(seed, theatre.play(seed)?);
        (watch.kept)(&outcome);
        Ok(outcome)
    })
}

/// Takes what is kept of a run.
fn outcome() -> impl Fn(u64, &Engine) -> Outcome + Sync {
    let measures: Vec<Measure> = measures().collect();
    move |seed, engine| {
        let exercise = engine.exercise();
        let ledgers = metric::fold(exercise, engine.entries(), exercise.clock.endex);
        let readings = metric::readings(&ledgers, Evidence::Skip);
        Outcome {
            seed,
            entries: u32::try_from(engine.entries().len()).unwrap_or(u32::MAX),
            figures: measures.iter().map(|one| one.figure(&readings)).collect(),
        }
    }
}

/// The seed of a run that was stopped, and the limit it went past.
pub type Stopped = (u64, LimitReached);

/// Plays every seed and keeps what is taken of each run. A thread takes the next seed that nobody
/// has; what is kept comes in order of seeds, so that neither the number of threads nor their pace
/// can be seen in it.
///
/// # Errors
/// The limit that the run with the lowest seed went past, of those that did.
pub(super) fn each_seed<T: Send>(
    job: &Job<'_>,
    take: impl Fn(u64, &Engine) -> T + Sync,
) -> Result<Vec<T>, Stopped> {
    let plan = Arc::new(Plan::of(job.exercise));
    let theatre = || Theatre::of(job.exercise, &plan);
    each_in(job, theatre, |theatre, seed| {
        Ok(take(seed, theatre.play(seed)?))
    })
}

/// The same, where each thread makes for itself what it plays in, and plays a seed as it is told.
///
/// # Errors
/// The limit that the run with the lowest seed went past, of those that did.
pub(super) fn each_in<W, T: Send>(
    job: &Job<'_>,
    make: impl Fn() -> W + Sync,
    play: impl Fn(&mut W, u64) -> Result<T, LimitReached> + Sync,
) -> Result<Vec<T>, Stopped> {
    each_wanted(job, &|_| false, &AtomicBool::new(false), make, play)
}

/// The same for the seeds that are not done, until it is to stop.
fn each_wanted<W, T: Send>(
    job: &Job<'_>,
    done: &(dyn Fn(u64) -> bool + Sync),
    stop: &AtomicBool,
    make: impl Fn() -> W + Sync,
    play: impl Fn(&mut W, u64) -> Result<T, LimitReached> + Sync,
) -> Result<Vec<T>, Stopped> {
    let next = AtomicU64::new(job.seeds.start);
    let stopped = AtomicBool::new(false);
    let work = || {
        let (mut place, mut kept) = (make(), Vec::new());
        while !stopped.load(Ordering::Relaxed) && !stop.load(Ordering::Relaxed) {
            let seed = next.fetch_add(1, Ordering::Relaxed);
            if seed >= job.seeds.end {
                break;
            }
            if done(seed) {
                continue;
            }
            let played = play(&mut place, seed);
            if played.is_err() {
                stopped.store(true, Ordering::Relaxed);
            }
            kept.push((seed, played));
            (job.played)();
        }
        kept
    };
    let mut all = std::thread::scope(|scope| {
        let threads: Vec<_> = (1..job.threads.get()).map(|_| scope.spawn(work)).collect();
        let mut all = work();
        for thread in threads {
            match thread.join() {
                Ok(more) => all.extend(more),
                Err(panic) => std::panic::resume_unwind(panic),
            }
        }
        all
    });
    all.sort_by_key(|(seed, _)| *seed);
    let all = all.into_iter();
    all.map(|(seed, played)| played.map_err(|reached| (seed, reached)))
        .collect()
}
