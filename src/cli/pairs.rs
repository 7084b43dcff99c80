//! How many pairs of runs are played, and how.

use super::exit::{Exit, Failure};
use super::progress;
use crate::campaign::Stopped;
use std::num::NonZeroUsize;
use std::ops::Range;

/// How many runs of each arm, and how.
#[derive(clap::Args, Clone, Copy, Debug)]
pub struct Runs {
    /// How many runs of each, with the same seeds [default: what an experiment says, else 200]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u64).range(1..=10_000_000))]
    runs: Option<u64>,
    /// The first seed
    #[arg(long, default_value_t = 1, value_name = "SEED")]
    pub first: u64,
    /// How many threads play [default: as many as the machine has]
    #[arg(long, value_name = "N")]
    threads: Option<NonZeroUsize>,
}

impl Runs {
    /// How many, where so many are usual.
    #[must_use]
    pub fn count(&self, usual: u64) -> u64 {
        self.runs.unwrap_or(usual)
    }

    /// How many threads play.
    #[must_use]
    pub fn threads(&self) -> NonZeroUsize {
        let machine = || std::thread::available_parallelism().ok();
        self.threads.or_else(machine).unwrap_or(NonZeroUsize::MIN)
    }

    /// The seeds of so many.
    ///
    /// # Errors
    /// When there are not so many.
    pub fn seeds(&self, usual: u64) -> Result<Range<u64>, Failure> {
        let end = self.first.checked_add(self.count(usual)).ok_or_else(|| {
            Failure::new(Exit::Usage, "there are not so many seeds after that one")
                .help("take a smaller --first")
        })?;
        Ok(self.first..end)
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
    found.map_err(|(seed, reached)| {
        super::limit(&reached).help(format!("`hotwash run --seed {seed}` shows that run"))
    })
}
