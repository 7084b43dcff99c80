//! Blind means blind, over real HTTP: two worlds that differ only in what a seat cannot know give
//! it the same pages and the same stream, byte for byte, with clock and tokens replaced.

use crate::server::{Guest, Server, between, until};
use std::io::{BufRead as _, BufReader, Write as _};
use std::net::TcpStream;
use std::path::Path;
use std::time::Duration;

/// Whose secret it is that the worlds differ in.
const OWNER: &str = "kestrel-ledger";
/// The economy it is in, whose local controller sees what its companies see.
const ECONOMY: &str = "SG";
/// The flagship stands still after so many injects, to be looked at.
const STOPS: usize = 7;
const LOOKED_AT: [usize; 3] = [2, 4, 7];

/// At a stop, to a seat: what it was shown, by path.
type Told = (usize, String, Vec<(String, String)>);

/// A copy of the flagship; in the other world one seat alone is told something else.
fn write_world(dir: &Path, other: bool) {
    let from = Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios");
    let to = dir.join("scenarios");
    for part in ["", "parts", "std"] {
        std::fs::create_dir_all(to.join(part)).expect("it can be made");
        for file in std::fs::read_dir(from.join(part)).expect("it is there") {
            let path = file.expect("it can be listed").path();
            if path.is_file() {
                let name = path.file_name().expect("it has a name");
                std::fs::copy(&path, to.join(part).join(name)).expect("it can be copied");
            }
        }
    }
    if other {
        let path = to.join("parts/apcert-2023-msel.ron");
        let text = std::fs::read_to_string(&path).expect("it is text");
        let said = "I have told nobody else yet.";
        assert_eq!(text.matches(said).count(), 1, "one seat is told that");
        let text = text.replace(said, "Half the press knows by now, and it is your fault.");
        std::fs::write(&path, text).expect("it can be written");
    }
}

/// A text without what is random in it: words and keys of forms, the commitment.
fn plain(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut run = String::new();
    for c in text.chars().chain(['\0']) {
        if c.is_ascii_hexdigit() {
            run.push(c);
            continue;
        }
        out += if run.len() >= 32 { "#" } else { &run };
        run.clear();
        out.push(c);
    }
    out
}

/// The first two events of a stream that is opened now, as they come.
fn stream(server: &Server, guest: &Guest) -> String {
    let mut stream = TcpStream::connect(&server.at).expect("it listens");
    let limit = Some(Duration::from_secs(20));
    stream
        .set_read_timeout(limit)
        .expect("a timeout can be set");
    let (at, cookie) = (&server.at, &guest.cookie);
    let ask = format!("GET /events HTTP/1.1\r\nHost: {at}\r\nCookie: {cookie}\r\n\r\n");
    stream.write_all(ask.as_bytes()).expect("it can be asked");
    let mut lines = BufReader::new(stream).lines().map_while(Result::ok);
    let mut told = String::new();
    let mut events = 0;
    for line in lines.by_ref().skip_while(|line| !line.starts_with("id:")) {
        // Lengths of chunks are those of the events.
        events += u32::from(line.is_empty());
        told += &line;
        told.push('\n');
        if told.matches("data:").count() == 2 && events > 2 {
            break;
        }
    }
    assert_eq!(told.matches("\"shown\"").count(), 2, "{told}");
    plain(&told)
}

/// All that one seat can ask for, of its own and of others.
fn all_pages(server: &Server, seat: &Guest) -> Vec<(String, String)> {
    let mut told = Vec::new();
    for path in [
        "/seat",
        "/seat/write",
        "/seat/write?kind=situation_report",
        "/seat/directory",
        "/seat/playbook",
        "/hotwash",
        "/watch",
        "/api/seat",
        "/api/clock",
        "/api/public",
        // What may be there for others and is not there for this one.
        "/seat/write?reply=997",
        "/seat/draft?form=decide",
        "/control",
        "/control/world",
        "/control/everything?seat=kestrel-ledger",
        "/evaluate/seat?seat=kestrel-ledger",
        "/evaluate",
        "/evaluate/journal",
    ] {
        let answer = seat.page(server, path);
        told.push((
            path.to_owned(),
            format!("{} {}", answer.status, plain(&answer.body)),
        ));
    }
    told
}

