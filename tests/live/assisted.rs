//! An assisted seat on its pages and in the API, and forms that a seat seldom needs.

use crate::api::Bot;
use crate::server::{Guest, Server, between, until};
use serde_json::{Value, json};

fn act(server: &Server, seat: &mut Guest, fields: &[(&str, &str)], status: u16) -> String {
    let answer = seat.send(server, "/seat/act", fields);
    assert_eq!(answer.status, status, "{fields:?}: {}", answer.body);
    answer.body
}

fn switch(server: &Server, controller: &mut Guest, to: &str) {
    let switch = [("seat", "be-cert"), ("to", to)];
    let answer = controller.send(server, "/control/seat", &switch);
    assert_eq!(answer.status, 303, "{answer:?}");
}

/// Plays until something is proposed to the seat, which reads whatever comes.
fn proposed(server: &Server, controller: &mut Guest, seat: &mut Guest) -> String {
    let run = [("pace", "run"), ("speed", "60")];
    assert_eq!(controller.send(server, "/control/pace", &run).status, 303);
    let page = until("a proposal", || {
        let page = seat.page(server, "/seat").body;
        let before = "value=\"open\"><input type=\"hidden\" name=\"message\" value=\"";
        if let Some(number) = between(&page, before, "\"") {
            act(server, seat, &[("do", "open"), ("message", &number)], 303);
        }
        page.contains("The playbook proposes").then_some(page)
    });
    let run = [("pace", "run"), ("speed", "1")];
    assert_eq!(controller.send(server, "/control/pace", &run).status, 303);
    page
}

#[test]
fn people_whom_a_playbook_assists_confirm_each_step_with_one_press() {
    let dir = tempfile::tempdir().expect("a place to write");
    let server = Server::start(dir.path(), "first-drill");
    let (mut controller, mut seat) = (server.enter("controller"), server.enter("be-cert"));
    switch(&server, &mut controller, "assisted");
    let page = proposed(&server, &mut controller, &mut seat);
    let item = between(&page, "id=\"proposed\"", "</section>").expect("it is on the page");
    assert!(item.contains("<b>Acknowledge it</b>"), "{item}");
    let step = between(&item, "name=\"step\" value=\"", "\"").expect("it can be answered");
    let playbook = seat.page(&server, "/seat/playbook").body;
    assert!(playbook.contains("The playbook proposes"), "{playbook}");
    let message = between(&item, "href=\"/seat#m", "\"").expect("it says of which message");
    let unacknowledged = "<button>Acknowledge</button>";
    assert!(page.contains(unacknowledged), "{page}");
    // What no form says, and what is no step, is refused.
    for (step, verdict, why) in [
        ("4000000", "do", "no such step"),
        (&*step, "perhaps", "what becomes of it"),
        (&*step, "overtaken", "not for you to say"),
    ] {
        let fields = [("do", "answer_step"), ("step", step), ("verdict", verdict)];
        let refused = act(&server, &mut seat, &fields, 409);
        assert!(refused.contains(why), "{verdict}: {refused}");
    }
    let confirm = [("do", "answer_step"), ("step", &*step), ("verdict", "do")];
    act(&server, &mut seat, &confirm, 303);
    let page = seat.page(&server, "/seat").body;
    let mail = format!("id=\"m{message}\"");
    let mail = between(&page, &mail, "</article>").expect("the message is there");
    assert!(mail.contains("acknowledged"), "{mail}");
    let refused = act(&server, &mut seat, &confirm, 409);
    assert!(refused.contains("answered or overtaken"), "{refused}");
    // The record says who did what: the playbook proposed, the seat confirmed.
    let kept = controller.page(&server, "/evaluate/journal").body;
    for told in ["\"fact\":\"step_proposed\"", "\"intent\":\"answer_step\""] {
        assert!(kept.contains(told), "{told}");
    }
    // Nobody else hears of it.
    let other = server.enter("acme").page(&server, "/seat").body;
    assert!(!other.contains("proposes"), "{other}");
    switch(&server, &mut controller, "human");
    let page = seat.page(&server, "/seat").body;
    assert!(!page.contains("The playbook proposes"), "{page}");
}

#[test]
fn a_program_in_an_assisted_seat_confirms_what_is_proposed() {
    let dir = tempfile::tempdir().expect("a place to write");
    let server = Server::start(dir.path(), "first-drill");
    let (mut controller, mut seat) = (server.enter("controller"), server.enter("be-cert"));
    switch(&server, &mut controller, "assisted");
    proposed(&server, &mut controller, &mut seat);
    let bot = Bot::enter(&server, "be-cert");
    let first = |page: &Value| page["proposed"][0].clone();
    let step = first(&bot.look("/api/seat"));
    assert_eq!(step["says"], "acknowledge it");
    let confirm = json!({
        "key": "a key of its own", "do": "answer_step", "step": step["nth"], "verdict": "do",
    });
    for _ in 0..2 {
        assert_eq!(
            bot.post("/api/seat/act", &confirm).status,
            200,
            "it counts once"
        );
    }
    assert_ne!(
        first(&bot.look("/api/seat")),
        step,
        "it is proposed no more"
    );
    let mut other = confirm.clone();
    other["verdict"] = json!("skip");
    let answer = bot.post("/api/seat/act", &other);
    assert_eq!(answer.status, 409, "{answer:?}");
    assert!(
        answer.body.contains("asked for something else"),
        "{answer:?}"
    );
}

