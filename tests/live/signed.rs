//! What controllers do is on the record, under their name: how fast play runs, and what they do
//! with injects.

use crate::server::{Guest, Server, between, until};
use std::path::Path;

fn control(controller: &mut Guest, server: &Server, path: &str, fields: &[(&str, &str)]) {
    let answer = controller.send(server, path, fields);
    assert_eq!(answer.status, 303, "{path} {fields:?}: {answer:?}");
}

/// The facts of a kind, as the journal has them.
fn facts(guest: &Guest, server: &Server, kind: &str) -> Vec<serde_json::Value> {
    let journal = guest.page(server, "/evaluate/journal").body;
    let lines = journal
        .lines()
        .filter_map(|line| serde_json::from_str(line).ok());
    lines
        .filter(|line: &serde_json::Value| line["fact"] == kind)
        .collect()
}

fn clock(guest: &Guest, server: &Server) -> (String, String) {
    let page = guest.page(server, "/control").body;
    let read = |id: &str| between(&page, &format!("id=\"{id}\">"), "<").unwrap_or_default();
    (read("clock-at"), read("clock-state"))
}

#[test]
#[allow(clippy::too_many_lines, reason = "one story")]
fn what_controllers_do_is_recorded_under_the_name_that_they_signed_with() {
    let dir = tempfile::tempdir().expect("a place to write");
    let server = Server::start(dir.path(), "first-drill");
    let mut controller = server.enter_by(&server.links["controller"]);
    let name = "Ann \"M\" <b>";
    let mut ann = controller.clone();
    ann.sign(&server, name);
    let page = ann.page(&server, "/control").body;
    assert!(!page.contains(name) && page.contains("value=\"Ann &quot;M&quot; &lt;b&gt;\""));

    let run = [("pace", "run"), ("speed", "10")];
    control(&mut ann, &server, "/control/pace", &run);
    let early = [("inject", "I-05"), ("do", "release")];
    control(&mut ann, &server, "/control/inject", &early);
    // Whoever signs otherwise is called otherwise, and nobody who does not changes the script.
    control(
        &mut ann,
        &server,
        "/control/inject",
        &[("inject", "I-04"), ("do", "skip"), ("by", "Ben")],
    );
    let planned = [
        ("to", "be-cert"),
        ("channel", "email"),
        ("kind", "notification"),
        ("priority", "normal"),
        ("text", "later"),
        ("at", "+55m"),
    ];
    for (path, fields) in [
        ("/control/inject", &[("inject", "I-03"), ("do", "hold")][..]),
        ("/control/inject", &[("inject", "I-03"), ("do", "let_go")]),
        (
            "/control/inject",
            &[("inject", "I-03"), ("do", "edit"), ("at", "+50m")],
        ),
        (
            "/control/inject",
            &[("inject", "I-03"), ("do", "skip"), ("by", "  ")],
        ),
        ("/control/add", &planned),
        (
            "/control/inject",
            &[("planned", "0"), ("do", "edit"), ("at", "+56m")],
        ),
        ("/control/inject", &[("planned", "0"), ("do", "hold")]),
        ("/control/inject", &[("planned", "0"), ("do", "drop")]),
    ] {
        let answer = controller.send(&server, path, fields);
        assert_eq!(answer.status, 400, "{fields:?}: {answer:?}");
        let said = answer.body.contains("you have not said who you are");
        assert!(said && answer.body.contains("sign"), "{answer:?}");
        // The same with a name is done.
        let named = fields.iter().copied().filter(|(name, _)| *name != "by");
        let signed: Vec<_> = named.chain([("by", "Cem")]).collect();
        let done = controller.send(&server, path, &signed).status;
        assert_eq!(done, 303, "{fields:?}");
    }
    let mut seat = server.enter("be-cert");
    assert_eq!(seat.send(&server, "/no-duff", &[]).status, 303);

    let released = facts(&ann, &server, "inject_released");
    let by_hand = released
        .iter()
        .find(|one| one["inject"] == "I-05")
        .expect("it went out");
    assert_eq!(by_hand["controller"], name);
    assert!(
        by_hand["off"].as_i64().is_some_and(|off| off < 0),
        "{by_hand}"
    );
    assert_eq!(
        facts(&ann, &server, "inject_skipped")[0]["controller"],
        "Ben"
    );
    assert_eq!(
        facts(&ann, &server, "message_planned")[0]["controller"],
        "Cem"
    );
    let paces = facts(&ann, &server, "pace_set");
    assert_eq!(
        (&paces[0]["pacing"], &paces[0]["speed"]),
        (&"timed".into(), &10_000.into())
    );
    assert_eq!(paces[0]["controller"], name);
    let stop = paces[1]["controller"].as_str().expect("a name");
    assert!(paces[1]["pacing"] == "paused" && stop.starts_with("NO DUFF: CERT of Belgium"));
    // On time is nothing to tell, and nobody's doing.
    let on_time = released.iter().find(|one| one["inject"] != "I-05");
    assert!(on_time.is_none_or(|one| one.get("off").is_none() && one.get("controller").is_none()));
    // Whoever has no link signs nothing.
    let nobody = server.ask("POST", "/sign", &[], "by=x");
    assert_eq!(nobody.status, 403);
}

