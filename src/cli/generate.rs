//! `hotwash generate`: a scenario of any size from a few numbers, or from a table of agreements.

use super::exit::{Exit, Failure};
use super::file;
use super::load;
use super::shelf::Files;
use super::terminal::{self, Terminal};
use crate::scenario::generate::network::{self, Course, Network};
use crate::scenario::generate::{Plan, generate};
use crate::scenario::shelf::{Missing, Shelf as _};
use crate::scenario::source::MAX_FILE;
use std::path::PathBuf;

/// Make a scenario of any size from a few numbers, or of a table of agreements
///
/// Without --world and --table, a drill for trying things out and for measuring speed. With them, a
/// network of agreements between economies, in which each has a CERT, police, a ministry, a
/// provider and companies; its head says what each issue area gives, to be changed there.
#[derive(clap::Args, Debug)]
#[command(after_long_help = TABLE)]
pub struct Args {
    /// Organisations that take part
    #[arg(long, default_value_t = 300, conflicts_with_all = ["world", "table"],
        value_parser = clap::value_parser!(u32).range(3..=100_000))]
    organisations: u32,
    /// A world of 116 economies with 196 agreements between them, on issue areas that are drawn
    #[arg(long)]
    world: bool,
    /// The network of agreements that a CSV table holds; `-` for standard input
    #[arg(long, value_name = "FILE",
        conflicts_with_all = ["world", "economies", "agreements", "degree"])]
    table: Option<String>,
    /// Economies, each with a national CERT [default: in proportion, as all below]
    #[arg(long, value_name = "N")]
    economies: Option<u32>,
    /// Agreements between national CERTs, or economies
    #[arg(long, value_name = "N")]
    agreements: Option<u32>,
    /// National CERTs that each inject goes to
    #[arg(long, value_name = "N", conflicts_with = "world")]
    degree: Option<u32>,
    /// Threat groups; in a network, those with pages abroad
    #[arg(long, value_name = "N")]
    threats: Option<u32>,
    /// Injects
    #[arg(long, value_name = "N")]
    injects: Option<u32>,
    /// Hours from STARTEX to ENDEX
    #[arg(long, value_name = "N")]
    hours: Option<u32>,
    /// Varies who agrees with whom, who is hit and when, and where servers stand
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// Write to this file instead of standard output
    #[arg(short, long, value_name = "FILE")]
    out: Option<PathBuf>,
}

const TABLE: &str = "\
A table of agreements has a row for each agreement, and columns in any order:
  Title                     required
  Parties                   economies, separated by `;` (or `,` where there is none); or
  Party 1, Party 2          one economy each. Countries, Governments, Country A are read as well
  Discussion, Research, Confidence Building, Incident Response, Crime, Capacity Building,
  Activity Limiting, Defence, Terrorism
                            one or more: yes, y, x, 1, true; no, n, 0, false or nothing. The names
                            that the dataset ICCD has for them are read as well
  Date                      2015-09-25, 25/09/2015, September 25, 2015, or a year
  State                     Operational, Signed, Suspended or Lapsed; Operational if nothing is said
  Effort                    analyst-hours a year for each party; if nothing is said, assumed by area

  hotwash generate --table agreements.csv --out network.ron
  hotwash value network.ron --runs 20";

/// Makes it.
///
/// # Errors
/// When the numbers do not fit together, the table cannot be read, or the file cannot be written.
pub fn run(args: &Args, terminal: &mut Terminal) -> Result<Exit, Failure> {
    let text = if let Some(name) = &args.table {
        let Some(network) = table(name, terminal)? else {
            return Ok(Exit::Found);
        };
        of_network(args, &network)?
    } else if args.world {
        of_network(args, &world(args)?)?
    } else {
        drill(args)?
    };
    match &args.out {
        Some(path) => file::write_text(path, text)?,
        None => terminal.print(text)?,
    }
    Ok(Exit::Fine)
}

fn drill(args: &Args) -> Result<String, Failure> {
    let usual = Plan::of(args.organisations);
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
    Ok(generate(&plan))
}

