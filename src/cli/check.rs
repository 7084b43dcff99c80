//! `hotwash check`: says everything that is wrong with scenarios and experiments.

use super::exit::{Exit, Failure};
use super::experiment;
use super::load;
use super::shelf::Files;
use super::terminal::Terminal;
use crate::scenario;

/// Say everything that is wrong with scenarios and experiments
#[derive(clap::Args, Debug)]
pub struct Args {
    /// Scenario or experiment files, `-` for standard input, or names of bundled ones
    #[arg(required = true, value_name = "FILE|NAME")]
    scenarios: Vec<String>,
}

/// Checks them.
///
/// # Errors
/// When standard output cannot be written; what is wrong with a scenario is no failure of `check`.
pub fn run(args: &Args, terminal: &mut Terminal) -> Result<Exit, Failure> {
    let mut worst = Exit::Fine;
    for name in &args.scenarios {
        let (told, exit) = if scenario::experiment::is_experiment(name, &Files) {
            let loaded = experiment::read(name, &[]);
            let (problems, dropped) = (&loaded.problems, loaded.dropped);
            let told = load::told(problems, &loaded.sources, dropped, terminal);
            (told, experiment::exit(&loaded))
        } else {
            let loaded = scenario::load(name, &Files);
            (load::show(&loaded, terminal), load::exit(&loaded))
        };
        let several = args.scenarios.len() > 1;
        terminal.print(if several {
            format!("{name}: {told}")
        } else {
            told
        })?;
        worst = match (worst, exit) {
            (worst, Exit::Fine) => worst,
            (Exit::Usage, _) => Exit::Usage,
            (_, found) => found,
        };
    }
    Ok(worst)
}
