//! What EXCON cannot do is refused with a reason, and put on no record as if it had been done.

use crate::server::{Guest, Server, between, until};

fn control(controller: &mut Guest, server: &Server, path: &str, fields: &[(&str, &str)]) -> u16 {
    controller.send(server, path, fields).status
}

fn started(server: &Server, controller: &mut Guest) {
    let run = [("pace", "run"), ("speed", "1")];
    assert_eq!(control(controller, server, "/control/pace", &run), 303);
}

#[test]
fn what_has_gone_out_or_was_skipped_is_not_handled_once_more() {
    let dir = tempfile::tempdir().expect("a place to write");
    let server = Server::start(dir.path(), "first-drill");
    let mut controller = server.enter("controller");
    started(&server, &mut controller);
    for (inject, first) in [("I-05", "release"), ("I-04", "skip")] {
        let mut handle = |what: &str| {
            let fields = [("inject", inject), ("do", what), ("at", "+40m")];
            control(&mut controller, &server, "/control/inject", &fields)
        };
        assert_eq!(handle(first), 303, "{inject}");
        for again in ["release", "skip", "hold", "let_go", "edit"] {
            assert_eq!(handle(again), 409, "{inject}: {again}");
        }
    }
    let page = controller.page(&server, "/control").body;
    for inject in ["I-04", "I-05"] {
        let offered = format!("name=\"inject\" value=\"{inject}\"");
        assert!(!page.contains(&offered), "{inject} has buttons: {page}");
    }
}

#[test]
fn what_excon_adds_tells_findings_and_brings_files_and_is_read_in_the_record() {
    let dir = tempfile::tempdir().expect("a place to write");
    let server = Server::start(dir.path(), "first-drill");
    let (mut controller, mut seat) = (server.enter("controller"), server.enter("jp-cert"));
    let mut local = server.enter("local controller JP");
    started(&server, &mut controller);
    let inject = [
        ("to", "jp-cert"),
        ("channel", "email"),
        ("kind", "notification"),
        ("priority", "high"),
        ("text", "A word that stands in no script."),
        ("claim", "acme-hit, c2-address"),
        ("attach", "loader"),
    ];
    assert_eq!(
        control(&mut controller, &server, "/control/add", &inject),
        303
    );
    for wrong in [("claim", "nothing-at-all"), ("attach", "acme-hit")] {
        let fields: Vec<_> = (inject.iter().copied())
            .filter(|(name, _)| *name != wrong.0)
            .chain([wrong])
            .collect();
        let answer = controller.send(&server, "/control/add", &fields);
        assert_eq!(answer.status, 400, "{wrong:?}");
        assert!(answer.body.contains(wrong.1), "{answer:?}");
    }
    // Whoever has one economy alone adds words: all that is so is not theirs to know.
    assert_eq!(control(&mut local, &server, "/control/add", &inject), 303);
    let run = [("pace", "run"), ("speed", "60")];
    assert_eq!(
        control(&mut controller, &server, "/control/pace", &run),
        303
    );
    let unread = "value=\"open\"><input type=\"hidden\" name=\"message\" value=\"";
    until("what it tells", || {
        let page = seat.page(&server, "/seat").body;
        if let Some(number) = between(&page, unread, "\"") {
            let open = [("do", "open"), ("message", number.as_str())];
            seat.send(&server, "/seat/act", &open);
        }
        let learnt = page.contains("The malware calls 203.0.113.7");
        (learnt && page.contains("/seat/artefact?n=0")).then_some(())
    });
    // What it was told under a label it passes on under none that is wider.
    let share = |tlp, pap| {
        [
            ("do", "send"),
            ("to", "be-cert"),
            ("channel", "email"),
            ("kind", "indicators"),
            ("claim", "0:full"),
            ("tlp", tlp),
            ("pap", pap),
        ]
    };
    for (tlp, pap, said) in [
        ("TLP:CLEAR", "", "would let it go further"),
        ("TLP:PINK", "", "there is no label TLP:PINK"),
    ] {
        let answer = seat.send(&server, "/seat/act", &share(tlp, pap));
        assert_eq!(answer.status, 409, "{tlp}{pap}: {answer:?}");
        assert!(answer.body.contains(said), "{tlp}{pap}: {}", answer.body);
    }
    let narrower = seat.send(&server, "/seat/act", &share("TLP:RED", "PAP:RED"));
    assert_eq!(narrower.status, 303, "{narrower:?}");
    for what in ["everything", "messages"] {
        let path = format!("/control/everything?what={what}");
        let page = controller.page(&server, &path).body;
        assert!(page.contains("A word that stands in no script."), "{path}");
    }
}

