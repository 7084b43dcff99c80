//! `hotwash verify`: that what was played is what was committed to before STARTEX, and that nobody
//! has bent it since.

use super::exit::{Exit, Failure};
use super::terminal::Terminal;
use super::{file, limit, read};
use crate::engine::Engine;
use crate::journal::{Recorded, compare};
use crate::live::{commitment, from_hexadecimal, hexadecimal};
use std::fmt::Write as _;
use std::io::{BufRead as _, BufReader};
use std::path::PathBuf;
use std::sync::Arc;

/// Verify that a journal is what was committed to before STARTEX, and plays again to the same
#[derive(clap::Args, Debug)]
#[command(
    after_help = "The commitment stands at the foot of each page of a served exercise from before \
                  STARTEX; nonce, seed, the scenario's hash and the journal's head at ENDEX are \
                  shown on its public page after ENDEX.\n\nWhat was played is played again: every \
                  entry has to follow from scenario, seed and what people did."
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
    /// The journal's head at ENDEX as it was shown, 64 hexadecimal digits; what people did is bound
    /// by it, and by nothing else
    #[arg(long, value_name = "HEX")]
    head: Option<String>,
}

/// Verifies it.
///
/// # Errors
/// When the journal is damaged, or is not what was committed to or shown.
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
    let head = args.head.as_ref().map(|head| digits("head", head));
    let head = head.transpose()?;
    let recorded = read::whole(&args.journal)?;
    let (first, ends) = looked_through(args, head.as_ref())?;
    let shown = args.journal.display();
    if from_hexadecimal(&commitment(&nonce, &first)) != Some(told) {
        return Err(
            Failure::new(Exit::Found, format!("{shown} is not what was committed to"))
                .because("its scenario and seed, with this nonce, give another commitment")
                .help("check that the commitment, the nonce and the journal are of one exercise"),
        );
    }
    if head.is_some() && ends.is_none() {
        return Err(Failure::new(
            Exit::Found,
            format!("{shown} is not what was shown at ENDEX"),
        )
        .because(
            "no entry of it ends in that head: an entry was changed, or left out, and \
                      all later hashes made anew",
        )
        .help("ask for the journal as it was kept, or check the head"));
    }
    plays_again(args, &recorded)?;
    let mut text = format!(
        "{shown} plays the scenario {} with seed {}, as was committed to before STARTEX.\n\
         Played again, every one of its {} entries is the same.\n",
        recorded.header.scenario_hash,
        recorded.header.seed,
        recorded.entries.len(),
    );
    let _ = match (ends, head) {
        (Some(ends), Some(head)) => writeln!(
            text,
            "Its first {} entries end in {}, as was shown.",
            // The record that closes a journal is no entry.
            ends.min(recorded.entries.len()),
            hexadecimal(&head)
        ),
        _ => writeln!(
            text,
            "Its head is {}. What people did is bound by nothing that was shown: give --head.",
            recorded.head
        ),
    };
    terminal.print(text)?;
    Ok(Exit::Fine)
}

/// The first line of the journal, and how many of its entries end in a head, where some do.
fn looked_through(
    args: &Args,
    head: Option<&[u8; 32]>,
) -> Result<(Vec<u8>, Option<usize>), Failure> {
    let unreadable = |error| {
        let what = format!("{} cannot be read", args.journal.display());
        Failure::new(Exit::File, what).because(error)
    };
    let mut input = BufReader::new(file::open(&args.journal)?);
    let mut first = Vec::new();
    input.read_until(b'\n', &mut first).map_err(unreadable)?;
    let Some(head) = head else {
        return Ok((first, None));
    };
    // The chain was read whole before: each line ends with the hash that binds it to all before.
    let end = format!(",\"hash\":\"{}\"}}\n", hexadecimal(head));
    let (mut line, mut entries) = (Vec::new(), 0);
    while input.read_until(b'\n', &mut line).map_err(unreadable)? > 0 {
        entries += 1;
        if line.ends_with(end.as_bytes()) {
            return Ok((first, Some(entries)));
        }
        line.clear();
    }
    Ok((first, None))
}

/// That every entry follows from scenario, seed and what people did.
fn plays_again(args: &Args, recorded: &Recorded) -> Result<(), Failure> {
    let exercise = Arc::new(recorded.exercise.clone());
    let played = Engine::replay(exercise, recorded.header.seed, &recorded.entries);
    let played = played.map_err(|reached| limit(&reached))?;
    let difference = compare(&recorded.entries, played.entries());
    let Some(found) = difference.filter(|found| found.recorded.is_some()) else {
        return Ok(());
    };
    let what = format!("{} does not play again to the same", args.journal.display());
    let entry = format!(
        "entry {} is not what follows from scenario, seed and what people did",
        found.seq
    );
    let why: Vec<String> = [entry]
        .into_iter()
        .chain(read::versions(recorded))
        .collect();
    Err(Failure::new(Exit::Found, what)
        .because(why.join("; "))
        .help("`hotwash replay` shows what was recorded there and what comes again"))
}
