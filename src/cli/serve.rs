//! `hotwash serve`: an exercise that people play, on this machine.

use super::exit::{Exit, Failure};
use super::load::Scenario;
use super::terminal::Terminal;
use crate::engine;
use crate::exercise::{Exercise, Organisation};
use crate::journal::{Encoder, scenario_hash};
use crate::live::web::{self, House};
use crate::live::{
    Broken, Pass, Passes, Role, Session, Store, Trouble, commitment, hash, hexadecimal, secret,
};
use crate::model::{EconomyId, OrgId};
use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::{Arc, RwLock};

/// Serve an exercise to people in their seats; seats that nobody takes are simulated
#[derive(clap::Args, Debug)]
#[command(
    after_help = "One link for each seat is printed when an exercise begins; whoever opens it \
                  plays. Everything that\npeople do is kept on disk before it is acknowledged: \
                  called again with the same --keep, the\nexercise goes on where it stood, paused."
)]
pub struct Args {
    /// A scenario file, or the name of a bundled one; not needed for what --keep has begun already
    #[arg(value_name = "FILE|NAME")]
    scenario: Option<String>,
    /// Change a value, as if the scenario said so: organisations.auscert.desk.analysts=8
    #[arg(long = "set", value_name = "PATH=VALUE", requires = "scenario")]
    sets: Vec<String>,
    /// Carry out an improvement of the scenario's plan, on top of what is set: its id, or `all`
    #[arg(long, value_name = "ID", requires = "scenario")]
    improve: Vec<String>,
    /// The seed of all chance; unless it is given, nobody knows it before ENDEX
    #[arg(long, value_name = "N")]
    seed: Option<u64>,
    /// Where the exercise is kept [default: the scenario's name, ending in .hotwash]
    #[arg(long, value_name = "FILE")]
    keep: Option<PathBuf>,
    /// Let contingencies go out by themselves; unless it is given, each waits for the controller
    #[arg(long)]
    automatic: bool,
    /// The address and port that pages are served at
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1:8080")]
    listen: SocketAddr,
    /// How people reach it, for the links: https://drill.example.net, when a proxy stands before it
    #[arg(long, value_name = "URL")]
    origin: Option<String>,
}

/// Serves it until it is interrupted.
///
/// # Errors
/// When the scenario has errors, what is kept cannot be taken up, or the address is taken.
pub fn run(args: &Args, terminal: &mut Terminal) -> Result<Exit, Failure> {
    let (mut session, keep, is_new) = taken_up(args, terminal)?;
    if is_new && !args.automatic {
        session
            .hold_contingencies()
            .map_err(|broken| cannot_go_on(&broken))?;
    }
    // A fork was never served, so that nobody has a link yet.
    let nobody = session.store().passes();
    let nobody = nobody.map_err(|trouble| unusable(&trouble))?.is_empty();
    let (links, passes) = links(&mut session, is_new || nobody)?;
    let (nonce, commitment) = committed(session.store())?;
    let exercise = Arc::clone(session.exercise());
    let runtime = tokio::runtime::Runtime::new()
        .map_err(|error| Failure::new(Exit::File, "no threads are to be had").because(error))?;
    let listener = runtime
        .block_on(tokio::net::TcpListener::bind(args.listen))
        .map_err(|error| {
            Failure::new(Exit::File, format!("{} cannot be served at", args.listen))
                .because(error)
                .help("give --listen another address")
        })?;
    let origin = match &args.origin {
        Some(origin) => origin.trim_end_matches('/').to_owned(),
        None => format!("http://{}", listener.local_addr().unwrap_or(args.listen)),
    };
    let (desk, thread) = session
        .begin()
        .map_err(|error| Failure::new(Exit::File, "no thread is to be had").because(error))?;
    let house = Arc::new(House {
        desk: desk.clone(),
        names: exercise.names(),
        passes: RwLock::new(passes),
        secure: origin.starts_with("https://"),
        commitment,
        nonce,
        exercise: Arc::clone(&exercise),
    });
    let mut text = format!("{} · kept in {}\n", exercise.title, keep.display());
    for (who, token) in &links {
        let _ = writeln!(text, "{who:<28} {origin}/enter/{token}");
    }
    if !is_new {
        text.push_str("It is paused where it stood. Links given out before still hold.\n");
    }
    let _ = writeln!(
        text,
        "Served at {origin}; Ctrl-C ends it, and everything is kept."
    );
    terminal.print(text)?;
    let ended = runtime.block_on(serve(listener, house));
    desk.close();
    if thread.join().is_err() {
        return Err(Failure::new(Exit::Limit, "the session broke off")
            .help("serve it again: what was acknowledged is kept"));
    }
    ended?;
    Ok(Exit::Fine)
}

