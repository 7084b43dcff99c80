//! `hotwash fit`: what recorded drills say of the numbers that a scenario assumes.

use super::campaign::{LEVEL, Shape};
use super::exit::{Exit, Failure};
use super::terminal::Terminal;
use super::{file, read, terminal};
use crate::fit::{Of, Parameter, Sightings, Unit, estimate, look};
use crate::interop::fitted;
use std::path::PathBuf;

/// Estimate channels, directories and desks from recorded drills
#[derive(clap::Args, Debug)]
#[command(
    after_help = "The part that is written is included by a scenario: include: [\"fitted\"]. Every \
                  number\nin it carries its source: the journals, how much was seen, and the \
                  interval at 95%."
)]
pub struct Args {
    /// Journals of drills or comms checks
    #[arg(required = true)]
    journals: Vec<PathBuf>,
    /// Where to write the part, instead of standard output
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
    /// The format: the part, or the estimates for programs
    #[arg(long, default_value = "text")]
    format: Shape,
}

/// Estimates and writes.
///
/// # Errors
/// When a journal is damaged, or is no journal, or nothing can be estimated.
pub fn run(args: &Args, terminal: &mut Terminal) -> Result<Exit, Failure> {
    let mut sightings = Sightings::default();
    let mut sources = Vec::new();
    let mut heads: Vec<(String, &PathBuf)> = Vec::new();
    for path in &args.journals {
        let recorded = read::whole(path)?;
        let head = recorded.head.to_string();
        if let Some((_, other)) = heads.iter().find(|(one, _)| *one == head) {
            let what = format!("{} and {} are one journal", other.display(), path.display());
            return Err(Failure::new(Exit::Usage, what)
                .because("what was seen once would count twice")
                .help("name each journal once"));
        }
        for difference in read::versions(&recorded) {
            terminal::complain(&format!("note: {}: {difference}\n", path.display()));
        }
        look(&recorded, &mut sightings);
        sources.push(format!(
            "{} (head {})",
            recorded.exercise.title,
            &head[..head.len().min(12)]
        ));
        heads.push((head, path));
    }
    let found = estimate(&sightings, LEVEL);
    if found.is_empty() {
        return Err(
            Failure::new(Exit::Found, "nothing can be estimated from these journals")
                .because("too little was sent, read or worked on"),
        );
    }
    let short = |head: &str| head[..head.len().min(12)].to_owned();
    let source = match heads.as_slice() {
        [(one, _)] => format!("fit of journal {}", short(one)),
        [(first, _), .., (last, _)] => {
            let count = heads.len();
            format!(
                "fit of {count} journals, {} to {}",
                short(first),
                short(last)
            )
        }
        [] => String::new(),
    };
    let text = match args.format {
        Shape::Text => preface(&sightings, &sources) + &fitted::write(&found, &source, LEVEL),
        Shape::Json => json(&found, &sources),
    };
    match &args.out {
        None => terminal.print(text)?,
        Some(path) => file::write_text(path, text)?,
    }
    Ok(Exit::Fine)
}

/// What the part was made from, as comments.
fn preface(sightings: &Sightings, sources: &[String]) -> String {
    let (people, seats) = (sightings.people, sightings.seats);
    let by = match people {
        0 => "all simulated:\n// this recovers what their scenarios assumed".to_owned(),
        some => format!("{some} of them played by people, the others simulated"),
    };
    let mut text = format!("// Estimated by hotwash fit, {seats} seats in all, {by}.\n");
    for source in sources {
        text.push_str("//   ");
        text.extend(source.chars().map(|c| if c.is_control() { ' ' } else { c }));
        text.push('\n');
    }
    text
}

fn json(found: &[Parameter], sources: &[String]) -> String {
    let parameters: Vec<serde_json::Value> = found.iter().map(one).collect();
    let all = serde_json::json!({
        "journals": sources,
        "level": LEVEL,
        "parameters": parameters,
    });
    format!("{all:#}\n")
}

fn one(found: &Parameter) -> serde_json::Value {
    let of = match &found.of {
        Of::Channel(id) => format!("channels.{id}"),
        Of::Work(work) => format!("service.{work:?}"),
        Of::Kind(kind) => format!("kinds.{kind:?}"),
    };
    let (unit, scale) = match found.what.unit() {
        Unit::Milliseconds => ("s", 1000.0),
        Unit::Sigma => ("sigma of the logarithm", 1.0),
        Unit::Share => ("share", 1.0),
        Unit::PerHour => ("per hour", 1.0),
    };
    serde_json::json!({
        "of": of,
        "parameter": found.what.word(),
        "value": found.value / scale,
        "low": found.low / scale,
        "high": found.high / scale,
        "unit": unit,
        "seen": found.seen,
        "open": found.open,
    })
}
