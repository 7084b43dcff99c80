//! `hotwash serve`: an exercise that people play, on this machine.

use super::exit::{Exit, Failure};
use super::load::Scenario;
use super::terminal::Terminal;
use crate::engine;
use crate::exercise::Exercise;
use crate::journal::{Encoder, scenario_hash};
use crate::live::web::{self, House};
use crate::live::{
    self, Broken, Pass, Passes, Presence, Role, Session, Store, Time, Trouble, commitment,
    cookie_name, hash, hexadecimal, secret,
};
use crate::scenario::written::Written;
use std::fmt::Write as _;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
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
    /// How long what people do is kept, for the notice before STARTEX: "until 31 January 2027"
    #[arg(long, value_name = "HOW LONG")]
    kept: Option<String>,
    /// The address and port that pages are served at
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1:8080")]
    listen: SocketAddr,
    /// How people reach it, for the links: https://drill.example.net, when a proxy stands before it
    #[arg(long, value_name = "URL")]
    origin: Option<String>,
    /// A certificate as PEM, with those that vouch for it: pages are then served over TLS
    #[arg(long, value_name = "FILE", requires = "tls_key")]
    tls_cert: Option<PathBuf>,
    /// The certificate's private key as PEM
    #[arg(long, value_name = "FILE", requires = "tls_cert")]
    tls_key: Option<PathBuf>,
    /// How many connections there may be at once; each browser with an open page holds one
    #[arg(long, value_name = "N", default_value = "4096",
          value_parser = clap::value_parser!(u32).range(1..=1_000_000))]
    connections: u32,
}

/// Serves it until it is interrupted.
///
/// # Errors
/// When the scenario has errors, what is kept cannot be taken up, or the address is taken.
pub fn run(args: &Args, terminal: &mut Terminal) -> Result<Exit, Failure> {
    let (tls, public) = (tls(args)?, public(args)?);
    let (mut session, keep, is_new) = taken_up(args, terminal)?;
    let is_torn = session.store().is_torn();
    if is_new && !args.automatic {
        session
            .hold_contingencies()
            .map_err(|broken| cannot_go_on(&keep, &broken))?;
    }
    let (links, passes) = links(&mut session, &keep)?;
    let (nonce, commitment) = committed(session.store(), &keep)?;
    let kept = how_long(args, session.store(), &keep)?;
    let (exercise, written) = (Arc::clone(session.exercise()), as_written(&mut session));
    let runtime = tokio::runtime::Runtime::new()
        .map_err(|error| Failure::new(Exit::File, "no threads are to be had").because(error))?;
    let listener = runtime
        .block_on(tokio::net::TcpListener::bind(args.listen))
        .map_err(|error| {
            Failure::new(Exit::File, format!("{} cannot be served at", args.listen))
                .because(error)
                .help("give --listen another address")
        })?;
    let origin = public.clone().unwrap_or_else(|| {
        let scheme = if tls.is_some() { "https" } else { "http" };
        let at = listener.local_addr().unwrap_or(args.listen);
        format!("{scheme}://{at}")
    });
    let (desk, thread) = session.begin().map_err(no_thread)?;
    let house = Arc::new(House {
        desk: desk.clone(),
        names: exercise.names(),
        passes: RwLock::new(passes),
        presence: Presence::default(),
        secure: origin.starts_with("https://"),
        origin: public,
        time: Time::default(),
        limits: web::Limits::default(),
        cookie: cookie_name(&commitment),
        commitment,
        nonce,
        kept,
        written: Arc::new(written),
        exercise: Arc::clone(&exercise),
    });
    let mut text = format!("{} · kept in {}\n", exercise.title, keep.display());
    for (who, token) in &links {
        let _ = writeln!(text, "{who:<28} {origin}/enter/{token}");
    }
    if !is_new {
        text.push_str("It is paused where it stood. Links given out before still hold.\n");
    }
    if is_torn {
        text.push_str(
            "The last record of its log was not whole and does not count: the power was cut while \
             it was\nwritten, and it had not been acknowledged; or the file was damaged.\n",
        );
    }
    let _ = writeln!(
        text,
        "Served at {origin}; Ctrl-C ends it, and everything is kept."
    );
    terminal.print(text)?;
    let ended = runtime.block_on(serve(args, listener, house, tls));
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
    let scenario = scenario.map(|one| one.read_with(&[], &args.improve, terminal));
    let scenario = scenario.transpose()?;
    let keep = match (&args.keep, &scenario) {
        (Some(keep), _) => keep.clone(),
        (None, Some((_, exercise))) => PathBuf::from(format!("{}.hotwash", exercise.id)),
        (None, None) => {
            let failure = Failure::new(Exit::Usage, "it is not said what is to be served");
            return Err(failure.help("name a scenario, or with --keep what was begun already"));
        }
    };
    let is_new = !keep.exists();
    let store = match &scenario {
        Some((_, exercise)) if is_new => begin(args, exercise, &keep)?,
        _ => Store::open(&keep).map_err(|trouble| unusable(&keep, &trouble))?,
    };
    let mut session = Session::take_up(store).map_err(|broken| cannot_go_on(&keep, &broken))?;
    let Some((written, exercise)) = scenario else {
        return Ok((session, keep, is_new));
    };
    if scenario_hash(session.exercise()) != scenario_hash(&exercise) {
        let what = format!("{} keeps another exercise", keep.display());
        return Err(Failure::new(Exit::Usage, what)
            .because("the scenario is not the one it was begun with")
            .help("give --keep another file, or the scenario as it was"));
    }
    let said = serde_json::to_vec(&written).unwrap_or_default();
    let said = session.store().say("scenario", &said);
    said.map_err(|trouble| unusable(&keep, &trouble))?;
    Ok((session, keep, is_new))
}

