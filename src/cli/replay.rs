//! `hotwash replay`: plays a journal again and compares.

use super::exit::{Exit, Failure};
use super::speak;
use super::terminal::Terminal;
use super::{limit, read, terminal};
use crate::engine::Engine;
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
    if let Some(damage) = &damage {
        terminal::complain(damage);
        exit = damage.exit;
    }
    terminal.print(opening(&recorded))?;
    let closed = recorded.is_closed();
    if !closed && damage.is_none() {
        exit = Exit::Found;
    }
    let differences = read::versions(&recorded);
    let exercise = Arc::new(recorded.exercise);
    let played = Engine::replay(
        Arc::clone(&exercise),
        recorded.header.seed,
        &recorded.entries,
    );
    let played = played.map_err(|reached| limit(&reached))?;
    let names = exercise.names();
    // Where a journal breaks off, what is played on from there is no difference.
    let open = !closed || damage.is_some();
    let difference = compare(&recorded.entries, played.entries());
    match difference.filter(|found| !open || found.recorded.is_some()) {
        None => terminal.print(same(recorded.entries.len(), closed, damage.as_ref()))?,
        Some(difference) => {
            let told = differing(&difference, &recorded.entries, &names);
            terminal.print(told)?;
            exit = Exit::Found;
        }
    }
    for difference in differences {
        terminal.print(format!("Note: {difference}.\n"))?;
    }
    Ok(exit)
}

/// That nothing differs, and of how much that can be said.
fn same(count: usize, closed: bool, damage: Option<&Failure>) -> String {
    let same = format!("Played again: of the {count} whole ones every entry is the same");
    match damage {
        Some(damage) => format!("{same}; what follows them is lost: {}.\n", damage.told()),
        None if closed => "Played again: every entry is the same.\n".to_owned(),
        None => format!("{same}; the journal is cut off, it has no closing record.\n"),
    }
}

fn opening(recorded: &Recorded) -> String {
    let identity = speak::identity(
        &recorded.exercise,
        recorded.header.seed,
        &recorded.header.engine,
    );
    let end = match recorded.is_closed() {
        true => "It ends with its closing record.",
        false => {
            "It is cut off: it has no closing record, so lines are gone from the end, or the run \
             was broken off."
        }
    };
    format!(
        "{identity}\n{}\n{end}\nhead {}\n\
         The chain shows damage; only a head published elsewhere shows forgery.\n",
        read::extent(recorded),
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
