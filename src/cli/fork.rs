//! `hotwash fork`: plays on from any moment of a recorded run, otherwise than it went.

use super::acts::{self, Act};
use super::exit::{Exit, Failure};
use super::forked::{self, Change};
use super::handled::{self, Excon};
use super::played::{self, Shown};
use super::terminal::{Terminal, complain};
use super::{file, limit, moment, named, progress, read};
use crate::action::SwitchSeat;
use crate::engine::{self, Engine, Handling};
use crate::journal::{Head, Header, Recorded};
use crate::model::{Names, OrgId, SeatState, SimTime};
use std::fmt::Write as _;
use std::path::PathBuf;
use std::sync::Arc;

/// Play on from any moment of a recorded run, with something done otherwise
///
/// What happened up to the moment stays as it was recorded; what seats did later is left out, and
/// EXCON handles the script as it did. Seats that people played are simulated from then on, unless
/// --seat says otherwise.
#[derive(clap::Args, Debug)]
#[command(
    after_help = "Actions of --act stand a line each, as a journal writes them; what is left out \
                  of them has its\nusual value, and they are done at the moment of the fork \
                  unless `at` says later:\n\n  {\"by\":\"be-cert\",\"intent\":\"send\",\
                  \"at\":\"+45m\",\"letter\":{\"to\":\"jp-cert\",\"channel\":\"email\",\n   \
                  \"kind\":\"notification\",\"claims\":[\"c2-address\"]}}\n\n\
                  `hotwash compare JOURNAL FORK` sets what came of it against what happened."
)]
pub struct Args {
    /// The journal of what happened; `-` for standard input
    journal: PathBuf,
    /// The moment to play on from: +1h30m, or 2023-08-16T09:00[Asia/Tokyo]
    #[arg(long, value_name = "T", allow_hyphen_values = true)]
    at: String,
    /// Who plays a seat from then on: simulated, human or assisted
    #[arg(long, value_name = "ORG=STATE")]
    seat: Vec<String>,
    /// Actions that somebody takes from then on, in a file of JSON Lines; `-` for standard input
    #[arg(long, value_name = "FILE")]
    act: Option<PathBuf>,
    /// What becomes of what EXCON did with the script from then on
    #[arg(long, value_enum, value_name = "WHAT", default_value = "keep")]
    excon: Excon,
    #[command(flatten)]
    change: Change,
    /// Write a live exercise that stands paused at that moment, for `hotwash serve --keep KEPT`
    #[cfg(feature = "live")]
    #[arg(long, value_name = "KEPT", conflicts_with_all = ["out", "excon"])]
    live: Option<PathBuf>,
    #[command(flatten)]
    shown: Shown,
}

impl Args {
    /// Where a live exercise is to stand.
    #[cfg(feature = "live")]
    fn kept(&self) -> Option<&PathBuf> {
        self.live.as_ref()
    }

    #[cfg(not(feature = "live"))]
    fn kept(&self) -> Option<&PathBuf> {
        None
    }
}

/// Plays on from a moment.
///
/// # Errors
/// When the journal is damaged or does not reach the moment, when what is changed would have
/// changed what came before, when an action cannot be read or is refused.
pub fn run(args: &Args, terminal: &mut Terminal) -> Result<Exit, Failure> {
    let recorded = read::whole(&args.journal)?;
    let at = moment(&args.at, &recorded)?;
    args.shown.check(&recorded.exercise)?;
    let names = recorded.exercise.names();
    let asked = seats(&args.seat, &names)?;
    let acts = match &args.act {
        Some(path) => acts::read(path, &recorded.exercise, at)?,
        None => Vec::new(),
    };
    if args.kept().is_some()
        && let Some(late) = acts.iter().find(|act| act.at > at)
    {
        let what = format!("the action of line {} comes at {}", late.line, late.at);
        return Err(Failure::new(Exit::Usage, what)
            .because(format!("a live exercise stands at {at}"))
            .help("leave it out, and have it done when the exercise is served"));
    }
    let (mut engine, mut told) = forked::up_to(&args.change, &recorded, at, terminal)?;
    let mut handling = match args.kept() {
        None => args.excon.handling(&recorded, &engine)?,
        Some(_) => Handling::none(&recorded.exercise, &recorded.entries, &engine),
    };
    switch(&mut engine, &asked, args.kept().is_some(), &mut told)?;
    told += &do_all(&mut engine, &mut handling, &acts, &names)?;
    #[cfg(feature = "live")]
    if let Some(path) = args.kept() {
        super::stand::write(path, &engine, &args.journal)?;
        let _ = writeln!(
            told,
            "It stands paused at {at}: hotwash serve --keep {}",
            path.display()
        );
        terminal.print(told)?;
        return Ok(Exit::Fine);
    }
    let endex = engine.exercise().clock.endex;
    play(&mut engine, &mut handling, endex)?;
    told += &handled::told(args.excon, &handling.end(&engine), &names);
    if args.shown.is_text() {
        terminal.print(format!("{told}\n"))?;
    } else {
        complain(&told);
    }
    let seed = engine.seed();
    let exercise = Arc::clone(engine.exercise());
    let entries = engine.into_entries();
    let mut fork = Recorded {
        header: Header::new(&exercise, seed, engine::VERSION),
        exercise: Arc::unwrap_or_clone(exercise),
        entries,
        head: Head::START,
    };
    played::present(&mut fork, endex, &args.shown, terminal)?;
    if let Some(dir) = args.shown.out() {
        file::write_text(&dir.join("fork.txt"), origin(&told, &recorded, at))?;
    }
    Ok(Exit::Fine)
}

