//! What people tell each other in their own words counts once an evaluator has confirmed it.

use crate::api::Bot;
use crate::server::{Guest, Server, between, until};
use hotwash::engine::{Engine, VERSION};
use hotwash::fact::Fact;
use hotwash::journal;
use serde_json::json;
use std::sync::Arc;

fn control(controller: &mut Guest, server: &Server, path: &str, fields: &[(&str, &str)]) {
    let answer = controller.send(server, path, fields);
    assert_eq!(answer.status, 303, "{path} {fields:?}: {answer:?}");
}

/// Opens whatever lies unread until a seat's page says something.
fn reads_until(seat: &mut Guest, server: &Server, says: &str) {
    until(says, || {
        let page = seat.page(server, "/seat").body;
        let before = "value=\"open\"><input type=\"hidden\" name=\"message\" value=\"";
        if let Some(number) = between(&page, before, "\"") {
            seat.send(server, "/seat/act", &[("do", "open"), ("message", &number)]);
        }
        page.contains(says).then_some(())
    });
}

/// Writes to somebody in words alone.
fn writes(seat: &mut Guest, server: &Server, to: &str, text: &str) {
    let fields = [
        ("do", "send"),
        ("to", to),
        ("channel", "email"),
        ("kind", "notification"),
        ("text", text),
    ];
    let answer = seat.send(server, "/seat/act", &fields);
    assert_eq!(answer.status, 303, "{answer:?}");
}

/// The part of the evaluator's page on what waits to be confirmed.
fn waits(evaluator: &Guest, server: &Server) -> String {
    let page = evaluator.page(server, "/evaluate").body;
    between(&page, "<h2 id=\"told\">", "<h2 id=\"observations\">").expect("it is there")
}

#[test]
#[allow(clippy::too_many_lines, reason = "one story")]
fn what_is_told_in_words_counts_once_an_evaluator_confirms_it() {
    let dir = tempfile::tempdir().expect("a place to write");
    let server = Server::start(dir.path(), "first-drill");
    let (mut controller, mut evaluator) = (server.enter("controller"), server.enter("evaluator"));
    let (mut a, mut b) = (server.enter("be-cert"), server.enter("jp-cert"));
    for seat in ["be-cert", "jp-cert"] {
        let human = [("seat", seat), ("to", "human")];
        control(&mut controller, &server, "/control/seat", &human);
    }
    let run = |speed| [("pace", "run"), ("speed", speed)];
    control(&mut controller, &server, "/control/pace", &run("1"));
    // What it learns only afterwards it has not told.
    writes(&mut a, &server, "jp-cert", "Is Acme Logistics well?");
    control(&mut controller, &server, "/control/pace", &run("60"));
    reads_until(&mut a, &server, "runs the loader");
    control(&mut controller, &server, "/control/pace", &run("1"));
    // Twice what it knows, once what it does not know, once nothing.
    writes(
        &mut a,
        &server,
        "jp-cert",
        "Acme   Logistics was hit. Look after it.",
    );
    writes(&mut a, &server, "sakura-host", "We hear of Acme Logistics.");
    writes(&mut a, &server, "sakura-host", "What of 203.0.113[.]7?");
    writes(&mut a, &server, "sakura-host", "Who of you is awake?");
    let found = waits(&evaluator, &server);
    assert_eq!(found.matches("class=\"item\"").count(), 2, "{found}");
    assert!(found.contains("Look after it"), "{found}");
    let numbers: Vec<String> = (found.split("name=\"message\" value=\"").skip(1))
        .filter_map(|part| part.split('"').next())
        .map(str::to_owned)
        .collect();
    let finding = between(&found, "name=\"finding\" value=\"", "\"").expect("a finding");
    control(&mut controller, &server, "/control/pace", &run("60"));
    reads_until(&mut b, &server, "Look after it");
    until("some minutes later", || {
        let clock = between(&controller.news(&server), "\"ms\":", ",")?;
        (clock.parse::<i64>().ok()? > 30 * 60_000).then_some(())
    });
    assert!(!b.page(&server, "/seat").body.contains("runs the loader"));
    let settle = |guest: &mut Guest, number: &str, what: &str, by: &str| {
        let fields = [
            ("message", number),
            ("finding", finding.as_str()),
            ("do", what),
            ("by", by),
        ];
        guest.send(&server, "/evaluate/mention", &fields).status
    };
    // Nobody but who judges; nothing that is not there; and nothing twice.
    assert_eq!(settle(&mut a, &numbers[0], "full", "Ann"), 404);
    assert_eq!(settle(&mut evaluator, "9999", "full", "Ann"), 409);
    let first: u32 = numbers[0].parse().expect("a number");
    for earlier in (0..first).map(|number| number.to_string()) {
        assert_eq!(settle(&mut evaluator, &earlier, "full", "Ann"), 409);
    }
    assert_eq!(settle(&mut evaluator, &numbers[0], "perhaps", "Ann"), 404);
    // Who says so is on the record.
    for what in ["full", "part", "not"] {
        assert_eq!(settle(&mut evaluator, &numbers[0], what, " "), 400);
    }
    assert_eq!(settle(&mut evaluator, &numbers[0], "full", "Ann"), 303);
    assert_eq!(settle(&mut evaluator, &numbers[0], "full", "Ben"), 409);
    assert_eq!(settle(&mut evaluator, &numbers[1], "not", "Ann"), 303);
    let left = waits(&evaluator, &server);
    assert!(left.contains("Nothing waits for you"), "{left}");
    assert!(b.page(&server, "/seat").body.contains("runs the loader"));
    // It counts since the message was opened, in a journal that plays and scores again.
    let kept = controller.page(&server, "/evaluate/journal").body;
    let recorded = journal::read(kept.as_bytes(), VERSION).expect("it reads");
    let (exercise, entries) = (Arc::new(recorded.exercise), recorded.entries);
    let seed = recorded.header.seed;
    let again = Engine::replay(Arc::clone(&exercise), seed, &entries);
    assert_eq!(again.expect("it plays").entries(), &*entries);
    let told = entries.iter().find_map(|entry| match entry.fact() {
        Some(Fact::MentionConfirmed(f)) => Some((f, entry.seq)),
        _ => None,
    });
    let (told, seq) = told.expect("it is recorded");
    assert_eq!(
        (told.message.0.to_string(), &*told.evaluator),
        (numbers[0].clone(), "Ann")
    );
    let learnt = entries
        .iter()
        .find(|entry| entry.causes.last() == Some(seq));
    let learnt = learnt.and_then(|entry| entry.fact());
    assert!(
        matches!(learnt, Some(Fact::ClaimLearnt(f)) if f.org == told.to && f.claim == told.claim),
        "{learnt:?}"
    );
    // Who confirmed it stands where marks stand, for whoever judges and nobody else.
    for path in ["/evaluate", "/evaluate/report?format=md"] {
        let page = evaluator.page(&server, path).body;
        assert!(page.contains("as Ann confirms"), "{path}: {page}");
    }
    let card = evaluator.page(&server, "/evaluate/report?format=json").body;
    let card: serde_json::Value = serde_json::from_str(&card).expect("it is JSON");
    assert_eq!(card["observations"][0]["by"], "Ann", "{card}");
    for path in [
        "edition=team:be-cert",
        "edition=team:jp-cert",
        "edition=public",
    ] {
        let page = evaluator.page(&server, &format!("/evaluate/report?{path}"));
        assert!(!page.body.contains("Ann"), "{path}");
    }
    assert!(!a.page(&server, "/seat").body.contains("Ann"));
}

