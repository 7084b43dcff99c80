//! Reads a journal for a subcommand.

use super::exit::{Exit, Failure};
use super::file;
use crate::engine;
use crate::journal::{self, Recorded, What};
use std::path::Path;

/// Reads a journal that has to be whole.
///
/// # Errors
/// When it cannot be read, or names its damage.
pub fn whole(path: &Path) -> Result<Recorded, Failure> {
    let (recorded, damage) = kept(path)?;
    match damage {
        None => Ok(recorded),
        Some(damage) => Err(damage.help("`hotwash replay` says how much of it is whole")),
    }
}

/// Reads a journal and keeps what is whole before any damage.
///
/// # Errors
/// When not even its first line can be read.
pub fn kept(path: &Path) -> Result<(Recorded, Option<Failure>), Failure> {
    let input = file::open(path)?;
    let damaged = match journal::read(input, engine::VERSION) {
        Ok(recorded) if recorded.is_closed() => return Ok((recorded, None)),
        Ok(recorded) => {
            let what = format!("{} is cut off", path.display());
            let why = "it ends neither at ENDEX nor where a moment was reached";
            let failure = Failure::new(Exit::Found, what).because(why);
            return Ok((recorded, Some(failure)));
        }
        Err(damaged) => damaged,
    };
    let what = match damaged.what {
        What::Unreadable => "cannot be read",
        What::Truncated => "is truncated",
        What::Altered => "was altered",
        What::OutOfOrder => "lacks a line, or has its lines in another order",
        What::TooLong => "has a line that is too long",
        What::LineEnds => "has had its line ends altered",
        What::NotAJournal => "is no journal",
        What::OtherFormat => "has another format",
        What::OtherEngine => "was written by another version",
        What::Redacted => "is a redacted edition",
    };
    let exit = match damaged.what {
        What::Unreadable => Exit::File,
        _ => Exit::Found,
    };
    let failure = Failure::new(exit, format!("{} {what}", path.display()));
    let mut failure = failure.because(&damaged);
    if damaged.what == What::LineEnds {
        failure = failure.help("take the CR out: tr -d '\\r' < JOURNAL > RESTORED");
    }
    match damaged.whole {
        Some(whole) => Ok((*whole, Some(failure))),
        None => Err(failure),
    }
}
