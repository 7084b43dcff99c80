//! Play stops: everybody is told why, and nobody has to guess what a stop means.

use crate::server::{Guest, Server, between, until};

fn state(guest: &Guest, server: &Server) -> String {
    let page = guest.page(server, "/watch").body;
    between(&page, "id=\"clock-state\">", "<").expect("there is a clock")
}

fn control(controller: &mut Guest, server: &Server, path: &str, fields: &[(&str, &str)]) {
    let answer = controller.send(server, path, fields);
    assert_eq!(answer.status, 303, "{path} {fields:?}: {answer:?}");
}

/// What EXCON said last to everybody.
fn said(guest: &Guest, server: &Server, path: &str) -> String {
    let page = guest.page(server, path).body;
    between(&page, "id=\"said-text\">", "<").expect("there is a place for it")
}

#[test]
fn no_duff_is_told_to_everybody_and_is_no_startex() {
    let dir = tempfile::tempdir().expect("a place to write");
    let server = Server::start(dir.path(), "first-drill");
    let mut controller = server.enter("controller");
    let (mut observer, seat) = (server.enter("observer"), server.enter("be-cert"));
    let told = [
        (server.enter("controller"), "/control"),
        (server.enter("evaluator"), "/evaluate"),
        (server.enter("local controller BE"), "/local"),
        (server.enter("jp-cert"), "/seat"),
        (seat, "/seat"),
        (server.enter("observer"), "/watch"),
    ];
    assert_eq!(observer.send(&server, "/no-duff", &[]).status, 303);
    assert_eq!(state(&observer, &server), "before STARTEX");
    for (guest, path) in &told {
        let said = said(guest, &server, path);
        assert!(
            said.starts_with("NO DUFF, called by observer."),
            "{path}: {said}"
        );
    }
    let page = controller.page(&server, "/control").body;
    assert!(
        page.contains(">STARTEX</summary>") && page.contains("Ready?"),
        "{page}"
    );
    // The same while play runs, and while it is paused already: all of it is on record.
    control(
        &mut controller,
        &server,
        "/control/pace",
        &[("pace", "run"), ("speed", "1")],
    );
    // Once EXCON has play go on, nobody is told to wait any more.
    assert_eq!(said(&observer, &server, "/watch"), "");
    let mut seat = server.enter("acme");
    for _ in 0..2 {
        assert_eq!(seat.send(&server, "/no-duff", &[]).status, 303);
        assert_eq!(state(&observer, &server), "paused");
    }
    assert!(said(&observer, &server, "/watch").starts_with("NO DUFF, called by Acme"));
    let journal = controller.page(&server, "/evaluate/journal").body;
    assert_eq!(
        journal.matches("\"controller\":\"NO DUFF: Acme").count(),
        2 * 2,
        "asked and done"
    );
}

#[test]
fn after_a_crash_everybody_is_told_that_play_stands_still() {
    let dir = tempfile::tempdir().expect("a place to write");
    let server = Server::start(dir.path(), "first-drill");
    let mut controller = server.enter("controller");
    control(
        &mut controller,
        &server,
        "/control/pace",
        &[("pace", "run"), ("speed", "60")],
    );
    until("play", || {
        (state(&controller, &server) == "running 60×").then_some(())
    });
    let seat = server.enter("be-cert");
    server.strike();
    drop(server);
    let server = Server::start(dir.path(), "first-drill");
    assert_eq!(state(&controller, &server), "paused");
    for (guest, path) in [(&controller, "/control"), (&seat, "/seat")] {
        let said = said(guest, &server, path);
        assert!(
            said.contains("the server has been started again"),
            "{path}: {said}"
        );
    }
    let page = controller.page(&server, "/control").body;
    assert!(
        page.contains("paused, the server, which was started again"),
        "{page}"
    );
    // Whoever stops it in peace has paused it, and hears nothing new.
    let before = page.matches("started again").count();
    server.end();
    let server = Server::start(dir.path(), "first-drill");
    let page = controller.page(&server, "/control").body;
    assert_eq!(page.matches("started again").count(), before);
}

