//! `hotwash season`: a year of drills and incidents, and what one carries over to the next.

use super::campaign::LEVEL;
use super::exit::{Exit, Failure};
use super::load::Scenario;
use super::output::Output;
use super::precise;
use super::runs::Runs;
use super::terminal::Terminal;
use crate::campaign::{measures, season, stretches};
use crate::engine;
use crate::journal::scenario_hash;
use crate::report::page;
use crate::report::season::{self as report, Subject};
use std::sync::Arc;

/// What is shown unless it is said.
const USUAL: &[&str] = &[
    "contact_reach",
    "time_to_reach",
    "answer_time",
    "fresh_value",
    "time_to_suspend",
    "time_to_contain",
    "victims",
    "harm",
];

/// Follow measures through a season: move by move, over runs
#[derive(clap::Args, Debug)]
pub struct Args {
    #[command(flatten)]
    scenario: Scenario,
    /// A measure to follow, instead of the usual ones; `all` for every one
    #[arg(long, value_name = "METRIC")]
    measure: Vec<String>,
    #[command(flatten)]
    runs: Runs,
    #[command(flatten)]
    output: Output,
}

/// Plays the season many times and says how it went.
///
/// # Errors
/// When the scenario has errors or one move alone, a measure is not known, or a run goes past a
/// limit.
pub fn run(args: &Args, terminal: &mut Terminal) -> Result<Exit, Failure> {
    let shown = shown(&args.measure)?;
    let exercise = Arc::new(args.scenario.load(terminal)?);
    if stretches(&exercise).len() < 2 {
        let failure = Failure::new(Exit::Usage, "this is one stretch of time, and no season");
        return Err(failure
            .because("its clock has no moves that divide it")
            .help(
                "write moves into its clock: moves: [(title: \"Spring\", at: \"+8h\", \
             jump: \"13 weeks\")]",
            ));
    }
    let found = args.runs.all(&exercise, "runs", |job| season(job, LEVEL))?;
    let hash = scenario_hash(&exercise).to_string();
    let of = Subject {
        exercise: &exercise,
        scenario_hash: &hash,
        engine: engine::VERSION,
        found: &found,
        shown: &shown,
    };
    args.output.give(
        terminal,
        |style| report::text(&of, style),
        || report::json(&of),
        || page::season(&of),
    )?;
    Ok(Exit::Fine)
}

/// The measures to show.
fn shown(asked: &[String]) -> Result<Vec<&'static str>, Failure> {
    if asked.iter().any(|one| one == "all") {
        return Ok(measures().map(|one| one.metric).collect());
    }
    if asked.is_empty() {
        return Ok(USUAL.to_vec());
    }
    let named = asked.iter().map(|id| precise::measure(id));
    named.map(|found| found.map(|one| one.metric)).collect()
}
