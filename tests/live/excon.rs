//! What controllers, local ones too, have beside the script: messages planned for later, all
//! communications, the world's truth, and each other.

use crate::server::{Guest, Server, between, until};

fn start() -> (tempfile::TempDir, Server, Guest) {
    let dir = tempfile::tempdir().expect("a place to write");
    let server = Server::start(dir.path(), "first-drill");
    let controller = server.enter("controller");
    (dir, server, controller)
}

fn send(server: &Server, who: &mut Guest, path: &str, fields: &[(&str, &str)]) {
    let answer = who.send(server, path, fields);
    assert_eq!(answer.status, 303, "{fields:?}: {}", answer.body);
}

fn refused(server: &Server, who: &mut Guest, path: &str, fields: &[(&str, &str)]) -> String {
    let answer = who.send(server, path, fields);
    assert!(
        [400, 409].contains(&answer.status),
        "{fields:?}: {answer:?}"
    );
    answer.body
}

/// Plays as fast as possible until a moment.
fn play_until(server: &Server, controller: &mut Guest, moment: &str, shown: &str) {
    let until_then = [("pace", "until"), ("until", moment)];
    send(server, controller, "/control/pace", &until_then);
    until("the moment", || {
        let page = controller.page(server, "/control").body;
        let clock = between(&page, "id=\"clock-at\">", "<")?;
        (clock == shown && page.contains("paused")).then_some(())
    });
}

/// The rows of the MSEL: id, to whom, when due and how it stands.
fn rows(page: &str) -> Vec<(String, String, String)> {
    let table = between(page, "id=\"msel\"", "</table>").expect("there is an MSEL");
    let rows = table
        .split("<tr>")
        .filter(|row| row.starts_with("<th scope=\"row\">"));
    let read = rows.map(|row| {
        let id = between(row, "<th scope=\"row\">", " <small>").expect("an id");
        let mut cells = row.split("<td>").skip(1);
        let mut cell = || {
            let cell = cells.next().unwrap_or_default();
            cell.split('<').next().unwrap_or_default().to_owned()
        };
        let (to, _due, state) = (cell(), cell(), cell());
        (id, to, state.trim().to_owned())
    });
    read.collect()
}

#[test]
#[allow(clippy::too_many_lines, reason = "one story")]
fn the_script_is_in_the_order_of_time_and_what_excon_adds_stands_in_it() {
    let (_dir, server, mut controller) = start();
    let plan = |to: &'static str, at: &'static str, text: &'static str| {
        [
            ("to", to),
            ("channel", "phone"),
            ("kind", "notification"),
            ("priority", "high"),
            ("at", at),
            ("text", text),
        ]
    };
    for (at, text) in [("+20m", "A second invoice."), ("+25m", "Never mind.")] {
        send(
            &server,
            &mut controller,
            "/control/add",
            &plan("be-cert", at, text),
        );
    }
    let page = controller.page(&server, "/control").body;
    let ids: Vec<String> = rows(&page).into_iter().map(|(id, ..)| id).collect();
    assert_eq!(
        ids,
        ["I-01", "I-02", "I-03", "+1", "+2", "I-05", "I-04"],
        "{page}"
    );
    assert_eq!(rows(&page)[1].1, "be-cert", "to whom it goes");
    let ahead = refused(
        &server,
        &mut controller,
        "/control/add",
        &plan("acme", "+9h", "x"),
    );
    assert!(ahead.contains("ENDEX"), "{ahead}");
    send(
        &server,
        &mut controller,
        "/control/inject",
        &[("do", "drop"), ("planned", "1")],
    );
    let again = [("do", "drop"), ("planned", "1")];
    let again = refused(&server, &mut controller, "/control/inject", &again);
    assert!(again.contains("set aside before"), "{again}");
    let none = [("do", "drop"), ("planned", "7")];
    assert_eq!(
        controller.send(&server, "/control/inject", &none).status,
        404
    );
    play_until(&server, &mut controller, "+22m", "T+00:22:00");
    let page = controller.page(&server, "/control").body;
    let state = |wanted: &str| {
        let all = rows(&page).into_iter();
        let mut fits = all.filter(|(id, ..)| id == wanted);
        fits.next().expect("it is there").2
    };
    assert!(
        state("I-01").starts_with("done"),
        "nothing is expected of it, and all have read it"
    );
    assert!(state("+1").starts_with("done"), "{}", state("+1"));
    assert!(state("+2").starts_with("skipped"), "{}", state("+2"));
    assert!(state("I-05").starts_with("scheduled"), "{}", state("I-05"));
    // On to what comes next is on to what EXCON has added, too.
    let soon = plan("acme", "+23m", "And now?");
    send(&server, &mut controller, "/control/add", &soon);
    send(
        &server,
        &mut controller,
        "/control/pace",
        &[("pace", "next")],
    );
    until("the message that was planned", || {
        let page = controller.page(&server, "/control").body;
        page.contains("id=\"clock-at\">T+00:23:00<").then_some(())
    });
    // What has passed is not written anew.
    let past = [("inject", "I-05"), ("do", "edit"), ("at", "+10m")];
    let past = refused(&server, &mut controller, "/control/inject", &past);
    assert!(past.contains("has passed"), "{past}");
    let past = refused(
        &server,
        &mut controller,
        "/control/add",
        &plan("acme", "+10m", "x"),
    );
    assert!(past.contains("has passed"), "{past}");
    for bad in ["", "+10m", "soon"] {
        let until_then = [("pace", "until"), ("until", bad)];
        let answer = controller.send(&server, "/control/pace", &until_then);
        assert_eq!(answer.status, 400, "until {bad:?}");
    }
    let kept = controller.page(&server, "/evaluate/journal").body;
    let sent = kept
        .lines()
        .filter(|line| line.contains("\"fact\":\"message_composed\""));
    let planned = sent.filter(|line| line.contains("A second invoice."));
    assert_eq!(planned.count(), 1, "it went out once");
    assert!(!kept.contains("\"fact\":\"message_composed\",\"message\":9,\"letter\":\"Never"));
    let never = kept
        .lines()
        .filter(|line| line.contains("\"fact\":\"message_composed\""));
    assert_eq!(never.filter(|line| line.contains("Never mind.")).count(), 0);
}

