//! `hotwash rehearse`: the controller's dry run.

use super::campaign::LEVEL;
use super::exit::{Exit, Failure};
use super::load::Scenario;
use super::output::Output;
use super::runs::Runs;
use super::terminal::Terminal;
use crate::campaign::rehearse;
use crate::engine;
use crate::journal::scenario_hash;
use crate::report::page;
use crate::report::rehearsal::{self, Subject};
use std::sync::Arc;

/// Rehearse a script: tasks nobody makes, injects that never go out, desks that drown
#[derive(clap::Args, Debug)]
pub struct Args {
    #[command(flatten)]
    scenario: Scenario,
    #[command(flatten)]
    runs: Runs,
    #[command(flatten)]
    output: Output,
}

/// Plays it many times and says what became of the script.
///
/// # Errors
/// When the scenario has errors or a run goes past a limit.
pub fn run(args: &Args, terminal: &mut Terminal) -> Result<Exit, Failure> {
    let exercise = Arc::new(args.scenario.load(terminal)?);
    let found = args
        .runs
        .all(&exercise, "runs", |job| rehearse(job, LEVEL))?;
    let hash = scenario_hash(&exercise).to_string();
    let of = Subject {
        exercise: &exercise,
        scenario_hash: &hash,
        engine: engine::VERSION,
        found: &found,
    };
    args.output.give(
        terminal,
        |style| rehearsal::text(&of, style),
        || rehearsal::json(&of),
        || page::rehearsal(&of),
    )?;
    Ok(Exit::Fine)
}