/// The exercise, where it is kept, and whether it is new.
fn taken_up(args: &Args, terminal: &Terminal) -> Result<(Session, PathBuf, bool), Failure> {
    let scenario = args.scenario.as_ref();
    let scenario = scenario.map(|name| Scenario::named(name, &args.sets));
    let scenario = scenario.map(|one| one.load_with(&[], &args.improve, terminal));
    let scenario = scenario.transpose()?;
    let keep = match (&args.keep, &scenario) {
        (Some(keep), _) => keep.clone(),
        (None, Some(exercise)) => PathBuf::from(format!("{}.hotwash", exercise.id)),
        (None, None) => {
            let failure = Failure::new(Exit::Usage, "it is not said what is to be served");
            return Err(failure.help("name a scenario, or with --keep what was begun already"));
        }
    };
    let is_new = !keep.exists();
    let store = match &scenario {
        Some(exercise) if is_new => begin(args, exercise, &keep)?,
        _ => Store::open(&keep).map_err(|trouble| unusable(&trouble))?,
    };
    let session = Session::take_up(store).map_err(|broken| cannot_go_on(&broken))?;
    let other = |exercise: &Exercise| scenario_hash(session.exercise()) != scenario_hash(exercise);
    if scenario.as_ref().is_some_and(other) {
        let what = format!("{} keeps another exercise", keep.display());
        return Err(Failure::new(Exit::Usage, what)
            .because("the scenario is not the one it was begun with")
            .help("give --keep another file, or the scenario as it was"));
    }
    Ok((session, keep, is_new))
}

/// Serves until Ctrl-C or SIGTERM.
async fn serve(listener: tokio::net::TcpListener, house: Arc<House>) -> Result<(), Failure> {
    use tokio::signal::unix::{SignalKind, signal};
    let mut end = signal(SignalKind::terminate())
        .map_err(|error| Failure::new(Exit::File, "cannot listen for signals").because(error))?;
    tokio::select! {
        served = web::serve(listener, house) => served.map_err(|error| {
            Failure::new(Exit::File, "the socket failed").because(error)
        }),
        _ = tokio::signal::ctrl_c() => Ok(()),
        _ = end.recv() => Ok(()),
    }
}

/// A new exercise on disk.
fn begin(args: &Args, exercise: &Exercise, keep: &std::path::Path) -> Result<Store, Failure> {
    let seed = match args.seed {
        Some(seed) => seed,
        None => {
            let text = random()?;
            u64::from_str_radix(&text[..16], 16).unwrap_or(1)
        }
    };
    let nonce = hash(&random()?);
    let encoder = Encoder::new(exercise, seed, engine::VERSION);
    Store::create(keep, encoder.line(), &nonce).map_err(|trouble| unusable(&trouble))
}

/// Who gets a link, and all who may come in. A new exercise has one for each seat; one that goes
/// on has a new one for the controller, who can give out others.
fn links(session: &mut Session, is_new: bool) -> Result<(Vec<(String, String)>, Passes), Failure> {
    let mut wanted = vec![("controller".to_owned(), Role::Controller, String::new())];
    if is_new {
        for role in [Role::Evaluator, Role::Observer] {
            wanted.push((role.word().to_owned(), role, String::new()));
        }
        for economy in local(session.exercise()) {
            let who = format!("local controller {economy}");
            wanted.push((who, Role::LocalController, economy));
        }
        for (_, org) in session.exercise().players() {
            wanted.push((org.id.clone(), Role::Participant, org.id.clone()));
        }
    }
    let (mut links, mut given) = (Vec::new(), Vec::new());
    for (who, role, seat) in wanted {
        let token = random()?;
        given.push(Pass {
            hash: hash(&token),
            kind: "link".to_owned(),
            role: role.word().to_owned(),
            seat,
            revoked: false,
        });
        links.push((who, token));
    }
    let store = session.store();
    store
        .keep_passes(&given)
        .map_err(|trouble| unusable(&trouble))?;
    let passes = store.passes().map_err(|trouble| unusable(&trouble))?;
    Ok((links, Passes(passes)))
}

/// The economies that have somebody of their own to play in them; where there is but one, its local
/// controller would be the controller.
fn local(exercise: &Exercise) -> Vec<String> {
    let of = |(_, org): (OrgId, &Organisation)| org.economy;
    let all: BTreeSet<EconomyId> = exercise.players().filter_map(of).collect();
    if all.len() < 2 {
        return Vec::new();
    }
    let id = |economy: &EconomyId| exercise.economies[economy.at()].id.clone();
    all.iter().map(id).collect()
}

/// The nonce, and what nobody can change afterwards without being found out.
fn committed(store: &Store) -> Result<(String, String), Failure> {
    let kept = |name: &str| store.about(name).map_err(|trouble| unusable(&trouble));
    let nonce = kept("nonce")?;
    let commitment = commitment(&nonce, &kept("first line")?);
    Ok((hexadecimal(&nonce), commitment))
}

fn random() -> Result<String, Failure> {
    secret().map_err(|error| Failure::new(Exit::File, "no randomness is to be had").because(error))
}

fn unusable(trouble: &Trouble) -> Failure {
    Failure::new(Exit::File, trouble.to_string())
        .help("is another server at work on it, or the disk full?")
}

fn cannot_go_on(broken: &Broken) -> Failure {
    Failure::new(Exit::Found, broken.to_string())
        .help("this version must be the one that it was begun with; the file is left as it is")
}
