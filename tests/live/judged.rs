//! What controllers and evaluators do around play: hold, change and add injects, answer for
//! simulated seats, mark and rate, and what comes after ENDEX.

use crate::server::{Guest, Server, between, until};
use hotwash::engine::{Engine, VERSION};
use hotwash::journal;
use hotwash::scorecard::{Identity, Rating, score};
use std::sync::Arc;

fn run(controller: &mut Guest, server: &Server, fields: &[(&str, &str)]) {
    let answer = controller.send(server, "/control/pace", fields);
    assert_eq!(answer.status, 303, "{answer:?}");
}

/// What must be refused, and a part of why.
fn refused(guest: &mut Guest, server: &Server, path: &str, fields: &[(&str, &str)], why: &str) {
    let answer = guest.send(server, path, fields);
    assert!(
        (400..500).contains(&answer.status) && answer.body.contains(why),
        "{path} {fields:?}: {answer:?}"
    );
}

/// Opens all that lies unread in a seat's inbox.
fn read_all(seat: &mut Guest, server: &Server) {
    let unread = "value=\"open\"><input type=\"hidden\" name=\"message\" value=\"";
    for part in seat.page(server, "/seat").body.split(unread).skip(1) {
        let number = part.split('"').next().unwrap_or_default();
        let open = [("do", "open"), ("message", number)];
        seat.send(server, "/seat/act", &open);
    }
}

fn until_endex(controller: &Guest, server: &Server) {
    until("ENDEX", || {
        let page = controller.page(server, "/control").body;
        page.contains("id=\"clock-state\">ENDEX").then_some(())
    });
}

/// What a controller does to injects, and the status of the answer.
const CHANGES: &[(&[(&str, &str)], u16)] = &[
    (
        &[
            ("inject", "I-02"),
            ("do", "edit"),
            ("at", "+5m"),
            ("text", "Others may be next. <b>Call back.</b>"),
        ],
        303,
    ),
    (&[("inject", "I-05"), ("do", "hold")], 303),
    (
        &[("inject", "I-05"), ("do", "edit"), ("at", "tomorrow-ish")],
        400,
    ),
    (&[("inject", "I-05"), ("do", "edit"), ("at", "+40h")], 400),
    (&[("inject", "I-05"), ("do", "edit")], 409),
    (&[("inject", "I-99"), ("do", "hold")], 404),
    (&[("inject", "I-05"), ("do", "explode")], 404),
];

#[test]
#[allow(clippy::too_many_lines, reason = "one story")]
fn contingencies_wait_for_the_controller_who_may_change_and_add() {
    let dir = tempfile::tempdir().expect("a place to write");
    let server = Server::start(dir.path(), "first-drill");
    let mut controller = server.enter("controller");
    let mut seat = server.enter("be-cert");
    let state = |controller: &Guest, inject: &str| {
        let page = controller.page(&server, "/control").body;
        let row = between(&page, &format!("<th scope=\"row\">{inject} "), "</tr>");
        row.unwrap_or_else(|| panic!("no {inject}: {page}"))
    };
    assert!(
        state(&controller, "I-04").contains(">held"),
        "a contingency is held at first"
    );
    for (fields, status) in CHANGES {
        let answer = controller.send(&server, "/control/inject", fields);
        assert_eq!(answer.status, *status, "{fields:?} {answer:?}");
    }
    refused(
        &mut seat,
        &server,
        "/control/inject",
        &[("inject", "I-05"), ("do", "skip")],
        "nothing",
    );
    run(
        &mut controller,
        &server,
        &[("pace", "run"), ("speed", "60")],
    );
    // I-02 comes at its new time, as it was changed.
    let open = until("the changed inject", || {
        read_all(&mut seat, &server);
        let page = seat.page(&server, "/seat").body;
        page.contains("&lt;b&gt;Call back.").then_some(page)
    });
    assert!(!open.contains("<b>Call back."), "text is text");
    let add = [
        ("to", "be-cert"),
        ("to", "jp-cert"),
        ("channel", "email"),
        ("kind", "press_query"),
        ("priority", "normal"),
        ("text", "Is it true that the airport is closed?"),
    ];
    assert_eq!(controller.send(&server, "/control/add", &add).status, 303);
    refused(
        &mut controller,
        &server,
        "/control/add",
        &add[2..],
        "goes to nobody",
    );
    // EXCON speaks as who is simulated, and as nobody else.
    for (from, says) in [
        ("jp-cert", ""),
        ("be-cert", "people play that seat"),
        ("nobody", "choose who it comes from"),
    ] {
        let mut speak = add.to_vec();
        (speak[1], speak[5]) = (("from", from), ("text", "Hanako here, by my own hand."));
        if from == "be-cert" {
            speak[0] = ("to", "jp-cert");
        }
        match says {
            "" => assert_eq!(controller.send(&server, "/control/add", &speak).status, 303),
            says => refused(&mut controller, &server, "/control/add", &speak, says),
        }
    }
    run(&mut controller, &server, &[("pace", "end")]);
    until_endex(&controller, &server);
    // Whoever it goes to may have opened it by now.
    let released = state(&controller, "I-02");
    let words = ["released T+00:05:00", "done T+00:05:00"];
    assert!(
        words.iter().any(|word| released.contains(word)),
        "{released}"
    );
    assert!(
        state(&controller, "I-04").contains("waits for you"),
        "it came due, and nothing went"
    );
    assert!(state(&controller, "I-05").contains("waits for you"));
    let kept = controller.page(&server, "/evaluate/journal").body;
    let spoken = kept.lines().filter(|line| line.contains("by my own hand"));
    let spoken: Vec<&str> = spoken
        .filter(|line| line.contains("\"message_composed\""))
        .collect();
    assert!(
        spoken.len() == 1 && spoken[0].contains("\"from\":\"jp-cert\""),
        "{spoken:?}"
    );
    assert!(kept.contains("airport is closed") && !kept.contains("Acme's director calls\",\"to"));
}