/// Serves until Ctrl-C or SIGTERM.
async fn serve(
    args: &Args,
    listener: tokio::net::TcpListener,
    house: Arc<House>,
    tls: Option<tokio_rustls::TlsAcceptor>,
) -> Result<(), Failure> {
    use tokio::signal::unix::{SignalKind, signal};
    let mut end = signal(SignalKind::terminate())
        .map_err(|error| Failure::new(Exit::File, "cannot listen for signals").because(error))?;
    tokio::select! {
        served = web::serve(listener, house, tls, args.connections as usize) => {
            served.map_err(|error| Failure::new(Exit::File, "the socket failed").because(error))
        }
        _ = tokio::signal::ctrl_c() => Ok(()),
        _ = end.recv() => Ok(()),
    }
}

/// TLS of its own, where a certificate is given.
fn tls(args: &Args) -> Result<Option<tokio_rustls::TlsAcceptor>, Failure> {
    let (Some(cert), Some(key)) = (&args.tls_cert, &args.tls_key) else {
        return Ok(None);
    };
    live::acceptor(cert, key).map(Some).map_err(|wrong| {
        Failure::new(Exit::File, "TLS cannot be spoken")
            .because(wrong.join("; "))
            .help("give --tls-cert the certificate and --tls-key its private key, both as PEM")
    })
}

/// How people reach it, as browsers say it.
fn public(args: &Args) -> Result<Option<String>, Failure> {
    let Some(said) = &args.origin else {
        return Ok(None);
    };
    let origin = said.trim_end_matches('/').to_ascii_lowercase();
    let (scheme, host) = origin.split_once("://").unwrap_or(("", &origin));
    let usual = if scheme == "https" { ":443" } else { ":80" };
    let host = host.strip_suffix(usual).unwrap_or(host);
    let failure = |why: &str| {
        Err(Failure::new(
            Exit::Usage,
            format!("--origin {said} is not how people can reach it"),
        )
        .because(why)
        .help("say it as https://drill.example.net or http://drill.example.net:8080"))
    };
    if !["http", "https"].contains(&scheme) {
        return failure("it begins with neither https:// nor http://");
    }
    if host.is_empty() || host.contains(['/', '?', '#', '@', ' ', '\\']) {
        return failure("it is not a host, with a port where that is unusual, and nothing else");
    }
    if args.tls_cert.is_some() && scheme == "http" {
        return failure("TLS is spoken here, and people then come by https://");
    }
    Ok(Some(format!("{scheme}://{host}")))
}

/// A new exercise on disk.
fn begin(args: &Args, exercise: &Exercise, keep: &Path) -> Result<Store, Failure> {
    let seed = match args.seed {
        Some(seed) => seed,
        None => {
            let text = random()?;
            u64::from_str_radix(&text[..16], 16).unwrap_or(1)
        }
    };
    let nonce = hash(&random()?);
    let encoder = Encoder::new(exercise, seed, engine::VERSION);
    let store = Store::create(keep, encoder.line(), &nonce, args.seed.is_none());
    store.map_err(|trouble| unusable(keep, &trouble))
}

