//! The terminal: what goes to standard output, with colours only where they are wanted, and
//! without a fuss when nobody reads any more.

use super::exit::{Exit, Failure};
use crate::report::Style;
use anstream::{AutoStream, ColorChoice};
use std::io::{ErrorKind, Write as _};

/// Standard output.
pub struct Terminal {
    out: AutoStream<std::io::Stdout>,
    /// Colour and width.
    pub style: Style,
}

/// Columns where the terminal does not say.
const COLUMNS: usize = 80;

impl Terminal {
    /// Standard output as it is: `NO_COLOR`, `CLICOLOR_FORCE` and `COLUMNS` are heeded.
    #[must_use]
    pub fn new() -> Terminal {
        let colour = AutoStream::choice(&std::io::stdout()) != ColorChoice::Never;
        let columns = std::env::var("COLUMNS").ok();
        let columns = columns.and_then(|text| text.parse().ok());
        Terminal {
            out: anstream::stdout(),
            style: Style {
                colour,
                width: columns.unwrap_or(COLUMNS),
            },
        }
    }

    /// Prints a text as it stands.
    ///
    /// # Errors
    /// When standard output cannot be written. A reader that has gone away, as `head` does, has
    /// read enough: that ends the command quietly.
    pub fn print(&mut self, text: impl AsRef<[u8]>) -> Result<(), Failure> {
        let written = self.out.write_all(text.as_ref());
        match written.and_then(|()| self.out.flush()) {
            Ok(()) => Ok(()),
            Err(error) if error.kind() == ErrorKind::BrokenPipe => std::process::exit(0),
            Err(error) => {
                Err(Failure::new(Exit::File, "cannot write to standard output").because(error))
            }
        }
    }
}

impl Default for Terminal {
    fn default() -> Self {
        Terminal::new()
    }
}

/// Says something on standard error.
pub fn complain(text: &impl std::fmt::Display) {
    // Nothing is left to be done when even this cannot be written.
    let _ = write!(anstream::stderr(), "{text}");
}
