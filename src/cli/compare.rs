//! `hotwash compare`: what a change makes of a scenario, by runs with the same luck.

use super::campaign::LEVEL;
use super::exit::{Exit, Failure};
use super::load::Scenario;
use super::output::Output;
use super::runs::{Runs, USUAL, counted};
use super::terminal::Terminal;
use super::{against, experiment, listed, precise};
use crate::campaign::{Job, Outcome, compare, replicate};
use crate::engine;
use crate::exercise::{Change, Exercise, changed};
use crate::journal::scenario_hash;
use crate::report::comparison::{self, Subject};
use crate::report::page;
use crate::scenario::instrument;
use crate::scenario::problem::{Problem, did_you_mean};
use std::path::PathBuf;
use std::sync::Arc;

/// Compare a scenario with a change of it, two recorded runs, or play an experiment
///
/// Two journals are set side by side: what happened and a fork of it, say. Nothing is played.
///
/// An experiment is a file of its own, NAME.experiment.ron: what is taken away, what is expected
/// of which measure, and under which conditions the effect vanishes. It is known by its ending, or
/// because it names a scenario.
#[derive(clap::Args, Debug)]
pub struct Args {
    #[command(flatten)]
    pub scenario: Scenario,
    /// Another journal, to be compared with the first: FILE is then the journal of what happened
    #[arg(value_name = "JOURNAL")]
    pub other: Option<PathBuf>,
    /// Play the experiment that belongs to the scenario of this name
    #[arg(long)]
    pub experiment: bool,
    #[command(flatten)]
    pub treatment: Treatment,
    /// The primary measure, named before anything is played [default: time_to_suspend]
    #[arg(long, value_name = "METRIC")]
    pub measure: Option<String>,
    /// Of an experiment, tell all other measures that differ as well
    #[arg(long)]
    pub all: bool,
    /// Of an experiment, end with 1 unless every case came out as expected
    #[arg(long)]
    pub strict: bool,
    #[command(flatten)]
    pub runs: Runs,
    #[command(flatten)]
    pub output: Output,
}

/// What is changed in one of two arms.
#[derive(clap::Args, Debug)]
pub struct Treatment {
    /// Leave something out: agreement:ID, or mandate:ORG/MANDATE
    #[arg(long, value_name = "WHAT")]
    without: Vec<String>,
    /// Put something in force: agreement:ID, or carry out improvement:ID
    #[arg(long, value_name = "WHAT")]
    with: Vec<String>,
    /// Change a value in the changed variant alone
    #[arg(long, value_name = "PATH=VALUE")]
    pub change: Vec<String>,
}

/// The measure, where nothing else is said.
pub const MEASURE: &str = "time_to_suspend";

/// Plays both and compares them.
///
/// # Errors
/// When the scenario has errors, the change names what is not there, or a run goes past a limit.
pub fn run(args: &Args, terminal: &mut Terminal) -> Result<Exit, Failure> {
    if let Some(other) = &args.other {
        return against::run(args, other, terminal);
    }
    if args.scenario.name().ends_with(".jsonl") {
        let what = format!("{} is compared with nothing", args.scenario.name());
        return Err(Failure::new(Exit::Usage, what).help("name a second journal"));
    }
    if args.experiment || args.scenario.is_experiment() {
        return experiment::run(args, terminal);
    }
    if args.all || args.strict {
        let option = if args.all { "--all" } else { "--strict" };
        let failure = Failure::new(Exit::Usage, format!("`{option}` is for experiments"));
        return Err(failure.help("a comparison tells every measure, and expects nothing"));
    }
    let primary = precise::measure(args.measure.as_deref().unwrap_or(MEASURE))?;
    let exercise = Arc::new(args.scenario.load(terminal)?);
    let (variant, words) = args
        .treatment
        .variant(&args.scenario, &exercise, terminal)?;
    let base = play(args, &exercise, "runs as it is")?;
    let other = play(args, &Arc::new(variant), "runs changed")?;
    let found = compare(&base, &other, &primary, LEVEL);
    let hash = scenario_hash(&exercise).to_string();
    let of = Subject {
        exercise: &exercise,
        scenario_hash: &hash,
        engine: engine::VERSION,
        runs: &base,
        change: &words,
        found: &found,
        level: LEVEL,
    };
    args.output.give(
        terminal,
        |style| comparison::text(&of, style),
        || comparison::json(&of),
        || page::comparison(&of),
    )?;
    Ok(Exit::Fine)
}

