//! `hotwash verify`: that what was played is what was committed to before STARTEX.

use super::exit::{Exit, Failure};
use super::terminal::Terminal;
use super::{file, read};
use crate::live::{commitment, from_hexadecimal};
use std::io::BufRead as _;
use std::path::PathBuf;

/// Verify that a journal is of the scenario and seed that were committed to before STARTEX
#[derive(clap::Args, Debug)]
#[command(
    after_help = "The commitment stands at the foot of each page of a served exercise from before \
                  STARTEX; nonce\nand seed are shown on its public page after ENDEX."
)]
pub struct Args {
    /// The journal
    journal: PathBuf,
    /// The commitment, 64 hexadecimal digits
    #[arg(long, value_name = "HEX")]
    commitment: String,
    /// The nonce that was revealed, 64 hexadecimal digits
    #[arg(long, value_name = "HEX")]
    nonce: String,
}

/// Verifies it.
///
/// # Errors
/// When the journal is damaged, or is not what was committed to.
pub fn run(args: &Args, terminal: &mut Terminal) -> Result<Exit, Failure> {
    let digits = |name: &str, text: &str| {
        from_hexadecimal(text.trim()).ok_or_else(|| {
            let what = format!("--{name} is not 64 hexadecimal digits");
            Failure::new(Exit::Usage, what).help("copy it whole from the page that shows it")
        })
    };
    let (told, nonce) = (
        digits("commitment", &args.commitment)?,
        digits("nonce", &args.nonce)?,
    );
    let recorded = read::whole(&args.journal)?;
    let mut first = Vec::new();
    file::open(&args.journal)?
        .read_until(b'\n', &mut first)
        .map_err(|error| {
            let what = format!("{} cannot be read", args.journal.display());
            Failure::new(Exit::File, what).because(error)
        })?;
    if from_hexadecimal(&commitment(&nonce, &first)) != Some(told) {
        let what = format!("{} is not what was committed to", args.journal.display());
        return Err(Failure::new(Exit::Found, what)
            .because("its scenario and seed, with this nonce, give another commitment")
            .help("check that the commitment, the nonce and the journal are of one exercise"));
    }
    terminal.print(format!(
        "{} plays the scenario {} with seed {}, as was committed to before STARTEX; \
         its head is {}.\n",
        args.journal.display(),
        recorded.header.scenario_hash,
        recorded.header.seed,
        recorded.head
    ))?;
    Ok(Exit::Fine)
}
