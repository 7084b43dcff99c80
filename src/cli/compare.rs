//! `hotwash compare`: what a change makes of a scenario, by runs with the same luck.

use super::campaign::{LEVEL, Runs, Shape};
use super::exit::{Exit, Failure};
use super::load::Scenario;
use super::terminal::Terminal;
use super::{listed, named, precise};
use crate::campaign::{Change, changed, compare};
use crate::engine;
use crate::exercise::Exercise;
use crate::journal::scenario_hash;
use crate::model::OrgId;
use crate::report::comparison::{self, Subject};
use crate::scenario::problem::did_you_mean;
use std::sync::Arc;

/// Compare a scenario with a change of it: what an agreement is worth
#[derive(clap::Args, Debug)]
pub struct Args {
    #[command(flatten)]
    scenario: Scenario,
    /// Leave something out: agreement:ID, or mandate:ORG/MANDATE
    #[arg(long, value_name = "WHAT")]
    without: Vec<String>,
    /// Put something in force: agreement:ID, or carry it out: improvement:ID of the plan
    #[arg(long, value_name = "WHAT")]
    with: Vec<String>,
    /// Change a value in the changed variant alone
    #[arg(long, value_name = "PATH=VALUE")]
    change: Vec<String>,
    /// The primary measure, named before anything is played
    #[arg(long, default_value = "time_to_suspend", value_name = "METRIC")]
    measure: String,
    #[command(flatten)]
    runs: Runs,
    /// The format on standard output
    #[arg(long, default_value = "text")]
    format: Shape,
}

/// Plays both and compares them.
///
/// # Errors
/// When the scenario has errors, the change names what is not there, or a run goes past a limit.
pub fn run(args: &Args, terminal: &mut Terminal) -> Result<Exit, Failure> {
    let primary = precise::measure(&args.measure)?;
    let exercise = Arc::new(args.scenario.load(terminal)?);
    let (variant, words) = variant(args, &exercise, terminal)?;
    let base = args.runs.play(&exercise, "runs as it is")?;
    let other = args.runs.play(&Arc::new(variant), "runs changed")?;
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
    terminal.print(match args.format {
        Shape::Text => comparison::text(&of, terminal.style),
        Shape::Json => comparison::json(&of),
    })?;
    Ok(Exit::Fine)
}

/// The changed exercise, and the change in words.
fn variant(
    args: &Args,
    exercise: &Exercise,
    terminal: &Terminal,
) -> Result<(Exercise, String), Failure> {
    let mut words = Vec::new();
    let mut changes = Vec::new();
    for text in &args.without {
        changes.push(without(text, exercise)?);
        words.push(format!("without {text}"));
    }
    let mut improve = Vec::new();
    for text in &args.with {
        match with(text, exercise)? {
            With::Change(change) => changes.push(change),
            With::Improvement(id) => improve.push(id),
        }
        words.push(format!("with {text}"));
    }
    words.extend(args.change.iter().map(|set| format!("with {set}")));
    if words.is_empty() {
        let failure = Failure::new(
            Exit::Usage,
            "nothing is changed, so there is nothing to compare",
        );
        return Err(failure
            .help("write --without agreement:ID, --with agreement:ID or --change PATH=VALUE"));
    }
    let base = match args.change.as_slice() {
        [] if improve.is_empty() => exercise.clone(),
        more => args.scenario.load_with(more, &improve, terminal)?,
    };
    Ok((changed(&base, &changes), words.join(", ")))
}

/// `agreement:ID` or `mandate:ORG/MANDATE`.
fn without(text: &str, exercise: &Exercise) -> Result<Change, Failure> {
    match text.split_once(':') {
        Some(("agreement", id)) => Ok(Change::WithoutAgreement(named(id, &exercise.names())?)),
        Some(("mandate", said)) => {
            let (org, word) = said.split_once('/').unwrap_or((said, ""));
            let id: OrgId = named(org, &exercise.names())?;
            let held = &exercise.org(id).mandates;
            let found = held.iter().find(|one| one.word() == word);
            let found = found.map(|mandate| Change::WithoutMandate(id, *mandate));
            found.ok_or_else(|| {
                let what = format!("`{org}` holds no mandate `{word}`");
                Failure::new(Exit::Usage, what).help(match held.as_slice() {
                    [] => "it holds none".to_owned(),
                    held => listed(held.iter().map(|one| one.word())),
                })
            })
        }
        _ => Err(unreadable("--without", text)
            .help("write agreement:ID or mandate:ORG/MANDATE, such as mandate:acme/take_down")),
    }
}

/// What the changed variant has besides.
enum With {
    /// A change of the exercise.
    Change(Change),
    /// An improvement, whose changes are made when the scenario is read.
    Improvement(String),
}

/// `agreement:ID` or `improvement:ID`.
fn with(text: &str, exercise: &Exercise) -> Result<With, Failure> {
    match text.split_once(':') {
        Some(("agreement", id)) => {
            let agreement = named(id, &exercise.names())?;
            Ok(With::Change(Change::WithAgreement(agreement)))
        }
        Some(("improvement", id)) => improvement(id, exercise),
        _ => Err(unreadable("--with", text).help("write agreement:ID or improvement:ID")),
    }
}

fn improvement(id: &str, exercise: &Exercise) -> Result<With, Failure> {
    let all = &exercise.improvements;
    match all.iter().find(|one| one.id == id) {
        Some(one) if one.applied => {
            let what = format!("improvement `{id}` is carried out in both");
            Err(Failure::new(Exit::Usage, what).help("leave out `--improve`"))
        }
        Some(_) => Ok(With::Improvement(id.to_owned())),
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

fn unreadable(option: &str, text: &str) -> Failure {
    Failure::new(Exit::Usage, format!("`{option} {text}` names nothing"))
}