#[test]
fn whoever_controls_sees_what_is_expected_of_whom_and_who_judges_a_picture() {
    let dir = tempfile::tempdir().expect("a place to write");
    let server = Server::start(dir.path(), "first-drill");
    let (mut controller, evaluator) = (server.enter("controller"), server.enter("evaluator"));
    let seat = server.enter("be-cert");
    let expected = |controller: &Guest| {
        let page = controller.page(&server, "/control/expected").body;
        let mut parts = page.split("<h2>").skip(1).map(str::to_owned);
        [(); 3].map(|()| parts.next().expect("three groups"))
    };
    let [waits, done, ahead] = expected(&controller);
    assert!(waits.starts_with("Waits for somebody (0)"), "{waits}");
    assert!(done.contains("(0)") && ahead.contains("T-02a"), "{ahead}");
    let picture = |part: &str| {
        let path = format!("/evaluate/picture?part={part}");
        evaluator.page(&server, &path).body
    };
    assert!(picture("timeline").contains("Nothing to see yet"));
    // Nobody sits at be-cert's desk, where a playbook would have begun.
    let human = [("seat", "be-cert"), ("to", "human")];
    control(&mut controller, &server, "/control/seat", &human);
    let run = [("pace", "run"), ("speed", "60")];
    control(&mut controller, &server, "/control/pace", &run);
    control(
        &mut controller,
        &server,
        "/control/pace",
        &[("pace", "end")],
    );
    until("a task that nobody does", || {
        let [waits, _, ahead] = expected(&controller);
        let overdue = waits.contains("be-cert</b> <small>overdue");
        (overdue && !ahead.contains("T-02a")).then_some(())
    });
    // Where its playbook sits, it is done.
    let dir = tempfile::tempdir().expect("a place to write");
    let simulated = Server::start(dir.path(), "first-drill");
    let mut other = simulated.enter("controller");
    control(&mut other, &simulated, "/control/pace", &run);
    control(&mut other, &simulated, "/control/pace", &[("pace", "end")]);
    until("a task that is done", || {
        let page = other.page(&simulated, "/control/expected").body;
        let done = between(&page, "Done by whoever", "Still to come")?;
        (done.contains("T-02b") && done.contains("1 of 1")).then_some(())
    });
    for (part, least) in [("timeline", 1), ("talk", 0), ("spread", 1), ("load", 3)] {
        let drawn = picture(part);
        let section = between(&drawn, &format!("<section id=\"{part}\""), "</section>");
        let section = section.unwrap_or_else(|| panic!("{part}: {drawn}"));
        assert!(
            section.matches("<svg").count() >= least,
            "{part}: {section}"
        );
        assert!(
            !section.contains("style=\"") && !section.contains("href=\"#"),
            "{part}"
        );
    }
    assert_eq!(
        evaluator.page(&server, "/evaluate/picture?part=x").status,
        404
    );
    let drawn = picture("timeline");
    let link = between(&drawn, "href=\"/evaluate/report#", "\"").expect("an entry is cited");
    let report = evaluator.page(&server, "/evaluate/report").body;
    assert!(report.contains(&format!("id=\"{link}\"")), "{link}");
    for path in ["/control/expected", "/evaluate/picture"] {
        assert_eq!(seat.page(&server, path).status, 404, "{path}");
    }
    assert_eq!(evaluator.page(&server, "/control/expected").status, 404);
}