/// Who gets a link, and all who may come in: each seat that has none, and always the controller,
/// who can give out others.
fn links(session: &mut Session, keep: &Path) -> Result<(Vec<(String, String)>, Passes), Failure> {
    let held = session.store().passes();
    let held = held.map_err(|trouble| unusable(keep, &trouble))?;
    let has_none = |role: Role, seat: &str| {
        let opens = |pass: &&Pass| pass.kind == "link" && !pass.revoked;
        let mut links = held.iter().filter(opens);
        !links.any(|pass| pass.role == role.word() && pass.seat == seat)
    };
    let mut wanted = vec![("controller".to_owned(), Role::Controller, String::new())];
    for role in [Role::Evaluator, Role::Observer] {
        wanted.push((role.word().to_owned(), role, String::new()));
    }
    let exercise = session.exercise();
    for economy in exercise.with_local_controllers() {
        let economy = exercise.economies[economy.at()].id.clone();
        let who = format!("local controller {economy}");
        wanted.push((who, Role::LocalController, economy));
    }
    for (_, org) in session.exercise().players() {
        wanted.push((org.id.clone(), Role::Participant, org.id.clone()));
    }
    wanted.retain(|(_, role, seat)| *role == Role::Controller || has_none(*role, seat));
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
    let unusable = |trouble| unusable(keep, &trouble);
    let store = session.store();
    store.keep_passes(&given).map_err(unusable)?;
    let passes = store.passes().map_err(unusable)?;
    Ok((links, Passes(passes)))
}

/// The nonce, and what nobody can change afterwards without being found out.
fn committed(store: &Store, keep: &Path) -> Result<(String, String), Failure> {
    let kept = |name: &str| {
        store
            .about(name)
            .map_err(|trouble| unusable(keep, &trouble))
    };
    let nonce = kept("nonce")?;
    let commitment = commitment(&nonce, &kept("first line")?);
    Ok((hexadecimal(&nonce), commitment))
}

fn no_thread(error: std::io::Error) -> Failure {
    Failure::new(Exit::File, "no thread is to be had").because(error)
}

/// How long what people do is kept, as was said now or when it was served before; empty where
/// nobody has said.
fn how_long(args: &Args, store: &mut Store, keep: &Path) -> Result<String, Failure> {
    let unusable = |trouble| unusable(keep, &trouble);
    if let Some(kept) = &args.kept {
        let kept = kept.trim();
        store.say("kept", kept.as_bytes()).map_err(unusable)?;
        return Ok(kept.to_owned());
    }
    let kept = store.about("kept").unwrap_or_default();
    Ok(String::from_utf8_lossy(&kept).into_owned())
}

/// The scenario as it was written, as it was named now or when it was served before; the bundled
/// one of its name where nobody has named it.
fn as_written(session: &mut Session) -> Written {
    let kept = session.store().about("scenario").ok();
    let kept = kept.and_then(|kept| serde_json::from_slice(&kept).ok());
    kept.unwrap_or_else(|| Written::bundled(&session.exercise().id))
}

fn random() -> Result<String, Failure> {
    secret().map_err(|error| Failure::new(Exit::File, "no randomness is to be had").because(error))
}

/// Why what is kept cannot be used, and the way out.
pub(super) fn unusable(keep: &Path, trouble: &Trouble) -> Failure {
    let keep = keep.display();
    match trouble {
        Trouble::Held => Failure::new(Exit::File, format!("{keep} is held by another program"))
            .because("another `hotwash serve`, or something that looks into databases, has it open")
            .help("end that first, or give --keep another file"),
        Trouble::Damaged(why) => damaged(&keep.to_string(), why),
        Trouble::Foreign(what) => Failure::new(Exit::Found, what.clone()).help(format!(
            "give --keep another file; if it was an exercise, `hotwash recover {keep} --out NEW` \
             keeps what is whole of it"
        )),
        other => Failure::new(Exit::File, format!("{keep} cannot be used"))
            .because(other)
            .help("is there room on the disk, and may you write there?"),
    }
}

fn damaged(keep: &str, why: &str) -> Failure {
    Failure::new(Exit::Found, format!("{keep} is damaged"))
        .because(why)
        .help(format!(
            "`hotwash recover {keep} --out NEW` keeps what is whole of it and says what is lost; \
             the file is left as it is"
        ))
}

fn cannot_go_on(keep: &Path, broken: &Broken) -> Failure {
    match broken {
        Broken::Store(trouble) => unusable(keep, trouble),
        Broken::Differs(why) => {
            let keep = keep.display();
            Failure::new(Exit::Found, format!("{keep} cannot be taken up"))
                .because(format!(
                    "what was kept does not play again to what was shown: {why}"
                ))
                .help(format!(
                    "serve it with the version that it was begun with; if that is this one, \
                     `hotwash recover {keep} --out NEW` keeps what is whole; the file is left as \
                     it is"
                ))
        }
    }
}
