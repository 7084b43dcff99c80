//! Progress on standard error, for what takes over a second.

use crate::engine::Engine;
use crate::kernel::LimitReached;
use crate::model::{SimTime, Span};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::time::{Duration, Instant};

/// Nothing is shown before this much time has passed.
const PATIENCE: Duration = Duration::from_secs(1);
/// In how many stretches a run is played.
const STRETCHES: i64 = 200;

/// Plays an exercise up to a moment, and shows how far it has come when that takes long.
///
/// # Errors
/// As the engine.
pub fn run(engine: &mut Engine, until: SimTime) -> Result<(), LimitReached> {
    run_with(engine, until, Engine::run_until)
}

/// The same, played in some other way.
///
/// # Errors
/// As the engine.
pub fn run_with(
    engine: &mut Engine,
    until: SimTime,
    mut play: impl FnMut(&mut Engine, SimTime) -> Result<(), LimitReached>,
) -> Result<(), LimitReached> {
    let began = Instant::now();
    let mut bar: Option<ProgressBar> = None;
    for stretch in 1..=STRETCHES {
        let at = i128::from(until.0) * i128::from(stretch) / i128::from(STRETCHES);
        let at = SimTime::STARTEX + Span(i64::try_from(at).unwrap_or(i64::MAX));
        play(engine, at)?;
        if bar.is_none() && began.elapsed() > PATIENCE {
            bar = Some(fresh());
        }
        if let Some(bar) = &bar {
            bar.set_position(stretch.unsigned_abs());
            bar.set_message(format!("{at}, {} entries", engine.entries().len()));
        }
    }
    if let Some(bar) = bar {
        bar.finish_and_clear();
    }
    let spent = began.elapsed();
    tracing::info!("played {} entries in {spent:?}", engine.entries().len());
    Ok(())
}

/// How many of many are done, shown when they take long.
pub struct Count {
    bar: ProgressBar,
    began: Instant,
}

impl Count {
    /// None of so many yet.
    #[must_use]
    pub fn of(all: u64, what: &str) -> Count {
        let template = "{elapsed_precise} {wide_bar} {pos} of {len} {msg}, {eta} left";
        let bar = ProgressBar::new(all).with_message(what.to_owned());
        bar.set_draw_target(ProgressDrawTarget::hidden());
        let bar = match ProgressStyle::with_template(template) {
            Ok(style) => bar.with_style(style),
            Err(_) => bar,
        };
        Count {
            bar,
            began: Instant::now(),
        }
    }

    /// One more is done.
    pub fn one(&self) {
        if self.bar.is_hidden() && self.began.elapsed() > PATIENCE {
            self.bar.set_draw_target(ProgressDrawTarget::stderr());
        }
        self.bar.inc(1);
    }

    /// All are done, or nothing more will be.
    pub fn end(&self) {
        self.bar.finish_and_clear();
        let (done, spent) = (self.bar.position(), self.began.elapsed());
        tracing::info!("played {done} runs in {spent:?}");
    }
}

/// Hidden by itself where standard error is no terminal.
fn fresh() -> ProgressBar {
    let bar = ProgressBar::new(STRETCHES.unsigned_abs());
    let style = ProgressStyle::with_template("{elapsed_precise} {wide_bar} {msg}");
    match style {
        Ok(style) => bar.with_style(style),
        Err(_) => bar,
    }
}