/// What a fork comes from, to lie beside it.
fn origin(told: &str, recorded: &Recorded, at: SimTime) -> String {
    format!(
        "A fork at {at} of the journal that ends in head\n{}\n\n{told}",
        recorded.head
    )
}

/// A moment that the record tells of as a whole, and that something may follow.
fn moment(text: &str, recorded: &Recorded) -> Result<SimTime, Failure> {
    let exercise = &recorded.exercise;
    let at = moment::within(text, exercise)?;
    let beyond = |why: String, help: &str| {
        let what = format!("nothing can be played on from `{text}`");
        Err(Failure::new(Exit::Usage, what).because(why).help(help))
    };
    if at >= exercise.clock.endex {
        return beyond(
            format!("it is ENDEX, {at}"),
            "name an earlier moment: what is over cannot go otherwise",
        );
    }
    let last = recorded.entries.last();
    let last = last.map_or(SimTime::STARTEX, |last| last.at);
    let closed = recorded.is_closed();
    // Of a record without an end nobody knows what else was at its last moment.
    if at > last || at == last && !closed {
        return beyond(
            format!("the record tells what happened up to {last}, and it is {at}"),
            "name a moment before that",
        );
    }
    Ok(at)
}

/// The seats that are to be played otherwise, in the order they were named.
fn seats(texts: &[String], names: &Names) -> Result<Vec<(OrgId, SeatState)>, Failure> {
    let mut seats: Vec<(OrgId, SeatState)> = Vec::new();
    for text in texts {
        let (id, word) = text.split_once('=').unwrap_or((text, ""));
        let org: OrgId = named(id.trim(), names)?;
        let word = word.trim().to_lowercase();
        let Some(to) = SeatState::from_word(&word) else {
            let states = SeatState::ALL.iter().map(|one| one.word());
            let what = format!("`--seat {text}` does not say who plays it");
            return Err(Failure::new(Exit::Usage, what).help(format!(
                "write --seat {id}=STATE, with {}",
                super::listed(states)
            )));
        };
        if seats.iter().any(|(other, _)| *other == org) {
            let what = format!("`{id}` is named twice by --seat");
            return Err(Failure::new(Exit::Usage, what).help("say once who plays it"));
        }
        seats.push((org, to));
    }
    Ok(seats)
}

/// Has seats played as was asked. Where nobody is there to play, seats of people are simulated.
fn switch(
    engine: &mut Engine,
    asked: &[(OrgId, SeatState)],
    live: bool,
    told: &mut String,
) -> Result<(), Failure> {
    let exercise = Arc::clone(engine.exercise());
    for (org, one) in exercise.players() {
        let now = engine.seat_view(org).played_by();
        let named = asked.iter().find(|(other, _)| *other == org);
        let to = match named {
            Some((_, to)) => *to,
            None if live => now,
            None => SeatState::Simulated,
        };
        if to != now {
            let by = exercise.excon();
            let intent = SwitchSeat { org, to }.into();
            let action = crate::action::Action { by, intent };
            engine
                .submit(action)
                .map_err(|refusal| acts::refused("the seat cannot be switched", &refusal))?;
            let _ = writeln!(told, "{}: {now} until then, {to} from then on.", one.id);
        } else if named.is_some() {
            let _ = writeln!(told, "{}: {now}, as it was.", one.id);
        }
        if to != SeatState::Simulated && !live {
            let _ = writeln!(told, "{}: nobody plays it, so it does nothing.", one.id);
        } else if to != SeatState::Simulated {
            let _ = writeln!(told, "{}: people play it.", one.id);
        }
    }
    Ok(())
}

/// Plays on to a moment, with what EXCON does with the script.
fn play(engine: &mut Engine, handling: &mut Handling, until: SimTime) -> Result<(), Failure> {
    let played = progress::run_with(engine, until, |engine, at| handling.run_until(engine, at));
    played.map_err(|reached| limit(&reached))
}

/// Has everybody do what they are to do, each at its moment.
fn do_all(
    engine: &mut Engine,
    handling: &mut Handling,
    acts: &[Act],
    names: &Names,
) -> Result<String, Failure> {
    let mut told = String::new();
    let mut trouble = 0;
    for act in acts {
        play(engine, handling, act.at)?;
        let action = match act.whole(engine) {
            Ok(action) => action,
            Err(failure) => {
                complain(&failure);
                trouble += 1;
                continue;
            }
        };
        let says = acts::says(&action, names);
        match engine.submit(action) {
            Ok(seq) => {
                let _ = writeln!(told, "At {} {says} (entry {seq}).", act.at);
            }
            Err(refusal) => {
                let what = format!("line {}: at {} {says}, and may not", act.line, act.at);
                complain(&acts::refused(&what, &refusal));
                trouble += 1;
            }
        }
    }
    match trouble {
        0 => Ok(told),
        1 => Err(Failure::new(Exit::Found, "an action was not taken").help(NOTHING)),
        many => {
            Err(Failure::new(Exit::Found, format!("{many} actions were not taken")).help(NOTHING))
        }
    }
}

const NOTHING: &str = "nothing is written: a fork in which it is not done would answer another \
                       question";
