//! Experiments for `compare`, `check` and `sensitivity`: loaded, played, told.

use super::campaign::LEVEL;
use super::compare::Args;
use super::exit::{Exit, Failure};
use super::load;
use super::runs::counted;
use super::shelf::Files;
use super::terminal::{self, Terminal};
use crate::campaign::{Borne, Found, judge, measures, play};
use crate::engine;
use crate::exercise::Experiment;
use crate::journal::scenario_hash;
use crate::metric::Unit;
use crate::report::experiment::{self, Subject};
use crate::report::page;
use crate::scenario::experiment::{Known, Loaded};
use crate::scenario::problem::Severity;

/// Reads an experiment; what is wrong with it is data.
#[must_use]
pub fn read(name: &str, sets: &[(String, String)]) -> Loaded {
    let known: Vec<Known<'_>> = measures()
        .map(|one| Known {
            id: one.metric,
            time: one.unit == Unit::Seconds,
        })
        .collect();
    crate::scenario::experiment::load(name, &Files, sets, &known)
}

/// How a command ends that only looks at an experiment.
#[must_use]
pub fn exit(loaded: &Loaded) -> Exit {
    if loaded.experiment.is_some() {
        Exit::Fine
    } else if loaded.sources.iter().next().is_none() {
        Exit::Usage
    } else {
        Exit::Found
    }
}

/// An experiment that can be played.
///
/// # Errors
/// When it has errors, which are told first.
pub fn load(
    name: &str,
    sets: &[(String, String)],
    terminal: &Terminal,
) -> Result<Experiment, Failure> {
    let loaded = read(name, sets);
    let exit = exit(&loaded);
    let warnings = loaded.problems.iter();
    let warnings = warnings
        .filter(|one| one.severity() == Severity::Warning)
        .count();
    if let Some(experiment) = loaded.experiment {
        if warnings > 0 {
            tracing::warn!("{warnings} warnings: `hotwash check {name}` shows them");
        }
        return Ok(experiment);
    }
    let told = load::told(&loaded.problems, &loaded.sources, loaded.dropped, terminal);
    terminal::complain(&told);
    let failure = Failure::new(exit, format!("{name} cannot be played"));
    Err(failure.help("`hotwash list` shows which bundled scenarios have an experiment"))
}

/// The experiment beside a scenario: `cjk-hotline` has `cjk-hotline.experiment`.
#[must_use]
pub fn beside(scenario: &str) -> String {
    let stem = scenario.strip_suffix(".ron").unwrap_or(scenario);
    match stem {
        "-" => stem.to_owned(),
        stem if stem.ends_with(".experiment") => scenario.to_owned(),
        stem => format!("{stem}.experiment"),
    }
}

/// Plays an experiment and says what came out.
///
/// # Errors
/// When it has errors, what it changes is said again on the command line, or a run goes past a
/// limit.
pub fn run(args: &Args, terminal: &mut Terminal) -> Result<Exit, Failure> {
    if !args.treatment.is_nothing() || args.measure.is_some() {
        let what = "an experiment says itself what is changed and what is measured";
        let failure = Failure::new(Exit::Usage, what);
        return Err(failure.help(
            "leave out --without, --with, --change and --measure; --set holds in both arms",
        ));
    }
    let name = match args.experiment && !args.scenario.is_experiment() {
        true => beside(args.scenario.name()),
        false => args.scenario.name().to_owned(),
    };
    let experiment = load(&name, &args.scenario.pairs()?, terminal)?;
    let found = played(args, &experiment)?;
    let hash = experiment.cases.first();
    let hash = hash.map_or(String::new(), |case| scenario_hash(&case.with).to_string());
    let of = Subject {
        experiment: &experiment,
        found: &found,
        first: args.runs.first,
        scenario_hash: &hash,
        engine: engine::VERSION,
        level: LEVEL,
        all: args.all,
    };
    args.output.give(
        terminal,
        |style| experiment::text(&of, style),
        || experiment::json(&of),
        || page::experiment(&of),
    )?;
    let borne_out = found.iter().all(|one| one.borne == Borne::AsExpected);
    Ok(if args.strict && !borne_out {
        Exit::Found
    } else {
        Exit::Fine
    })
}

fn played(args: &Args, experiment: &Experiment) -> Result<Vec<Found>, Failure> {
    let (seeds, threads) = (args.runs.seeds(experiment.runs)?, args.runs.threads());
    let all = args.runs.count(experiment.runs) * experiment.cases.len() as u64;
    counted(all, "pairs of runs", |played| {
        let mut found = Vec::new();
        for case in &experiment.cases {
            let pairs = play((&case.with, &case.without), seeds.clone(), threads, played)?;
            found.extend(judge(case, &pairs, LEVEL));
        }
        Ok(found)
    })
}