#[test]
#[allow(
    clippy::too_many_lines,
    reason = "one story from a question to its answer"
)]
fn a_question_in_free_text_is_answered_by_one_person_and_no_playbook_takes_it_away() {
    let dir = tempfile::tempdir().expect("a place to write");
    let server = Server::start(dir.path(), "first-drill");
    let (mut ann, mut ben) = (server.enter("controller"), server.enter("controller"));
    let mut seat = server.enter("be-cert");
    run(&mut ann, &server, &[("pace", "run"), ("speed", "60")]);
    let ask = |text: &'static str| {
        [
            ("do", "send"),
            ("to", "jp-cert"),
            ("channel", "phone"),
            ("kind", "information_request"),
            ("text", text),
            ("reply_to", ""),
        ]
    };
    let first = "Who is on duty tonight? <i>Please</i>";
    assert_eq!(seat.send(&server, "/seat/act", &ask(first)).status, 303);
    let queue = |guest: &Guest| guest.page(&server, "/control/simcell").body;
    let number = until("the question", || {
        between(&queue(&ann), "name=\"message\" value=\"", "\"")
    });
    let page = queue(&ann);
    assert!(
        page.contains("&lt;i&gt;Please") && page.contains("waits for"),
        "{page}"
    );
    let act = |what: &'static str, number: &str| {
        [("do", what.to_owned()), ("message", number.to_owned())]
    };
    let send = |guest: &mut Guest, fields: &[(&str, String)], more: &[(&str, &str)]| {
        let all: Vec<(&str, &str)> = (fields.iter())
            .map(|(name, value)| (*name, value.as_str()))
            .chain(more.iter().copied())
            .collect();
        guest.send(&server, "/control/simcell", &all)
    };
    let answer = ("text", "Hanako is, until eight.");
    // Nobody answers what they have not taken, and two cannot take it.
    let early = send(&mut ann, &act("answer", &number), &[answer]);
    assert!(
        early.status == 409 && early.body.contains("take it first"),
        "{early:?}"
    );
    assert_eq!(
        send(&mut ann, &act("take", &number), &[("by", "Ann")]).status,
        303
    );
    for what in ["take", "answer", "settle", "give_back"] {
        let other = send(&mut ben, &act(what, &number), &[answer]);
        assert!(
            other.status == 409 && other.body.contains("Ann has taken it"),
            "{what} {other:?}"
        );
    }
    // Whatever the playbook does meanwhile, the question stays until somebody answers it.
    std::thread::sleep(std::time::Duration::from_millis(1500));
    assert!(queue(&ben).contains("Ann works on it"));
    let empty = send(&mut ann, &act("answer", &number), &[("text", " ")]);
    assert_eq!(empty.status, 400, "{empty:?}");
    assert_eq!(
        send(&mut ann, &act("answer", &number), &[answer]).status,
        303
    );
    let again = send(&mut ann, &act("answer", &number), &[answer]);
    assert_eq!(again.status, 409, "{again:?}");
    assert!(queue(&ben).contains("Settled (1)"));
    until("the answer at the seat", || {
        read_all(&mut seat, &server);
        seat.page(&server, "/seat")
            .body
            .contains("Hanako is")
            .then_some(())
    });
    assert_eq!(seat.page(&server, "/control/simcell").status, 404);
    let evaluator = server.enter("evaluator");
    assert_eq!(evaluator.page(&server, "/control/simcell").status, 404);
}

