//! One inject on its own page: what the script says of it, and what EXCON changes before it goes
//! out: when, to whom, by what, how urgently, in which words.

use crate::api::Bot;
use crate::server::{Guest, Server, between, until};
use serde_json::json;

const SHEET: &str = "/control/inject?inject=I-05";

/// Sends a change, and gives the status and what the page says.
fn change(controller: &mut Guest, server: &Server, fields: &[(&str, &str)]) -> (u16, String) {
    let all = [&[("inject", "I-05"), ("do", "edit")], fields].concat();
    let answer = controller.send(server, "/control/inject", &all);
    (answer.status, answer.body)
}

#[test]
#[allow(clippy::too_many_lines, reason = "one story")]
fn an_inject_is_changed_on_its_page_and_goes_out_so() {
    let dir = tempfile::tempdir().expect("a place to write");
    let server = Server::start(dir.path(), "first-drill");
    let mut controller = server.enter("controller");
    let sheet = |guest: &Guest| guest.page(&server, SHEET).body;
    let chosen = |page: &str, id: &str| page.contains(&format!("value=\"{id}\" checked"));
    let before = sheet(&controller);
    // As the first drill has it.
    for said in ["Inject I-05", "The press asks", "T+00:30:00", "scheduled"] {
        assert!(before.contains(said), "{said}: {before}");
    }
    assert!(
        chosen(&before, "be-cert") && !chosen(&before, "be-police"),
        "{before}"
    );
    let tells = controller.page(&server, "/control/inject?inject=I-02").body;
    for said in ["It tells", "acme-hit", "It brings", "invoice.pdf.exe"] {
        assert!(tells.contains(said), "{said}: {tells}");
    }
    for (fields, status, says) in [
        (&[("to", "nobody")][..], 400, "nobody here"),
        (&[("channel", "pigeon")], 400, "choose channel"),
        (&[("priority", "utmost")], 400, "choose channel"),
        (&[("at", "soon")], 400, "no moment"),
        (&[("at", "+90h")], 400, "after ENDEX"),
        (&[("to", "excon")], 409, "in the name of one of those"),
        (&[], 409, "nothing is changed"),
        (
            &[
                ("to", "be-police"),
                ("to", "jp-cert"),
                ("channel", "phone"),
                ("priority", "urgent"),
            ],
            303,
            "",
        ),
        (&[("at", "+20m"), ("text", "In other words.")], 303, ""),
    ] {
        let (got, page) = change(&mut controller, &server, fields);
        assert!(
            got == status && page.contains(says),
            "{fields:?}: {got} {page}"
        );
    }
    let after = sheet(&controller);
    assert!(
        chosen(&after, "be-police") && chosen(&after, "jp-cert"),
        "{after}"
    );
    assert!(
        !chosen(&after, "be-cert") && after.contains("value=\"urgent\" selected"),
        "{after}"
    );
    assert!(
        after.contains("T+00:20:00") && after.contains("In other words."),
        "{after}"
    );
    let msel = controller.page(&server, "/control").body;
    assert!(
        msel.contains("<td>be-police, jp-cert</td><td>T+00:20:00 <small>changed"),
        "{msel}"
    );

    let until_then = [("pace", "until"), ("until", "T+00:21:00")];
    let ran = controller.send(&server, "/control/pace", &until_then);
    assert_eq!(ran.status, 303, "{ran:?}");
    until("that it went out", || {
        let page = sheet(&controller);
        (page.contains("stays as it is")
            && !page.contains("<form method=\"post\" action=\"/control/inject\""))
        .then_some(())
    });
    let bot = Bot::enter(&server, "controller");
    let record = bot.look("/api/control/everything?what=messages");
    let of = |seat: &str| {
        let text = record.to_string();
        text.matches(seat).count()
    };
    assert!(of("In other words.") >= 2, "{record}");
    let skipped = controller
        .page(&server, "/control/everything?what=injects")
        .body;
    assert!(
        skipped.contains("I-05 not sent to be-cert: left out by controller"),
        "{skipped}"
    );
    assert!(
        skipped.contains("it goes to be-police, jp-cert; it comes by"),
        "{skipped}"
    );
}

