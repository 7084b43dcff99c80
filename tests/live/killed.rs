//! A server that is killed at any moment goes on where it stood: nothing acknowledged is lost, and
//! nothing counts twice.

use crate::server::{Guest, Server, between};
use hotwash::engine::VERSION;
use hotwash::journal;
use std::time::Duration;

/// How often it is killed: more with HOTWASH_KILLS.
fn kills() -> u64 {
    let asked = std::env::var("HOTWASH_KILLS").ok();
    asked.and_then(|text| text.parse().ok()).unwrap_or(6)
}

/// Sends decision number `n`, under its own key.
fn decide(guest: &Guest, server: &Server, word: &str, n: u64) -> u16 {
    let decision = format!("decision number {n}.");
    let fields = [("do", "decide"), ("decision", decision.as_str())];
    let key = format!("key-number-{n}");
    let answer = guest.send_word(server, "/seat/act", (word, &key), &fields);
    answer.status
}

#[test]
fn what_was_acknowledged_is_there_after_a_kill() {
    let dir = tempfile::tempdir().expect("a place to write");
    let mut server = Server::start(dir.path(), "first-drill");
    let seat = server.enter("be-cert");
    let word = seat.word(&server);
    let (mut n, mut acknowledged) = (0, Vec::new());
    for round in 0..kills() {
        // After each start the controller has a new link, and the seat's cookie still holds.
        let mut controller = server.enter("controller");
        let run = [("pace", "run"), ("speed", "2")];
        assert_eq!(controller.send(&server, "/control/pace", &run).status, 303);
        let moment = Duration::from_millis(40 + round * 7_919 % 400);
        let done = std::thread::scope(|scope| {
            let busy = scope.spawn(|| {
                let mut done = Vec::new();
                loop {
                    n += 1;
                    if decide(&seat, &server, &word, n) != 303 {
                        return done;
                    }
                    done.push(n);
                }
            });
            std::thread::sleep(moment);
            server.strike();
            busy.join().expect("the seat plays until the end")
        });
        acknowledged.extend(done);
        server = Server::start(dir.path(), "first-drill");
        let page = seat.page(&server, "/seat");
        assert_eq!(page.status, 200, "{page:?}");
        let state = between(&page.body, "id=\"clock-state\">", "<");
        assert_eq!(
            state.as_deref(),
            Some("paused"),
            "it stands still after a restart"
        );
    }
    let mut controller = server.enter("controller");
    let journal = |controller: &Guest| controller.page(&server, "/evaluate/journal").body;
    let lines = |kept: &str, n: u64| {
        let line = format!("\"decision\":\"decision number {n}.\"");
        let inputs = kept
            .lines()
            .filter(|of| of.contains("\"input\"") && of.contains(&line));
        inputs.count()
    };
    let kept = journal(&controller);
    assert!(!acknowledged.is_empty());
    for one in &acknowledged {
        assert_eq!(lines(&kept, *one), 1, "decision {one} was acknowledged");
    }
    // Whoever did not hear sends again, with the same key; it counts once.
    let run = [("pace", "run"), ("speed", "1")];
    assert_eq!(controller.send(&server, "/control/pace", &run).status, 303);
    for again in 1..=n {
        assert_eq!(
            decide(&seat, &server, &word, again),
            303,
            "decision {again}"
        );
    }
    let kept = journal(&controller);
    journal::read(kept.as_bytes(), VERSION).expect("the journal is whole");
    for one in 1..=n {
        assert_eq!(lines(&kept, one), 1, "decision {one}");
    }
}
