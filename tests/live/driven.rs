//! With time driven by hand, worlds that differ only in what somebody cannot know give them the
//! same streams of events: whole, event by event, byte for byte. `worlds.rs` shows the same of the
//! program as it is, whose clock is the machine's, and of what pages say.

use crate::secret::{self, Secret};
use crate::server::{Guest, Server};
use hotwash::engine::VERSION;
use hotwash::journal::Encoder;
use hotwash::live::web::{self, House, Limits};
use hotwash::live::{
    Desk, Driver, Pass, Passes, Presence, Role, Session, Store, Time, commitment, hash, hexadecimal,
};
use hotwash::scenario::{self, shelf::MemoryShelf};
use std::collections::BTreeMap;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::path::Path;
use std::sync::{Arc, Mutex, RwLock};
use std::thread::JoinHandle;
use std::time::Duration;
use tokio::net::TcpListener;
use tokio::runtime::Runtime;

/// Seconds of driven time that a world is played for, an event of each stream in each. At sixty
/// times real time a second is a minute of play.
const SECONDS: usize = 290;
/// The session's tick.
const TICK: Duration = hotwash::live::TICK;
/// When in a second streams tick: between two ticks of the session, as any browser's does. Secret
/// doings come shortly before, so that they would be told if a stream told more than the last tick.
const BETWEEN: Duration = Duration::from_millis(100);
/// How late the session comes to a tick when it is busy with what somebody asked.
const LATE: Duration = Duration::from_millis(10);

/// In every world, what the controller wants at which second.
const PACES: &[(usize, &[(&str, &str)])] = &[
    (1, &[("pace", "run"), ("speed", "60")]),
    (70, &[("pace", "pause"), ("by", "Ann")]),
    (80, &[("pace", "run"), ("speed", "12.5")]),
    (110, &[("pace", "run"), ("speed", "60")]),
    (140, &[("pace", "until"), ("until", "T+01:55:00")]),
    (145, &[("pace", "run"), ("speed", "60")]),
];

/// An open stream of somebody, and what was heard of it.
struct Listener {
    who: String,
    path: &'static str,
    from: BufReader<TcpStream>,
    /// Its head, without when it was.
    head: String,
    body: Vec<u8>,
    /// Where each event ends.
    ends: Vec<usize>,
}

impl Listener {
    fn open(server: &Server, who: &str, guest: &Guest, path: &'static str) -> Listener {
        let mut stream = TcpStream::connect(&server.at).expect("it listens");
        let limit = Some(Duration::from_secs(20));
        stream.set_read_timeout(limit).expect("it can be set");
        let (at, cookie) = (&server.at, &guest.cookie);
        let ask = format!("GET {path} HTTP/1.1\r\nHost: {at}\r\nCookie: {cookie}\r\n\r\n");
        stream.write_all(ask.as_bytes()).expect("it can be asked");
        let (mut from, mut head) = (BufReader::new(stream), String::new());
        loop {
            let mut line = String::new();
            from.read_line(&mut line).expect("there is a head");
            if line == "\r\n" {
                break;
            }
            if !line.to_ascii_lowercase().starts_with("date:") {
                head += &line;
            }
        }
        assert!(head.starts_with("HTTP/1.1 200 "), "{who}: {head}");
        Listener {
            who: who.to_owned(),
            path,
            from,
            head,
            body: Vec::new(),
            ends: Vec::new(),
        }
    }

    /// Hears the next event to its end.
    fn hear(&mut self) {
        self.chunk();
        while self.ends.last() != Some(&self.body.len()) {
            self.chunk();
        }
    }

    fn chunk(&mut self) {
        let mut length = String::new();
        let told = self.from.read_line(&mut length);
        told.unwrap_or_else(|error| panic!("{} {} is silent: {error}", self.who, self.path));
        let length = usize::from_str_radix(length.trim(), 16).expect("it is chunked");
        assert!(length > 0, "{} {} ends", self.who, self.path);
        let mut chunk = vec![0; length + 2];
        self.from.read_exact(&mut chunk).expect("a chunk is whole");
        assert!(chunk.ends_with(b"\r\n"));
        self.body.extend(&chunk[..length]);
        if self.body.ends_with(b"\n\n") {
            self.ends.push(self.body.len());
        }
    }

