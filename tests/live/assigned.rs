//! Evaluators who are assigned to seats, what they trace their evidence to, and what comes of it.

use crate::server::{Guest, Server, between, until};
use std::path::Path;

fn send(server: &Server, who: &mut Guest, path: &str, fields: &[(&str, &str)]) {
    let answer = who.send(server, path, fields);
    assert_eq!(answer.status, 303, "{fields:?}: {}", answer.body);
}

/// A drill played to ENDEX.
fn played() -> (tempfile::TempDir, Server, Guest) {
    let dir = tempfile::tempdir().expect("a place to write");
    let server = Server::start(dir.path(), "first-drill");
    let mut controller = server.enter("controller");
    send(
        &server,
        &mut controller,
        "/control/pace",
        &[("pace", "end")],
    );
    until("ENDEX", || {
        let page = controller.page(&server, "/control").body;
        page.contains(">ENDEX<").then_some(())
    });
    (dir, server, controller)
}

/// Comes in by a link that was just given out.
fn by_link(server: &Server, shown: &str) -> Guest {
    let token = between(shown, "&#x2f;enter&#x2f;", "<").expect("a link is shown");
    server.enter_by(token.trim())
}

#[test]
fn an_evaluator_looks_at_the_seats_that_are_theirs_unless_they_ask_for_others() {
    let (_dir, server, mut controller) = played();
    for of in ["nobody", "acme,nobody"] {
        let link = [("who", "evaluator:"), ("of", of)];
        let answer = controller.send(&server, "/control/link", &link);
        assert_eq!(answer.status, 404, "{of}");
    }
    let link = [("who", "controller:"), ("of", "acme")];
    let answer = controller.send(&server, "/control/link", &link);
    assert_eq!(answer.status, 404, "nobody else is assigned to seats");
    let link = [("who", "evaluator:"), ("of", "be-cert"), ("of", "acme")];
    let answer = controller.send(&server, "/control/link", &link);
    let assigned = by_link(&server, &answer.body);
    let seats = |guest: &Guest, path: &str| {
        let page = guest.page(&server, path).body;
        let tasks = between(&page, "<h2 id=\"tasks\">", "<h2 id=\"told\">").expect("tasks");
        ["CERT of Belgium", "Sakura Hosting"].map(|seat| tasks.contains(seat))
    };
    for (path, shown) in [
        ("/evaluate", [true, false]),
        ("/evaluate?seat=all", [true, true]),
        ("/evaluate?seat=sakura-host", [false, true]),
    ] {
        assert_eq!(seats(&assigned, path), shown, "{path}");
    }
    let page = assigned.page(&server, "/evaluate").body;
    assert!(
        page.contains("seats that are yours: Acme Logistics, CERT of Belgium"),
        "{page}"
    );
    // Whoever came in by the link for all keeps it, and sees all.
    let all = server.enter("evaluator");
    assert_eq!(seats(&all, "/evaluate"), [true, true]);
    let told = controller.page(&server, "/control").body;
    assert!(
        told.contains("a new link: evaluator of acme, be-cert"),
        "{told}"
    );
    assert_eq!(assigned.page(&server, "/control").status, 404);
}

#[test]
fn evidence_leads_to_the_messages_behind_it_and_notes_to_theirs() {
    let (_dir, server, mut controller) = played();
    let page = controller.page(&server, "/evaluate").body;
    let links: Vec<&str> = page.split("href=\"/evaluate/report#").skip(1).collect();
    assert!(!links.is_empty(), "tasks have evidence: {page}");
    let report = controller.page(&server, "/evaluate/report").body;
    for link in links {
        let anchor = link.split('"').next().expect("it ends");
        assert!(
            report.contains(&format!("id=\"{anchor}\"")),
            "{anchor} is in the report"
        );
    }
    let seen = controller.page(&server, "/evaluate/seat?seat=be-cert").body;
    let note = between(&seen, "/evaluate?message=", "#mark").expect("messages can be noted on");
    let page = controller
        .page(&server, &format!("/evaluate?message={note}"))
        .body;
    assert!(page.contains(&format!("value=\"{note}\"")), "{page}");
    let observe = [
        ("do", "observe"),
        ("message", note.as_str()),
        ("text", "said in one call"),
        ("by", "Ann"),
    ];
    send(&server, &mut controller, "/evaluate/mark", &observe);
    // A local controller sees the seat, and notes nothing of it.
    let local = server.enter("local controller BE");
    let seen = local.page(&server, "/evaluate/seat?seat=be-cert").body;
    assert!(!seen.contains("/evaluate?message="), "{seen}");
}

