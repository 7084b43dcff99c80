//! `hotwash check`: says everything that is wrong with scenarios.

use super::exit::{Exit, Failure};
use super::load;
use super::shelf::Files;
use super::terminal::Terminal;
use crate::scenario;

/// Say everything that is wrong with scenarios
#[derive(clap::Args, Debug)]
pub struct Args {
    /// Scenario files, `-` for standard input, or names of bundled scenarios
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
        let loaded = scenario::load(name, &Files);
        let told = load::show(&loaded, terminal);
        let several = args.scenarios.len() > 1;
        terminal.print(if several {
            format!("{name}: {told}")
        } else {
            told
        })?;
        worst = match (worst, load::exit(&loaded)) {
            (worst, Exit::Fine) => worst,
            (Exit::Usage, _) => Exit::Usage,
            (_, found) => found,
        };
    }
    Ok(worst)
}
