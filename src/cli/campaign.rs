//! `hotwash campaign`: many runs of a scenario, and what they say.

use super::exit::{Exit, Failure};
use super::load::Scenario;
use super::terminal::Terminal;
use super::{file, progress};
use crate::campaign::{Job, Outcome, Stopped, replicate};
use crate::engine;
use crate::exercise::Exercise;
use crate::journal::scenario_hash;
use crate::report::campaign::{self, Subject};
use std::num::NonZeroUsize;
use std::path::PathBuf;
use std::sync::Arc;

/// Play a scenario many times and say what comes out, with intervals
#[derive(clap::Args, Debug)]
pub struct Args {
    #[command(flatten)]
    scenario: Scenario,
    #[command(flatten)]
    runs: Runs,
    /// The format on standard output
    #[arg(long, default_value = "text")]
    format: Shape,
    /// Write a row for each run into this file as well
    #[arg(long, value_name = "FILE")]
    csv: Option<PathBuf>,
}

/// How many runs, and how.
#[derive(clap::Args, Debug)]
pub struct Runs {
    /// How many runs, with seeds from 1 on
    #[arg(long, default_value_t = 200, value_name = "N",
        value_parser = clap::value_parser!(u64).range(1..=10_000_000))]
    runs: u64,
    /// The first seed
    #[arg(long, default_value_t = 1, value_name = "SEED")]
    first: u64,
    /// How many threads play [default: as many as the machine has]
    #[arg(long, value_name = "N")]
    threads: Option<NonZeroUsize>,
}

/// A format of what runs say.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum Shape {
    /// For a terminal.
    Text,
    /// For programs; times in seconds.
    Json,
}

/// At which level intervals hold.
pub const LEVEL: f64 = 0.95;

impl Runs {
    /// Plays them all.
    ///
    /// # Errors
    /// When a run goes past a limit.
    pub fn play(&self, exercise: &Arc<Exercise>, what: &str) -> Result<Vec<Outcome>, Failure> {
        self.all(exercise, what, replicate)
    }

    /// Does this with all of them.
    ///
    /// # Errors
    /// When a run goes past a limit.
    pub fn all<T>(
        &self,
        exercise: &Arc<Exercise>,
        what: &str,
        with: impl FnOnce(&Job<'_>) -> Result<T, Stopped>,
    ) -> Result<T, Failure> {
        let threads = self
            .threads
            .or_else(|| std::thread::available_parallelism().ok())
            .unwrap_or(NonZeroUsize::MIN);
        let end = self.first.checked_add(self.runs).ok_or_else(|| {
            Failure::new(Exit::Usage, "there are not so many seeds after that one")
                .help("take a smaller --first")
        })?;
        let bar = progress::Count::of(self.runs, what);
        let played = || bar.one();
        let found = with(&Job {
            exercise,
            seeds: self.first..end,
            threads,
            played: &played,
        });
        bar.end();
        found.map_err(|(seed, reached)| {
            super::limit(&reached).help(format!("`hotwash run --seed {seed}` shows that run"))
        })
    }
}

/// Plays and says.
///
/// # Errors
/// When the scenario has errors, a run goes past a limit, or something cannot be written.
pub fn run(args: &Args, terminal: &mut Terminal) -> Result<Exit, Failure> {
    let exercise = Arc::new(args.scenario.load(terminal)?);
    let runs = args.runs.play(&exercise, "runs")?;
    let hash = scenario_hash(&exercise).to_string();
    let of = Subject {
        exercise: &exercise,
        scenario_hash: &hash,
        engine: engine::VERSION,
        runs: &runs,
        level: LEVEL,
    };
    if let Some(path) = &args.csv {
        file::write_text(path, campaign::csv(&of))?;
    }
    terminal.print(match args.format {
        Shape::Text => campaign::text(&of, terminal.style),
        Shape::Json => campaign::json(&of),
    })?;
    Ok(Exit::Fine)
}
