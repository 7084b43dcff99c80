//! `hotwash compare` of two journals: what happened, and what happened otherwise.

use super::compare::Args;
use super::exit::{Exit, Failure};
use super::read;
use super::terminal::Terminal;
use crate::exercise::Exercise;
use crate::journal::{Recorded, compare};
use crate::model::{Names, SimTime};
use crate::report::page;
use crate::report::pair::{self, Side, Subject};
use crate::scorecard::{self, Identity};
use std::path::Path;

/// Sets one journal against another.
///
/// # Errors
/// When either cannot be read or they are of exercises that cannot be compared.
pub fn run(args: &Args, other: &Path, terminal: &mut Terminal) -> Result<Exit, Failure> {
    let option = [
        (args.experiment, "--experiment"),
        (args.all, "--all"),
        (args.strict, "--strict"),
        (args.measure.is_some(), "--measure"),
        (!args.treatment.is_nothing(), "a change"),
    ];
    if let Some((_, option)) = option.iter().find(|(given, _)| *given) {
        let what = format!("two journals are compared as they are, without {option}");
        return Err(Failure::new(Exit::Usage, what)
            .help("leave it out, or name one scenario to have it played"));
    }
    let was = read::whole(Path::new(args.scenario.name()))?;
    let is = read::whole(other)?;
    if ids(&was.exercise) != ids(&is.exercise) {
        let what = format!(
            "`{}` and `{}` cannot be set side by side",
            args.scenario.name(),
            other.display()
        );
        return Err(Failure::new(Exit::Found, what)
            .because("who takes part, or what befalls them, is not the same in both")
            .help("compare a run with a fork of it, or with another run of its scenario"));
    }
    let end = |recorded: &Recorded| {
        let last = recorded.entries.last();
        last.map_or(SimTime::STARTEX, |last| last.at)
    };
    let until = end(&was).min(end(&is));
    let (card, other_card) = (score(&was, until), score(&is, until));
    let of = Subject {
        was: Side {
            exercise: &was.exercise,
            entries: &was.entries,
            card: &card,
        },
        is: Side {
            exercise: &is.exercise,
            entries: &is.entries,
            card: &other_card,
        },
        parting: compare(&was.entries, &is.entries),
        until,
    };
    args.output.give(
        terminal,
        |style| pair::text(&of, style),
        || pair::json(&of),
        || page::pair(&of),
    )?;
    Ok(Exit::Fine)
}

fn score(recorded: &Recorded, until: SimTime) -> scorecard::Scorecard {
    let identity = Identity {
        seed: Some(recorded.header.seed),
        engine: recorded.header.engine.clone(),
        scenario_hash: recorded.header.scenario_hash.to_string(),
        entries: u32::try_from(recorded.entries.len()).unwrap_or(u32::MAX),
        head: recorded.head.to_string(),
    };
    scorecard::score(&recorded.exercise, identity, &recorded.entries, until)
}

/// The ids that both have to share.
fn ids(exercise: &Exercise) -> Names {
    Names {
        finding_says: Vec::new(),
        host_addresses: Vec::new(),
        artefact_labels: Vec::new(),
        ..exercise.names()
    }
}
