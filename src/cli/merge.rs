//! `hotwash merge`: parts of a campaign to what one machine would have said.

use super::campaign::Say;
use super::exit::{Exit, Failure};
use super::keep;
use super::output::Output;
use super::terminal::{Terminal, complain};
use crate::campaign::part::{Misfit, Part, join};
use std::path::PathBuf;

/// Put parts of a campaign together, and say what one machine would have said
#[derive(clap::Args, Debug)]
pub struct Args {
    /// The parts that `hotwash campaign --range A..B --out PART` wrote, in any order
    #[arg(value_name = "PART", required = true)]
    parts: Vec<PathBuf>,
    #[command(flatten)]
    output: Output,
    /// Write a row for each run into this file as well
    #[arg(long, value_name = "FILE")]
    csv: Option<PathBuf>,
}

/// Reads the parts, puts them together and says what they say.
///
/// # Errors
/// When a part cannot be read or is damaged, and when parts are foreign, doubled or missing: all of
/// them are named.
pub fn run(args: &Args, terminal: &mut Terminal) -> Result<Exit, Failure> {
    let mut parts: Vec<Part> = Vec::new();
    let mut failures = Vec::new();
    for path in &args.parts {
        match keep::read(path) {
            Ok(part) => parts.push(part),
            Err(failure) => failures.push(failure),
        }
    }
    if failures.is_empty() {
        match join(parts) {
            Ok(joined) => {
                let say = Say {
                    csv: args.csv.as_deref(),
                    output: &args.output,
                    interrupted: None,
                };
                return say.all(&joined.head, &joined.runs, terminal);
            }
            Err(misfits) => failures.extend(misfits.iter().map(|one| told(one, &args.parts))),
        }
    }
    let last = failures.pop();
    failures.iter().for_each(complain);
    match last {
        Some(failure) => Err(failure),
        None => Ok(Exit::Fine),
    }
}

fn told(misfit: &Misfit, paths: &[PathBuf]) -> Failure {
    let name = |nth: usize| paths[nth].display();
    match misfit {
        Misfit::Foreign(one, other, reason) => {
            let what = format!(
                "{}:1: this is of another campaign than {}",
                name(*one),
                name(*other)
            );
            Failure::new(Exit::Found, what)
                .because(reason)
                .help("merge parts of one scenario, engine, first seed and number of runs")
        }
        Misfit::Doubled(one, other, runs) => {
            let (from, to) = (runs.start, runs.end);
            let what = format!(
                "runs {from}..{to} are in both {} and {}",
                name(*one),
                name(*other)
            );
            Failure::new(Exit::Found, what).help("leave one out, and play what is then missing")
        }
        Misfit::Missing(runs) => {
            let (from, to) = (runs.start, runs.end);
            Failure::new(Exit::Found, format!("runs {from}..{to} are missing")).help(format!(
                "name the part that has them, or play them: hotwash campaign … \
                 --range {from}..{to} --out PART"
            ))
        }
    }
}