/// A network that is drawn.
fn world(args: &Args) -> Result<Network, Failure> {
    let most = network::MOST_ECONOMIES as u64;
    let why = format!("two agree, and a network holds {most} at most");
    range("economies", args.economies, 2, most, &why)?;
    let economies = args.economies.unwrap_or(network::ECONOMIES);
    let pairs = u64::from(economies) * u64::from(economies - 1) / 2;
    let most = pairs.min(network::MOST_AGREEMENTS as u64);
    let why = format!("there is one for each pair of {economies} economies at most");
    range("agreements", args.agreements, 1, most, &why)?;
    // As many for each economy as there are in the whole world.
    let usual = u64::from(network::AGREEMENTS) * u64::from(economies);
    let usual = (usual / u64::from(network::ECONOMIES)).clamp(1, most);
    let usual = u32::try_from(usual).unwrap_or(u32::MAX);
    let agreements = args.agreements.unwrap_or(usual);
    Ok(Network::drawn(economies, agreements, args.seed))
}

/// The network that a table holds; none where it has errors, which are told.
fn table(name: &str, terminal: &Terminal) -> Result<Option<Network>, Failure> {
    let opened = Files.open(None, name).map_err(|why| {
        let failure = Failure::new(Exit::File, format!("cannot read {name}"));
        match why {
            Missing::NotFound(_) => failure.because("there is no such file"),
            Missing::TooLarge(_) => failure
                .because(format!("it holds more than {} MiB", MAX_FILE >> 20))
                .help("leave out the columns that are not read"),
            Missing::Unreadable(why) => failure.because(why),
        }
    })?;
    let reading = network::read(&opened.name, opened.bytes);
    let (problems, dropped) = (&reading.problems, reading.dropped);
    if !problems.is_empty() {
        let told = load::told(problems, &reading.sources, dropped, terminal);
        terminal::complain(&told);
    }
    Ok(reading.network)
}

fn of_network(args: &Args, network: &Network) -> Result<String, Failure> {
    let usual = Course::of(network);
    range(
        "threats",
        args.threats,
        1,
        10_000,
        "a network holds no more",
    )?;
    range("injects", args.injects, 1, 100_000, INJECTS)?;
    range("hours", args.hours, 1, 24 * 365, HOURS)?;
    let course = Course {
        threats: args.threats.unwrap_or(usual.threats),
        injects: args.injects.unwrap_or(usual.injects),
        hours: args.hours.unwrap_or(usual.hours),
        seed: args.seed,
    };
    Ok(network::scenario(network, &course))
}

const INJECTS: &str = "an exercise holds no more";
const HOURS: &str = "an exercise lasts from an hour to a year";

/// Refuses numbers that do not fit together, rather than make something else of them.
fn fits(args: &Args, plan: &Plan) -> Result<(), Failure> {
    let economies = u64::from(plan.economies);
    let pairs = economies * economies.saturating_sub(1) / 2;
    let organisations = u64::from(plan.organisations);
    let why = format!("each has three organisations at least, and there are {organisations}");
    range("economies", args.economies, 1, organisations / 3, &why)?;
    let why = format!("there is one for each pair of {economies} national CERTs at most");
    range("agreements", args.agreements, 0, pairs, &why)?;
    let why = format!("there are {economies} national CERTs for an inject to go to");
    range("degree", args.degree, 1, economies, &why)?;
    let why = format!("there is one group for each of the {organisations} organisations at most");
    range("threats", args.threats, 1, organisations, &why)?;
    range("injects", args.injects, 1, 100_000, INJECTS)?;
    range("hours", args.hours, 1, 24 * 365, HOURS)
}

fn range(name: &str, given: Option<u32>, least: u64, most: u64, why: &str) -> Result<(), Failure> {
    let Some(given) = given.filter(|given| !(least..=most).contains(&u64::from(*given))) else {
        return Ok(());
    };
    let message = format!("`--{name} {given}` is out of range: {least} to {most}");
    let failure = Failure::new(Exit::Usage, message).because(why);
    Err(failure.help("`hotwash generate --help` lists all numbers"))
}