/// Plays a world, and gives what each seat but the owner of the secret was shown at each stop.
#[allow(clippy::too_many_lines, reason = "one story")]
fn play(dir: &Path, other: bool) -> Vec<Told> {
    write_world(dir, other);
    let server = Server::start(dir, "scenarios/apcert-2023.ron");
    let mut controller = server.enter("controller");
    let mut owner = server.enter(OWNER);
    let names: Vec<String> = server.links.keys().cloned().collect();
    let local = format!("local controller {ECONOMY}");
    let no_seat = ["controller", "evaluator", "observer", OWNER, &local];
    let seats = names
        .iter()
        .filter(|name| !no_seat.contains(&name.as_str()));
    let seats: Vec<(&String, Guest)> = seats.map(|name| (name, server.enter(name))).collect();
    assert!(
        seats.len() > 60,
        "the flagship has many seats: {}",
        seats.len()
    );
    let given = [("seat", OWNER), ("to", "human")];
    assert_eq!(
        controller.send(&server, "/control/seat", &given).status,
        303
    );
    for (name, _) in seats.iter().take(3) {
        let given = [("seat", name.as_str()), ("to", "human")];
        assert_eq!(
            controller.send(&server, "/control/seat", &given).status,
            303
        );
    }
    let mut told = Vec::new();
    for stop in 1..=STOPS {
        let before = clock(&controller, &server);
        let next = [("pace", "next")];
        assert_eq!(controller.send(&server, "/control/pace", &next).status, 303);
        until("the next inject", || {
            let now = clock(&controller, &server);
            (now.1 == "paused" && now.0 != before.0).then_some(())
        });
        if stop == STOPS - 1 {
            secret_doings(&server, &mut controller, &mut owner, other);
        }
        if LOOKED_AT.contains(&stop) {
            // A stream says something each second: all of them are listened to at once.
            let server = &server;
            let streams: Vec<String> = std::thread::scope(|scope| {
                let listening = seats
                    .iter()
                    .map(|(_, seat)| scope.spawn(|| stream(server, seat)));
                let listening: Vec<_> = listening.collect();
                let heard = listening
                    .into_iter()
                    .map(|one| one.join().expect("it is heard"));
                heard.collect()
            });
            for ((name, seat), stream) in seats.iter().zip(streams) {
                let mut all = all_pages(server, seat);
                all.push(("/events".to_owned(), stream));
                told.push((stop, (*name).clone(), all));
            }
        }
    }
    // The owner of the secret is told it.
    let own = owner.page(&server, "/seat").body;
    let number = between(
        &own,
        "value=\"open\"><input type=\"hidden\" name=\"message\" value=\"",
        "\"",
    );
    assert!(
        number.is_some() || own.contains("it is your fault") == other,
        "{own}"
    );
    assert_eq!(own.contains("strictly between us"), other, "{own}");
    told
}

fn clock(controller: &Guest, server: &Server) -> (String, String) {
    let page = controller.page(server, "/control").body;
    let read = |id: &str| between(&page, &format!("id=\"{id}\">"), "<").unwrap_or_default();
    (read("clock-at"), read("clock-state"))
}

/// Time passes a little in both worlds; in one of them the owner reads, decides and writes, EXCON
/// holds, rewrites and plans what is for the owner alone, and evaluators note and talk.
fn secret_doings(server: &Server, controller: &mut Guest, owner: &mut Guest, other: bool) {
    let run = [("pace", "run"), ("speed", "0.1")];
    assert_eq!(controller.send(server, "/control/pace", &run).status, 303);
    if other {
        let decide = [
            ("do", "decide"),
            ("decision", "strictly between us"),
            ("confidence", "high"),
            ("reason", "nobody else is to know"),
        ];
        assert_eq!(owner.send(server, "/seat/act", &decide).status, 303);
        let draft = [("draft", "decide"), ("decision", "not even this")];
        assert_eq!(owner.send(server, "/seat/draft", &draft).status, 204);
        excon_does(server, controller);
    }
    assert_eq!(
        controller
            .send(server, "/control/pace", &[("pace", "pause")])
            .status,
        303
    );
}