#[test]
fn play_goes_on_to_the_next_move() {
    let dir = tempfile::tempdir().expect("a place to write");
    let server = Server::start(dir.path(), "comms-check");
    let mut controller = server.enter("controller");
    // Before STARTEX nobody is led past it; from then on there is a way to the next.
    let leads_on = |controller: &Guest| {
        let page = controller.page(&server, "/control").body;
        page.contains("On to the next move")
    };
    assert!(!leads_on(&controller));
    let run = [("pace", "run"), ("speed", "1")];
    control(&mut controller, &server, "/control/pace", &run);
    assert!(leads_on(&controller));
    control(
        &mut controller,
        &server,
        "/control/pace",
        &[("pace", "move")],
    );
    until("the second move", || {
        let (at, state) = clock(&controller, &server);
        (at.starts_with("T+01:30:00") && state == "paused").then_some(())
    });
    let none = controller.send(&server, "/control/pace", &[("pace", "move")]);
    assert_eq!(none.status, 400, "there is no third: {none:?}");
    let dir = tempfile::tempdir().expect("a place to write");
    let other = Server::start(dir.path(), "first-drill");
    let page = other.enter("controller").page(&other, "/control").body;
    assert!(!page.contains("On to the next move"), "it has no moves");
}

/// Plays first-drill faster than people are, with nobody doing anything at be-cert; the ratings of
/// its tasks then, and what the controller's page says of targets.
fn faster(dir: &Path, scenario: &str) -> (String, String) {
    let serve = ["serve", scenario, "--seed", "7", "--keep", "kept.hotwash"];
    let server = Server::start_with(dir, &serve);
    let mut controller = server.enter("controller");
    let page = controller.page(&server, "/control").body;
    let human = [("seat", "be-cert"), ("to", "human")];
    control(&mut controller, &server, "/control/seat", &human);
    control(
        &mut controller,
        &server,
        "/control/pace",
        &[("pace", "run"), ("speed", "60")],
    );
    control(
        &mut controller,
        &server,
        "/control/pace",
        &[("pace", "end")],
    );
    until("ENDEX", || {
        (clock(&controller, &server).1 == "ENDEX").then_some(())
    });
    (
        controller.page(&server, "/evaluate?seat=be-cert").body,
        page,
    )
}

#[test]
fn people_are_held_to_targets_in_real_time_unless_the_scenario_says_otherwise() {
    let dir = tempfile::tempdir().expect("a place to write");
    let (ratings, said) = faster(dir.path(), "first-drill");
    assert!(ratings.contains("Not done; the limit of"), "{ratings}");
    assert!(said.contains("hold at any speed"), "{said}");

    let text = include_str!("../../scenarios/first-drill.ron");
    let usual = text.replace(", targets: AnySpeed", "");
    assert_ne!(usual, text, "the clock is where it was");
    let dir = tempfile::tempdir().expect("a place to write");
    std::fs::write(dir.path().join("usual.ron"), usual).expect("there is room");
    let (ratings, said) = faster(dir.path(), "usual.ron");
    assert!(
        ratings.contains("hold for people in real time: an evaluator judges it"),
        "{ratings}"
    );
    assert!(
        !ratings.contains("<td>U "),
        "nobody is blamed for a fast clock: {ratings}"
    );
    assert!(said.contains("hold for people at speed 1"), "{said}");
}
