//! `hotwash completions`: completions for a shell.

use super::exit::{Exit, Failure};
use super::terminal::Terminal;
use clap::CommandFactory as _;
use clap_complete::Shell;

/// Print completions for a shell
#[derive(clap::Args, Debug)]
pub struct Args {
    /// The shell
    shell: Shell,
}

/// Prints them.
///
/// # Errors
/// When standard output cannot be written.
pub fn run(args: &Args, terminal: &mut Terminal) -> Result<Exit, Failure> {
    let mut text = Vec::new();
    let mut command = super::Line::command();
    clap_complete::generate(args.shell, &mut command, "hotwash", &mut text);
    terminal.print(text)?;
    Ok(Exit::Fine)
}