#[test]
#[allow(clippy::too_many_lines, reason = "one story from a mark to the report")]
fn evaluators_mark_and_rate_and_the_report_after_endex_says_it_all() {
    let dir = tempfile::tempdir().expect("a place to write");
    let server = Server::start(dir.path(), "first-drill");
    let mut controller = server.enter("controller");
    let (mut evaluator, mut seat) = (server.enter("evaluator"), server.enter("be-cert"));
    let mut other = server.enter("jp-cert");
    let observe = [
        ("do", "observe"),
        ("by", "Eve"),
        ("text", "calm <u>voices</u>"),
    ];
    refused(
        &mut evaluator,
        &server,
        "/evaluate/mark",
        &observe,
        "has not begun",
    );
    let say = [("do", "announce"), ("text", "Lunch at noon"), ("by", "Ann")];
    assert_eq!(controller.send(&server, "/say", &say).status, 303);
    assert!(
        seat.page(&server, "/seat").body.contains("Lunch at noon"),
        "everybody hears it"
    );
    refused(&mut evaluator, &server, "/say", &say, "nothing here");
    let chat = [("do", "chat"), ("text", "they miss T-02a"), ("by", "Eve")];
    assert_eq!(evaluator.send(&server, "/say", &chat).status, 303);
    assert!(
        controller
            .page(&server, "/control")
            .body
            .contains("they miss T-02a")
    );
    assert!(!seat.page(&server, "/seat").body.contains("they miss"));
    run(
        &mut controller,
        &server,
        &[("pace", "run"), ("speed", "60")],
    );
    until("twenty minutes", || {
        let page = controller.page(&server, "/control").body;
        let at = between(&page, "id=\"clock-at\">", "<")?;
        (at.as_str() > "T+00:20:00").then_some(())
    });
    run(&mut controller, &server, &[("pace", "pause")]);
    assert_eq!(
        evaluator.send(&server, "/evaluate/mark", &observe).status,
        303
    );
    let mark = |what: &'static str, at: &'static str, note: &'static str| {
        [
            ("do", what),
            ("by", "Eve"),
            ("task", "T-02a@be-cert"),
            ("at", at),
            ("rating", "S"),
            ("note", note),
        ]
    };
    for (fields, why) in [
        (mark("done", "+3h", "a call"), "has not come"),
        (mark("done", "soon", "a call"), "is no moment"),
        (mark("rate", "", " "), "nothing is said"),
    ] {
        refused(&mut evaluator, &server, "/evaluate/mark", &fields, why);
    }
    let done = mark("done", "+15m", "they rang Acme, on speaker");
    refused(&mut seat, &server, "/evaluate/mark", &done, "nothing here");
    assert_eq!(evaluator.send(&server, "/evaluate/mark", &done).status, 303);
    let rate = mark("rate", "", "right in time, and to the wrong person");
    assert_eq!(evaluator.send(&server, "/evaluate/mark", &rate).status, 303);
    let correct = [
        ("do", "correct"),
        ("by", "Eve"),
        ("title", "Keep Acme's number at hand"),
        ("task", "T-02a"),
        ("owner", "be-cert"),
        ("due", "2027-01-31"),
        ("change", "organisations.be-cert.directory.missing=0"),
    ];
    let hot = [("answer-1", "finding <u>anybody</u> at Acme")];
    refused(
        &mut evaluator,
        &server,
        "/evaluate/mark",
        &correct,
        "wait for ENDEX",
    );
    refused(&mut seat, &server, "/hotwash", &hot, "wait for ENDEX");
    run(&mut controller, &server, &[("pace", "end")]);
    until_endex(&controller, &server);
    assert_eq!(
        evaluator.send(&server, "/evaluate/mark", &correct).status,
        303
    );
    assert_eq!(seat.send(&server, "/hotwash", &hot).status, 303);
    assert!(
        seat.page(&server, "/hotwash")
            .body
            .contains("&lt;u&gt;anybody&lt;&#x2f;u&gt; at Acme")
    );
    let others = other.send(&server, "/hotwash", &[("answer-0", "quick answers")]);
    assert_eq!(others.status, 303);
    let own = other.page(&server, "/hotwash").body;
    assert!(
        own.contains("quick answers") && !own.contains("at Acme"),
        "{own}"
    );

    let report = |query: &str| {
        let answer = evaluator.page(&server, &format!("/evaluate/report{query}"));
        assert_eq!(answer.status, 200, "{query}");
        answer.body
    };
    let page = report("");
    for said in [
        "Eve: right in time, and to the wrong person",
        "By rule P: Done",
        "calm &lt;u&gt;voices",
        "finding &lt;u&gt;anybody",
        "quick answers",
        "Keep Acme&#x27;s number at hand",
        "directory.missing=0",
        "2027-01-31",
    ] {
        assert!(page.contains(said), "{said} is not in the report");
    }
    let json: serde_json::Value = serde_json::from_str(&report("?format=json")).expect("JSON");
    assert_eq!(json["hot_wash"].as_array().map(Vec::len), Some(2));
    assert_eq!(json["corrections"][0]["owner"], "be-cert");
    assert!(report("?format=md").contains("## Corrective actions"));
    let team = report("?edition=team:jp-cert");
    assert!(
        team.contains("quick answers") && !team.contains("anybody"),
        "others' are theirs"
    );
    let public = report("?edition=public");
    assert!(!public.contains("quick answers") && !public.contains("wrong person"));
    assert_eq!(
        evaluator
            .page(&server, "/evaluate/report?edition=team:nobody")
            .status,
        404
    );

    // The journal alone says all of it again.
    let kept = evaluator.page(&server, "/evaluate/journal").body;
    let recorded = journal::read(kept.as_bytes(), VERSION).expect("the journal is whole");
    let exercise = Arc::new(recorded.exercise);
    let seed = recorded.header.seed;
    let again = Engine::replay(Arc::clone(&exercise), seed, &recorded.entries);
    let again = again.expect("no limit is reached");
    assert!(
        again.entries() == recorded.entries,
        "it plays again otherwise"
    );
    let identity = Identity {
        seed: Some(seed),
        engine: VERSION.to_owned(),
        scenario_hash: String::new(),
        entries: 0,
        head: String::new(),
    };
    let until = exercise.clock.endex;
    let card = score(&exercise, identity, again.entries(), until);
    let tasks = card.objectives.iter().flat_map(|one| &one.tasks);
    let rated: Vec<_> = tasks.filter(|task| task.by_rule.is_some()).collect();
    assert_eq!(rated.len(), 1);
    assert_eq!(rated[0].rating, Rating::Some);
    let rule = rated[0].by_rule.as_ref().expect("it is kept");
    assert_eq!(rule.rating, Rating::Performed, "{}", rule.why);
}