fn play(args: &Args, exercise: &Arc<Exercise>, what: &str) -> Result<Vec<Outcome>, Failure> {
    let (seeds, threads) = (args.runs.seeds(USUAL)?, args.runs.threads());
    counted(args.runs.count(USUAL), what, |played| {
        replicate(&Job {
            exercise,
            seeds,
            threads,
            played,
        })
    })
}

impl Treatment {
    /// Whether nothing is changed.
    #[must_use]
    pub fn is_nothing(&self) -> bool {
        self.without.is_empty() && self.with.is_empty() && self.change.is_empty()
    }

    /// The changed exercise, and the change in words.
    ///
    /// # Errors
    /// When nothing is changed, or something is named that is not there.
    pub fn variant(
        &self,
        scenario: &Scenario,
        exercise: &Exercise,
        terminal: &Terminal,
    ) -> Result<(Exercise, String), Failure> {
        if self.is_nothing() {
            let what = "nothing is changed, so there is nothing to compare";
            return Err(Failure::new(Exit::Usage, what)
                .help("write --without agreement:ID, --with agreement:ID or --change PATH=VALUE"));
        }
        let (improvements, with): (Vec<&String>, Vec<&String>) =
            (self.with.iter()).partition(|text| text.starts_with(IMPROVEMENT));
        let improve = improvements.iter().map(|text| improvement(text, exercise));
        let improve = improve.collect::<Result<Vec<String>, Failure>>()?;
        let changes = self.changes(&with, exercise)?;
        let base = if self.change.is_empty() && improve.is_empty() {
            exercise.clone()
        } else {
            scenario.load_with(&self.change, &improve, terminal)?
        };
        let without = self.without.iter().map(|text| format!("without {text}"));
        let with = self.with.iter().chain(&self.change);
        let words: Vec<String> = without
            .chain(with.map(|text| format!("with {text}")))
            .collect();
        Ok((changed(&base, &changes), words.join(", ")))
    }

    /// What is taken away or put in force, without any value changed.
    #[must_use]
    pub fn of(without: &[String], with: &[String]) -> Treatment {
        Treatment {
            without: without.to_vec(),
            with: with.to_vec(),
            change: Vec::new(),
        }
    }

    /// All that is taken away or put in force.
    ///
    /// # Errors
    /// When something is named that is not there.
    pub fn in_force(&self, exercise: &Exercise) -> Result<Vec<Change>, Failure> {
        self.changes(&self.with.iter().collect::<Vec<_>>(), exercise)
    }

    fn changes(&self, with: &[&String], exercise: &Exercise) -> Result<Vec<Change>, Failure> {
        let mut changes = Vec::new();
        for text in &self.without {
            changes.push(instrument::without(text, exercise).map_err(|bad| misnamed(&bad))?);
        }
        for text in with {
            changes.push(instrument::with(text, exercise).map_err(|bad| misnamed(&bad))?);
        }
        Ok(changes)
    }

    /// What is changed in each arm, so that one has the instrument and the other lacks it: values
    /// and what is put in force in the first, what is taken away in the second.
    ///
    /// # Errors
    /// When something is named that is not there.
    pub fn arms(&self, with: &Exercise, without: &Exercise) -> Result<[Exercise; 2], Failure> {
        let added = Treatment::of(&[], &self.with).in_force(with)?;
        let taken = Treatment::of(&self.without, &[]).in_force(without)?;
        Ok([changed(with, &added), changed(without, &taken)])
    }
}

/// What is wrong with an instrument on the command line.
pub fn misnamed(problem: &Problem) -> Failure {
    let failure = Failure::new(Exit::Usage, problem.message.clone());
    match &problem.help {
        Some(help) => failure.help(help.clone()),
        None => failure,
    }
}

/// How an improvement is named.
const IMPROVEMENT: &str = "improvement:";

/// The id of an improvement that is not carried out in both.
fn improvement(text: &str, exercise: &Exercise) -> Result<String, Failure> {
    let id = text.trim_start_matches(IMPROVEMENT);
    let all = &exercise.improvements;
    match all.iter().find(|one| one.id == id) {
        Some(one) if one.applied => {
            let what = format!("improvement `{id}` is carried out in both");
            Err(Failure::new(Exit::Usage, what).help("leave out `--improve`"))
        }
        Some(_) => Ok(id.to_owned()),
        None => {
            let known = all.iter().map(|one| one.id.as_str());
            let failure = Failure::new(Exit::Usage, format!("there is no improvement `{id}`"));
            Err(match did_you_mean(id, known.clone()) {
                Some(meant) => failure.help(format!("did you mean `{meant}`?")),
                None if all.is_empty() => failure.help("the scenario has no improvement plan"),
                None => failure.help(listed(known)),
            })
        }
    }
}
