//! What is limited: how slow somebody may be, how long a request, how many there may be at once,
//! and how often.

use crate::server::{Server, form};
use std::io::{Read as _, Write as _};
use std::net::TcpStream;
use std::time::{Duration, Instant};

/// Sends a part of a request, then a byte a second, until the server has had enough; says how long
/// that took and what it said.
fn dribble(server: &Server, start: &str) -> (Duration, String) {
    let mut stream = TcpStream::connect(&server.at).expect("it listens");
    let timeout = Some(Duration::from_secs(1));
    stream
        .set_read_timeout(timeout)
        .expect("a timeout can be set");
    let (begun, mut said) = (Instant::now(), Vec::new());
    stream.write_all(start.as_bytes()).expect("it is sent");
    while begun.elapsed() < Duration::from_secs(60) {
        let mut bytes = [0; 4096];
        match stream.read(&mut bytes) {
            Ok(0) => break,
            Ok(read) => said.extend_from_slice(&bytes[..read]),
            Err(error) if error.kind() == std::io::ErrorKind::WouldBlock => {
                if stream.write_all(b"x").is_err() {
                    break;
                }
            }
            Err(_) => break,
        }
    }
    (begun.elapsed(), String::from_utf8_lossy(&said).into_owned())
}

#[test]
fn whoever_is_slow_is_cut_off() {
    let dir = tempfile::tempdir().expect("a place to write");
    let server = Server::start(dir.path(), "first-drill");
    let seat = server.enter("be-cert");
    let (host, cookie) = (&server.at, &seat.cookie);
    let head = format!("GET /seat HTTP/1.1\r\nHost: {host}\r\nX-Slow: ");
    let body = format!(
        "POST /seat/act HTTP/1.1\r\nHost: {host}\r\nCookie: {cookie}\r\n\
         Content-Length: 900\r\n\r\nword="
    );
    std::thread::scope(|scope| {
        let slow = [
            ("a head", head.as_str(), 8, ""),
            ("silence", "", 8, ""),
            ("a body", body.as_str(), 13, "408"),
        ];
        for (what, start, least, says) in slow {
            let server = &server;
            scope.spawn(move || {
                let (took, said) = dribble(server, start);
                let fits = (least..55).contains(&took.as_secs());
                assert!(fits, "{what} was cut off after {took:?}: {said}");
                assert!(said.contains(says), "{what}: {said}");
            });
        }
        // Nobody waits for them: this is answered before any of them is cut off.
        let begun = Instant::now();
        assert_eq!(seat.page(&server, "/seat").status, 200);
        assert!(
            begun.elapsed() < Duration::from_secs(8),
            "{:?}",
            begun.elapsed()
        );
    });
}

#[test]
fn no_more_than_so_many_are_connected_at_once() {
    let dir = tempfile::tempdir().expect("a place to write");
    let server = Server::start_by(&[], dir.path(), "first-drill", &["--connections", "8"]);
    let seat = server.enter("be-cert");
    let ask = format!(
        "GET /live.js HTTP/1.1\r\nHost: {}\r\nCookie: {}\r\n\r\n",
        server.at, seat.cookie
    );
    // Nobody who takes part gives their place up.
    let connect = || {
        let mut stream = TcpStream::connect(&server.at).expect("it listens");
        stream.write_all(ask.as_bytes()).expect("it is sent");
        stream
    };
    // Whoever came in just now may not have left yet, so that a ninth has to be held for eight.
    let mut held: Vec<TcpStream> = (0..8).map(|_| connect()).collect();
    let full = crate::server::until("no room", || {
        held.push(connect());
        Some(seat.page(&server, "/seat")).filter(|page| page.status != 200)
    });
    assert_eq!(full.status, 503, "{full:?}");
    assert!(full.body.contains("Too many people"), "{full:?}");
    drop(held);
    let again = crate::server::until("room", || {
        Some(seat.page(&server, "/seat")).filter(|page| page.status == 200)
    });
    assert_eq!(again.status, 200);
}

#[test]
fn silence_keeps_nobody_out() {
    let dir = tempfile::tempdir().expect("a place to write");
    let server = Server::start_by(&[], dir.path(), "first-drill", &["--connections", "8"]);
    let seat = server.enter("be-cert");
    let (at, cookie) = (&server.at, &seat.cookie);
    let mut news = TcpStream::connect(at).expect("it listens");
    let ask = format!("GET /events HTTP/1.1\r\nHost: {at}\r\nCookie: {cookie}\r\n\r\n");
    news.write_all(ask.as_bytes()).expect("it is sent");
    let wait = Some(Duration::from_millis(200));
    news.set_read_timeout(wait).expect("a timeout can be set");
    let mut heard = [0; 1 << 16];
    assert!(news.read(&mut heard).expect("it is told") > 0);
    let mut silent = Vec::new();
    for _ in 0..6 {
        for _ in 0..8 {
            silent.push(TcpStream::connect(&server.at).expect("it listens"));
        }
        assert_eq!(seat.page(&server, "/seat").status, 200);
        let newcomer = server.enter("jp-cert");
        assert_eq!(newcomer.page(&server, "/seat").status, 200);
    }
    let ended = loop {
        match news.read(&mut heard) {
            Ok(0) => break None,
            Ok(_) => {}
            Err(why) => break Some(why.kind()),
        }
    };
    let open = Some(std::io::ErrorKind::WouldBlock);
    assert_eq!(ended, open, "who takes part was sent away");
}