#[test]
fn whoever_judges_sees_a_seat_as_it_sees_itself_and_whoever_controls_who_is_missing() {
    let dir = tempfile::tempdir().expect("a place to write");
    let server = Server::start(dir.path(), "first-drill");
    let controller = server.enter("controller");
    let missing = |controller: &Guest| {
        let page = controller.page(&server, "/control").body;
        let ready = between(&page, "id=\"ready\"", "class=\"note\"").unwrap_or_default();
        ready.matches("class=\"missing\"").count()
    };
    let before = missing(&controller);
    let (seat, evaluator) = (server.enter("be-cert"), server.enter("evaluator"));
    assert_eq!(missing(&controller), before - 2, "of {before}");
    let seen = evaluator.page(&server, "/evaluate/seat?seat=be-cert");
    assert_eq!(seen.status, 200, "{seen:?}");
    for said in [
        "<h1>CERT of Belgium</h1>",
        "<fieldset disabled",
        "We owe an answer",
    ] {
        assert!(seen.body.contains(said), "{said}: {}", seen.body);
    }
    for (guest, path) in [
        (&evaluator, "/evaluate/seat?seat=nobody"),
        (&evaluator, "/evaluate/seat"),
        (&evaluator, "/evaluate/seat?seat=excon"),
        (&seat, "/evaluate/seat?seat=be-cert"),
        (&seat, "/evaluate/seat?seat=jp-cert"),
    ] {
        assert_eq!(guest.page(&server, path).status, 404, "{path}");
    }
}
