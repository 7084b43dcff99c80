//! A disk on which nothing more can be kept: play stands still, everybody is told, nothing is lost,
//! and play goes on when there is room. A database that somebody else holds is not touched.

use crate::server::{Guest, Server, between, until};
use hotwash::engine::VERSION;
use hotwash::journal;
use std::path::Path;
use std::process::{Command, Output};
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, Instant};

/// A server whose files can be kept from growing. It does not end when they cannot.
pub fn start(dir: &Path) -> Server {
    let shell = ["bash", "-c", "trap '' XFSZ; exec \"$@\"", "bash"];
    Server::start_by(&shell, dir, "first-drill", &[])
}

/// Files of the server have at most so many bytes from now on.
pub fn room(server: &Server, bytes: &str) {
    let limit = format!("--fsize={bytes}:unlimited");
    let mut command = Command::new("prlimit");
    let set = command.args(["--pid", &server.pid(), &limit]).status();
    assert!(set.expect("there is a prlimit").success());
}

/// Sends decision number `n` under its own key, with a word that was on a page before.
fn decide(seat: &Guest, server: &Server, word: &str, n: u32) -> u16 {
    let (key, decision) = (format!("key-number-{n}"), format!("decision number {n}."));
    let fields = [("do", "decide"), ("decision", decision.as_str())];
    let answer = seat.send_word(server, "/seat/act", (word, &key), &fields);
    answer.status
}

fn run(controller: &Guest, server: &Server, word: &str) -> u16 {
    let fields = [("pace", "run"), ("speed", "2")];
    static SENT: AtomicU32 = AtomicU32::new(0);
    let key = format!("pace number {}", SENT.fetch_add(1, Ordering::Relaxed));
    let answer = controller.send_word(server, "/control/pace", (word, &key), &fields);
    answer.status
}

/// How often each decision stands in the journal, which must be whole.
fn inputs(controller: &Guest, server: &Server) -> Vec<u32> {
    let kept = controller.page(server, "/evaluate/journal").body;
    journal::read(kept.as_bytes(), VERSION).expect("the journal is whole");
    let inputs = kept.lines().filter(|line| line.contains("\"input\""));
    let numbers = inputs.filter_map(|line| between(line, "\"decision number ", ".\""));
    let mut all: Vec<u32> = numbers.filter_map(|n| n.parse().ok()).collect();
    all.sort_unstable();
    all
}

#[test]
fn while_nothing_can_be_kept_that_is_what_everybody_is_told() {
    let dir = tempfile::tempdir().expect("a place to write");
    let server = start(dir.path());
    let controller = server.enter("controller");
    let seat = server.enter("be-cert");
    let word = controller.word(&server);
    room(&server, "4096");
    assert_eq!(run(&controller, &server, &word), 503);
    for (who, path) in [
        (&controller, "/control"),
        (&seat, "/seat"),
        (&seat, "/watch"),
    ] {
        let page = who.page(&server, path);
        assert_eq!(page.status, 503, "{path}: {page:?}");
        assert!(
            page.body.contains("nothing can be kept"),
            "{path}: {page:?}"
        );
        assert!(!page.body.contains("closed"), "{path}: {page:?}");
    }
}