#[test]
fn who_takes_nothing_of_what_is_sent_keeps_nobody_out() {
    let dir = tempfile::tempdir().expect("a place to write");
    let server = Server::start_by(&[], dir.path(), "first-drill", &["--connections", "8"]);
    let seat = server.enter("be-cert");
    let ask = format!("GET /live.js HTTP/1.1\r\nHost: {}\r\n\r\n", server.at).repeat(2_000);
    let greedy: Vec<TcpStream> = (0..12)
        .map(|_| {
            let mut stream = TcpStream::connect(&server.at).expect("it listens");
            let wait = Some(Duration::from_millis(200));
            stream
                .set_write_timeout(wait)
                .expect("a timeout can be set");
            // As much as fits on the way: nothing of the answers is read.
            let _ = stream.write_all(ask.as_bytes());
            stream
        })
        .collect();
    crate::server::until("room", || {
        Some(seat.page(&server, "/seat")).filter(|page| page.status == 200)
    });
    drop(greedy);
}

#[test]
fn what_is_too_long_is_refused_and_what_people_write_is_not() {
    let dir = tempfile::tempdir().expect("a place to write");
    let server = Server::start(dir.path(), "first-drill");
    let (mut controller, mut seat) = (server.enter("controller"), server.enter("be-cert"));
    let run = [("pace", "run"), ("speed", "1")];
    assert_eq!(controller.send(&server, "/control/pace", &run).status, 303);
    // As long as the page allows, of letters that are longest on their way.
    let longest = "\u{1F6A8}".repeat(20_000);
    let write = [
        ("do", "send"),
        ("to", "jp-cert"),
        ("channel", "email"),
        ("kind", "information_request"),
        ("text", longest.as_str()),
    ];
    let answer = seat.send(&server, "/seat/act", &write);
    assert_eq!(answer.status, 303, "{}", answer.body);
    let long = "x".repeat(300 << 10);
    let answer = seat.send(
        &server,
        "/seat/act",
        &[("do", "decide"), ("decision", &long)],
    );
    assert_eq!(answer.status, 413, "{answer:?}");
    let head = [("X-Long", &*"x".repeat(100 << 10))];
    assert_eq!(server.ask("GET", "/", &head, "").status, 431);
    let path = format!("/{}", "x".repeat(100 << 10));
    assert!([414, 431].contains(&server.ask("GET", &path, &[], "").status));
}

#[test]
fn nobody_sends_faster_than_people_do_and_nobody_pays_for_another() {
    let dir = tempfile::tempdir().expect("a place to write");
    let server = Server::start(dir.path(), "first-drill");
    let (mut controller, seat) = (server.enter("controller"), server.enter("be-cert"));
    let other = server.enter("be-cert");
    let run = [("pace", "run"), ("speed", "1")];
    assert_eq!(controller.send(&server, "/control/pace", &run).status, 303);
    let (word, others) = (seat.word(&server), other.word(&server));
    let mut refused = None;
    for n in 0..400 {
        let key = format!("key-number-{n}");
        let fields = [("do", "decide"), ("decision", "go on")];
        let answer = seat.send_word(&server, "/seat/act", (&word, &key), &fields);
        match answer.status {
            303 => {}
            429 => {
                refused = Some((n, key, answer));
                break;
            }
            status => panic!("{status}: {answer:?}"),
        }
    }
    let (n, key, answer) = refused.expect("four hundred at once are too many");
    assert!(n >= 40, "{n} is what people may send");
    assert!(answer.header("retry-after").is_some(), "{answer:?}");
    assert!(answer.body.contains("Wait a moment"), "{answer:?}");
    let fields = [("do", "decide"), ("decision", "go on")];
    let send = |guest: &crate::server::Guest, word: &str, key: &str| {
        guest
            .send_word(&server, "/seat/act", (word, key), &fields)
            .status
    };
    assert_eq!(
        send(&other, &others, "another-key"),
        303,
        "another's cookie"
    );
    assert_eq!(seat.page(&server, "/seat").status, 200, "whoever reads");
    std::thread::sleep(Duration::from_millis(200));
    assert_eq!(send(&seat, &word, &key), 303, "after a moment it is taken");
    // The same key once more counts once.
    std::thread::sleep(Duration::from_millis(200));
    assert_eq!(send(&seat, &word, &key), 303);
    let kept = controller.page(&server, "/evaluate/journal").body;
    let inputs = kept.lines().filter(|line| line.contains("\"input\""));
    let decided = inputs
        .filter(|line| line.contains("\"decision\":\"go on\""))
        .count();
    assert_eq!(decided, n + 2);
}