#[test]
fn no_time_that_was_shown_is_lost_by_a_kill() {
    let dir = tempfile::tempdir().expect("a place to write");
    let mut server = Server::start(dir.path(), "first-drill");
    let mut controller = server.enter("controller");
    let shown = |server: &Server, guest: &Guest| {
        let page = guest.page(server, "/watch").body;
        between(&page, "id=\"clock-at\">", "<").expect("a clock")
    };
    for after in [410, 730, 290, 560] {
        let run = [("pace", "run"), ("speed", "60")];
        control(&mut controller, &server, "/control/pace", &run);
        let until = std::time::Instant::now() + std::time::Duration::from_millis(after);
        let mut last = shown(&server, &controller);
        while std::time::Instant::now() < until {
            last = shown(&server, &controller);
        }
        server.strike();
        server = Server::start(dir.path(), "first-drill");
        let now = shown(&server, &controller);
        assert!(now >= last, "{now} after {last} was shown");
    }
}

#[test]
fn what_was_due_when_the_server_fell_comes_at_its_moment_once() {
    let dir = tempfile::tempdir().expect("a place to write");
    let server = Server::start(dir.path(), "first-drill");
    let mut controller = server.enter("controller");
    control(
        &mut controller,
        &server,
        "/control/pace",
        &[("pace", "run"), ("speed", "60")],
    );
    until("the first minute", || {
        let page = controller.page(&server, "/watch").body;
        let at = between(&page, "id=\"clock-at\">", "<")?;
        (at.as_str() > "T+00:01:30").then_some(())
    });
    control(
        &mut controller,
        &server,
        "/control/pace",
        &[("pace", "pause")],
    );
    let at = |server: &Server| {
        let page = controller.page(server, "/watch").body;
        between(&page, "id=\"clock-at\">", "<").expect("a clock")
    };
    let stood = at(&server);
    // A pause stops everything, however long it takes, and through a crash.
    std::thread::sleep(std::time::Duration::from_secs(2));
    assert_eq!(at(&server), stood);
    server.strike();
    drop(server);
    let server = Server::start(dir.path(), "first-drill");
    assert_eq!(at(&server), stood);
    let mut controller = controller.clone();
    control(
        &mut controller,
        &server,
        "/control/pace",
        &[("pace", "end")],
    );
    until("ENDEX", || {
        (state(&controller, &server) == "ENDEX").then_some(())
    });
    let journal = controller.page(&server, "/evaluate/journal").body;
    let lines = journal
        .lines()
        .filter_map(|line| serde_json::from_str(line).ok());
    let released: Vec<serde_json::Value> = lines
        .filter(|line: &serde_json::Value| line["fact"] == "inject_released")
        .collect();
    for (inject, minute) in [("I-01", 1), ("I-02", 8), ("I-03", 12)] {
        let of = released.iter().filter(|line| line["inject"] == inject);
        let at: Vec<i64> = of.filter_map(|line| line["at"].as_i64()).collect();
        assert_eq!(at, [minute * 60_000], "{inject}");
    }
}