#[test]
fn a_program_changes_an_inject_and_reads_it_so() {
    let dir = tempfile::tempdir().expect("a place to write");
    let server = Server::start(dir.path(), "first-drill");
    let bot = Bot::enter(&server, "controller");
    let change = |n: u32, fields: serde_json::Value| {
        let mut body = json!({ "key": format!("change-{n}"), "inject": "I-05", "do": "edit" });
        for (name, value) in fields.as_object().expect("it is one") {
            body[name] = value.clone();
        }
        bot.post("/api/control/inject", &body)
    };
    let nameless = change(1, json!({ "to": ["be-cert"] }));
    assert_eq!(nameless.status, 400, "{nameless:?}");
    let unknown = change(2, json!({ "to": ["be-cert", "x"], "by": "Ann" }));
    assert_eq!(unknown.status, 400, "{unknown:?}");
    let to = json!(["be-police", "jp-cert"]);
    let done = change(
        3,
        json!({ "to": to, "channel": "phone", "priority": "low", "by": "Ann" }),
    );
    assert_eq!(done.status, 200, "{done:?}");
    let control = bot.look("/api/control");
    let injects = control["injects"].as_array().expect("a list");
    let row = injects
        .iter()
        .find(|one| one["id"] == "I-05")
        .expect("it is there");
    assert_eq!(
        (&row["to"], &row["channel"], &row["priority"]),
        (&to, &json!("phone"), &json!("low"))
    );
}

#[test]
#[allow(clippy::too_many_lines, reason = "one story")]
fn a_local_controller_has_the_injects_of_their_economy_alone() {
    let dir = tempfile::tempdir().expect("a place to write");
    let server = Server::start(dir.path(), "first-drill");
    let mut local = server.enter("local controller BE");
    let mut controller = server.enter("controller");
    let status = |guest: &Guest, path: &str| guest.page(&server, path).status;
    assert_eq!(status(&local, SHEET), 200);
    assert_eq!(status(&local, "/control/inject?inject=none"), 404);
    assert_eq!(status(&local, "/control/inject"), 404);
    let seat = server.enter("be-cert");
    assert_eq!(status(&seat, SHEET), 404);
    assert_eq!(
        status(&local, "/control/inject?inject=I-03"),
        404,
        "it is Japan's"
    );
    let foreign = [("inject", "I-03"), ("do", "edit"), ("text", "x")];
    let none = local.send(&server, "/control/inject", &foreign);
    assert_eq!(none.status, 404, "{none:?}");
    // Nothing goes abroad by their hand.
    let abroad = change(&mut local, &server, &[("to", "jp-cert")]);
    assert_eq!(abroad.0, 400, "{}", abroad.1);
    assert_eq!(change(&mut local, &server, &[("to", "be-police")]).0, 303);
    // What EXCON sends abroad as well is EXCON's; who of theirs gets it is theirs to say.
    let both = [("to", "be-police"), ("to", "jp-cert")];
    assert_eq!(change(&mut controller, &server, &both).0, 303);
    let page = local.page(&server, SHEET).body;
    assert!(
        page.contains("and others, by EXCON") && !page.contains("jp-cert"),
        "{page}"
    );
    assert!(!page.contains("CERT of Japan") && page.contains("value=\"be-police\" checked"));
    for (does, field) in [
        ("edit", ("text", "x")),
        ("edit", ("at", "+50m")),
        ("skip", ("x", "y")),
    ] {
        let fields = [("inject", "I-05"), ("do", does), field];
        let answer = local.send(&server, "/control/inject", &fields);
        assert!(
            answer.status == 409 && answer.body.contains("EXCON handles it"),
            "{answer:?}"
        );
    }
    let to = |page: &str| {
        let ids = ["be-cert", "be-police", "jp-cert"];
        ids.map(|id| page.contains(&format!("value=\"{id}\" checked")))
    };
    for (fields, goes_to) in [
        (
            &[("to", "be-cert"), ("chooses", "yes")][..],
            [true, false, true],
        ),
        (&[("chooses", "yes")], [false, false, true]),
        (&[("to", "be-police"), ("to", "be-cert")], [true; 3]),
    ] {
        let (status, page) = change(&mut local, &server, fields);
        assert_eq!(status, 303, "{page}");
        assert_eq!(
            to(&controller.page(&server, SHEET).body),
            goes_to,
            "{fields:?}"
        );
    }
    let msel = local.page(&server, "/local").body;
    let both = "be-cert, be-police <small>and others, by EXCON";
    assert!(msel.contains(both), "{msel}");
    // What is for others alone is what the script said, and no word of what became of it.
    let secret = [
        ("chooses", "yes"),
        ("to", "jp-cert"),
        ("text", "For Japan alone."),
    ];
    assert_eq!(change(&mut controller, &server, &secret).0, 303);
    let moved = [("at", "+7m")];
    assert_eq!(change(&mut controller, &server, &moved).0, 303);
    let bot = Bot::enter(&server, "local controller BE");
    for told in [
        local.page(&server, SHEET).body,
        local.page(&server, "/local").body,
        bot.look("/api/control").to_string(),
    ] {
        assert!(
            !told.contains("Japan") && !told.contains("00:07:00"),
            "{told}"
        );
        assert!(!told.contains("420000"), "{told}");
    }
    let row = bot.look("/api/control")["injects"].clone();
    let row = row
        .as_array()
        .expect("a list")
        .iter()
        .find(|one| one["id"] == "I-05")
        .cloned();
    let row = row.expect("it is there");
    let told = [&row["state"], &row["to"], &row["edits"], &row["shared"]];
    assert_eq!(
        told,
        [&json!("skipped"), &json!([]), &json!(0), &json!(true)]
    );
    // Who was there by the script has a say again once EXCON lets them.
    let back = change(&mut local, &server, &[("to", "be-cert")]);
    assert_eq!(back.0, 303, "{}", back.1);
}