#[test]
fn links_that_open_nothing_are_not_tried_for_long_and_right_ones_open() {
    let dir = tempfile::tempdir().expect("a place to write");
    let server = Server::start(dir.path(), "first-drill");
    let wrong = |n: u32| format!("/enter/{n:064x}");
    let answers = (0..150).map(|n| server.ask("GET", &wrong(n), &[], "").status);
    let answers: Vec<u16> = answers.collect();
    let of = |status: u16| answers.iter().filter(|one| **one == status).count();
    assert!(of(404) >= 50 && of(429) > 0, "{answers:?}");
    assert_eq!(of(404) + of(429), 150, "{answers:?}");
    server.enter("be-cert");
}

#[test]
fn behind_a_proxy_changes_come_from_where_people_are() {
    let dir = tempfile::tempdir().expect("a place to write");
    let free = std::net::TcpListener::bind("127.0.0.1:0").and_then(|one| one.local_addr());
    let at = free.expect("a port is free").to_string();
    let more = [
        "--listen",
        &at,
        "--origin",
        "https://Drill.example.net:443/",
    ];
    let mut server = Server::start_by(&[], dir.path(), "first-drill", &more);
    let links = (server.scheme.as_str(), server.at.as_str());
    assert_eq!(
        links,
        ("https", "drill.example.net"),
        "links are how people reach it"
    );
    server.at.clone_from(&at);
    let door = format!("/enter/{}", server.links["be-cert"]);
    let cookie = server.ask("GET", &door, &[], "");
    let cookie = cookie.header("set-cookie").expect("a cookie is given");
    assert!(cookie.contains("; Secure"), "{cookie}");
    let seat = server.enter("be-cert");
    let word = seat.word(&server);
    let fields = [
        ("word", word.as_str()),
        ("key", "a-key-of-ours"),
        ("do", "decide"),
    ];
    let body = form(fields.iter().chain(&[("decision", "x")]));
    let itself = format!("https://{at}");
    for (origin, status) in [
        // 409: it comes in, and too early.
        ("https://drill.example.net", 409),
        ("http://drill.example.net", 403),
        ("https://drill.example.net:8443", 403),
        ("https://drill.example.net.evil.example", 403),
        (itself.as_str(), 403),
        ("null", 403),
    ] {
        let head = [("Cookie", seat.cookie.as_str()), ("Origin", origin)];
        let answer = server.ask("POST", "/seat/act", &head, &body);
        assert_eq!(answer.status, status, "{origin}: {answer:?}");
    }
}

#[test]
fn an_origin_that_is_none_is_refused() {
    let dir = tempfile::tempdir().expect("a place to write");
    for bad in [
        "drill.example.net",
        "ftp://drill.example.net",
        "https://",
        "https://drill.example.net/path",
        "https://user@drill.example.net",
    ] {
        let output = std::process::Command::new(env!("CARGO_BIN_EXE_hotwash"))
            .args([
                "serve",
                "first-drill",
                "--listen",
                "127.0.0.1:0",
                "--origin",
                bad,
            ])
            .current_dir(dir.path())
            .output()
            .expect("the command starts");
        let told = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(2), "{bad}: {told}");
        assert!(told.contains("https://drill.example.net"), "{bad}: {told}");
    }
}

#[test]
fn nobody_looks_or_comes_in_faster_than_people_do() {
    let dir = tempfile::tempdir().expect("a place to write");
    let server = Server::start(dir.path(), "first-drill");
    let (seat, other) = (server.enter("be-cert"), server.enter("be-cert"));
    let bot = crate::api::Bot::enter(&server, "jp-cert");
    let link = format!("/enter/{}", server.links["evaluator"]);
    let looks: [(&str, &(dyn Fn() -> crate::server::Answer + Sync), usize); 3] = [
        ("a page", &|| seat.page(&server, "/seat/drafts"), 500),
        ("a door", &|| bot.get("/api/clock"), 500),
        ("a link", &|| server.ask("GET", &link, &[], ""), 200),
    ];
    for (what, look, burst) in looks {
        let asked = std::sync::atomic::AtomicUsize::new(0);
        let refused = std::thread::scope(|scope| {
            let ask = || loop {
                let nth = asked.fetch_add(1, std::sync::atomic::Ordering::SeqCst);
                let answer = look();
                match answer.status {
                    200 if nth < 20_000 => {}
                    429 => return answer,
                    status => panic!("{what}: {status}: {answer:?}"),
                }
            };
            let asking = [(); 4].map(|()| scope.spawn(ask));
            asking.map(|one| one.join().expect("it is refused at last"))
        });
        assert!(asked.into_inner() > burst, "{what}: so many are people's");
        for answer in refused {
            assert!(answer.header("retry-after").is_some(), "{what}: {answer:?}");
        }
    }
    assert_eq!(
        other.page(&server, "/seat").status,
        200,
        "nobody pays for another"
    );
    std::thread::sleep(Duration::from_millis(500));
    assert_eq!(
        seat.page(&server, "/seat").status,
        200,
        "after a moment it is shown"
    );
    assert_eq!(server.ask("GET", &link, &[], "").status, 200);
}
