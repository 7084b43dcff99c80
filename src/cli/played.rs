//! What is shown and kept of a run, whether it was just played or comes from a journal.

use super::exit::{Exit, Failure};
use super::terminal::Terminal;
use super::{file, named};
use crate::exercise::Exercise;
use crate::journal::{self, For, Header, Recorded};
use crate::model::{Named as _, OrgId, SimTime};
use crate::report::{self, Edition, Format, Style, Subject};
use crate::scorecard::{self, Identity, Scorecard};
use clap::builder::{PossibleValuesParser, TypedValueParser as _};
use std::io;
use std::path::PathBuf;

/// How a run is shown.
#[derive(clap::Args, Debug)]
pub struct Shown {
    /// The format of the scorecard on standard output
    #[arg(long, default_value = "text", value_parser = formats())]
    format: Format,
    /// For whom: `excon`, `team:ID` or `public`
    #[arg(long, default_value = "excon", value_name = "EDITION")]
    edition: String,
    /// Write journal.jsonl, scorecard.json and report.html into this directory as well
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
}

impl Shown {
    /// Whether the scorecard is shown as text.
    #[must_use]
    pub fn is_text(&self) -> bool {
        self.format == Format::Text
    }

    /// Where the run is kept, if it is.
    #[must_use]
    pub fn out(&self) -> Option<&PathBuf> {
        self.out.as_ref()
    }

    /// Says what is wrong with it before a run that could take long.
    ///
    /// # Errors
    /// When the edition names nobody.
    pub fn check(&self, exercise: &Exercise) -> Result<(), Failure> {
        edition(&self.edition, exercise).map(|_| ())
    }
}

fn formats() -> impl clap::builder::TypedValueParser<Value = Format> {
    let words = Format::ALL.iter().map(|format| format.word());
    PossibleValuesParser::new(words).try_map(|word| {
        Format::from_word(&word).ok_or_else(|| io::Error::other("there is no such format"))
    })
}

/// Scores a run, prints it and keeps it.
///
/// # Errors
/// When the edition names nobody, or something cannot be written.
pub fn present(
    recorded: &mut Recorded,
    until: SimTime,
    shown: &Shown,
    terminal: &mut Terminal,
) -> Result<(), Failure> {
    let edition = edition(&shown.edition, &recorded.exercise)?;
    keep_journal(recorded, edition, shown)?;
    let card = score(recorded, until);
    let subject = Subject {
        exercise: &recorded.exercise,
        scorecard: &card,
        entries: &recorded.entries,
    };
    if let Some(dir) = &shown.out {
        let plain = Style {
            colour: false,
            width: 80,
        };
        for (name, format) in [
            ("scorecard.json", Format::Json),
            ("report.html", Format::Html),
        ] {
            let text = report::render(&subject, format, edition, plain);
            file::write_text(&dir.join(name), text)?;
        }
    }
    terminal.print(report::render(
        &subject,
        shown.format,
        edition,
        terminal.style,
    ))
}

/// Encodes the journal for its head, and keeps it where a directory is named. A journal holds the
/// truth of the world, so beside a team's edition lies what that team may have.
fn keep_journal(recorded: &mut Recorded, edition: Edition, shown: &Shown) -> Result<(), Failure> {
    let path = shown.out.as_ref().map(|dir| dir.join("journal.jsonl"));
    if let Some(dir) = &shown.out {
        file::directory(dir)?;
    }
    let Header { seed, engine, .. } = &recorded.header;
    let (exercise, entries) = (&recorded.exercise, &recorded.entries);
    let whom = match (edition, &path) {
        (Edition::Excon, Some(path)) => {
            let head = file::write(path, |out| {
                journal::write(out, exercise, *seed, engine, entries)
            });
            recorded.head = head?;
            return Ok(());
        }
        (Edition::Team(org), _) => For::Seat(org),
        _ => For::Public,
    };
    recorded.head = journal::write(&mut io::sink(), exercise, *seed, engine, entries)
        .expect("a sink takes everything");
    match path {
        Some(path) => file::write_text(&path, journal::redact(recorded, whom)),
        None => Ok(()),
    }
}

fn score(recorded: &Recorded, until: SimTime) -> Scorecard {
    let identity = Identity {
        seed: Some(recorded.header.seed),
        engine: recorded.header.engine.clone(),
        scenario_hash: recorded.header.scenario_hash.to_string(),
        entries: u32::try_from(recorded.entries.len()).unwrap_or(u32::MAX),
        head: recorded.head.to_string(),
    };
    scorecard::score(&recorded.exercise, identity, &recorded.entries, until)
}

fn edition(text: &str, exercise: &Exercise) -> Result<Edition, Failure> {
    let names = exercise.names();
    if let Some(edition) = Edition::from_text(text, &names) {
        return Ok(edition);
    }
    if let Some(id) = text.strip_prefix("team:") {
        return named::<OrgId>(id, &names).map(Edition::Team);
    }
    let failure = Failure::new(Exit::Usage, format!("there is no edition `{text}`"));
    Err(match OrgId::find(text, &names) {
        Some(_) => failure.help(format!("did you mean `team:{text}`?")),
        None => failure.help("excon, team:ID or public"),
    })
}
