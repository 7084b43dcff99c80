//! `hotwash score`: scores a journal, of today or of years ago.

use super::exit::{Exit, Failure};
use super::played::{self, Shown};
use super::terminal::Terminal;
use super::{moment, read, terminal};
use crate::model::SimTime;
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

/// Scores what is whole of it.
///
/// # Errors
/// When not even its first line can be read, or something cannot be written.
pub fn run(args: &Args, terminal: &mut Terminal) -> Result<Exit, Failure> {
    let (mut recorded, damage) = read::kept(&args.journal)?;
    let mut exit = damage.as_ref().map_or(Exit::Fine, |damage| damage.exit);
    match damage {
        Some(damage) => terminal::complain(&damage.help(format!(
            "scored is what comes before: {}",
            read::extent(&recorded)
        ))),
        None => {
            if let Some(warning) = read::unclosed(&args.journal, &recorded) {
                terminal::complain(&warning);
                exit = warning.exit;
            }
        }
    }
    for difference in read::versions(&recorded) {
        terminal::complain(&format!("note: {difference}\n"));
    }
    let last = recorded.entries.last();
    let last = last.map_or(SimTime::STARTEX, |last| last.at);
    let until = match &args.until {
        Some(text) => moment::within(text, &recorded.exercise)?.min(last),
        None => last,
    };
    played::present(&mut recorded, until, &args.shown, terminal)?;
    Ok(exit)
}