/// What EXCON does about the owner of the secret alone.
fn excon_does(server: &Server, controller: &mut Guest) {
    let to_owner = [
        ("to", OWNER),
        ("channel", "email"),
        ("kind", "notification"),
        ("priority", "high"),
        ("text", "Between you and EXCON."),
    ];
    let planned: Vec<_> = to_owner.into_iter().chain([("at", "+3h")]).collect();
    let observe = [
        ("do", "observe"),
        ("org", OWNER),
        ("text", "they are nervous"),
        ("by", "Ann"),
    ];
    for (path, fields) in [
        ("/control/add", planned),
        ("/control/inject", vec![("do", "drop"), ("planned", "0")]),
        ("/say", vec![("do", "chat"), ("text", "did you see that?")]),
        (
            "/say",
            vec![("do", "chat"), ("text", "just you"), ("with", ECONOMY)],
        ),
        ("/evaluate/mark", observe.to_vec()),
        ("/control/link", vec![("role", "evaluator"), ("of", OWNER)]),
    ] {
        let answer = controller.send(server, path, &fields);
        assert!([200, 303].contains(&answer.status), "{path}: {answer:?}");
    }
}

#[test]
fn two_worlds_that_a_seat_cannot_tell_apart_look_the_same_to_it() {
    let dirs = [(); 2].map(|()| tempfile::tempdir().expect("a place to write"));
    let (plain, other) = std::thread::scope(|scope| {
        let other = scope.spawn(|| play(dirs[1].path(), true));
        (
            play(dirs[0].path(), false),
            other.join().expect("it is played"),
        )
    });
    assert_eq!(plain.len(), other.len());
    let mut bytes = 0;
    for ((stop, seat, a), (_, same, b)) in plain.iter().zip(&other) {
        assert_eq!(seat, same);
        for ((path, a), (_, b)) in a.iter().zip(b) {
            bytes += a.len();
            if a != b {
                let mut lines = a.lines().zip(b.lines());
                let differing = lines.find(|(a, b)| a != b);
                panic!("{seat} can tell at stop {stop} by {path}: {differing:#?}");
            }
        }
    }
    assert!(bytes > 1_000_000, "only {bytes} bytes were compared");
    // Something was to be seen: to most the last stop shows more than the first.
    let length = |told: &Told| told.2.iter().map(|(_, text)| text.len()).sum::<usize>();
    let grew = plain.iter().filter(|first| {
        let mut same = plain.iter().rev().filter(|last| last.1 == first.1);
        first.0 == LOOKED_AT[0] && same.next().is_some_and(|last| length(last) > length(first))
    });
    assert!(grew.count() > 30, "something happens");
}