#[test]
fn nobody_speaks_for_people_not_even_later() {
    let (_dir, server, mut controller) = start();
    let plan = [
        ("from", "acme"),
        ("to", "be-cert"),
        ("channel", "phone"),
        ("kind", "notification"),
        ("priority", "high"),
        ("at", "+20m"),
        ("text", "We are hit."),
    ];
    send(&server, &mut controller, "/control/add", &plan);
    let human = [("seat", "acme"), ("to", "human")];
    send(&server, &mut controller, "/control/seat", &human);
    play_until(&server, &mut controller, "+21m", "T+00:21:00");
    let page = controller.page(&server, "/control").body;
    let state = rows(&page).into_iter().find(|(id, ..)| id == "+1");
    assert!(state.expect("a row").2.starts_with("skipped"), "{page}");
    let again = controller.send(&server, "/control/add", &plan);
    assert_eq!(again.status, 409, "{again:?}");
}

#[test]
fn the_controller_looks_up_what_was_said_and_what_is_so() {
    let (_dir, server, mut controller) = start();
    play_until(&server, &mut controller, "+40m", "T+00:40:00");
    let look = |query: &str| {
        controller
            .page(&server, &format!("/control/everything{query}"))
            .body
    };
    let all = look("");
    assert!(
        all.contains("log-older") || all.contains("from=100"),
        "there is more: {all}"
    );
    let older = look("?from=100");
    assert!(
        older.contains("Newer") || older.contains("from=0"),
        "{older}"
    );
    let numbers = |page: &str| -> Vec<u32> {
        let main = between(page, "<ol class=\"log\" reversed>", "</ol>").expect("a list");
        let all = main.split("<li value=\"").skip(1);
        all.map(|row| {
            row.split('"')
                .next()
                .and_then(|n| n.parse().ok())
                .expect("a number")
        })
        .collect()
    };
    let (newer, before) = (numbers(&all), numbers(&older));
    assert_eq!(newer.len(), 100);
    assert!(
        newer.windows(2).all(|two| two[0] == two[1] + 1),
        "nothing is left out"
    );
    assert_eq!(before[0] + 1, newer[99], "and the next page goes on there");
    let mail = look("?what=messages&seat=acme");
    assert!(
        mail.contains("Acme Logistics") && !mail.contains("Sakura Hosting opens"),
        "{mail}"
    );
    let injects = look("?what=injects");
    assert!(injects.contains("inject I-02"), "{injects}");
    let last = format!("/control/everything?from={}", usize::MAX);
    assert_eq!(
        controller.page(&server, &last).status,
        200,
        "there is nothing so far back"
    );
    let world = controller.page(&server, "/control/world").body;
    assert!(world.contains("2 of 2"), "the plan has two stages: {world}");
    for told in [
        "203.0.113.7",
        "Paper Tiger",
        "innocent",
        "false",
        "Acme Logistics runs",
    ] {
        assert!(world.contains(told), "{told}: {world}");
    }
    for who in ["evaluator", "observer", "acme", "local controller BE"] {
        let guest = server.enter(who);
        for path in ["/control/world", "/control/everything"] {
            assert_eq!(guest.page(&server, path).status, 404, "{who} at {path}");
        }
    }
}

