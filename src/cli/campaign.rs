//! `hotwash campaign`: many runs of a scenario, and what they say.

use super::exit::{Exit, Failure};
use super::keep::{self, Keep, Kept};
use super::load::Scenario;
use super::output::Output;
use super::runs::{Runs, USUAL, stopped};
use super::terminal::{Terminal, complain};
use super::{emit, file, interrupt, precise, progress};
use crate::campaign::part::{Asked, Head};
use crate::campaign::{About, Job, Look, Outcome, Precision, Watch, looks, replicate_watched};
use crate::engine;
use crate::exercise::Exercise;
use crate::journal::scenario_hash;
use crate::report::campaign::{self, Subject};
use crate::report::page;
use std::collections::BTreeMap;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

/// Play a scenario many times and say what comes out, with intervals
#[derive(clap::Args, Debug)]
pub struct Args {
    #[command(flatten)]
    pub scenario: Scenario,
    #[command(flatten)]
    pub runs: Runs,
    /// Play these runs of the campaign alone, counted from 0, the end left out: 0..500
    #[arg(long, value_name = "A..B", value_parser = range, requires = "out")]
    range: Option<Range<u64>>,
    /// Keep the runs in this file: the same command goes on where it was stopped, and `hotwash
    /// merge` puts parts together (with --emit, the directory of the parts)
    #[arg(long, value_name = "PART")]
    pub out: Option<PathBuf>,
    /// Play until the interval of a mean is this short on either side, looking at 200, 400, 800 …
    /// runs, and --runs at the most: time_to_suspend=30s, effort=2%
    #[arg(long, value_name = "MEASURE=HALFWIDTH", conflicts_with_all = ["range", "emit"])]
    precision: Option<String>,
    /// Play nothing, and write a script that has a cluster play the campaign in parts
    #[arg(long, value_name = "ENGINE", conflicts_with_all = ["range", "csv"])]
    emit: Option<emit::Engine>,
    /// In how many parts
    #[arg(long, value_name = "N", requires = "emit", default_value_t = 8,
        value_parser = clap::value_parser!(u64).range(1..))]
    pub tasks: u64,
    #[command(flatten)]
    output: Output,
    /// Write a row for each run into this file as well
    #[arg(long, value_name = "FILE")]
    csv: Option<PathBuf>,
}

/// A format of what runs say.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum Shape {
    /// For a terminal.
    Text,
    /// For programs; times in seconds.
    Json,
}

/// At which level intervals hold.
pub const LEVEL: f64 = 0.95;
/// How many at the most where a precision is asked for.
const MOST: u64 = 25_600;

fn range(text: &str) -> Result<Range<u64>, String> {
    let ends = text.split_once("..");
    let ends = ends.and_then(|(from, to)| Some(from.trim().parse().ok()?..to.trim().parse().ok()?));
    match ends {
        None => Err("write A..B, such as 0..500".to_owned()),
        Some(range) if range.is_empty() => Err("there is no run in it".to_owned()),
        Some(range) => Ok(range),
    }
}

/// What is to be played, and what of it is there.
struct Play<'a> {
    args: &'a Args,
    exercise: &'a Arc<Exercise>,
    head: Head,
    precision: Option<Precision>,
    stop: Arc<AtomicBool>,
}

/// What was played.
struct Played {
    runs: Vec<Outcome>,
    look: Option<Look>,
    interrupted: bool,
}

