//! `hotwash fit`: what recorded drills say of the numbers that a scenario assumes.

use super::campaign::{LEVEL, Shape};
use super::exit::{Exit, Failure};
use super::terminal::Terminal;
use super::{file, read, terminal};
use crate::engine;
use crate::fit::{Sightings, estimate, look};
use crate::interop::fitted;
use crate::report::fit::{self as report, Journal, Subject};
use crate::report::page;
use std::path::PathBuf;

/// Estimate channels, directories and desks from recorded drills
#[derive(clap::Args, Debug)]
#[command(
    after_help = "The part that is written is included by a scenario: include: [\"fitted\"]. Every \
                  number\nin it carries its source: the journals, how much was seen, and the \
                  interval at 95%."
)]
pub struct Args {
    /// Journals of drills or comms checks
    #[arg(required = true)]
    journals: Vec<PathBuf>,
    /// Where to write the part, instead of standard output
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
    /// The format: the part, or the estimates for programs
    #[arg(long, default_value = "text")]
    format: Shape,
    /// Write the estimates as a page as well, beside what was assumed
    #[arg(long, value_name = "FILE")]
    html: Option<PathBuf>,
}

/// Estimates and writes.
///
/// # Errors
/// When a journal is damaged, or is no journal, or nothing can be estimated.
pub fn run(args: &Args, terminal: &mut Terminal) -> Result<Exit, Failure> {
    let mut sightings = Sightings::default();
    let mut journals: Vec<Journal> = Vec::new();
    for path in &args.journals {
        let recorded = read::whole(path)?;
        let head = recorded.head.to_string();
        let twin = journals.iter().position(|one| one.head == head);
        if let Some(other) = twin.map(|nth| &args.journals[nth]) {
            let what = format!("{} and {} are one journal", other.display(), path.display());
            return Err(Failure::new(Exit::Usage, what)
                .because("what was seen once would count twice")
                .help("name each journal once"));
        }
        for difference in read::versions(&recorded) {
            terminal::complain(&format!("note: {}: {difference}\n", path.display()));
        }
        look(&recorded, &mut sightings);
        journals.push(Journal::of(&recorded.exercise, head));
    }
    let found = estimate(&sightings, LEVEL);
    if found.is_empty() {
        return Err(
            Failure::new(Exit::Found, "nothing can be estimated from these journals")
                .because("too little was sent, read or worked on"),
        );
    }
    let of = Subject {
        journals: &journals,
        found: &found,
        seats: sightings.seats,
        people: sightings.people,
        level: LEVEL,
        engine: engine::VERSION,
    };
    let text = match args.format {
        Shape::Text => preface(&of) + &fitted::write(&found, &source(&journals), LEVEL),
        Shape::Json => report::json(&of),
    };
    if let Some(path) = &args.html {
        file::write_text(path, page::fit(&of))?;
    }
    match &args.out {
        None => terminal.print(text)?,
        Some(path) => file::write_text(path, text)?,
    }
    Ok(Exit::Fine)
}

/// What every number of the part names as its source.
fn source(journals: &[Journal]) -> String {
    match journals {
        [one] => format!("fit of journal {}", one.short()),
        [first, .., last] => format!(
            "fit of {} journals, {} to {}",
            journals.len(),
            first.short(),
            last.short()
        ),
        [] => String::new(),
    }
}

/// What the part was made from, as comments.
fn preface(of: &Subject<'_>) -> String {
    let mut text = format!("// Estimated by hotwash fit, {}", report::seats(of));
    if of.people == 0 {
        text.push_str(":\n// this recovers what their scenarios assumed");
    }
    text.push_str(".\n");
    for journal in of.journals {
        text.push_str("//   ");
        let told = journal.told();
        text.extend(told.chars().map(|c| if c.is_control() { ' ' } else { c }));
        text.push('\n');
    }
    text
}
