//! `hotwash generate`: a scenario of any size from a few numbers.

use super::exit::{Exit, Failure};
use super::file;
use super::terminal::Terminal;
use crate::scenario::generate::{Plan, generate};
use std::path::PathBuf;

/// Make a scenario of any size from a few numbers
#[derive(clap::Args, Debug)]
pub struct Args {
    /// Organisations that take part
    #[arg(long, default_value_t = 300, conflicts_with = "world",
        value_parser = clap::value_parser!(u32).range(3..=100_000))]
    organisations: u32,
    /// A world of 116 economies with 196 agreements between them
    #[arg(long)]
    world: bool,
    /// Economies, each with a national CERT [default: in proportion, as all below]
    #[arg(long, value_name = "N")]
    economies: Option<u32>,
    /// Agreements between national CERTs
    #[arg(long, value_name = "N")]
    agreements: Option<u32>,
    /// National CERTs that each inject goes to
    #[arg(long, value_name = "N")]
    degree: Option<u32>,
    /// Threat groups
    #[arg(long, value_name = "N")]
    threats: Option<u32>,
    /// Injects
    #[arg(long, value_name = "N")]
    injects: Option<u32>,
    /// Hours from STARTEX to ENDEX
    #[arg(long, value_name = "N")]
    hours: Option<u32>,
    /// Varies who agrees with whom, who is hit and when
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// Write to this file instead of standard output
    #[arg(short, long, value_name = "FILE")]
    out: Option<PathBuf>,
}

/// Makes it.
///
/// # Errors
/// When the numbers do not fit together, or the file cannot be written.
pub fn run(args: &Args, terminal: &mut Terminal) -> Result<Exit, Failure> {
    let usual = if args.world {
        Plan::world()
    } else {
        Plan::of(args.organisations)
    };
    let economies = args.economies.unwrap_or(usual.economies);
    let plan = Plan {
        economies,
        agreements: args.agreements.unwrap_or(match args.economies {
            // As many for each economy as there would have been.
            Some(_) => usual.agreements / usual.economies * economies,
            None => usual.agreements,
        }),
        degree: args.degree.unwrap_or(usual.degree),
        threats: args.threats.unwrap_or(usual.threats),
        injects: args.injects.unwrap_or(usual.injects),
        hours: args.hours.unwrap_or(usual.hours),
        seed: args.seed,
        ..usual
    };
    fits(args, &plan)?;
    let text = generate(&plan);
    match &args.out {
        Some(path) => file::write_text(path, text)?,
        None => terminal.print(text)?,
    }
    Ok(Exit::Fine)
}

/// Refuses numbers that do not fit together, rather than make something else of them.
fn fits(args: &Args, plan: &Plan) -> Result<(), Failure> {
    let economies = u64::from(plan.economies);
    let pairs = economies * economies.saturating_sub(1) / 2;
    let organisations = u64::from(plan.organisations);
    for (name, given, least, most, why) in [
        (
            "economies",
            args.economies,
            1,
            organisations / 3,
            format!("each has three organisations at least, and there are {organisations}"),
        ),
        (
            "agreements",
            args.agreements,
            0,
            pairs,
            format!("there is one for each pair of {economies} national CERTs at most"),
        ),
        (
            "degree",
            args.degree,
            1,
            economies,
            format!("there are {economies} national CERTs for an inject to go to"),
        ),
        (
            "threats",
            args.threats,
            1,
            organisations,
            format!("there is one group for each of the {organisations} organisations at most"),
        ),
        (
            "injects",
            args.injects,
            1,
            100_000,
            "an exercise holds no more".to_owned(),
        ),
        (
            "hours",
            args.hours,
            1,
            24 * 365,
            "an exercise lasts from an hour to a year".to_owned(),
        ),
    ] {
        let Some(given) = given.map(u64::from) else {
            continue;
        };
        if !(least..=most).contains(&given) {
            let message = format!("`--{name} {given}` is out of range: {least} to {most}");
            let failure = Failure::new(Exit::Usage, message).because(why);
            return Err(failure.help("`hotwash generate --help` lists all numbers"));
        }
    }
    Ok(())
}
