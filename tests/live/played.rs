//! A drill as people play it: a link, a message, an answer, a report.

use crate::server::{Guest, Server, between, until};
use hotwash::engine::{Engine, VERSION};
use hotwash::journal;
use std::sync::Arc;

#[test]
#[allow(
    clippy::too_many_lines,
    reason = "one story from a link to the journal"
)]
fn people_take_a_seat_open_answer_and_are_scored() {
    let dir = tempfile::tempdir().expect("a place to write");
    let server = Server::start(dir.path(), "first-drill");
    let mut controller = server.enter("controller");
    let mut seat = server.enter("be-cert");
    let evaluator = server.enter("evaluator");

    // Before STARTEX it is said what is recorded, and nothing can be done.
    let page = seat.page(&server, "/seat").body;
    assert!(
        page.contains("has not begun") && page.contains("is recorded"),
        "{page}"
    );
    let early = seat.send(
        &server,
        "/seat/act",
        &[("do", "decide"), ("decision", "wait")],
    );
    assert!(
        early.status == 409 && early.body.contains("wait for STARTEX"),
        "{early:?}"
    );

    let started = [("pace", "run"), ("speed", "60"), ("by", "Ann")];
    assert_eq!(
        controller.send(&server, "/control/pace", &started).status,
        303
    );
    // A message comes, and lies there unread until it is opened: no playbook does that here.
    let number = until("a message", || {
        let page = seat.page(&server, "/seat").body;
        between(
            &page,
            "value=\"open\"><input type=\"hidden\" name=\"message\" value=\"",
            "\"",
        )
    });
    let open = [("do", "open"), ("message", number.as_str())];
    assert_eq!(seat.send(&server, "/seat/act", &open).status, 303);
    let read = [("do", "acknowledge"), ("message", number.as_str())];
    assert_eq!(seat.send(&server, "/seat/act", &read).status, 303);
    let again = seat.send(&server, "/seat/act", &open);
    assert!(
        again.status == 409 && again.body.contains("unread"),
        "{again:?}"
    );

    // Whoever wrote is whom a reply goes to, EXCON too.
    let reply = seat
        .page(&server, &format!("/seat/write?reply={number}"))
        .body;
    let to = between(&reply, "\" selected>", "<").expect("somebody is chosen");
    let from = between(&page_of(&seat, &server), "From ", " by ").expect("it came from somebody");
    assert_eq!(to, from, "{reply}");

    // What is written to somebody is theirs to read, and text is text.
    let script = "<script>alert(1)</script> & \"quotes\"";
    let write = [
        ("do", "send"),
        ("to", "jp-cert"),
        ("channel", "email"),
        ("kind", "information_request"),
        ("text", script),
        ("reply_to", ""),
    ];
    assert_eq!(seat.send(&server, "/seat/act", &write).status, 303);
    let page = seat.page(&server, "/seat").body;
    assert!(
        page.contains("&lt;script&gt;alert(1)") && !page.contains(script),
        "{page}"
    );
    let decided = [
        ("do", "decide"),
        ("decision", "tell the ministry"),
        ("reason", "sure"),
    ];
    assert_eq!(seat.send(&server, "/seat/act", &decided).status, 303);

    assert_eq!(
        controller
            .send(&server, "/control/pace", &[("pace", "pause")])
            .status,
        303
    );
    let paused = seat.send(&server, "/seat/act", &decided);
    assert!(
        paused.status == 409 && paused.body.contains("paused"),
        "{paused:?}"
    );
    let report = evaluator.page(&server, "/evaluate/report");
    assert!(
        report.status == 200 && report.body.contains("<h1"),
        "{}",
        report.head
    );

    // The journal plays again to the same bytes, and holds what people did.
    let kept = evaluator.page(&server, "/evaluate/journal").body;
    let recorded = journal::read(kept.as_bytes(), VERSION).expect("the journal is whole");
    let exercise = Arc::new(recorded.exercise);
    let seed = recorded.header.seed;
    let again = Engine::replay(Arc::clone(&exercise), seed, &recorded.entries);
    let again = again.expect("no limit is reached");
    let mut bytes = Vec::new();
    journal::write(&mut bytes, &exercise, seed, VERSION, again.entries()).expect("memory");
    assert!(bytes == kept.as_bytes(), "it plays again otherwise");
    for done in [
        "\"intent\":\"open\"",
        "tell the ministry",
        "\"intent\":\"switch_seat\"",
    ] {
        assert!(kept.contains(done), "{done}");
    }
}

fn page_of(seat: &Guest, server: &Server) -> String {
    seat.page(server, "/seat").body
}

#[test]
fn a_clock_that_changes_its_pace_and_goes_on_to_the_next_inject() {
    let dir = tempfile::tempdir().expect("a place to write");
    let server = Server::start(dir.path(), "first-drill");
    let mut controller = server.enter("controller");
    for bad in ["0", "0.01", "61", "-1", "NaN", "fast", "1e400"] {
        let answer = controller.send(&server, "/control/pace", &[("pace", "run"), ("speed", bad)]);
        assert_eq!(answer.status, 400, "speed {bad}");
    }
    let clock = |page: &str| between(page, "id=\"clock-at\">", "<").expect("there is a clock");
    let mut last = String::new();
    for _ in 0..3 {
        let answer = controller.send(&server, "/control/pace", &[("pace", "next")]);
        assert_eq!(answer.status, 303, "{answer:?}");
        let page = until("the next inject", || {
            let page = controller.page(&server, "/control").body;
            (page.contains("paused") && clock(&page) != last).then_some(page)
        });
        last = clock(&page);
    }
    assert!(last.starts_with("T+00:"), "{last}");
    // No Duff stops it for everybody, whoever calls it.
    let run = [("pace", "run"), ("speed", "1")];
    assert_eq!(controller.send(&server, "/control/pace", &run).status, 303);
    let mut observer = server.enter("observer");
    assert_eq!(observer.send(&server, "/no-duff", &[]).status, 303);
    let page = controller.page(&server, "/control").body;
    assert!(page.contains("NO DUFF: observer"), "{page}");
    assert_eq!(
        between(&page, "id=\"clock-state\">", "<").as_deref(),
        Some("paused")
    );
}