    /// That nothing comes without a tick.
    fn is_silent(&self) -> bool {
        let stream = self.from.get_ref();
        stream.set_nonblocking(true).expect("it can be set");
        let comes = stream.peek(&mut [0]);
        self.from.buffer().is_empty()
            && comes.is_err_and(|error| error.kind() == std::io::ErrorKind::WouldBlock)
    }

    fn event(&self, nth: usize) -> &str {
        let begins = nth.checked_sub(1).map_or(0, |before| self.ends[before]);
        std::str::from_utf8(&self.body[begins..self.ends[nth]]).expect("it is text")
    }

    /// The numbers of the events.
    fn numbers(&self) -> impl Iterator<Item = u64> {
        (0..self.ends.len()).map(|nth| {
            let id = self.event(nth).lines().find_map(|l| l.strip_prefix("id: "));
            let id = id.expect("an event has a number");
            id.parse().expect("it is one")
        })
    }
}

/// A world that is served in this process.
struct World {
    runtime: Runtime,
    server: Server,
    desk: Desk,
    thread: JoinHandle<()>,
    /// What the session's time is driven by.
    session: Driver,
    /// What the streams' is.
    streams: Driver,
    listeners: Vec<Listener>,
    /// How late the session was for the last tick.
    late: Duration,
}

impl World {
    /// One with a secret, or the plain one.
    fn new(dir: &Path, secret: Option<&Secret>) -> World {
        let script = include_str!("../../scenarios/parts/apcert-2023-msel.ron");
        let script = secret.map_or(script.to_owned(), |secret| secret.put_into(script));
        let shelf = MemoryShelf::new(&[
            (
                "apcert-2023.ron",
                include_str!("../../scenarios/apcert-2023.ron"),
            ),
            ("parts/apcert-2023-msel.ron", &script),
        ]);
        let exercise = scenario::load("apcert-2023.ron", &shelf).exercise;
        let exercise = exercise.expect("the flagship is good");
        let encoder = Encoder::new(&exercise, 7, VERSION);
        let store = Store::create(&dir.join("kept.hotwash"), encoder.line(), &[7; 32], false);
        let commitment = commitment(&[7; 32], encoder.line());
        let (session, time) = Time::driven();
        let taken_up = Session::take_up_by(store.expect("it is new"), time);
        let mut begun = taken_up.unwrap_or_else(|broken| panic!("it begins: {broken}"));
        begun.hold_contingencies().expect("it can be kept");
        let (links, passes) = links(&begun);
        begun.store().keep_passes(&passes.0).expect("they are kept");
        let exercise = Arc::clone(begun.exercise());
        let (desk, thread) = begun.begin().expect("there is a thread");
        let (streams, time) = Time::driven();
        let house = Arc::new(House {
            desk: desk.clone(),
            names: exercise.names(),
            passes: RwLock::new(passes),
            presence: Presence::default(),
            secure: false,
            origin: None,
            time,
            limits: Limits::default(),
            cookie: "hotwash".to_owned(),
            commitment,
            nonce: hexadecimal(&[7; 32]),
            kept: String::new(),
            written: Arc::default(),
            exercise,
        });
        let runtime = Runtime::new().expect("there are threads");
        let listener = runtime.block_on(TcpListener::bind("127.0.0.1:0"));
        let listener = listener.expect("it can listen");
        let at = listener.local_addr().expect("it has an address");
        runtime.spawn(web::serve(listener, house, None, 4096));
        World {
            runtime,
            server: Server::here(at.to_string(), links),
            desk,
            thread,
            session,
            streams,
            listeners: Vec::new(),
            late: Duration::ZERO,
        }
    }