#[test]
fn on_to_the_next_inject_goes_by_what_excon_made_of_the_script() {
    let dir = tempfile::tempdir().expect("a place to write");
    let server = Server::start(dir.path(), "first-drill");
    let mut controller = server.enter("controller");
    let inject = "/control/inject";
    let moved = [("inject", "I-01"), ("do", "edit"), ("at", "+3m")];
    control(&mut controller, &server, inject, &moved);
    let next = [("pace", "next")];
    let mut stops = Vec::new();
    let mut go_on = |controller: &mut Guest, key: &str, moves: bool| {
        let answer = controller.send_as(&server, "/control/pace", key, &next);
        assert_eq!(answer.status, 303, "{answer:?}");
        let last = stops.last().cloned().unwrap_or_default();
        let stop = until("a stop", || {
            let page = controller.page(&server, "/control").body;
            let at = between(&page, "id=\"clock-at\">", "<")?;
            (page.contains(">paused<") && (!moves || at != last)).then_some(at)
        });
        stops.push(stop);
    };
    go_on(&mut controller, "first-time", true);
    // Pressed twice, it goes on once.
    go_on(&mut controller, "first-time", false);
    control(
        &mut controller,
        &server,
        inject,
        &[("inject", "I-02"), ("do", "skip")],
    );
    go_on(&mut controller, "second-time", true);
    go_on(&mut controller, "third-time", true);
    go_on(&mut controller, "fourth-time", true);
    let contingency = stops.pop().expect("it stopped");
    assert_eq!(
        stops,
        ["T+00:03:00", "T+00:03:00", "T+00:12:00", "T+00:30:00"]
    );
    assert_eq!(
        contingency, "T+00:40:00",
        "contingencies wait for the controller, too"
    );
    let none = [
        ("do", "observe"),
        ("by", "Eve"),
        ("text", "seen"),
        ("message", "999"),
    ];
    let refused = controller.send(&server, "/evaluate/mark", &none);
    assert!(
        refused.status == 409 && refused.body.contains("no such message"),
        "{refused:?}"
    );
}

#[test]
fn no_duff_is_heard_while_play_goes_as_fast_as_it_can() {
    let dir = tempfile::tempdir().expect("a place to write");
    // A desk with so much to do that it takes seconds to play the day.
    let busy = [
        "serve",
        "first-drill",
        "--set",
        "clock.endex=+100h",
        "--set",
        "organisations.acme.desk.background=PerHour(20000.0)",
    ];
    let server = Server::start_with(dir.path(), &busy);
    let (mut controller, mut observer) = (server.enter("controller"), server.enter("observer"));
    let end = [("pace", "end")];
    control(&mut controller, &server, "/control/pace", &end);
    assert_eq!(observer.send(&server, "/no-duff", &[]).status, 303);
    assert_eq!(state(&observer, &server), "paused");
    let page = controller.page(&server, "/control").body;
    let reached = between(&page, "id=\"clock-at\">", "<").expect("there is a clock");
    assert!(page.contains("NO DUFF: observer"), "{page}");
    assert_ne!(reached, "T+100:00:00", "it was not played to its end first");
}

#[test]
fn what_follows_on_what_people_do_is_an_inject_to_go_on_to() {
    let dir = tempfile::tempdir().expect("a place to write");
    let text = include_str!("../../scenarios/first-drill.ron");
    let follows = "    injects: [\n        (id: \"I-06\", title: \"It follows\", to: \"be-cert\", \
                   by: \"email\", kind: Notification, text: \"And then.\", \
                   after: (does: Acknowledged(Notification), who: \"be-cert\", wait: \"3m\")),";
    let text = text.replace("    injects: [", follows);
    std::fs::write(dir.path().join("follows.ron"), text).expect("there is room");
    let server = Server::start_with(dir.path(), &["serve", "follows.ron", "--seed", "5"]);
    let controller = server.enter("controller");
    let mut stops = Vec::new();
    for nth in 0..5 {
        let before = stops.last().cloned().unwrap_or_default();
        let next = [("pace", "next")];
        let key = format!("on-to-the-{nth}");
        let sent = controller.send_as(&server, "/control/pace", &key, &next);
        assert_eq!(sent.status, 303, "{sent:?}");
        stops.push(until("a stop", || {
            let page = controller.page(&server, "/control").body;
            let at = between(&page, "id=\"clock-at\">", "<")?;
            (page.contains(">paused<") && at != before).then_some(at)
        }));
        let page = controller.page(&server, "/control/inject?inject=I-06").body;
        if page.contains("<td>done ") || page.contains("<td>released ") {
            assert!(
                nth > 0 && page.contains(&format!("released {}", stops[nth])),
                "{page}"
            );
            return;
        }
    }
    panic!("it went by at {stops:?}");
}