#[test]
fn who_is_left_out_of_an_inject_cannot_tell_that_it_went_out() {
    let dir = tempfile::tempdir().expect("a place to write");
    let server = Server::start(dir.path(), "first-drill");
    let (mut controller, local) = (
        server.enter("controller"),
        server.enter("local controller BE"),
    );
    let run_until = |controller: &mut Guest, at: &str| {
        let until_then = [("pace", "until"), ("until", at)];
        let ran = controller.send(&server, "/control/pace", &until_then);
        assert_eq!(ran.status, 303, "{ran:?}");
        until("that moment", || {
            let page = controller.page(&server, "/watch").body;
            page.contains(at).then_some(())
        });
    };
    // What two looks at one page have apart is the clock and a key for the next press.
    let told = |guest: &Guest, path: &str| {
        let page = guest.page(&server, path).body;
        let (_, page) = page.split_once("<main").expect("it has one");
        let key = |page: &str| between(page, "name=\"key\" value=\"", "\"");
        key(page).map_or(page.to_owned(), |key| page.replace(&key[..32], "KEY"))
    };
    let over = |page: &str| page.contains("stays as it is");
    run_until(&mut controller, "T+00:05:00");
    let abroad = [("chooses", "yes"), ("to", "jp-cert")];
    assert_eq!(change(&mut controller, &server, &abroad).0, 303);
    let (sheet, list) = (told(&local, SHEET), told(&local, "/local"));
    assert!(!over(&sheet), "{sheet}");
    let release = [("inject", "I-05"), ("do", "release")];
    let released = controller.send(&server, "/control/inject", &release);
    assert_eq!(released.status, 303, "{released:?}");
    assert!(over(&told(&controller, SHEET)));
    assert_eq!(told(&local, SHEET), sheet);
    assert_eq!(told(&local, "/local"), list);
    run_until(&mut controller, "T+00:31:00");
    assert!(
        over(&told(&local, SHEET)),
        "its moment by the script is past"
    );
}

/// Two who press at once are answered one after the other, and the second is told of the first.
#[test]
fn of_two_at_once_the_second_is_told_of_the_first() {
    let dir = tempfile::tempdir().expect("a place to write");
    let server = Server::start(dir.path(), "first-drill");
    let bots = ["Ann", "Ben"].map(|name| (name, Bot::enter(&server, "controller")));
    for round in 0..15 {
        let seen = bots[0].1.look("/api/control")["injects"].clone();
        let seen = seen
            .as_array()
            .expect("a list")
            .iter()
            .find(|one| one["id"] == "I-05")
            .cloned();
        let seen = seen.expect("it is there")["edits"].clone();
        let answers = std::thread::scope(|scope| {
            // What takes long has both wait, and be done in one go.
            let busy = scope.spawn(|| bots[0].1.get("/api/control/world"));
            let both = bots.each_ref().map(|(name, bot)| {
                let body = json!({
                    "key": format!("round-{round}-of-{name}"), "inject": "I-05", "do": "edit",
                    "text": format!("{round} {name}"), "seen": seen, "by": name,
                });
                scope.spawn(move || bot.post("/api/control/inject", &body).status)
            });
            busy.join().expect("it ends");
            both.map(|one| one.join().expect("it ends"))
        });
        let mut answers = answers;
        answers.sort_unstable();
        assert_eq!(answers, [200, 409], "{round}");
    }
}

