//! `hotwash msel`: the MSEL of a scenario as a spreadsheet.

use super::exit::{Exit, Failure};
use super::file;
use super::load::Scenario;
use super::terminal::Terminal;
use crate::interop::msel;
use std::path::PathBuf;

/// Write the MSEL of a scenario as CSV, which a scenario can include again
#[derive(clap::Args, Debug)]
pub struct Args {
    #[command(flatten)]
    scenario: Scenario,
    /// Where to write it, instead of standard output
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
}

/// Writes it.
///
/// # Errors
/// When the scenario has errors or the file cannot be written.
pub fn run(args: &Args, terminal: &mut Terminal) -> Result<Exit, Failure> {
    let table = msel::write(&args.scenario.load(terminal)?);
    match &args.out {
        None => terminal.print(table)?,
        Some(path) => file::write_text(path, table)?,
    }
    Ok(Exit::Fine)
}
