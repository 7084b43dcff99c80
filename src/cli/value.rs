//! `hotwash value`: what each agreement of a scenario is worth among the others.

use super::campaign::LEVEL;
use super::compare::{MEASURE, misnamed};
use super::exit::{Exit, Failure};
use super::load::Scenario;
use super::output::Output;
use super::precise;
use super::runs::{Runs, USUAL, counted};
use super::terminal::{self, Terminal};
use crate::campaign::{Coalitions, Group, MOST_PLAYERS, Method, value};
use crate::engine;
use crate::exercise::{Change, Exercise};
use crate::journal::scenario_hash;
use crate::model::AgreementId;
use crate::report::page;
use crate::report::value::{self as report, Subject};
use crate::scenario::instrument;

/// Say what each agreement of a scenario is worth among the others
///
/// Plays the scenario as it is and without each agreement in turn, with the same seeds. What two
/// agreements give that either gives alone counts for neither that way: --shapley shares it out.
#[derive(clap::Args, Debug)]
pub struct Args {
    #[command(flatten)]
    scenario: Scenario,
    /// Value several agreements as one: NAME=agreement:A,agreement:B
    #[arg(long, value_name = "NAME=WHAT,…")]
    group: Vec<String>,
    /// Share what all do together out among them, by their Shapley values
    #[arg(long)]
    shapley: bool,
    /// Over how many orders in which they come together; all, if there are no more
    #[arg(long, default_value_t = 120, value_name = "N", requires = "shapley",
        value_parser = clap::value_parser!(u32).range(2..=100_000))]
    orders: u32,
    /// The primary measure, named before anything is played
    #[arg(long, default_value = MEASURE, value_name = "METRIC")]
    measure: String,
    /// Tell all other measures that differ as well
    #[arg(long)]
    all: bool,
    #[command(flatten)]
    runs: Runs,
    #[command(flatten)]
    output: Output,
}

/// Plays what is needed and says what each is worth.
///
/// # Errors
/// When the scenario has errors, a group names what is not there, or a run goes past a limit.
pub fn run(args: &Args, terminal: &mut Terminal) -> Result<Exit, Failure> {
    let primary = precise::measure(&args.measure)?;
    let exercise = args.scenario.load(terminal)?;
    let groups = groups(&args.group, &exercise)?;
    let method = if args.shapley {
        Method::Shapley(args.orders as usize)
    } else {
        Method::LeaveOneOut
    };
    if args.shapley && groups.len() > MOST_PLAYERS {
        let what = format!("{} agreements are too many to share out", groups.len());
        return Err(Failure::new(Exit::Usage, what)
            .because(format!("at most {MOST_PLAYERS} are valued in all orders"))
            .help("value several as one with --group NAME=agreement:A,agreement:B"));
    }
    let coalitions = Coalitions::of(groups.len(), method);
    let (seeds, threads) = (args.runs.seeds(USUAL)?, args.runs.threads());
    let runs = args.runs.count(USUAL);
    let all = runs.saturating_mul(coalitions.sets() as u64);
    terminal::complain(&format!(
        "{} sets of agreements, {runs} runs of each: {all} runs\n",
        coalitions.sets()
    ));
    let found = counted(all, "runs", |played| {
        let how = (seeds, threads);
        value(
            &exercise,
            &groups,
            &coalitions,
            &primary,
            how,
            played,
            LEVEL,
        )
    })?;
    let hash = scenario_hash(&exercise).to_string();
    let of = Subject {
        exercise: &exercise,
        scenario_hash: &hash,
        engine: engine::VERSION,
        found: &found,
        coalitions: &coalitions,
        primary: &primary,
        first: args.runs.first,
        level: LEVEL,
        all: args.all,
    };
    args.output.give(
        terminal,
        |style| report::text(&of, style),
        || report::json(&of),
        || page::value(&of),
    )?;
    Ok(Exit::Fine)
}

/// The groups that are asked for, and each agreement that is in none.
fn groups(asked: &[String], exercise: &Exercise) -> Result<Vec<Group>, Failure> {
    let mut groups: Vec<Group> = Vec::new();
    for text in asked {
        let halves = text
            .split_once('=')
            .filter(|(name, _)| !name.trim().is_empty());
        let (name, members) = halves.ok_or_else(|| {
            Failure::new(Exit::Usage, format!("`--group {text}` names nothing"))
                .help("write --group NAME=agreement:A,agreement:B")
        })?;
        let (name, mut agreements) = (name.trim().to_owned(), Vec::new());
        for member in members.split(',') {
            let read = instrument::with(member.trim(), exercise).map_err(|bad| misnamed(&bad))?;
            let Change::WithAgreement(id) = read else {
                continue;
            };
            let taken = groups.iter().any(|group| group.agreements.contains(&id));
            if taken || agreements.contains(&id) {
                let what = format!("`{}` is in two groups", member.trim());
                return Err(Failure::new(Exit::Usage, what).help("name it once"));
            }
            agreements.push(id);
        }
        groups.push(Group { name, agreements });
    }
    let alone = exercise.agreements.iter().enumerate();
    let alone = alone.map(|(nth, agreement)| (AgreementId::nth(nth), agreement));
    for (id, agreement) in alone {
        if !groups.iter().any(|group| group.agreements.contains(&id)) {
            let (name, agreements) = (agreement.id.clone(), vec![id]);
            groups.push(Group { name, agreements });
        }
    }
    if groups.is_empty() {
        let failure = Failure::new(Exit::Usage, "the scenario has no agreements");
        return Err(failure.help("nothing can be valued in it"));
    }
    Ok(groups)
}
