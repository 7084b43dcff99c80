//! `hotwash redact`: an edition of a journal that can be given away.

use super::exit::{Exit, Failure};
use super::terminal::Terminal;
use super::{file, named, read};
use crate::journal::{For, redact};
use crate::model::OrgId;
use std::path::PathBuf;

/// Write an edition of a journal that can be given away
#[derive(clap::Args, Debug)]
pub struct Args {
    /// The journal; `-` for standard input
    journal: PathBuf,
    /// The organisation it is for, or `public`
    #[arg(long = "for", value_name = "SEAT|public")]
    whom: String,
    /// Where to write it, instead of standard output
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
}

/// Writes it.
///
/// # Errors
/// When the journal is not whole, names no such seat, or the file cannot be written.
pub fn run(args: &Args, terminal: &mut Terminal) -> Result<Exit, Failure> {
    let recorded = read::whole(&args.journal)?;
    let whom = match args.whom.as_str() {
        "public" => For::Public,
        id => For::Seat(named::<OrgId>(id, &recorded.exercise.names())?),
    };
    let edition = redact(&recorded, whom);
    match &args.out {
        None => terminal.print(edition)?,
        Some(path) => file::write_text(path, edition)?,
    }
    Ok(Exit::Fine)
}