/// Plays and says.
///
/// # Errors
/// When the scenario has errors, a run goes past a limit, what was kept is of something else,
/// something cannot be written, or play was interrupted.
pub fn run(args: &Args, terminal: &mut Terminal) -> Result<Exit, Failure> {
    if let Some(engine) = args.emit {
        return emit::run(args, engine, terminal);
    }
    let precision = args.precision.as_deref().map(precise::read).transpose()?;
    let exercise = Arc::new(args.scenario.load(terminal)?);
    let play = Play {
        args,
        exercise: &exercise,
        head: head(args, &exercise)?,
        precision,
        stop: interrupt::flag()?,
    };
    let out = args.out.as_deref();
    let kept = out.map(|path| keep::open(path, &play.head, &play.stop));
    match kept.transpose()? {
        Some(Kept::Whole(part)) => told(args, &part.head, &part.runs, false, terminal),
        Some(Kept::Growing(keep, done)) => play.keep(keep, done, terminal),
        None => {
            let played = play.all(BTreeMap::new(), None)?;
            let planned = play.head.total;
            let head = play.head_of(&played);
            if !played.runs.is_empty() {
                told(args, &head, &played.runs, played.interrupted, terminal)?;
            }
            match played.interrupted {
                false => Ok(Exit::Fine),
                true => Err(broken_off(played.runs.len(), planned)
                    .help("with --out PART the runs are kept, and the same command goes on")),
            }
        }
    }
}

fn broken_off(done: usize, planned: u64) -> Failure {
    let what = format!("interrupted after {done} of {planned} runs");
    Failure::new(Exit::Interrupted, what)
}

fn head(args: &Args, exercise: &Exercise) -> Result<Head, Failure> {
    let asked = args.precision.as_ref();
    let total = match (asked, args.runs.asked) {
        (Some(_), None) => MOST,
        _ => args.runs.count(USUAL),
    };
    let range = args.range.clone().unwrap_or(0..total);
    if range.end > total {
        let what = format!("runs {}..{} are not of {total}", range.start, range.end);
        return Err(Failure::new(Exit::Usage, what)
            .help("say with --runs how many runs the whole campaign has"));
    }
    args.runs.seeds_of(&range, total)?;
    let hash = scenario_hash(exercise).to_string();
    Ok(Head {
        about: About::of(exercise, &hash, engine::VERSION),
        total,
        first_seed: args.runs.first,
        range,
        level: LEVEL,
        asked: asked.map(|text| Asked {
            text: text.clone(),
            most: total,
            look: None,
        }),
    })
}

impl Play<'_> {
    /// Plays what is missing of a part and closes it, or says how to go on.
    fn keep(
        &self,
        keep: Keep,
        done: BTreeMap<u64, Outcome>,
        terminal: &mut Terminal,
    ) -> Result<Exit, Failure> {
        if !done.is_empty() {
            let partial = keep.partial().display();
            let what = format!("{} runs are in {partial} already", done.len());
            complain(&Failure::new(Exit::Fine, what).help("they are not played again"));
        }
        let played = self.all(done, Some(&keep));
        keep.check()?;
        let planned = self.head.range.end - self.head.range.start;
        let partial = keep.partial().display().to_string();
        let played = played.inspect_err(|_| {
            let what = format!("{partial} keeps the runs that went well");
            complain(&Failure::new(Exit::Fine, what));
        })?;
        if played.interrupted {
            return Err(broken_off(played.runs.len(), planned)
                .because(format!("{partial} keeps them"))
                .help("the same command goes on from there"));
        }
        let head = self.head_of(&played);
        keep.finish(&head, &played.runs)?;
        told(self.args, &head, &played.runs, false, terminal)
    }

    /// What a part says when play has ended so.
    fn head_of(&self, played: &Played) -> Head {
        match &played.look {
            Some(look) => self.head.ended(look.nth, played.runs.len() as u64),
            None => self.head.clone(),
        }
    }

    /// Plays up to each look, or all in one go where nothing is looked for.
    fn all(&self, done: BTreeMap<u64, Outcome>, keep: Option<&Keep>) -> Result<Played, Failure> {
        let Range { start, end } = self.head.range;
        let stages: Vec<u64> = match self.precision {
            Some(_) => looks(end).collect(),
            None => vec![end],
        };
        let bar = progress::Count::of(end - start, "runs");
        (0..done.len()).for_each(|_| bar.one());
        let mut runs = done;
        let mut look = None;
        for (nth, to) in (1..).zip(stages) {
            let fresh = self.stage(&(start..to), &runs, keep, &bar)?;
            runs.extend(fresh.into_iter().map(|run| (run.seed, run)));
            let by_now = runs.range(..self.head.first_seed + to);
            let all: Vec<Outcome> = by_now.map(|(_, run)| run.clone()).collect();
            let interrupted = (all.len() as u64) < to - start;
            look = self.precision.map(|one| one.look(nth, &all, LEVEL));
            let suffices = look.as_ref().is_some_and(|look| look.suffices);
            if interrupted || suffices || to == end {
                bar.end();
                return Ok(Played {
                    runs: all,
                    look,
                    interrupted,
                });
            }
        }
        bar.end();
        Ok(Played {
            runs: runs.into_values().collect(),
            look,
            interrupted: true,
        })
    }

    /// Plays what is not there of a range.
    fn stage(
        &self,
        range: &Range<u64>,
        done: &BTreeMap<u64, Outcome>,
        keep: Option<&Keep>,
        bar: &progress::Count,
    ) -> Result<Vec<Outcome>, Failure> {
        let job = Job {
            exercise: self.exercise,
            seeds: self.args.runs.seeds_of(range, range.end)?,
            threads: self.args.runs.threads(),
            played: &|| bar.one(),
        };
        let kept = |run: &Outcome| {
            if let Some(keep) = keep {
                keep.run(run, &self.stop);
            }
        };
        let watch = Watch {
            done: &|seed| done.contains_key(&seed),
            kept: &kept,
            stop: &self.stop,
        };
        replicate_watched(&job, &watch).map_err(stopped)
    }
}

