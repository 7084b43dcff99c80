//! `hotwash sensitivity`: which parameters a conclusion hangs on.

use super::campaign::LEVEL;
use super::compare::{MEASURE, Treatment};
use super::exit::{Exit, Failure};
use super::load::{Scenario, pair};
use super::output::Output;
use super::precise;
use super::runs::{Runs, counted};
use super::shelf::Files;
use super::terminal::{self, Terminal};
use super::{experiment, limit};
use crate::campaign::{Base, End, Measure, Pairs, Swing, play, rank};
use crate::engine;
use crate::exercise::{Exercise, Parameter};
use crate::journal::scenario_hash;
use crate::report::page;
use crate::report::sensitivity::{self as report, Subject};
use crate::scenario;
use crate::scenario::range;
use std::sync::Arc;

/// Say which parameters a conclusion hangs on, one at a time
///
/// Plays the same comparison with each parameter that has no source, or that has a range, at
/// either end of where it may lie: its range, else half and double of what it is. Give an
/// experiment, of which the main case is played, or a scenario with --without, --with or --change.
#[derive(clap::Args, Debug)]
pub struct Args {
    #[command(flatten)]
    scenario: Scenario,
    /// Take the experiment that belongs to the scenario of this name
    #[arg(long)]
    experiment: bool,
    #[command(flatten)]
    treatment: Treatment,
    /// The primary measure, named before anything is played [default: time_to_suspend]
    #[arg(long, value_name = "METRIC")]
    measure: Option<String>,
    /// Only parameters whose path begins so, such as channels.
    #[arg(long, value_name = "PATH")]
    only: Option<String>,
    #[command(flatten)]
    runs: Runs,
    #[command(flatten)]
    output: Output,
}

/// Pairs of runs at each end, where nothing else is said.
const USUAL: u64 = 100;

/// Both arms, with the instrument first.
type Arms = [Arc<Exercise>; 2];

/// Plays the comparison at all ends and says what moved it.
///
/// # Errors
/// When the scenario or experiment has errors, or a run goes past a limit with every parameter as
/// it stands.
pub fn run(args: &Args, terminal: &mut Terminal) -> Result<Exit, Failure> {
    let question = Question::of(args, terminal)?;
    let [with, without] = &question.arms;
    let varied: Vec<&Parameter> = question.varied(args).collect();
    let pairs = args.runs.count(USUAL);
    let all = pairs.saturating_mul(2 * varied.len() as u64 + 1);
    terminal::complain(&format!(
        "{} parameters at two ends each, {pairs} pairs of runs: at most {} runs\n",
        varied.len(),
        all.saturating_mul(2)
    ));
    let (seeds, threads) = (args.runs.seeds(USUAL)?, args.runs.threads());
    let (base, mut swings) = counted(all, "pairs of runs", |played| {
        let found = play((with, without), seeds.clone(), threads, played)?;
        let base = Base::of(&found, &question.primary, LEVEL);
        let ends = |arms: &Arms| {
            // A run that goes past a limit at an end is no conclusion there, and ends nothing else.
            play((&arms[0], &arms[1]), seeds.clone(), threads, played)
                .map_err(|(_, reached)| tracing::warn!("{}", limit(&reached)))
                .ok()
        };
        let swings = varied.iter().map(|one| question.swing(one, &base, &ends));
        Ok((base.clone(), swings.collect::<Vec<Swing>>()))
    })?;
    rank(&mut swings);
    let hash = scenario_hash(with).to_string();
    let of = Subject {
        exercise: with,
        scenario_hash: &hash,
        engine: engine::VERSION,
        instrument: &question.words,
        base: &base,
        swings: &swings,
        pairs,
        first: args.runs.first,
        level: LEVEL,
    };
    args.output.give(
        terminal,
        |style| report::text(&of, style),
        || report::json(&of),
        || page::sensitivity(&of),
    )?;
    Ok(Exit::Fine)
}

/// What is compared, and how its arms are made again with something set in both.
struct Question<'a> {
    args: &'a Args,
    /// The experiment's name; none where a scenario is given.
    experiment: Option<String>,
    sets: Vec<(String, String)>,
    arms: Arms,
    primary: Measure,
    words: String,
}