/// What belongs to another seat answers as what is not there at all.
#[test]
#[allow(clippy::too_many_lines, reason = "one story")]
fn what_is_another_seats_is_not_there() {
    let dir = tempfile::tempdir().expect("a place to write");
    let server = Server::start(dir.path(), "first-drill");
    let mut controller = server.enter("controller");
    let (mut a, mut b) = (server.enter("be-cert"), server.enter("jp-cert"));
    let police = server.enter("be-police");
    let run = [("pace", "run"), ("speed", "60")];
    assert_eq!(controller.send(&server, "/control/pace", &run).status, 303);
    let unread = "value=\"open\"><input type=\"hidden\" name=\"message\" value=\"";
    let number = until("a message", || {
        between(&a.page(&server, "/seat").body, unread, "\"")
    });
    let slow = [("pace", "run"), ("speed", "0.1")];
    assert_eq!(controller.send(&server, "/control/pace", &slow).status, 303);
    let log = [
        ("do", "log_contact"),
        ("with", "jp-cert"),
        ("turned", "out"),
        ("means", "phone"),
        ("text", "a word between the two of us"),
        ("draft", "log"),
    ];
    assert_eq!(a.send(&server, "/seat/act", &log).status, 303);
    let draft = [("draft", "report"), ("text", "half a report")];
    assert_eq!(a.send(&server, "/seat/draft", &draft).status, 204);
    assert_eq!(a.page(&server, "/seat/draft?form=report").status, 200);
    assert!(
        b.page(&server, "/seat")
            .body
            .contains("between the two of us")
    );
    assert!(
        !police
            .page(&server, "/seat")
            .body
            .contains("between the two of us")
    );

    let mut police = police;
    for (what, theirs, nobodys) in [
        ("open", ("message", number.as_str()), ("message", "4000000")),
        (
            "close",
            ("message", number.as_str()),
            ("message", "4000000"),
        ),
        ("confirm_contact", ("contact", "0"), ("contact", "4000000")),
        ("deny_contact", ("contact", "0"), ("contact", "4000000")),
        ("analyse", ("artefact", "0"), ("artefact", "4000000")),
        ("suspend", ("finding", "0"), ("finding", "4000000")),
        ("seek_warrant", ("operation", "0"), ("operation", "4000000")),
    ] {
        let theirs = police.send(&server, "/seat/act", &[("do", what), theirs]);
        let nobodys = police.send(&server, "/seat/act", &[("do", what), nobodys]);
        let (a, b) = (main_of(&theirs.body), main_of(&nobodys.body));
        assert_eq!(
            (theirs.status, nobodys.status),
            (409, 409),
            "{what}: {}",
            theirs.body
        );
        assert_eq!(a, b, "{what}");
    }
    // A threat group is nobody that one writes to, and whether something known is true is not for
    // those to try who may not speak of it.
    for (what, theirs, nobodys) in [
        ("send", ("to", "paper-tiger"), ("to", "nobody-at-all")),
        (
            "log_contact",
            ("with", "paper-tiger"),
            ("with", "nobody-at-all"),
        ),
        ("attribute", ("finding", "0"), ("finding", "4000000")),
    ] {
        let theirs = police.send(&server, "/seat/act", &[("do", what), theirs]);
        let nobodys = police.send(&server, "/seat/act", &[("do", what), nobodys]);
        assert_eq!((theirs.status, nobodys.status), (409, 409), "{what}");
        assert_eq!(main_of(&theirs.body), main_of(&nobodys.body), "{what}");
    }
    for (theirs, nobodys) in [
        ("/seat/draft?form=report", "/seat/draft?form=write-77"),
        ("/seat/write?reply=1", "/seat/write?reply=4000000"),
    ] {
        let (a, b) = (police.page(&server, theirs), police.page(&server, nobodys));
        assert_eq!(
            (a.status, main_of(&a.body)),
            (b.status, main_of(&b.body)),
            "{theirs}"
        );
    }
    // The other side says that it was so.
    let yes = [("do", "confirm_contact"), ("contact", "0")];
    assert_eq!(b.send(&server, "/seat/act", &yes).status, 303);
}

#[test]
fn whoever_may_say_who_is_behind_something_learns_nothing_by_saying_it() {
    let dir = tempfile::tempdir().expect("a place to write");
    let serve = [
        "serve",
        "first-drill",
        "--set",
        "organisations.jp-cert.mandates=[Publish, Attribute]",
        "--seed",
        "7",
    ];
    let server = Server::start_with(dir.path(), &serve);
    let (mut controller, mut seat) = (server.enter("controller"), server.enter("jp-cert"));
    let human = [("seat", "jp-cert"), ("to", "human")];
    assert_eq!(
        controller.send(&server, "/control/seat", &human).status,
        303
    );
    let later = [("pace", "until"), ("until", "+30m")];
    assert_eq!(
        controller.send(&server, "/control/pace", &later).status,
        303
    );
    until("half an hour", || {
        let page = controller.page(&server, "/control").body;
        page.contains("T+00:30:00").then_some(())
    });
    let run = [("pace", "run"), ("speed", "1")];
    assert_eq!(controller.send(&server, "/control/pace", &run).status, 303);
    let before = "value=\"open\"><input type=\"hidden\" name=\"message\" value=\"";
    while let Some(n) = between(&seat.page(&server, "/seat").body, before, "\"") {
        let open = [("do", "open"), ("message", n.as_str())];
        assert_eq!(seat.send(&server, "/seat/act", &open).status, 303);
    }
    // The one thing that it knows is false, and is about no group at all.
    let page = seat.page(&server, "/seat").body;
    assert!(page.contains("The malware calls 198.51.100.20"), "{page}");
    let name = [("do", "attribute"), ("finding", "0")];
    let answer = seat.send(&server, "/seat/act", &name);
    assert_eq!(answer.status, 303, "{answer:?}");
    let public = server.enter("observer").page(&server, "/watch").body;
    assert!(
        public.contains("jp-cert says in public who is behind the incident"),
        "{public}"
    );
}

/// What a page says, without its frame.
fn main_of(page: &str) -> String {
    let main = between(page, "<main", "</main>").unwrap_or_default();
    plain(&main)
}
