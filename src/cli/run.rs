//! `hotwash run`: plays a scenario and scores it.

use super::exit::{Exit, Failure};
use super::load::Scenario;
use super::played::{self, Shown};
use super::terminal::Terminal;
use super::{limit, moment, progress};
use crate::engine::{self, Engine};
use crate::journal::{Head, Header, Recorded};
use std::sync::Arc;

/// Play a scenario and print its scorecard
#[derive(clap::Args, Debug)]
pub struct Args {
    #[command(flatten)]
    scenario: Scenario,
    /// The seed of all chance: the same seed, the same run
    #[arg(long, default_value_t = 1, value_name = "N")]
    seed: u64,
    /// Stop at this moment: +1h30m, or 2023-08-16T09:00[Asia/Tokyo]
    #[arg(long, value_name = "T", allow_hyphen_values = true)]
    until: Option<String>,
    #[command(flatten)]
    shown: Shown,
}

/// Plays it.
///
/// # Errors
/// When the scenario has errors, the run goes past a limit, or something cannot be written.
pub fn run(args: &Args, terminal: &mut Terminal) -> Result<Exit, Failure> {
    let exercise = Arc::new(args.scenario.load(terminal)?);
    let endex = exercise.clock.endex;
    let until = match &args.until {
        Some(text) => moment::within(text, &exercise)?,
        None => endex,
    };
    args.shown.check(&exercise)?;
    let mut engine = Engine::new(Arc::clone(&exercise), args.seed);
    progress::run(&mut engine, until).map_err(|reached| limit(&reached))?;
    if until < endex {
        // Closes the journal: what ends in neither this nor ENDEX has lost its end.
        engine.reached();
    }
    let entries = engine.into_entries();
    let header = Header::new(&exercise, args.seed, engine::VERSION);
    let mut recorded = Recorded {
        header,
        exercise: Arc::unwrap_or_clone(exercise),
        entries,
        head: Head::START,
    };
    played::present(&mut recorded, until, &args.shown, terminal)?;
    Ok(Exit::Fine)
}