#[test]
fn a_corrective_action_has_a_day_and_a_change_that_can_be_made() {
    let (_dir, server, mut controller) = played();
    let correct = |due: &'static str, change: &'static str| {
        [
            ("do", "correct"),
            ("by", "Ann"),
            ("title", "More hands at night"),
            ("owner", "Ben"),
            ("due", due),
            ("change", change),
        ]
    };
    for (due, change, why) in [
        ("in spring", "", "no day"),
        ("2027-02-30", "", "no day"),
        ("", "", "no day"),
        ("2027-03-31", "hire somebody", "no change"),
        ("2027-03-31", "=8", "no change"),
        ("2027-03-31", "analysts=8", "does not fit"),
        ("2027-03-31", "a..b=8", "does not fit"),
        ("2027-03-31", "organisations.acme.desk.hands=8", "hands"),
        (
            "2027-03-31",
            "organisations.acmee.desk.analysts=8",
            "did you mean `acme`?",
        ),
        (
            "2027-03-31",
            "organisations.acme.desk.analysts=many",
            "does not fit",
        ),
        ("2027-03-31", "improvements.more.due=soon", "part of"),
        (
            "2027-03-31",
            "organisations.acme.desk.analysts=",
            "no change",
        ),
    ] {
        let answer = controller.send(&server, "/evaluate/mark", &correct(due, change));
        assert_eq!(answer.status, 400, "{due} {change}");
        assert!(answer.body.contains(why), "{due} {change}: {}", answer.body);
    }
    let change = "organisations.acme.desk.analysts=8";
    send(
        &server,
        &mut controller,
        "/evaluate/mark",
        &correct("2027-03-31", change),
    );
    let page = controller.page(&server, "/evaluate/after").body;
    assert!(
        page.contains("2027-03-31") && page.contains("analysts"),
        "{page}"
    );
}

