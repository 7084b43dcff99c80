//! A season, stretch by stretch: what the moves of an exercise carry over from one to the next.

use super::estimate::{Estimate, estimate, paired};
use super::measure::{Measure, measures};
use super::replicate::{Job, Stopped, each_seed};
use crate::exercise::Exercise;
use crate::metric;
use crate::model::SimTime;

/// One measure along a season.
#[derive(Clone, Debug)]
pub struct Course {
    /// The measure.
    pub measure: Measure,
    /// What runs say of it, by stretch; none where no run had anything to observe.
    pub stretches: Vec<Option<Estimate>>,
    /// Each stretch less the first, run by run; none where no run had both, and for the first.
    pub since_first: Vec<Option<Estimate>>,
}

/// A season that was played many times.
#[derive(Clone, Debug)]
pub struct Season {
    /// When each stretch begins, in exercise time.
    pub starts: Vec<SimTime>,
    /// Every measure, in the order of the metrics.
    pub courses: Vec<Course>,
    /// How many runs.
    pub runs: usize,
    /// The first of their seeds.
    pub first_seed: u64,
    /// The level of confidence of all intervals.
    pub level: f64,
}

/// When the stretches of an exercise begin: its moves, and STARTEX.
#[must_use]
pub fn stretches(exercise: &Exercise) -> Vec<SimTime> {
    let moves = exercise.clock.moves.iter().map(|one| one.at);
    let mut starts: Vec<SimTime> = std::iter::once(SimTime::STARTEX).chain(moves).collect();
    starts.sort_unstable();
    starts.dedup();
    starts
}

/// Plays a season many times. An observation belongs to the stretch in which it began; a run's
/// figure of a duration is its mean restricted to the length of the shortest stretch.
///
/// # Errors
/// The limit that the run with the lowest seed went past, of those that did.
pub fn season(job: &Job<'_>, level: f64) -> Result<Season, Stopped> {
    let starts = stretches(job.exercise);
    let measures: Vec<Measure> = measures().collect();
    // By run, stretch and measure.
    let figures: Vec<Vec<Vec<Option<f64>>>> = each_seed(job, |_, engine| {
        let exercise = engine.exercise();
        let ledgers = metric::fold(exercise, engine.entries(), exercise.clock.endex);
        let parts = metric::by_stretch(&ledgers, engine.entries(), &starts);
        let figure = |readings: &Vec<_>| measures.iter().map(|one| one.figure(readings)).collect();
        parts.iter().map(figure).collect()
    })?;
    let column = |stretch: usize, nth: usize| -> Vec<Option<f64>> {
        figures.iter().map(|run| run[stretch][nth]).collect()
    };
    let courses = measures.iter().enumerate().map(|(nth, measure)| {
        let columns: Vec<_> = (0..starts.len())
            .map(|stretch| column(stretch, nth))
            .collect();
        Course {
            measure: *measure,
            stretches: (columns.iter())
                .map(|column| estimate(column.iter().copied().flatten(), level))
                .collect(),
            since_first: (columns.iter().enumerate())
                .map(|(stretch, later)| {
                    let change = paired(&columns[0], later);
                    (stretch > 0).then(|| estimate(change, level)).flatten()
                })
                .collect(),
        }
    });
    Ok(Season {
        courses: courses.collect(),
        runs: figures.len(),
        first_seed: job.seeds.start,
        starts,
        level,
    })
}
