//! `hotwash preview`: what a seat would see.

use super::exit::{Exit, Failure};
use super::load::Scenario;
use super::terminal::Terminal;
use super::{limit, moment, named, progress, speak};
use crate::engine::Engine;
use crate::exercise::Exercise;
use crate::journal::{SeatEvent, SeatLetter, seat_stream};
use crate::model::{Named as _, Names, OrgId, SeatView, SimTime};
use crate::report::Style;
use crate::report::line::plain;
use std::fmt::Write as _;
use std::sync::Arc;

/// Show what a seat would see, and nothing else
#[derive(clap::Args, Debug)]
pub struct Args {
    #[command(flatten)]
    scenario: Scenario,
    /// The organisation
    #[arg(long, value_name = "ID")]
    seat: String,
    /// Up to this moment, instead of ENDEX: +1h30m, or 2023-08-16T09:00[Asia/Tokyo]
    #[arg(long, value_name = "T", allow_hyphen_values = true)]
    at: Option<String>,
    /// The seed of all chance
    #[arg(long, default_value_t = 1, value_name = "N")]
    seed: u64,
}

/// Shows it.
///
/// # Errors
/// When the scenario has errors or no such seat, or the run goes past a limit.
pub fn run(args: &Args, terminal: &mut Terminal) -> Result<Exit, Failure> {
    let exercise = Arc::new(args.scenario.load(terminal)?);
    let names = exercise.names();
    let seat: OrgId = named(&args.seat, &names)?;
    let at = match &args.at {
        Some(text) => moment::within(text, &exercise)?,
        None => exercise.clock.endex,
    };
    let mut engine = Engine::new(Arc::clone(&exercise), args.seed);
    progress::run(&mut engine, at).map_err(|reached| limit(&reached))?;
    let style = terminal.style;
    let mut text = who(&exercise, seat, at, style);
    text += &speak::heading("\nWhat it was shown", style);
    for event in seat_stream(&exercise, engine.entries(), seat) {
        text += &shown(&event, &exercise, seat);
    }
    text += &speak::heading("\nWhat it knows", style);
    text += &knows(engine.seat_view(seat), &names);
    terminal.print(text)?;
    Ok(Exit::Fine)
}

fn who(exercise: &Exercise, seat: OrgId, at: SimTime, style: Style) -> String {
    let org = exercise.org(seat);
    let mut text = format!("{}\n", plain(&exercise.mark));
    text += &speak::heading(&format!("{} ({}) at {at}", plain(&org.name), org.id), style);
    let mandates: Vec<&str> = org.mandates.iter().map(|mandate| mandate.word()).collect();
    let channels = org.reached_by.iter();
    let channels: Vec<&str> = channels
        .map(|id| exercise.channels[id.at()].name.as_str())
        .collect();
    let serves = org.constituency.iter();
    let serves: Vec<&str> = serves.map(|id| exercise.org(*id).name.as_str()).collect();
    for (what, said) in [
        ("kind", org.kind.word().to_owned()),
        ("may", mandates.join(", ")),
        ("reached by", channels.join(", ")),
        ("serves", serves.join(", ")),
        ("on duty", format!("{} analysts", org.on_duty(at))),
        (
            "local time",
            org.economy
                .map_or_else(String::new, |economy| moment::local(at, exercise, economy)),
        ),
    ] {
        if !said.is_empty() {
            let _ = writeln!(text, "  {what:11} {}", plain(&said));
        }
    }
    text
}

fn shown(event: &SeatEvent, exercise: &Exercise, seat: OrgId) -> String {
    let clock = exercise
        .org(seat)
        .economy
        .map_or_else(String::new, |economy| {
            let local = moment::local(event.at, exercise, economy);
            local
                .get(11..16)
                .map_or_else(String::new, |clock| format!(" ({clock})"))
        });
    let mut text = format!(
        "{:>4}  {}{clock}  {}\n",
        event.n,
        event.at,
        plain(&event.text)
    );
    if let Some(letter) = &event.letter {
        text += &read(letter);
    }
    text
}

fn read(letter: &SeatLetter) -> String {
    let mut text = String::new();
    let mut say = |what: &str| {
        let _ = writeln!(text, "        | {}", plain(what));
    };
    if !letter.text.is_empty() {
        say(&letter.text);
    }
    for claim in &letter.claims {
        say(&format!(
            "{} [{}, {}, {}; from {}]",
            claim.says, claim.part, claim.tlp, claim.pap, claim.source
        ));
    }
    for artefact in &letter.artefacts {
        say(&format!("attached: {artefact}"));
    }
    for (what, fields) in [("gives", &letter.fields), ("asks for", &letter.wants)] {
        if !fields.is_empty() {
            say(&format!("{what}: {}", fields.join(", ")));
        }
    }
    text
}

fn knows(view: SeatView<'_>, names: &Names) -> String {
    let mut text = String::new();
    for (finding, known) in view.knowledge().iter() {
        let says = names
            .finding_says
            .get(finding.at())
            .map_or("?", String::as_str);
        let claim = &known.claim;
        let source = claim.source.text(names);
        let _ = writeln!(
            text,
            "  {}  {} [{}, {}; from {source}]",
            known.since,
            plain(says),
            claim.part,
            claim.tlp
        );
    }
    if text.is_empty() {
        text.push_str("  nothing yet\n");
    }
    text
}
