//! What an experiment asks: two arms of one exercise, with an instrument and without it, what is
//! expected of the difference, and under which conditions that is expected to vanish or reverse.

use super::Exercise;
use std::sync::Arc;

/// One question, answered by runs of both arms with the same seeds.
#[derive(Clone, Debug)]
pub struct Experiment {
    /// Its title, a question.
    pub title: String,
    /// What is judged, as a sentence names it: `the hotline`.
    pub instrument: String,
    /// The main case first, then each condition.
    pub cases: Vec<Case>,
    /// How many pairs of runs a case takes.
    pub runs: u64,
    /// How many pairs do where only the claim itself is to be tested.
    pub test_runs: u64,
}

/// The main case, or a condition under which the effect is expected to vanish or reverse.
#[derive(Clone, Debug)]
pub struct Case {
    /// The condition; none in the main case.
    pub name: Option<String>,
    /// Why it is expected, in a sentence; empty if nothing is said.
    pub why: String,
    /// The metric that was named beforehand.
    pub measure: String,
    /// What is expected of the difference, with less without.
    pub expects: Expects,
    /// The arm with the instrument.
    pub with: Arc<Exercise>,
    /// The arm without it, everything else and all luck the same.
    pub without: Arc<Exercise>,
}

/// What is expected of a difference.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Expects {
    /// There is less with the instrument.
    Falls,
    /// There is more.
    Rises,
    /// Nothing that happens differs, in any run.
    Vanishes,
    /// The whole interval of the difference lies within so much of zero, in the measure's unit
    /// (times in seconds).
    Within(f64),
}
