//! `hotwash list`: the scenarios inside the program.

use super::exit::{Exit, Failure};
use super::experiment;
use super::shelf::Files;
use super::terminal::Terminal;
use crate::report::line::{plain, wrap};
use crate::scenario::{self, library};

/// What is said of a scenario stands beside its name, in so many columns.
const ROOM: usize = 59;

/// List the bundled scenarios, which `run` takes by name, and their experiments
#[derive(clap::Args, Debug)]
pub struct Args {}

/// Lists them.
///
/// # Errors
/// When standard output cannot be written.
pub fn run(_: &Args, terminal: &mut Terminal) -> Result<Exit, Failure> {
    for (name, _) in library::SCENARIOS {
        let loaded = scenario::load(name, &Files);
        let about = loaded.exercise.map_or_else(String::new, |exercise| {
            let players = exercise.players().count();
            let (injects, endex) = (
                exercise.injects.len(),
                exercise.clock.endex - crate::model::SimTime::STARTEX,
            );
            format!(
                "{} ({players} organisations, {injects} injects, {endex})",
                plain(&exercise.title)
            )
        });
        let mut first = *name;
        for line in wrap(&about, ROOM) {
            terminal.print(format!("{first:20} {line}\n"))?;
            first = "";
        }
        let own = experiment::beside(name);
        let further = format!("{name}-");
        for (experiment, _) in library::EXPERIMENTS {
            if *experiment == own || experiment.starts_with(&further) {
                terminal.print(format!("{:20} hotwash compare {experiment}\n", ""))?;
            }
        }
    }
    Ok(Exit::Fine)
}