#[test]
fn where_play_runs_faster_what_people_took_is_shown_in_real_time_too() {
    let dir = tempfile::tempdir().expect("a place to write");
    let server = Server::start(dir.path(), "first-drill");
    let (mut controller, evaluator) = (server.enter("controller"), server.enter("evaluator"));
    let mut seat = server.enter("be-cert");
    let human = [("seat", "be-cert"), ("to", "human")];
    control(&mut controller, &server, "/control/seat", &human);
    let felt = || {
        let page = evaluator.page(&server, "/evaluate").body;
        between(&page, "<h2 id=\"felt\">", "</table>")
    };
    let run = |speed| [("pace", "run"), ("speed", speed)];
    control(&mut controller, &server, "/control/pace", &run("1"));
    assert_eq!(felt(), None, "targets hold");
    control(&mut controller, &server, "/control/pace", &run("60"));
    reads_until(&mut seat, &server, "It checks that we can reach you");
    let felt = until("what it took", || {
        felt().filter(|felt| felt.contains("1 × "))
    });
    let row = between(&felt, "CERT of Belgium", "</tr>").expect("it has acted");
    let real = between(&row, "<small>real ", "s</small>").expect("in real time");
    let real: f64 = real.parse().expect("some seconds");
    assert!(real < 20.0, "{row}");
}

#[test]
fn whom_excon_leaves_out_of_an_inject_is_said_to_be_left_out() {
    let dir = tempfile::tempdir().expect("a place to write");
    let server = Server::start(dir.path(), "first-drill");
    let mut controller = server.enter("controller");
    let still = |guest: &Guest| {
        let page = guest.page(&server, "/control/expected").body;
        let (_, ahead) = page.split_once("<h2>Still to come").expect("that group");
        let (ahead, rest) = ahead.split_once("<h2>").unwrap_or((ahead, ""));
        (ahead.to_owned(), rest.to_owned())
    };
    let (ahead, rest) = still(&controller);
    assert!(ahead.contains("T-02a") && rest.is_empty(), "{ahead}{rest}");
    assert!(!ahead.contains("left out"), "{ahead}");
    let elsewhere = |to: &'static str| {
        let edit = [("do", "edit"), ("inject", "I-02"), ("chooses", "yes")];
        [&edit[..], &[("to", to)]].concat()
    };
    control(
        &mut controller,
        &server,
        "/control/inject",
        &elsewhere("jp-cert"),
    );
    let left = |guest: &Guest| {
        let (ahead, rest) = still(guest);
        // Whoever is called upon by what others do stays so.
        assert!(
            !ahead.contains("T-02a") && ahead.contains("T-02c"),
            "{ahead}"
        );
        assert!(
            rest.starts_with("Not called for (2)") && rest.contains("left out: be-cert"),
            "{rest}"
        );
        assert!(rest.contains("0 of 0"), "{rest}");
    };
    left(&controller);
    let (ran, page) = (
        [("pace", "until"), ("until", "T+00:02:00")],
        "/control/pace",
    );
    control(&mut controller, &server, page, &ran);
    let bot = Bot::enter(&server, "controller");
    let told = bot.look("/api/control/expected");
    let row = &told["groups"][3]["rows"][0];
    assert_eq!((&row["id"], &row["of"]), (&json!("T-02a"), &json!(0)));
    assert_eq!(row["left_out"][0]["org"], "be-cert");
    // Whom it goes to after all is called upon.
    control(
        &mut controller,
        &server,
        "/control/inject",
        &elsewhere("be-cert"),
    );
    let (ahead, rest) = still(&controller);
    assert!(ahead.contains("T-02a") && rest.is_empty(), "{ahead}{rest}");
    // What is set aside calls upon nobody.
    let skip = [("do", "skip"), ("inject", "I-02")];
    control(&mut controller, &server, "/control/inject", &skip);
    let (ahead, rest) = still(&controller);
    assert!(!ahead.contains("T-02"), "{ahead}");
    assert!(rest.starts_with("Not called for (3)"), "{rest}");
}
