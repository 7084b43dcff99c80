//! A recorded run up to a moment, as it was or with something changed in its scenario.

use super::compare::Treatment;
use super::exit::{Exit, Failure};
use super::load::Scenario;
use super::terminal::Terminal;
use super::{limit, speak};
use crate::engine::{Engine, past};
use crate::exercise::{Exercise, changed};
use crate::journal::{Body, Entry, Input, Recorded, compare, scenario_hash};
use crate::model::{Names, SimTime};
use std::fmt::Write as _;
use std::sync::Arc;

/// What is changed in the scenario that was recorded.
#[derive(clap::Args, Debug)]
pub struct Change {
    /// Change a value of the scenario, as `run --set` does, that leaves the past as it was
    #[arg(long = "set", value_name = "PATH=VALUE")]
    sets: Vec<String>,
    /// Leave something out: agreement:ID, or mandate:ORG/MANDATE
    #[arg(long, value_name = "WHAT")]
    without: Vec<String>,
    /// Put something in force: agreement:ID
    #[arg(long, value_name = "WHAT")]
    with: Vec<String>,
    /// The scenario that was recorded, for --set [default: the bundled one of its name]
    #[arg(long, value_name = "FILE|NAME")]
    scenario: Option<String>,
    /// What was set in the scenario when it was recorded, for --set
    #[arg(long, value_name = "PATH=VALUE")]
    recorded_with: Vec<String>,
    /// Play the changed scenario from STARTEX, though what came before the moment then differs
    #[arg(long)]
    let_past_differ: bool,
}

/// A run as it stood at a moment, and what is to be said of it.
///
/// # Errors
/// When the scenario cannot be changed so, or the past would differ and may not.
pub fn up_to(
    change: &Change,
    recorded: &Recorded,
    at: SimTime,
    terminal: &Terminal,
) -> Result<(Engine, String), Failure> {
    let (exercise, words) = variant(change, recorded, terminal)?;
    let names = exercise.names();
    let seed = recorded.header.seed;
    let engine = Engine::fork(Arc::new(exercise), seed, &recorded.entries, at)
        .map_err(|reached| limit(&reached))?;
    let mut told = format!(
        "Forked at {at}: {} entries are as recorded, {} later ones are left out.\n",
        past(&recorded.entries, at).len(),
        recorded.entries.len() - past(&recorded.entries, at).len()
    );
    if !words.is_empty() {
        let _ = writeln!(told, "Changed: {}.", words.join(", "));
    }
    let Some(found) = compare(past(&recorded.entries, at), engine.entries()) else {
        return Ok((engine, told));
    };
    let side = |entry: &Option<Entry>| match entry {
        Some(entry) => speak::line(entry, &names),
        None => "nothing more".to_owned(),
    };
    let (was, is) = (side(&found.recorded), side(&found.rerun));
    let when = [&found.recorded, &found.rerun].into_iter().flatten();
    let when = when.map(|entry| entry.at).min().unwrap_or(at);
    if change.let_past_differ {
        let _ = write!(
            told,
            "THE PAST DIFFERS from entry {}, {when}, on:\n  recorded  {was}\n  changed   {is}\n\
             What follows shows the change from STARTEX on, not from {at} on.\n",
            found.seq
        );
        told = told.replacen("are as recorded", "are played anew", 1);
        otherwise(&recorded.entries, &engine, at, &mut told);
        return Ok((engine, told));
    }
    let what = format!(
        "up to {at} not all would be as recorded: entry {} differs",
        found.seq
    );
    let failure =
        Failure::new(Exit::Found, what).because(format!("recorded is {was}; it would be {is}"));
    Err(failure.help(if words.is_empty() {
        "this version plays it otherwise: fork it with the version that recorded it, or say \
         --let-past-differ"
            .to_owned()
    } else {
        format!(
            "fork it before {when}, have somebody act otherwise with --act, or say \
             --let-past-differ to play the changed scenario from STARTEX"
        )
    }))
}

/// How many inputs met another answer than they were recorded with.
fn otherwise(recorded: &[Entry], engine: &Engine, at: SimTime, told: &mut String) {
    let refused = |entries: &[Entry]| {
        let refusals = entries.iter().filter_map(|entry| match &entry.body {
            Body::Input(Input::Action(_, refusal)) => Some(refusal.is_some()),
            _ => None,
        });
        refusals.collect::<Vec<bool>>()
    };
    let (was, is) = (refused(past(recorded, at)), refused(engine.entries()));
    let other = was.iter().zip(&is).filter(|(was, is)| was != is).count();
    if other > 0 {
        let _ = writeln!(
            told,
            "Of {} actions taken until then, {other} are allowed or refused otherwise.",
            was.len()
        );
    }
}

/// The exercise as it is changed, and the changes in words.
fn variant(
    change: &Change,
    recorded: &Recorded,
    terminal: &Terminal,
) -> Result<(Exercise, Vec<String>), Failure> {
    let given = Treatment::of(&change.without, &change.with);
    let changes = given.in_force(&recorded.exercise)?;
    let without = change.without.iter().map(|text| format!("without {text}"));
    let with = change.with.iter().chain(&change.sets);
    let words: Vec<String> = without
        .chain(with.map(|text| format!("with {text}")))
        .collect();
    if change.sets.is_empty() {
        return Ok((changed(&recorded.exercise, &changes), words));
    }
    let name = change.scenario.as_ref().unwrap_or(&recorded.exercise.id);
    let scenario = Scenario::named(name, &change.recorded_with);
    let base = scenario.load(terminal).map_err(|failure| {
        failure.help("name the scenario that was recorded with --scenario FILE|NAME")
    })?;
    if scenario_hash(&base) != recorded.header.scenario_hash {
        let what = format!("`{name}` is not the scenario that was recorded");
        return Err(Failure::new(Exit::Usage, what)
            .because("its hash differs from the journal's")
            .help(
                "name it with --scenario FILE|NAME, and with --recorded-with PATH=VALUE what was \
                 set in it then",
            ));
    }
    let other = scenario.load_with(&change.sets, &[], terminal)?;
    if ids(&other) != ids(&recorded.exercise) {
        let what = "what is set takes something out of the scenario, or puts something in";
        return Err(Failure::new(Exit::Usage, what)
            .help("change values of what is there, so that the record still tells of it"));
    }
    Ok((changed(&other, &changes), words))
}

/// The ids that a record speaks of.
fn ids(exercise: &Exercise) -> Names {
    Names {
        finding_says: Vec::new(),
        host_addresses: Vec::new(),
        artefact_labels: Vec::new(),
        ..exercise.names()
    }
}
