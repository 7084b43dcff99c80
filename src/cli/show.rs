//! `hotwash show`: an entry with its chain of causes.

use super::exit::{Exit, Failure};
use super::terminal::Terminal;
use super::{moment, read, speak};
use crate::exercise::Exercise;
use crate::journal::{Body, Entry, Input, Recorded, line_of};
use crate::model::{Audience, OrgId};
use std::fmt::Write as _;
use std::path::PathBuf;

/// Show an entry of a journal with its chain of causes
#[derive(clap::Args, Debug)]
pub struct Args {
    /// The journal; `-` for standard input
    journal: PathBuf,
    /// The entry's number
    #[arg(long, value_name = "N")]
    seq: u32,
}

/// Shows it.
///
/// # Errors
/// When the journal cannot be read or has no such entry.
pub fn run(args: &Args, terminal: &mut Terminal) -> Result<Exit, Failure> {
    let (recorded, damage) = read::kept(&args.journal)?;
    // Nothing of an entry depends on what is gone behind it: that it is gone is said all the same.
    let damage = damage.or_else(|| read::unclosed(&args.journal, &recorded));
    let Some(entry) = recorded.entries.get(args.seq as usize) else {
        return Err(damage.unwrap_or_else(|| {
            let count = recorded.entries.len();
            Failure::new(Exit::Usage, format!("there is no entry {}", args.seq))
                .because(format!("the journal has {count}, numbered from 0"))
        }));
    };
    let style = terminal.style;
    let mut text = told(entry, &recorded);
    let names = recorded.exercise.names();
    text += &speak::heading("\nChain of causes, root cause first", style);
    text += &speak::chain(&recorded.entries, entry.seq, &names);
    let later = &recorded.entries[args.seq as usize + 1..];
    let effects = later
        .iter()
        .filter(|later| later.causes.iter().any(|c| c == entry.seq));
    let effects: Vec<&Entry> = effects.collect();
    if !effects.is_empty() {
        text += &speak::heading("\nWhat it led to", style);
    }
    for effect in effects {
        let _ = writeln!(text, "  {}", speak::line(effect, &names));
    }
    terminal.print(text)?;
    if let Some(damage) = damage {
        super::terminal::complain(&damage);
        return Ok(damage.exit);
    }
    Ok(Exit::Fine)
}

fn told(entry: &Entry, recorded: &Recorded) -> String {
    let exercise = &recorded.exercise;
    let names = exercise.names();
    let mut text = format!("{}\n", speak::line(entry, &names));
    let mut clocks = vec![format!("{} UTC", moment::utc(entry.at, exercise))];
    let mut economies: Vec<_> = concerned(entry)
        .filter_map(|org| exercise.organisations.get(org.at())?.economy)
        .collect();
    economies.dedup();
    clocks.extend(
        economies
            .into_iter()
            .map(|at| moment::local(entry.at, exercise, at)),
    );
    for clock in clocks {
        let _ = writeln!(text, "        {clock}");
    }
    let _ = writeln!(text, "        seen by {}", seen_by(entry, exercise));
    let _ = writeln!(text, "        {}", line_of(entry, &names));
    text
}

/// The organisations that see an entry as their own.
fn concerned(entry: &Entry) -> impl Iterator<Item = OrgId> {
    let (one, two) = match &entry.body {
        Body::Fact(fact) => match fact.audience() {
            Audience::One(one) => (Some(one), None),
            Audience::Two(one, two) => (Some(one), Some(two)),
            Audience::Excon | Audience::Everyone => (None, None),
        },
        Body::Input(Input::Action(action, _)) => (Some(action.by), None),
        Body::Input(Input::TimeReached) => (None, None),
    };
    one.into_iter().chain(two)
}

fn seen_by(entry: &Entry, exercise: &Exercise) -> String {
    if entry.fact().map(crate::fact::Fact::audience) == Some(Audience::Everyone) {
        return "everybody".to_owned();
    }
    let own = concerned(entry).filter_map(|org| exercise.organisations.get(org.at()));
    let all = own.map(|org| org.id.as_str()).chain(["EXCON"]);
    all.collect::<Vec<_>>().join(", ")
}
