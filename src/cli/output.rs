//! In which shapes what many runs say is given: on the terminal, for programs, as a page.

use super::campaign::Shape;
use super::exit::Failure;
use super::file;
use super::terminal::Terminal;
use crate::report::Style;
use std::path::PathBuf;

/// Where what was found goes.
#[derive(clap::Args, Debug)]
pub struct Output {
    /// The format on standard output
    #[arg(long, default_value = "text")]
    format: Shape,
    /// Write it as a page as well, which any browser shows without a network
    #[arg(long, value_name = "FILE")]
    html: Option<PathBuf>,
}

impl Output {
    /// Gives what was found in every shape that was asked for.
    ///
    /// # Errors
    /// When something cannot be written.
    pub fn give(
        &self,
        terminal: &mut Terminal,
        text: impl FnOnce(Style) -> String,
        json: impl FnOnce() -> String,
        page: impl FnOnce() -> String,
    ) -> Result<(), Failure> {
        if let Some(path) = &self.html {
            file::write_text(path, page())?;
        }
        let said = match self.format {
            Shape::Text => text(terminal.style),
            Shape::Json => json(),
        };
        terminal.print(said)
    }
}