#[test]
fn a_key_that_is_used_for_something_else_is_no_answer() {
    let dir = tempfile::tempdir().expect("a place to write");
    let mut server = Server::start(dir.path(), "first-drill");
    let (controller, seat) = (server.enter("controller"), server.enter("be-cert"));
    let run = [("pace", "run"), ("speed", "1")];
    let key = "a key of its own";
    let (wait, go) = (
        [("do", "decide"), ("decision", "wait")],
        [("do", "decide"), ("decision", "go")],
    );
    let (say, other) = (
        [("do", "chat"), ("text", "one")],
        [("do", "chat"), ("text", "two")],
    );
    let faster = [("pace", "run"), ("speed", "2")];
    let send = |server: &Server, who: &Guest, path: &str, fields: &[(&str, &str)]| {
        who.send_as(server, path, key, fields).status
    };
    assert_eq!(send(&server, &controller, "/control/pace", &run), 303);
    for restarted in [false, true] {
        for (who, path, first, second) in [
            (&controller, "/control/pace", &run[..], &faster[..]),
            (&seat, "/seat/act", &wait, &go),
            (&controller, "/say", &say, &other),
        ] {
            let told = format!("{path}, restarted: {restarted}");
            assert_eq!(send(&server, who, path, first), 303, "{told}");
            assert_eq!(send(&server, who, path, first), 303, "{told}: counts once");
            assert_eq!(send(&server, who, path, second), 409, "{told}: another");
        }
        server.strike();
        drop(server);
        server = Server::start(dir.path(), "first-drill");
    }
    let kept = controller.page(&server, "/evaluate/journal").body;
    let decided = kept.matches("\"intent\":\"decide\"").count();
    assert_eq!(decided, 1, "one decision was taken");
    let keyless = [("word", seat.word(&server)), ("do", "decide".to_owned())];
    let body = keyless
        .map(|(name, value)| format!("{name}={value}"))
        .join("&");
    let head = [
        ("Cookie", seat.cookie.as_str()),
        ("Content-Type", "application/x-www-form-urlencoded"),
    ];
    for path in [
        "/seat/act",
        "/control/pace",
        "/say",
        "/hotwash",
        "/evaluate/mark",
    ] {
        let answer = server.ask("POST", path, &head, &body);
        assert_eq!(answer.status, 400, "{path}: {answer:?}");
    }
}

#[test]
#[allow(clippy::too_many_lines, reason = "one story")]
fn a_seat_checks_its_contacts_tightens_labels_and_says_what_it_found() {
    let dir = tempfile::tempdir().expect("a place to write");
    let server = Server::start(dir.path(), "first-drill");
    let (mut controller, mut seat) = (server.enter("controller"), server.enter("be-cert"));
    let run = [("pace", "run"), ("speed", "60")];
    assert_eq!(controller.send(&server, "/control/pace", &run).status, 303);
    let check = [("do", "comms_check"), ("of", "acme"), ("of", "jp-cert")];
    act(&server, &mut seat, &check, 303);
    for (of, why) in [("", "nobody is named"), ("nobody", "nobody is named")] {
        let refused = act(
            &server,
            &mut seat,
            &[("do", "comms_check"), ("of", of)],
            409,
        );
        assert!(refused.contains(why), "{of}: {refused}");
    }
    until("something known and held", || {
        let page = seat.page(&server, "/seat").body;
        let before = "value=\"open\"><input type=\"hidden\" name=\"message\" value=\"";
        if let Some(number) = between(&page, before, "\"") {
            act(
                &server,
                &mut seat,
                &[("do", "open"), ("message", &number)],
                303,
            );
        }
        let known = page.contains("Acme Logistics runs the loader");
        (known && page.contains("id=\"findings\"")).then_some(())
    });
    let run = [("pace", "run"), ("speed", "1")];
    assert_eq!(controller.send(&server, "/control/pace", &run).status, 303);
    let send = [
        ("do", "send"),
        ("to", "acme"),
        ("channel", "email"),
        ("kind", "indicators"),
        ("claim", "0:partial"),
        ("pap", "PAP:RED"),
    ];
    act(&server, &mut seat, &send, 303);
    let found = "It calls home every 30 s.";
    let fields = [
        ("do", "answer_artefact"),
        ("artefact", "0"),
        ("text", found),
    ];
    act(&server, &mut seat, &fields, 303);
    for (artefact, text, why) in [("7", found, "hold no such"), ("0", " ", "nothing is said")] {
        let fields = [
            ("do", "answer_artefact"),
            ("artefact", artefact),
            ("text", text),
        ];
        let refused = act(&server, &mut seat, &fields, 409);
        assert!(refused.contains(why), "{refused}");
    }
    let about = [("do", "decide"), ("decision", "wait"), ("about", "k0")];
    act(&server, &mut seat, &about, 303);
    let kept = controller.page(&server, "/evaluate/journal").body;
    for told in [
        "\"fact\":\"comms_check_called\",\"org\":\"be-cert\",\"of\":2",
        "\"pap\":\"PAP:RED\"",
        "\"fact\":\"artefact_answered\"",
        found,
    ] {
        assert!(kept.contains(told), "{told}");
    }
    let decided = kept
        .lines()
        .find(|line| line.contains("\"fact\":\"decided\""));
    let decided = decided.expect("it was decided");
    assert!(!decided.contains("\"about\":null"), "{decided}");
}