    /// The session does what is due, and everything is told that it has to tell.
    fn settle(&self) {
        let settled = self.runtime.block_on(self.desk.look(|_| ()));
        settled.expect("it is open");
    }

    /// A second passes; something may happen shortly before streams tick, and the session may be
    /// late for its last tick.
    fn second(&mut self, late: Duration, happens: impl FnOnce(&World)) {
        self.session.advance(BETWEEN - self.late);
        happens(self);
        // Had nothing happened, the session would not have been asked for anything.
        self.streams.advance(Duration::from_secs(1));
        self.listeners.iter_mut().for_each(Listener::hear);
        self.session.advance(TICK - BETWEEN);
        self.settle();
        self.late = late;
        for late in [Duration::ZERO, Duration::ZERO, late] {
            self.session.advance(TICK + late);
            self.settle();
        }
    }
}

/// A link for everybody who plays or runs the exercise; all others are in already, by a cookie: to
/// come in by the link of a seat is to play it, and most seats are simulated.
fn links(session: &Session) -> (BTreeMap<String, String>, Passes) {
    let (mut links, mut passes) = (BTreeMap::new(), Vec::new());
    let mut admit = |who: &str, kind: &str, role: Role, seat: &str| {
        let token = who.replace(' ', "-");
        let cookie = format!("hotwash={token}");
        passes.push(Pass {
            hash: hash(&token),
            kind: kind.to_owned(),
            role: role.word().to_owned(),
            seat: seat.to_owned(),
            revoked: false,
        });
        let way = if kind == "cookie" { cookie } else { token };
        links.insert(who.to_owned(), way);
    };
    admit("controller", "link", Role::Controller, "");
    admit("observer", "cookie", Role::Observer, "");
    let exercise = session.exercise();
    for economy in exercise.with_local_controllers() {
        let id = &exercise.economies[economy.at()].id;
        let who = format!("local controller {id}");
        admit(&who, "cookie", Role::LocalController, id);
    }
    for (nth, (_, org)) in exercise.players().enumerate() {
        let owns = [secret::VENDOR.owner, secret::CERT.owner].contains(&org.id.as_str());
        let kind = if owns || nth < 3 { "link" } else { "cookie" };
        admit(&org.id, kind, Role::Participant, &org.id);
    }
    (links, Passes(passes))
}

/// Plays a world, with a secret or without, and gives what everybody heard.
fn play(secret: Option<&Secret>) -> Vec<Listener> {
    let dir = tempfile::tempdir().expect("a place to write");
    let mut world = World::new(dir.path(), secret);
    let ways: Vec<(String, String)> = world.server.links.clone().into_iter().collect();
    let mut controller = world.server.enter("controller");
    let mut guests = BTreeMap::new();
    for (nth, (who, way)) in ways.iter().enumerate() {
        let is_in = way.contains('=');
        let guest = match who.as_str() {
            "controller" => controller.clone(),
            _ if is_in => Guest::with(way),
            _ => world.server.enter(who),
        };
        // Whoever watches a simulated seat hears by one of both ways.
        let all = ["/events", "/api/events"];
        let is_seat = is_in && who != "observer" && !who.starts_with("local controller");
        let paths = if is_seat { &all[nth % 2..][..1] } else { &all };
        for path in paths {
            let listener = Listener::open(&world.server, who, &guest, path);
            world.listeners.push(listener);
        }
        guests.insert(who.clone(), guest);
    }
    world.listeners.iter_mut().for_each(Listener::hear);
    for second in 0..SECONDS {
        let busy = secret.is_some() && second % 4 == 2;
        let late = if busy { LATE } else { Duration::ZERO };
        world.second(late, |world| {
            if let Some((_, fields)) = PACES.iter().find(|(at, _)| *at == second) {
                let answer = controller.send(&world.server, "/control/pace", fields);
                assert_eq!(answer.status, 303, "{fields:?}: {answer:?}");
                world.settle();
            }
            if let Some(secret) = secret {
                let owner = guests.get_mut(secret.owner).expect("it has a seat");
                secret_doings(&world.server, second, secret, &mut controller, owner);
            }
        });
    }
    assert!(world.listeners.iter().all(Listener::is_silent));
    world.desk.close();
    world.thread.join().expect("it closes");
    world.listeners
}