/// Says what runs say; of a part that is not all of its campaign, where they are.
fn told(
    args: &Args,
    head: &Head,
    runs: &[Outcome],
    interrupted: bool,
    terminal: &mut Terminal,
) -> Result<Exit, Failure> {
    let planned = head.planned().total;
    let say = Say {
        csv: args.csv.as_deref(),
        output: &args.output,
        interrupted: interrupted.then_some(planned),
    };
    if head.range == (0..head.total) {
        return say.all(head, runs, terminal);
    }
    say.csv(head, runs)?;
    let Range { start, end } = head.range;
    let path = args.out.as_deref().unwrap_or(Path::new("-")).display();
    terminal.print(format!(
        "{}: runs {start}..{end} of {planned} are in {path}\n",
        head.about.id
    ))?;
    Ok(Exit::Fine)
}

/// How the runs of a whole campaign are told of.
pub struct Say<'a> {
    /// A file for a row a run.
    pub csv: Option<&'a Path>,
    /// In which shapes.
    pub output: &'a Output,
    /// How many runs there were to be, where play was interrupted.
    pub interrupted: Option<u64>,
}

impl Say<'_> {
    fn csv(&self, head: &Head, runs: &[Outcome]) -> Result<(), Failure> {
        let of = Subject {
            about: &head.about,
            runs,
            level: head.level,
            looked: None,
            interrupted: self.interrupted,
        };
        match self.csv {
            Some(path) => file::write_text(path, campaign::csv(&of)),
            None => Ok(()),
        }
    }

    /// Says all that is said of a campaign.
    ///
    /// # Errors
    /// When something cannot be written, or the precision that was asked for is none.
    pub fn all(
        &self,
        head: &Head,
        runs: &[Outcome],
        terminal: &mut Terminal,
    ) -> Result<Exit, Failure> {
        self.csv(head, runs)?;
        let looked = match &head.asked {
            Some(asked) => {
                let precision = precise::read(&asked.text)?;
                let look = precision.look(asked.look.unwrap_or(1), runs, head.level);
                Some((precision, look))
            }
            None => None,
        };
        let of = Subject {
            about: &head.about,
            runs,
            level: head.level,
            looked: looked.as_ref().map(|(precision, look)| (precision, look)),
            interrupted: self.interrupted,
        };
        self.output.give(
            terminal,
            |style| campaign::text(&of, style),
            || campaign::json(&of),
            || page::campaign(&of),
        )?;
        Ok(Exit::Fine)
    }
}
