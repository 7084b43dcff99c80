//! `hotwash replay`: plays a journal again and compares.

use super::exit::{Exit, Failure};
use super::speak;
use super::terminal::Terminal;
use super::{limit, read, terminal};
use crate::engine::{self, Engine};
use crate::journal::{Difference, Recorded, compare, line_of};
use crate::model::Names;
use std::path::PathBuf;
use std::sync::Arc;

/// Play a journal again and compare it with what was recorded
#[derive(clap::Args, Debug)]
pub struct Args {
    /// The journal; `-` for standard input
    journal: PathBuf,
}

/// Plays it again.
///
/// # Errors
/// When it cannot be read, or the run goes past a limit.
pub fn run(args: &Args, terminal: &mut Terminal) -> Result<Exit, Failure> {
    let (recorded, damage) = read::kept(&args.journal)?;
    let mut exit = Exit::Fine;
    if let Some(damage) = damage {
        terminal::complain(&damage);
        exit = damage.exit;
    }
    terminal.print(opening(&recorded))?;
    let exercise = Arc::new(recorded.exercise);
    let played = Engine::replay(
        Arc::clone(&exercise),
        recorded.header.seed,
        &recorded.entries,
    );
    let played = played.map_err(|reached| limit(&reached))?;
    let names = exercise.names();
    let (writer, this) = (&recorded.header.engine, engine::VERSION);
    if writer != this {
        terminal.print(format!(
            "Engine {writer} wrote it and this is engine {this}: what differs may come of that.\n"
        ))?;
    }
    let mut again = played.entries();
    if exit != Exit::Fine {
        // What was lost at the end is played again, and there is nothing to compare it with.
        again = &again[..again.len().min(recorded.entries.len())];
    }
    match compare(&recorded.entries, again) {
        None => terminal.print("Played again: every entry is the same.\n")?,
        Some(difference) => {
            let told = differing(&difference, &recorded.entries, &names);
            terminal.print(told)?;
            exit = Exit::Found;
        }
    }
    Ok(exit)
}

fn opening(recorded: &Recorded) -> String {
    let identity = speak::identity(
        &recorded.exercise,
        recorded.header.seed,
        &recorded.header.engine,
    );
    let count = recorded.entries.len();
    let last = recorded.entries.last().map_or_else(
        || "It records nothing yet.".to_owned(),
        |last| {
            format!(
                "The last entry is at {}; ENDEX is {}.",
                last.at, recorded.exercise.clock.endex
            )
        },
    );
    format!(
        "{identity}\n{count} whole entries, head {}\n{last}\n\
         The chain shows damage; only a head published elsewhere shows forgery.\n",
        recorded.head
    )
}

fn differing(found: &Difference, recorded: &[crate::journal::Entry], names: &Names) -> String {
    let side = |entry: &Option<crate::journal::Entry>| match entry {
        None => "nothing: it ends before".to_owned(),
        Some(entry) => format!(
            "{}\n    {}",
            speak::line(entry, names),
            line_of(entry, names)
        ),
    };
    let led = match found.led_to.last() {
        None => "  nothing: it has no cause\n".to_owned(),
        Some(last) => speak::chain(recorded, *last, names),
    };
    format!(
        "Played again: entry {} differs.\n  recorded  {}\n  again     {}\n\
         What led to it, root cause first:\n{led}",
        found.seq,
        side(&found.recorded),
        side(&found.rerun)
    )
}