#[test]
fn local_controllers_talk_with_excon_and_see_their_companies_and_no_others() {
    let (_dir, server, mut controller) = start();
    let missing = controller.page(&server, "/control").body;
    assert!(
        missing.contains(">Belgium</span> <small>(the controller adapts"),
        "{missing}"
    );
    let mut belgium = server.enter("local controller BE");
    let japan = server.enter("local controller JP");
    let ready = controller.page(&server, "/control").body;
    assert!(
        !ready.contains(">Belgium</span> <small>(the controller adapts"),
        "{ready}"
    );
    let say = |text: &'static str| [("do", "chat"), ("text", text), ("by", "Ann")];
    send(
        &server,
        &mut belgium,
        "/say",
        &say("Acme is short of hands"),
    );
    let told = controller.page(&server, "/control").body;
    assert!(told.contains("Ann (BE): Acme is short of hands"), "{told}");
    let answer = [("do", "chat"), ("text", "hold I-02 then"), ("with", "BE")];
    send(&server, &mut controller, "/say", &answer);
    send(&server, &mut controller, "/say", &say("among ourselves"));
    let (ours, theirs) = (
        belgium.page(&server, "/local").body,
        japan.page(&server, "/local").body,
    );
    assert!(
        ours.contains("short of hands") && ours.contains("hold I-02 then"),
        "{ours}"
    );
    assert!(!ours.contains("among ourselves"), "{ours}");
    for text in ["short of hands", "hold I-02", "among ourselves"] {
        assert!(!theirs.contains(text), "{text}: {theirs}");
    }
    // What EXCON says to everybody is EXCON's.
    let announce = [("do", "announce"), ("text", "stop")];
    assert_eq!(belgium.send(&server, "/say", &announce).status, 404);
    for (seat, status) in [
        ("acme", 200),
        ("be-cert", 200),
        ("jp-cert", 404),
        ("excon", 404),
    ] {
        let page = belgium.page(&server, &format!("/evaluate/seat?seat={seat}"));
        assert_eq!(page.status, status, "{seat}");
        let seats = between(&page.body, "<select name=\"seat\">", "</select>");
        let seats = seats.unwrap_or_default();
        assert!(!seats.contains("jp-cert"), "{seat}: {seats}");
    }
    assert_eq!(belgium.page(&server, "/evaluate").status, 404);
}

