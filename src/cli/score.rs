//! `hotwash score`: scores a journal, of today or of years ago.

use super::exit::{Exit, Failure};
use super::played::{self, Shown};
use super::terminal::Terminal;
use super::{moment, read};
use std::path::PathBuf;

/// Score a journal
#[derive(clap::Args, Debug)]
pub struct Args {
    /// The journal; `-` for standard input
    journal: PathBuf,
    /// Score what happened up to this moment: +1h30m, or 2023-08-16T09:00[Asia/Tokyo]
    #[arg(long, value_name = "T", allow_hyphen_values = true)]
    until: Option<String>,
    #[command(flatten)]
    shown: Shown,
}

/// Scores it.
///
/// # Errors
/// When the journal is not whole or something cannot be written.
pub fn run(args: &Args, terminal: &mut Terminal) -> Result<Exit, Failure> {
    let mut recorded = read::whole(&args.journal)?;
    let endex = recorded.exercise.clock.endex;
    let last = recorded.entries.last().map_or(endex, |last| last.at);
    let until = match &args.until {
        Some(text) => moment::within(text, &recorded.exercise)?.min(last),
        None => last,
    };
    played::present(&mut recorded, until, &args.shown, terminal)?;
    Ok(Exit::Fine)
}