#[test]
fn who_looked_before_somebody_changed_it_overwrites_nothing() {
    let dir = tempfile::tempdir().expect("a place to write");
    let server = Server::start(dir.path(), "first-drill");
    let (mut ann, mut ben) = (server.enter("controller"), server.enter("controller"));
    let seen = |guest: &Guest| {
        let page = guest.page(&server, SHEET).body;
        between(&page, "name=\"seen\" value=\"", "\"").expect("it says")
    };
    let (by_ann, by_ben) = (seen(&ann), seen(&ben));
    let words = [("text", "Ann's words."), ("seen", by_ann.as_str())];
    assert_eq!(change(&mut ann, &server, &words).0, 303);
    let old = [("text", "We hear of an attack."), ("seen", by_ben.as_str())];
    let (status, page) = change(&mut ben, &server, &old);
    assert!(
        status == 409 && page.contains("somebody changed it"),
        "{status} {page}"
    );
    // Only what is otherwise is a change, and nothing at all is none.
    let again = seen(&ben);
    let all = [
        ("text", "Ann's words."),
        ("to", "be-cert"),
        ("channel", "email"),
        ("priority", "low"),
        ("by", "Ben"),
        ("seen", again.as_str()),
    ];
    assert_eq!(change(&mut ben, &server, &all).0, 303);
    let (status, page) = change(&mut ben, &server, &all[..5]);
    assert!(
        status == 409 && page.contains("nothing is changed"),
        "{page}"
    );
    for (fields, why) in [
        (&[("text", "")][..], "says nothing"),
        (&[("chooses", "yes")], "goes to nobody"),
    ] {
        let (status, page) = change(&mut ann, &server, fields);
        assert!(status == 409 && page.contains(why), "{fields:?}: {page}");
    }
    let record = ann.page(&server, "/control/everything?what=injects").body;
    assert!(
        record.contains("changed by Ben: its priority is low<"),
        "{record}"
    );
}

#[test]
fn a_contingency_that_nobody_needed_is_over() {
    let dir = tempfile::tempdir().expect("a place to write");
    let server = Server::start_with(dir.path(), &["serve", "first-drill", "--seed", "7"]);
    let mut controller = server.enter("controller");
    let until_then = [("pace", "until"), ("until", "T+00:45:00")];
    let ran = controller.send(&server, "/control/pace", &until_then);
    assert_eq!(ran.status, 303, "{ran:?}");
    let sheet = "/control/inject?inject=I-04";
    until("that it waits", || {
        let page = controller.page(&server, sheet).body;
        page.contains("<td>due ").then_some(())
    });
    // Simulated, the CERT has told Acme by then.
    let free = [("inject", "I-04"), ("do", "let_go")];
    assert_eq!(
        controller.send(&server, "/control/inject", &free).status,
        303
    );
    let page = controller.page(&server, sheet).body;
    assert!(page.contains("<td>skipped "), "{page}");
    let again = controller.send(&server, "/control/inject", &free);
    assert!(
        again.status == 409 && again.body.contains("was skipped"),
        "{again:?}"
    );
}

#[test]
fn moments_are_times_of_day_of_the_scenario_too() {
    let dir = tempfile::tempdir().expect("a place to write");
    let server = Server::start(dir.path(), "first-drill");
    let mut controller = server.enter("controller");
    // STARTEX is at 09:00 in Brussels.
    let (status, page) = change(&mut controller, &server, &[("at", "09:35")]);
    assert_eq!(status, 303, "{page}");
    assert!(controller.page(&server, SHEET).body.contains("T+00:35:00"));
    let until_then = [("pace", "until"), ("until", "09:05")];
    let ran = controller.send(&server, "/control/pace", &until_then);
    assert_eq!(ran.status, 303, "{ran:?}");
    until("that moment", || {
        let page = controller.page(&server, "/watch").body;
        (page.contains(">T+00:05:00<") && page.contains("09:05:00 Europe")).then_some(())
    });
}
