//! `hotwash recover`: what is whole of a damaged live exercise, as a new one.

use super::exit::{Exit, Failure};
use super::serve::unusable;
use super::terminal::Terminal;
use crate::live::{self, Recovered, Trouble};
use crate::model::SimTime;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

/// Keep what is whole of a damaged live exercise as a new one, and say what was lost
#[derive(clap::Args, Debug)]
#[command(
    after_help = "Inputs are kept in the order in which they were taken, up to the first that is \
                  missing, was altered\nor plays otherwise than it did. The damaged file is left \
                  as it is. Ends with 0 where nothing was\nlost, with 1 where something was."
)]
pub struct Args {
    /// The exercise as `serve` kept it
    kept: PathBuf,
    /// Where what is whole of it is kept from now on
    #[arg(long, value_name = "FILE")]
    out: PathBuf,
}

/// Recovers it.
///
/// # Errors
/// When nothing can be kept, the new file is there already, or a file cannot be read or written.
pub fn run(args: &Args, terminal: &mut Terminal) -> Result<Exit, Failure> {
    if args.out.exists() {
        let what = format!("{} is there already", args.out.display());
        return Err(Failure::new(Exit::Usage, what).help("give --out a file that is not there"));
    }
    let place = args.out.parent().filter(|of| !of.as_os_str().is_empty());
    let scratch = tempfile::tempdir_in(place.unwrap_or(Path::new("."))).map_err(|error| {
        let what = format!("nothing can be written beside {}", args.out.display());
        Failure::new(Exit::File, what).because(error)
    })?;
    let recovered = live::recover(&args.kept, &args.out, scratch.path());
    let recovered = recovered.map_err(|trouble| match trouble {
        Trouble::Damaged(why) => {
            let what = format!("nothing of {} can be kept", args.kept.display());
            Failure::new(Exit::Found, what)
                .because(why)
                .help("begin the exercise anew, or take a copy of the file from before")
        }
        other => unusable(&args.kept, &other),
    })?;
    terminal.print(told(&args.kept, &args.out, &recovered))?;
    Ok(match recovered.is_whole() {
        true => Exit::Fine,
        false => Exit::Found,
    })
}

/// What was kept, and everything that was not.
fn told(kept: &Path, out: &Path, of: &Recovered) -> String {
    let mut text = String::new();
    let mut say = |line: String| {
        let _ = writeln!(text, "{line}");
    };
    let moment = |at: Option<SimTime>| at.map_or("before STARTEX".to_owned(), |at| at.to_string());
    let before = match of.inputs_before {
        Some(before) => format!("of {} inputs {} are kept", before.max(of.inputs), of.inputs),
        None => format!("{} inputs are kept, of how many cannot be told", of.inputs),
    };
    say(format!("{}: {before}.", kept.display()));
    if let Some(why) = &of.why {
        say(format!("  The first that is not: {why}."));
    }
    match of.stood {
        stood if stood == of.at => say(format!("  It stands where it stood: {}.", moment(of.at))),
        Some(stood) => say(format!(
            "  LOST: everything after {}. It stood at {stood}.",
            moment(of.at)
        )),
        None => say(format!(
            "  LOST: everything after {}, and how far it had come.",
            moment(of.at)
        )),
    }
    if of.commits_lost > 0 {
        say(format!(
            "  LOST: the log beside it breaks off; {} records after that, with what people did \
             last.",
            of.commits_lost
        ));
    }
    if !of.paces.1 {
        say("  LOST: when the clock was started, paused and set, in part.".to_owned());
    }
    if !of.notes.1 {
        say("  LOST: what EXCON wrote to each other, and who answered for whom, in part.".into());
    }
    if !of.drafts.1 {
        say("  LOST: what people were writing and had not sent, in part.".into());
    }
    if !of.opens_commitment {
        say("  LOST: the commitment from before STARTEX can no longer be opened.".to_owned());
    }
    match of.passes {
        Some(passes) => say(format!("  Links and cookies hold, all {passes}.")),
        None => say("  LOST: links and cookies; serve gives out a new link for each seat.".into()),
    }
    say(format!(
        "{} is as it was. Go on with: hotwash serve SCENARIO --keep {}",
        kept.display(),
        out.display()
    ));
    text
}
