//! Plays an exercise again and again on several threads.

use super::measure::{Measure, Outcome, measures};
use crate::behaviour::Plan;
use crate::engine::Engine;
use crate::exercise::Exercise;
use crate::kernel::{LimitReached, Limits};
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

/// Plays every seed. A thread takes the next seed that nobody has; the outcomes come in order of
/// seeds, so that neither the number of threads nor their pace can be seen in them.
///
/// # Errors
/// The limit that the run with the lowest seed went past, of those that did.
pub fn replicate(job: &Job<'_>) -> Result<Vec<Outcome>, (u64, LimitReached)> {
    let plan = Arc::new(Plan::of(job.exercise));
    let measures: Vec<Measure> = measures().collect();
    let next = AtomicU64::new(job.seeds.start);
    let stopped = AtomicBool::new(false);
    let work = || {
        let mut outcomes = Vec::new();
        while !stopped.load(Ordering::Relaxed) {
            let seed = next.fetch_add(1, Ordering::Relaxed);
            if seed >= job.seeds.end {
                break;
            }
            let outcome = run(job.exercise, &plan, &measures, seed);
            if outcome.is_err() {
                stopped.store(true, Ordering::Relaxed);
            }
            outcomes.push((seed, outcome));
            (job.played)();
        }
        outcomes
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
    let outcomes = all.into_iter();
    outcomes
        .map(|(seed, outcome)| outcome.map_err(|reached| (seed, reached)))
        .collect()
}

fn run(
    exercise: &Arc<Exercise>,
    plan: &Arc<Plan>,
    measures: &[Measure],
    seed: u64,
) -> Result<Outcome, LimitReached> {
    let limits = Limits::default();
    let mut engine = Engine::with_plan(Arc::clone(exercise), Arc::clone(plan), seed, limits);
    engine.run()?;
    let ledgers = metric::fold(exercise, engine.entries(), exercise.clock.endex);
    let readings = metric::readings(&ledgers, Evidence::Skip);
    Ok(Outcome {
        seed,
        entries: u32::try_from(engine.entries().len()).unwrap_or(u32::MAX),
        figures: measures.iter().map(|one| one.figure(&readings)).collect(),
    })
}