#[test]
#[allow(clippy::too_many_lines, reason = "one story")]
fn a_new_link_is_whole_and_recorded_and_one_who_is_gone_is_relieved() {
    let (_dir, server, mut controller) = start();
    for (fields, whom) in [
        (vec![("who", "observer:"), ("by", "Ann")], "observer"),
        (
            vec![("who", "local_controller:JP"), ("by", "Ann")],
            "local controller, Japan",
        ),
        (
            vec![("role", "participant"), ("seat", "acme"), ("by", "Ann")],
            "Acme Logistics",
        ),
    ] {
        let answer = controller.send(&server, "/control/link", &fields);
        assert_eq!(answer.status, 200, "{answer:?}");
        let whole = format!("http:&#x2f;&#x2f;{}&#x2f;enter&#x2f;", server.at);
        assert!(answer.body.contains(&whole), "{whole}: {}", answer.body);
        let page = controller.page(&server, "/control").body;
        let told = format!("Ann gave out a new link: {whom}");
        assert!(page.contains(&told), "{told}: {page}");
    }
    for who in [
        "nobody:",
        "local_controller:XX",
        "participant:nobody",
        "observer:BE",
    ] {
        let answer = controller.send(&server, "/control/link", &[("who", who)]);
        assert_eq!(answer.status, 404, "{who}: {answer:?}");
    }
    // Somebody takes a question and leaves; somebody else takes it over, and alone answers it.
    let mut seat = server.enter("be-cert");
    let run = [("pace", "run"), ("speed", "60")];
    send(&server, &mut controller, "/control/pace", &run);
    let ask = [
        ("do", "send"),
        ("to", "acme"),
        ("channel", "phone"),
        ("kind", "information_request"),
        ("text", "Who opened it?"),
    ];
    send(&server, &mut seat, "/seat/act", &ask);
    let question = until("the question", || {
        let page = controller.page(&server, "/control/simcell").body;
        between(&page, "name=\"message\" value=\"", "\"")
    });
    let run = [("pace", "run"), ("speed", "1")];
    send(&server, &mut controller, "/control/pace", &run);
    let mut gone = server.enter("local controller BE");
    let with = |doing: &'static str| {
        vec![
            ("do", doing),
            ("message", &*question),
            ("by", "Ben"),
            ("text", "The clerk."),
        ]
    };
    let early = refused(
        &server,
        &mut controller,
        "/control/simcell",
        &with("take_over"),
    );
    assert!(early.contains("nobody has it"), "{early}");
    send(&server, &mut gone, "/control/simcell", &with("take"));
    for doing in ["take", "answer"] {
        let taken = refused(&server, &mut controller, "/control/simcell", &with(doing));
        assert!(taken.contains("has taken it"), "{doing}: {taken}");
    }
    send(
        &server,
        &mut controller,
        "/control/simcell",
        &with("take_over"),
    );
    let back = refused(&server, &mut gone, "/control/simcell", &with("answer"));
    assert!(back.contains("has taken it"), "{back}");
    send(
        &server,
        &mut controller,
        "/control/simcell",
        &with("answer"),
    );
    let kept = controller.page(&server, "/evaluate/journal").body;
    assert_eq!(
        kept.matches("\"intent\":\"send\"").count(),
        2,
        "one answers"
    );
}

/// How much an open page was shown, as its stream says.
fn shown(guest: &Guest, server: &Server) -> u64 {
    let news: serde_json::Value = serde_json::from_str(&guest.news(server)).expect("it is JSON");
    news["shown"].as_u64().expect("a number")
}

#[test]
fn every_open_page_hears_that_there_is_something_new_for_it() {
    let (_dir, server, mut controller) = start();
    let guests = [
        "controller",
        "evaluator",
        "observer",
        "local controller BE",
        "local controller JP",
    ];
    let guests = guests.map(|who| server.enter(who));
    let all = || -> Vec<u64> { guests.iter().map(|guest| shown(guest, &server)).collect() };
    let grew = |before: &[u64], after: &[u64]| -> Vec<bool> {
        before
            .iter()
            .zip(after)
            .map(|(before, after)| after > before)
            .collect()
    };
    let before = all();
    let say = [("do", "chat"), ("text", "among ourselves")];
    send(&server, &mut controller, "/say", &say);
    let among = all();
    assert_eq!(
        grew(&before, &among),
        [true, true, false, false, false],
        "EXCON among itself"
    );
    let say = [("do", "chat"), ("text", "with Belgium"), ("with", "BE")];
    send(&server, &mut controller, "/say", &say);
    let belgium = all();
    assert_eq!(
        grew(&among, &belgium),
        [true, true, false, true, false],
        "with one of them"
    );
    // STARTEX is told to everybody.
    play_until(&server, &mut controller, "+30s", "T+00:00:30");
    assert_eq!(grew(&belgium, &all()), [true; 5], "what is public");
}

#[test]
fn no_page_of_a_seat_shows_a_moment_that_its_clock_does_not() {
    let (_dir, server, mut controller) = start();
    let seat = server.enter("be-cert");
    let run = [("pace", "run"), ("speed", "60")];
    send(&server, &mut controller, "/control/pace", &run);
    let (began, mut moments) = (std::time::Instant::now(), std::collections::BTreeSet::new());
    for _ in 0..40 {
        let page = seat.page(&server, "/seat/write?kind=situation_report").body;
        let said = between(&page, "Situation at ", "\n").expect("it says when");
        let clock = between(&page, "id=\"clock-at\">", "<").expect("there is a clock");
        assert!(said <= clock, "{said} is after {clock}");
        moments.insert(said);
        std::thread::sleep(std::time::Duration::from_millis(30));
    }
    // As often as the clock ticks, and no finer.
    let ticks = began.elapsed().as_millis() / hotwash::live::TICK.as_millis();
    let seen = moments.len() as u128;
    assert!(
        (2..=ticks + 2).contains(&seen),
        "{ticks} ticks: {moments:?}"
    );
}