#[test]
fn nobody_answers_for_people_or_past_the_simcell() {
    let dir = tempfile::tempdir().expect("a place to write");
    let server = Server::start(dir.path(), "first-drill");
    let (mut controller, mut seat) = (server.enter("controller"), server.enter("be-cert"));
    started(&server, &mut controller);
    let ask = [
        ("do", "send"),
        ("to", "sakura-host"),
        ("channel", "phone"),
        ("kind", "information_request"),
        ("text", "Who is on duty?"),
    ];
    assert_eq!(control(&mut seat, &server, "/seat/act", &ask), 303);
    let fast = [("pace", "run"), ("speed", "60")];
    assert_eq!(
        control(&mut controller, &server, "/control/pace", &fast),
        303
    );
    let number = until("the question", || {
        let page = controller.page(&server, "/control/simcell").body;
        between(&page, "name=\"message\" value=\"", "\"")
    });
    let slow = [("pace", "run"), ("speed", "0.1")];
    assert_eq!(
        control(&mut controller, &server, "/control/pace", &slow),
        303
    );
    let take = [("message", number.as_str()), ("do", "take")];
    assert_eq!(
        control(&mut controller, &server, "/control/simcell", &take),
        303
    );
    let past = [
        ("from", "sakura-host"),
        ("to", "be-cert"),
        ("channel", "email"),
        ("kind", "answer"),
        ("priority", "normal"),
        ("text", "Past the SIMCELL."),
    ];
    assert_eq!(
        control(&mut controller, &server, "/control/add", &past),
        409
    );
    // Once people play the seat, nobody reads or answers for it.
    let human = [("seat", "sakura-host"), ("to", "human")];
    assert_eq!(
        control(&mut controller, &server, "/control/seat", &human),
        303
    );
    let answer = [
        ("message", number.as_str()),
        ("do", "answer"),
        ("text", "Speaking for people."),
    ];
    assert_eq!(
        control(&mut controller, &server, "/control/simcell", &answer),
        409
    );
    let journal = controller.page(&server, "/evaluate/journal").body;
    let read = journal.lines().filter(|line| line.contains("\"input\""));
    let opened = read.filter(|line| line.contains("sakura-host") && line.contains("\"open\""));
    assert_eq!(opened.count(), 0, "{journal}");
    for said in ["Past the SIMCELL.", "Speaking for people."] {
        assert!(!journal.contains(said), "{said}");
    }
}

#[test]
fn whoever_reads_the_report_hears_of_no_duff() {
    let dir = tempfile::tempdir().expect("a place to write");
    let server = Server::start(dir.path(), "first-drill");
    let (mut controller, evaluator) = (server.enter("controller"), server.enter("evaluator"));
    started(&server, &mut controller);
    assert_eq!(
        control(&mut controller, &server, "/sign", &[("by", "Ann")]),
        303
    );
    assert_eq!(control(&mut controller, &server, "/no-duff", &[]), 303);
    let report = evaluator.page(&server, "/evaluate/report");
    let policy = report.header("content-security-policy").unwrap_or_default();
    assert!(
        policy.contains("script-src 'self'; connect-src 'self'"),
        "{policy}"
    );
    for said in [
        "id=\"said\"",
        "NO DUFF",
        "src=\"/live.js\"",
        "id=\"lost\"",
        "action=\"/no-duff\"",
    ] {
        assert!(report.body.contains(said), "{said}");
    }
    // What is kept of it is the report alone.
    let file = evaluator.page(&server, "/evaluate/report?format=html").body;
    assert!(
        !file.contains("<script") && !file.contains("/no-duff"),
        "{file}"
    );
}
