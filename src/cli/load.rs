//! Loads a scenario for a subcommand, and tells what is wrong with it.

use super::exit::{Exit, Failure};
use super::problems;
use super::shelf::Files;
use super::terminal::{self, Terminal};
use crate::exercise::Exercise;
use crate::scenario::problem::{Problem, Severity};
use crate::scenario::source::Sources;
use crate::scenario::written::Written;
use crate::scenario::{self, Loaded};

/// Which scenario, and what is changed in it.
#[derive(clap::Args, Debug)]
pub struct Scenario {
    /// A scenario file, `-` for standard input, or the name of a bundled scenario
    #[arg(value_name = "FILE|NAME")]
    scenario: String,
    /// Change a value, as if the scenario said so: organisations.auscert.desk.analysts=8
    #[arg(long = "set", value_name = "PATH=VALUE")]
    sets: Vec<String>,
    /// Carry out an improvement of the scenario's plan, on top of what is set: its id, or `all`
    #[arg(long, value_name = "ID")]
    improve: Vec<String>,
}

impl Scenario {
    /// One by its name, with values set in it.
    #[must_use]
    pub fn named(name: &str, sets: &[String]) -> Scenario {
        Scenario {
            scenario: name.to_owned(),
            sets: sets.to_vec(),
            improve: Vec::new(),
        }
    }

    /// Its name, as written.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.scenario
    }

    /// Whether it is no scenario but an experiment.
    #[must_use]
    pub fn is_experiment(&self) -> bool {
        scenario::experiment::is_experiment(&self.scenario, &Files)
    }

    /// What is set in it.
    ///
    /// # Errors
    /// When one of `--set` has no path or no value.
    pub fn pairs(&self) -> Result<Vec<(String, String)>, Failure> {
        self.sets.iter().map(|set| pair(set)).collect()
    }

    /// The exercise it makes. Warnings are only counted; `check` shows them.
    ///
    /// # Errors
    /// When it has errors, which are told first.
    pub fn load(&self, terminal: &Terminal) -> Result<Exercise, Failure> {
        self.load_with(&[], &[], terminal)
    }

    /// The arguments that name it, for a command that is to be called elsewhere; none where it
    /// comes from standard input, which is read once.
    #[must_use]
    pub fn arguments(&self) -> Option<Vec<&str>> {
        let mut arguments = vec![self.scenario.as_str()];
        for set in &self.sets {
            arguments.extend(["--set", set]);
        }
        for improvement in &self.improve {
            arguments.extend(["--improve", improvement]);
        }
        (self.scenario != "-").then_some(arguments)
    }

    /// The same with more changed, after what `--set` changes, and more improvements carried out.
    ///
    /// # Errors
    /// As [`Scenario::load`].
    pub fn load_with(
        &self,
        more: &[String],
        improve: &[String],
        terminal: &Terminal,
    ) -> Result<Exercise, Failure> {
        let read = self.read_with(more, improve, terminal)?;
        Ok(read.1)
    }

    /// As [`Scenario::load_with`], with what it was read from.
    ///
    /// # Errors
    /// As [`Scenario::load`].
    pub fn read_with(
        &self,
        more: &[String],
        improve: &[String],
        terminal: &Terminal,
    ) -> Result<(Written, Exercise), Failure> {
        let sets = self.sets.iter().chain(more).map(|set| pair(set));
        let sets: Result<Vec<_>, Failure> = sets.collect();
        let improve = [&self.improve, improve].concat();
        let (written, loaded) = Written::read(&self.scenario, &Files, &sets?, &improve);
        let warnings = loaded.problems.iter();
        let warnings = warnings
            .filter(|one| one.severity() == Severity::Warning)
            .count();
        if let Some(exercise) = loaded.exercise {
            if warnings > 0 {
                tracing::warn!(
                    "{warnings} warnings: `hotwash check {}` shows them",
                    self.scenario
                );
            }
            return Ok((written, exercise));
        }
        let told = show(&loaded, terminal);
        terminal::complain(&told);
        let failure = Failure::new(exit(&loaded), format!("{} cannot be played", self.scenario));
        Err(failure.help("`hotwash list` shows the bundled scenarios"))
    }
}

/// The two halves of `PATH=VALUE`.
///
/// # Errors
/// When one of them is missing.
pub fn pair(set: &str) -> Result<(String, String), Failure> {
    let halves = set
        .split_once('=')
        .filter(|(path, _)| !path.trim().is_empty());
    let (path, value) = halves.ok_or_else(|| {
        Failure::new(Exit::Usage, format!("`--set {set}` sets nothing"))
            .help("write --set PATH=VALUE, such as --set channels.email.transit='\"5m\"'")
    })?;
    Ok((path.trim().to_owned(), value.trim().to_owned()))
}

/// The problems of a scenario as text.
#[must_use]
pub fn show(loaded: &Loaded, terminal: &Terminal) -> String {
    told(&loaded.problems, &loaded.sources, loaded.dropped, terminal)
}

/// Problems as text, and how many there are besides.
#[must_use]
pub fn told(
    problems: &[Problem],
    sources: &Sources,
    dropped: usize,
    terminal: &Terminal,
) -> String {
    let style = terminal.style;
    let mut told = problems::render(problems, sources, style.colour, style.width);
    if dropped > 0 {
        told += &format!("and at least {dropped} more problems\n");
    }
    told
}

/// A scenario with errors is one thing, a scenario that is not there another.
#[must_use]
pub fn exit(loaded: &Loaded) -> Exit {
    if loaded.exercise.is_some() {
        Exit::Fine
    } else if loaded.sources.iter().next().is_none() {
        Exit::Usage
    } else {
        Exit::Found
    }
}