/// What happens in one world alone, second by second: all of it the owner's and EXCON's.
fn secret_doings(
    server: &Server,
    second: usize,
    secret: &Secret,
    controller: &mut Guest,
    owner: &mut Guest,
) {
    // The owner reads now and then, so that the session is asked where in the other world it rests.
    if second % 3 == 1 {
        assert_eq!(owner.page(server, "/seat").status, 200);
    }
    match second {
        25 | 64 | 95 | 130 | 190 => secret::owner_does(server, owner),
        // In the midst of play, and in the other pair of worlds while it stands still.
        40 if secret.owner == secret::VENDOR.owner => secret.excon_does(server, controller),
        75 if secret.owner == secret::CERT.owner => secret.excon_does(server, controller),
        _ => {}
    }
}

/// That nobody who cannot know a secret can tell two worlds apart, and how many streams and bytes
/// show it; and that those who know it can.
fn compare(secret: &Secret, plain: &[Listener], other: &[Listener]) -> (usize, usize, usize) {
    assert_eq!(plain.len(), other.len());
    let own_local = format!("local controller {}", secret.economy);
    let (mut streams, mut bytes, mut grew) = (0, 0, 0);
    for (a, b) in plain.iter().zip(other) {
        let (who, path) = (&a.who, a.path);
        assert_eq!((who, path), (&b.who, b.path));
        let knows = who == "controller" || *who == secret.owner || *who == own_local;
        if knows {
            assert!(
                a.body != b.body,
                "{who} {path}: their own doings are told to them"
            );
            continue;
        }
        assert_eq!(a.head, b.head, "{who} {path}");
        assert_eq!(a.ends.len(), SECONDS + 1, "{who} {path}");
        for nth in 0..a.ends.len() {
            let events = (a.event(nth), b.event(nth));
            assert_eq!(
                events.0, events.1,
                "{who} can tell by event {nth} of {path}"
            );
        }
        assert!(a.body == b.body, "{who} {path}");
        let (pause, last) = (a.event(75), a.event(SECONDS));
        assert!(pause.contains("\"state\":\"paused\""), "{pause}");
        assert!(last.contains("\"state\":\"ENDEX\""), "{last}");
        let numbers: Vec<u64> = a.numbers().collect();
        assert!(numbers.is_sorted(), "{who} {path}: nothing is taken back");
        grew += usize::from(numbers[0] < numbers[SECONDS]);
        streams += 1;
        bytes += a.body.len();
    }
    (streams, bytes, grew)
}

#[test]
fn every_stream_is_the_same_to_the_byte_where_a_secret_cannot_be_known() {
    let secrets = [&secret::VENDOR, &secret::CERT];
    let worlds = [None, Some(secrets[0]), Some(secrets[1])];
    let left = Mutex::new(worlds.into_iter().enumerate());
    let played = Mutex::new(BTreeMap::new());
    std::thread::scope(|scope| {
        for _ in 0..2 {
            scope.spawn(|| {
                loop {
                    let next = left.lock().expect("it is whole").next();
                    let Some((nth, secret)) = next else { return };
                    let heard = play(secret);
                    played.lock().expect("it is whole").insert(nth, heard);
                }
            });
        }
    });
    let played = played.into_inner().expect("it is whole");
    for (nth, secret) in secrets.into_iter().enumerate() {
        let (streams, bytes, grew) = compare(secret, &played[&0], &played[&(nth + 1)]);
        let owner = secret.owner;
        println!("{owner}: {streams} streams, {bytes} bytes, {grew} to which something happens");
        assert!(streams > 120 && grew > 100, "{owner}: {streams}, {grew}");
        assert!(bytes > 5_000_000, "{owner}: only {bytes} bytes");
    }
}
