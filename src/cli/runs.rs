//! How many runs are played, and how, for every subcommand that plays many.

use super::exit::{Exit, Failure};
use super::progress;
use crate::campaign::{Job, Stopped};
use crate::exercise::Exercise;
use std::num::NonZeroUsize;
use std::ops::Range;
use std::sync::Arc;

/// How many runs where nothing else is said.
pub const USUAL: u64 = 200;

/// How many runs, and how.
#[derive(clap::Args, Clone, Copy, Debug)]
pub struct Runs {
    /// How many runs, of each arm where there are two [default: 200, or what an experiment says;
    /// for a --precision at most 25600]
    #[arg(long = "runs", value_name = "N",
        value_parser = clap::value_parser!(u64).range(1..=10_000_000))]
    pub asked: Option<u64>,
    /// The first seed
    #[arg(long, default_value_t = 1, value_name = "SEED")]
    pub first: u64,
    /// How many threads play [default: as many as the machine has]
    #[arg(long, value_name = "N")]
    pub threads: Option<NonZeroUsize>,
}

impl Runs {
    /// How many, where so many are usual.
    #[must_use]
    pub fn count(&self, usual: u64) -> u64 {
        self.asked.unwrap_or(usual)
    }

    /// How many threads play.
    #[must_use]
    pub fn threads(&self) -> NonZeroUsize {
        let machine = || std::thread::available_parallelism().ok();
        self.threads.or_else(machine).unwrap_or(NonZeroUsize::MIN)
    }

    /// The seeds of all, where so many are usual.
    ///
    /// # Errors
    /// When there are not so many.
    pub fn seeds(&self, usual: u64) -> Result<Range<u64>, Failure> {
        let count = self.count(usual);
        self.seeds_of(&(0..count), count)
    }

    /// The seeds of these of so many runs.
    ///
    /// # Errors
    /// When there are not so many.
    pub fn seeds_of(&self, range: &Range<u64>, count: u64) -> Result<Range<u64>, Failure> {
        let end = self.first.checked_add(count);
        end.ok_or_else(|| {
            Failure::new(Exit::Usage, "there are not so many seeds after that one")
                .help("take a smaller --first")
        })?;
        Ok(self.first + range.start..self.first + range.end)
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
        let (seeds, threads) = (self.seeds(USUAL)?, self.threads());
        counted(self.count(USUAL), what, |played| {
            with(&Job {
                exercise,
                seeds,
                threads,
                played,
            })
        })
    }
}

/// Does something with a count of what is played, shown when it takes long.
///
/// # Errors
/// When a run goes past a limit.
pub fn counted<T>(
    all: u64,
    what: &str,
    with: impl FnOnce(&(dyn Fn() + Sync)) -> Result<T, Stopped>,
) -> Result<T, Failure> {
    let bar = progress::Count::of(all, what);
    let found = with(&|| bar.one());
    bar.end();
    found.map_err(stopped)
}

pub fn stopped((seed, reached): Stopped) -> Failure {
    super::limit(&reached).help(format!("`hotwash run --seed {seed}` shows that run"))
}
