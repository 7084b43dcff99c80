//! Reads a journal for a subcommand.

use super::exit::{Exit, Failure};
use super::{file, terminal};
use crate::engine;
use crate::journal::{self, Recorded, What};
use crate::scenario::when;
use std::path::Path;

/// Reads a journal that has to be undamaged; warns of one that has no end.
///
/// # Errors
/// When it cannot be read, or names its damage.
pub fn whole(path: &Path) -> Result<Recorded, Failure> {
    let (recorded, damage) = kept(path)?;
    if let Some(damage) = damage {
        return Err(damage.help("`hotwash replay` says how much of it is whole"));
    }
    if let Some(warning) = unclosed(path, &recorded) {
        terminal::complain(&warning);
    }
    Ok(recorded)
}

/// A warning of a journal that has no closing record: how far it goes, and how far it should.
#[must_use]
pub fn unclosed(path: &Path, recorded: &Recorded) -> Option<Failure> {
    let what = format!("{} is cut off: it has no closing record", path.display());
    let warning = Failure::new(Exit::Found, what).because(format!(
        "{}; lines are gone from the end, or the run was broken off",
        extent(recorded)
    ));
    let help = "what is there is used; compare its head with one that was published";
    (!recorded.is_closed()).then(|| warning.help(help))
}

/// How many entries a journal has, and how far they go: `90 whole entries, the last at
/// T+00:20:00; ENDEX is T+01:00:00`.
#[must_use]
pub fn extent(recorded: &Recorded) -> String {
    let (count, endex) = (recorded.entries.len(), recorded.exercise.clock.endex);
    match recorded.entries.last() {
        None => format!("it has no whole entry; ENDEX is {endex}"),
        Some(last) => format!(
            "{count} whole entries, the last at {}; ENDEX is {endex}",
            last.at
        ),
    }
}

/// What of the versions that a journal names is not as here; empty where all is.
#[must_use]
pub fn versions(recorded: &Recorded) -> Vec<String> {
    let mut told = Vec::new();
    let (writer, this) = (&recorded.header.engine, engine::VERSION);
    if writer != this {
        told.push(format!("engine {writer} wrote it, this is engine {this}"));
    }
    let (zones, here) = (&recorded.header.zone_data, when::zone_data());
    if zones != here {
        told.push(format!(
            "its local times were worked out with zone data {zones}, here is zone data {here}; \
             its own are kept"
        ));
    }
    told
}

/// Reads a journal and keeps what is whole before any damage.
///
/// # Errors
/// When not even its first line can be read.
pub fn kept(path: &Path) -> Result<(Recorded, Option<Failure>), Failure> {
    let input = file::open(path)?;
    let damaged = match journal::read(input, engine::VERSION) {
        Ok(recorded) => return Ok((recorded, None)),
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
