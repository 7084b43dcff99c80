//! Exit codes, and how a failure is told: what, why, and the way out.

use std::fmt;
use std::process::ExitCode;

/// How a command ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum Exit {
    /// All is well, or whoever reads the output has read enough.
    Fine = 0,
    /// What was looked at is wrong: a scenario with errors, a damaged journal, a replay that
    /// differs, a fork that would alter the past or whose actions are refused, parts that are no
    /// campaign, with `--strict` an experiment that came out otherwise than expected.
    Found = 1,
    /// The command was called wrongly, or names what is not there.
    Usage = 2,
    /// A file cannot be read or written.
    File = 3,
    /// A run went past a limit and was stopped.
    Limit = 4,
    /// It was interrupted; what was done is kept or told.
    Interrupted = 5,
}

/// The same for `--help`.
pub const CODES: &str = "Exit codes:
  0  all is well
  1  what was looked at is wrong: a scenario with errors, a damaged journal, a replay that differs,
     a fork that would alter the past or whose actions are refused, parts that are no campaign,
     with --strict an experiment that came out otherwise than expected
  2  the command was called wrongly, or names what is not there
  3  a file cannot be read or written
  4  a run went past a limit and was stopped
  5  it was interrupted (Ctrl-C, SIGTERM): what was done is kept or told";

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> ExitCode {
        ExitCode::from(exit as u8)
    }
}

/// Why a command could not do what it was asked to; one that ends a command well is a warning.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    /// How the command ends.
    pub exit: Exit,
    what: String,
    why: Option<String>,
    way_out: Option<String>,
}

impl Failure {
    /// A failure: what went wrong and where.
    pub fn new(exit: Exit, what: impl Into<String>) -> Failure {
        Failure {
            exit,
            what: what.into(),
            why: None,
            way_out: None,
        }
    }

    /// Why it did.
    #[must_use]
    pub fn because(mut self, why: impl fmt::Display) -> Failure {
        self.why = Some(why.to_string());
        self
    }

    /// What went wrong and why, within a sentence.
    #[must_use]
    pub fn told(&self) -> String {
        match &self.why {
            Some(why) => format!("{} ({why})", self.what),
            None => self.what.clone(),
        }
    }

    /// What to do about it.
    #[must_use]
    pub fn help(mut self, way_out: impl Into<String>) -> Failure {
        self.way_out = Some(way_out.into());
        self
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let word = match self.exit {
            Exit::Fine => "warning",
            _ => "error",
        };
        writeln!(f, "{word}: {}", self.what)?;
        if let Some(why) = &self.why {
            writeln!(f, "  why: {why}")?;
        }
        if let Some(way_out) = &self.way_out {
            writeln!(f, "  help: {way_out}")?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_is_documented() {
        for exit in [
            Exit::Fine,
            Exit::Found,
            Exit::Usage,
            Exit::File,
            Exit::Limit,
            Exit::Interrupted,
        ] {
            assert!(CODES.contains(&format!("\n  {}  ", exit as u8)), "{exit:?}");
        }
    }
}
