//! The command: arguments, files, terminal, exit codes; one file a subcommand. The only part that
//! prints, reads files and asks for the time.
#![allow(
    clippy::disallowed_methods,
    reason = "this is the outside world, which the core must not reach for"
)]

mod acts;
mod against;
mod campaign;
mod check;
mod compare;
mod completions;
mod emit;
mod exit;
mod experiment;
mod explain;
mod file;
mod fit;
mod fork;
mod forked;
mod generate;
mod handled;
mod interrupt;
mod keep;
mod list;
mod load;
mod merge;
mod moment;
mod msel;
mod new;
mod output;
mod played;
mod precise;
mod preview;
pub mod problems;
mod progress;
mod read;
#[cfg(feature = "live")]
mod recover;
mod redact;
mod rehearse;
mod replay;
mod run;
mod runs;
mod score;
mod season;
mod sensitivity;
#[cfg(feature = "live")]
mod serve;
mod shelf;
mod show;
mod speak;
#[cfg(feature = "live")]
mod stand;
mod terminal;
mod trace;
mod value;
#[cfg(feature = "live")]
mod verify;

use crate::kernel::LimitReached;
use crate::model::{Named, Names};
use crate::scenario::problem::did_you_mean;
use clap::Parser as _;
use exit::{Exit, Failure};
use std::process::ExitCode;
use terminal::Terminal;

/// Rehearse, run and score international cyber-incident exercises
#[derive(clap::Parser, Debug)]
#[command(name = "hotwash", version, after_help = exit::CODES, max_term_width = 100)]
struct Line {
    /// Say more of what is done, to standard error; twice for details (RUST_LOG overrides)
    #[arg(short, long, action = clap::ArgAction::Count, global = true)]
    verbose: u8,
    #[command(subcommand)]
    command: Command,
}

macro_rules! commands {
    ($($(#[$meta:meta])* $name:ident($file:ident),)*) => {
        /// Every subcommand, in the order that `--help` lists them.
        #[derive(clap::Subcommand, Debug)]
        enum Command {
            $($(#[$meta])* $name($file::Args),)*
        }

        impl Command {
            fn run(&self, terminal: &mut Terminal) -> Result<Exit, Failure> {
                match self { $($(#[$meta])* Command::$name(args) => $file::run(args, terminal),)* }
            }
        }
    };
}

commands! {
    Run(run),
    #[cfg(feature = "live")]
    Serve(serve),
    #[cfg(feature = "live")]
    Recover(recover),
    Check(check),
    New(new),
    List(list),
    Preview(preview),
    Msel(msel),
    Generate(generate),
    Rehearse(rehearse),
    Campaign(campaign),
    Merge(merge),
    Compare(compare),
    Value(value),
    Sensitivity(sensitivity),
    Season(season),
    Fit(fit),
    Score(score),
    Fork(fork),
    Replay(replay),
    #[cfg(feature = "live")]
    Verify(verify),
    Show(show),
    Redact(redact),
    Explain(explain),
    Completions(completions),
}

/// The whole command: reads the arguments, does what they say, tells what went wrong.
#[must_use]
pub fn main() -> ExitCode {
    let line = match Line::try_parse() {
        Ok(line) => line,
        Err(message) => {
            // A reader that has gone away has read enough.
            let _ = message.print();
            let exit = if message.use_stderr() {
                Exit::Usage
            } else {
                Exit::Fine
            };
            return exit.into();
        }
    };
    trace::begin(line.verbose);
    match line.command.run(&mut Terminal::new()) {
        Ok(exit) => exit.into(),
        Err(failure) => {
            terminal::complain(&failure);
            failure.exit.into()
        }
    }
}

/// The thing that an id on the command line stands for.
fn named<T: Named>(id: &str, names: &Names) -> Result<T, Failure> {
    T::find(id, names).ok_or_else(|| {
        let what = T::WHAT;
        let known = T::table(names).iter().map(String::as_str);
        let failure = Failure::new(Exit::Usage, format!("there is no {what} `{id}`"));
        match did_you_mean(id, known.clone()) {
            Some(meant) => failure.help(format!("did you mean `{meant}`?")),
            None => failure.help(listed(known)),
        }
    })
}

/// What may be said, as far as it fits.
fn listed<'a>(known: impl Iterator<Item = &'a str> + Clone) -> String {
    const SHOWN: usize = 30;
    let more = known.clone().count().saturating_sub(SHOWN);
    let shown: Vec<&str> = known.take(SHOWN).collect();
    let end = if more > 0 {
        format!(" and {more} more")
    } else {
        String::new()
    };
    format!("one of {}{end}", shown.join(", "))
}

/// A run that was stopped.
fn limit(reached: &LimitReached) -> Failure {
    Failure::new(Exit::Limit, "the run was stopped at a limit")
        .because(reached)
        .help("look for playbooks that set each other off without a delay")
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory as _;

    #[test]
    fn the_arguments_hold_together() {
        Line::command().debug_assert();
    }

    #[test]
    fn what_is_not_there_is_named_with_a_way_out() {
        let names = Names {
            orgs: vec!["jpcert".to_owned(), "krcert".to_owned()],
            ..Names::default()
        };
        for (id, help) in [
            ("jpcrt", "did you mean `jpcert`?"),
            ("xyz", "one of jpcert, krcert"),
        ] {
            let failure = named::<crate::model::OrgId>(id, &names).expect_err("nobody");
            assert!(failure.to_string().contains(help), "{failure}");
        }
    }
}