#[test]
fn a_full_disk_pauses_play_and_it_goes_on_when_there_is_room() {
    let dir = tempfile::tempdir().expect("a place to write");
    let server = start(dir.path());
    let (controller, seat) = (server.enter("controller"), server.enter("be-cert"));
    let observer = server.enter("observer");
    let (by, word) = (controller.word(&server), seat.word(&server));
    assert_eq!(run(&controller, &server, &by), 303);
    for n in 1..=3 {
        assert_eq!(decide(&seat, &server, &word, n), 303);
    }
    room(&server, "4096");
    // Nobody has done anything: the next tick finds that it cannot be kept, and every page hears.
    let told = until("the trouble", || {
        let told = controller.news(&server);
        told.contains("nothing can be kept").then_some(told)
    });
    assert!(told.contains("\"state\":\"paused\""), "{told}");
    for who in [&seat, &observer] {
        let heard = who.news(&server);
        assert!(heard.contains("nothing can be kept"), "{heard}");
    }
    let clock = |told: &str| between(told, "\"ms\":", ",").expect("there is a clock");
    // Nothing is taken: no action, no change of pace, nobody new.
    assert_eq!(decide(&seat, &server, &word, 4), 503);
    assert_eq!(run(&controller, &server, &by), 503);
    let door = format!("/enter/{}", server.links["jp-cert"]);
    assert_eq!(server.ask("GET", &door, &[], "").status, 503);
    std::thread::sleep(Duration::from_millis(1500));
    assert_eq!(
        clock(&controller.news(&server)),
        clock(&told),
        "time stands still"
    );

    room(&server, "unlimited");
    let page = until("room", || {
        let page = controller.page(&server, "/control");
        (page.status == 200).then_some(page.body)
    });
    assert!(page.contains("because nothing can be kept"), "{page}");
    assert_eq!(
        between(&page, "id=\"clock-state\">", "<").as_deref(),
        Some("paused")
    );
    assert!(between(&page, "id=\"trouble\"", ">").is_some_and(|is| is.contains("hidden")));
    assert_eq!(inputs(&controller, &server), [1, 2, 3], "nothing is lost");
    assert_eq!(run(&controller, &server, &by), 303);
    for n in [4, 3, 5] {
        assert_eq!(decide(&seat, &server, &word, n), 303, "decision {n}");
    }
    assert_eq!(server.ask("GET", &door, &[], "").status, 200);
    assert_eq!(inputs(&controller, &server), [1, 2, 3, 4, 5]);
}

#[test]
fn a_kill_while_nothing_can_be_kept_loses_nothing_that_was_acknowledged() {
    let dir = tempfile::tempdir().expect("a place to write");
    let server = start(dir.path());
    let (controller, seat) = (server.enter("controller"), server.enter("be-cert"));
    let (by, word) = (controller.word(&server), seat.word(&server));
    assert_eq!(run(&controller, &server, &by), 303);
    for n in 1..=3 {
        assert_eq!(decide(&seat, &server, &word, n), 303);
    }
    room(&server, "4096");
    assert_eq!(decide(&seat, &server, &word, 4), 503);
    server.strike();
    drop(server);
    let server = Server::start(dir.path(), "first-drill");
    let controller = server.enter("controller");
    assert_eq!(inputs(&controller, &server), [1, 2, 3]);
    assert_eq!(run(&controller, &server, &controller.word(&server)), 303);
    assert_eq!(decide(&seat, &server, &word, 4), 303);
    assert_eq!(inputs(&controller, &server), [1, 2, 3, 4]);
}

/// Serves what is kept once more; it must end by itself, and soon.
fn second(dir: &Path) -> Output {
    let begun = Instant::now();
    let mut command = Command::new("timeout");
    command.arg("20").arg(env!("CARGO_BIN_EXE_hotwash"));
    command.args(["serve", "first-drill", "--keep", "kept.hotwash"]);
    command.args(["--listen", "127.0.0.1:0"]).current_dir(dir);
    let output = command.output().expect("the command starts");
    assert!(
        begun.elapsed() < Duration::from_secs(5),
        "it hangs: {output:?}"
    );
    output
}

#[test]
fn a_database_that_somebody_holds_is_refused_at_once() {
    let dir = tempfile::tempdir().expect("a place to write");
    let server = Server::start(dir.path(), "first-drill");
    let refused = |why: &str| {
        let output = second(dir.path());
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(3), "{why}: {said}");
        assert!(
            said.contains("kept.hotwash is held by another program") && said.contains("help:"),
            "{why}: {said}"
        );
    };
    refused("a server is at work on it");
    let controller = server.enter("controller");
    assert_eq!(run(&controller, &server, &controller.word(&server)), 303);
    drop(server);
    let other = rusqlite::Connection::open(dir.path().join("kept.hotwash")).expect("it opens");
    other
        .execute_batch("BEGIN IMMEDIATE; SELECT * FROM about;")
        .expect("it is read");
    refused("somebody else writes to it");
    other
        .execute_batch("ROLLBACK; BEGIN; SELECT * FROM about;")
        .expect("it is read");
    refused("somebody else reads it");
    drop(other);
    drop(Server::start(dir.path(), "first-drill"));
}