#[test]
fn a_corrective_action_is_taken_back_by_name_and_both_stay_on_the_record() {
    let (_dir, server, _) = played();
    let mut evaluator = server.enter("evaluator");
    let correct = |title: &'static str, by: &'static str| {
        [
            ("do", "correct"),
            ("title", title),
            ("owner", "Ben"),
            ("due", "2027-03-31"),
            ("by", by),
        ]
    };
    let nameless = evaluator.send(&server, "/evaluate/mark", &correct("More hands", ""));
    assert_eq!(nameless.status, 400);
    assert!(nameless.body.contains("who you are"), "{}", nameless.body);
    for (title, by) in [("More hands", "Ann Marker"), ("A list of numbers", "Bo")] {
        send(
            &server,
            &mut evaluator,
            "/evaluate/mark",
            &correct(title, by),
        );
    }
    let strike = |by: &'static str| [("do", "strike"), ("correction", "1"), ("by", by)];
    let nameless = evaluator.send(&server, "/evaluate/mark", &strike(" "));
    assert_eq!(nameless.status, 400, "{}", nameless.body);
    let striker = strike("Eve Striker");
    send(&server, &mut evaluator, "/evaluate/mark", &striker);
    let again = evaluator.send(&server, "/evaluate/mark", &striker);
    assert_eq!(again.status, 409);
    assert!(again.body.contains("taken back before"), "{}", again.body);
    let page = evaluator.page(&server, "/evaluate/after").body;
    assert!(page.contains("<del>More hands</del>"), "{page}");
    assert!(page.contains("taken back by Eve Striker"), "{page}");
    let choice = between(&page, "<select name=\"correction\"", "</select>").expect("a choice");
    assert!(
        choice.contains("A list of numbers") && !choice.contains("More hands"),
        "{choice}"
    );
    let report = |query: &str| {
        let path = format!("/evaluate/report?{query}");
        evaluator.page(&server, &path).body
    };
    for format in ["format=md", "format=text", "edition=excon"] {
        let text = report(format);
        let heading = "orrective actions taken back";
        let at = text.to_lowercase().find(heading).expect("a heading");
        let (open, struck) = text.split_at(at);
        assert!(open.contains("A list of numbers") && open.contains("Bo"));
        assert!(!open.contains("More hands"), "{format}: {open}");
        assert!(struck.contains("More hands"), "{format}: {struck}");
        let words = struck.split_whitespace().collect::<Vec<_>>().join(" ");
        let became = "written down by Ann Marker, taken back by Eve Striker";
        assert!(words.contains(became), "{format}: {words}");
    }
    for edition in ["edition=team:be-cert", "edition=public"] {
        let text = report(edition);
        for name in ["Ann Marker", "Eve Striker", "More hands"] {
            assert!(!text.contains(name), "{edition} tells of {name}");
        }
    }
    let journal = evaluator.page(&server, "/evaluate/journal").body;
    for kept in [
        "\"evaluator\":\"Ann Marker\"",
        "\"evaluator\":\"Eve Striker\"",
    ] {
        assert!(journal.contains(kept), "{kept}");
    }
}

#[test]
fn a_change_is_tried_on_the_scenario_as_it_was_served_also_when_that_is_gone() {
    let dir = tempfile::tempdir().expect("a place to write");
    let from = Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios/first-drill.ron");
    let text = std::fs::read_to_string(from).expect("it is text");
    let text = text.replacen("(id: \"be-police\"", "(id: \"be-unit\"", 1);
    let text = text.replace("\"be-police\"", "\"be-unit\"");
    let file = dir.path().join("own.ron");
    std::fs::write(&file, text).expect("it can be written");
    let set = ["--set", "organisations.acme.desk.analysts=3"];
    drop(Server::start_by(&[], dir.path(), "own.ron", &set));
    std::fs::remove_file(&file).expect("it was there");
    let tried = |server: &Server, change: &str| {
        let mut controller = server.enter("controller");
        send(server, &mut controller, "/control/pace", &[("pace", "end")]);
        until("ENDEX", || {
            let page = controller.page(server, "/control").body;
            page.contains(">ENDEX<").then_some(())
        });
        let correct = [
            ("do", "correct"),
            ("title", "More hands at night"),
            ("owner", "Ben"),
            ("due", "2027-03-31"),
            ("change", change),
        ];
        controller.send(server, "/evaluate/mark", &correct)
    };
    let server = Server::start_with(dir.path(), &["serve", "--keep", "kept.hotwash"]);
    let good = tried(&server, "organisations.be-unit.desk.analysts=8");
    assert_eq!(good.status, 303, "{}", good.body);
    let bad = tried(&server, "organisations.be-police.desk.analysts=8");
    assert_eq!(bad.status, 400, "{}", bad.body);
    assert!(bad.body.contains("there are"), "{}", bad.body);
    drop(server);
    // What was begun before texts were kept, and is not bundled.
    let kept = rusqlite::Connection::open(dir.path().join("kept.hotwash")).expect("it opens");
    let gone = kept.execute("DELETE FROM about WHERE name = 'scenario'", []);
    assert_eq!(gone.expect("it can be changed"), 1);
    drop(kept);
    let server = Server::start_with(dir.path(), &["serve", "--keep", "kept.hotwash"]);
    let untried = tried(&server, "organisations.be-unit.desk.analysts=9");
    assert_eq!(untried.status, 400, "{}", untried.body);
    assert!(
        untried.body.contains("with its scenario named"),
        "{}",
        untried.body
    );
}