impl<'a> Question<'a> {
    fn of(args: &'a Args, terminal: &Terminal) -> Result<Question<'a>, Failure> {
        let sets = args.scenario.pairs()?;
        let named = args.scenario.is_experiment();
        if !args.experiment && !named {
            return Question::of_scenario(args, sets, terminal);
        }
        if !args.treatment.is_nothing() || args.measure.is_some() {
            let what = "an experiment says itself what is changed and what is measured";
            return Err(Failure::new(Exit::Usage, what)
                .help("leave out --without, --with, --change and --measure"));
        }
        let name = match named {
            true => args.scenario.name().to_owned(),
            false => experiment::beside(args.scenario.name()),
        };
        let loaded = experiment::load(&name, &sets, terminal)?;
        let words = format!("with {}", loaded.instrument);
        let main = loaded
            .cases
            .into_iter()
            .next()
            .ok_or_else(|| Failure::new(Exit::Found, "the experiment has no case"))?;
        Ok(Question {
            args,
            experiment: Some(name),
            sets,
            primary: precise::measure(&main.measure)?,
            arms: [main.with, main.without],
            words,
        })
    }

    fn of_scenario(
        args: &'a Args,
        sets: Vec<(String, String)>,
        terminal: &Terminal,
    ) -> Result<Question<'a>, Failure> {
        let primary = precise::measure(args.measure.as_deref().unwrap_or(MEASURE))?;
        let exercise = args.scenario.load(terminal)?;
        // Tells what is wrong with the change, and what it is called.
        let (_, words) = args
            .treatment
            .variant(&args.scenario, &exercise, terminal)?;
        let above = match args.treatment.change.as_slice() {
            [] => exercise.clone(),
            more => args.scenario.load_with(more, &[], terminal)?,
        };
        let words = match words.strip_prefix("without ") {
            Some(rest) => format!("with {rest}"),
            None => words,
        };
        Ok(Question {
            args,
            experiment: None,
            sets,
            primary,
            arms: args.treatment.arms(&above, &exercise)?.map(Arc::new),
            words,
        })
    }

    /// The parameters that nobody knows for certain.
    fn varied(&self, args: &'a Args) -> impl Iterator<Item = &Parameter> {
        let all = self.arms[0].parameters.iter();
        let only = args.only.as_deref().unwrap_or_default();
        let open = |one: &&Parameter| one.source.is_none() || one.range.is_some();
        all.filter(open)
            .filter(move |one| one.path.starts_with(only))
    }

    /// Both arms with something set in them; none where they cannot be played then.
    fn with_set(&self, path: &str, value: &str) -> Option<Arms> {
        let mut sets = self.sets.clone();
        sets.push((path.to_owned(), value.to_owned()));
        if let Some(name) = &self.experiment {
            let main = experiment::read(name, &sets)
                .experiment?
                .cases
                .into_iter()
                .next()?;
            return Some([main.with, main.without]);
        }
        let load = |sets: &[(String, String)]| {
            scenario::load_with(self.args.scenario.name(), &Files, sets).exercise
        };
        let below = load(&sets)?;
        let changes: Result<Vec<_>, Failure> = self
            .args
            .treatment
            .change
            .iter()
            .map(|set| pair(set))
            .collect();
        let changes = changes.ok()?;
        let above = if changes.is_empty() {
            below.clone()
        } else {
            load(&[sets, changes].concat())?
        };
        Some(self.args.treatment.arms(&above, &below).ok()?.map(Arc::new))
    }

    fn swing(
        &self,
        parameter: &Parameter,
        base: &Base,
        play: &dyn Fn(&Arms) -> Option<Pairs>,
    ) -> Swing {
        let trials = range::ends(parameter).unwrap_or_default();
        let ends = trials.map(|trials| -> Option<End> {
            let mut tried = trials.into_iter().filter_map(|trial| {
                let arms = self.with_set(&parameter.path, &trial.text)?;
                Some((trial, arms))
            });
            let (trial, arms) = tried.next()?;
            let pairs = match self.same(&arms) {
                true => None,
                false => Some(play(&arms)?),
            };
            Some(base.end((trial.text, trial.clipped), pairs.as_ref(), LEVEL))
        });
        Swing {
            path: parameter.path.clone(),
            value: parameter.value.clone(),
            given: parameter.range.is_some(),
            ends,
        }
    }

    /// Whether both arms are played as they were: all that differs is what is said of parameters.
    fn same(&self, arms: &Arms) -> bool {
        let bare = |exercise: &Exercise| Exercise {
            parameters: Vec::new(),
            ..exercise.clone()
        };
        let mut both = self.arms.iter().zip(arms);
        both.all(|(one, other)| bare(one) == bare(other))
    }
}
