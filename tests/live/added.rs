//! What EXCON has added is handled as what the script has: on the MSEL, on its page, by programs;
//! by a local controller, where it goes to their economy.

use crate::api::Bot;
use crate::server::{Guest, Server, between, until};
use serde_json::{Value, json};

const SHEET: &str = "/control/inject?planned=0";

fn add(
    to: &'static str,
    at: &'static str,
    text: &'static str,
) -> [(&'static str, &'static str); 6] {
    [
        ("to", to),
        ("channel", "email"),
        ("kind", "notification"),
        ("priority", "normal"),
        ("at", at),
        ("text", text),
    ]
}

/// Does something with what was added first, and gives the status and what the page says.
fn does(who: &mut Guest, server: &Server, what: &str, fields: &[(&str, &str)]) -> (u16, String) {
    let all = [&[("planned", "0"), ("do", what)], fields].concat();
    let answer = who.send(server, "/control/inject", &all);
    (answer.status, answer.body)
}

fn play_until(server: &Server, controller: &mut Guest, at: &str) {
    let until_then = [("pace", "until"), ("until", at)];
    let ran = controller.send(server, "/control/pace", &until_then);
    assert_eq!(ran.status, 303, "{ran:?}");
    until("that moment", || {
        let page = controller.page(server, "/watch").body;
        page.contains(&format!(">{at}<")).then_some(())
    });
}

/// The row of what was added first, on the MSEL.
fn row(who: &Guest, server: &Server, path: &str) -> String {
    let page = who.page(server, path).body;
    between(&page, "<th scope=\"row\">+1 ", "</tr>").unwrap_or_else(|| panic!("{page}"))
}

#[test]
#[allow(clippy::too_many_lines, reason = "one story")]
fn what_was_added_has_a_page_and_goes_out_as_it_says_there() {
    let dir = tempfile::tempdir().expect("a place to write");
    let server = Server::start(dir.path(), "first-drill");
    let mut controller = server.enter("controller");
    let added = add(
        "be-cert",
        "+20m",
        "A second invoice.\nFrom the same sender.",
    );
    let told = [("claim", "acme-hit")];
    let added = [&added[..], &told].concat();
    let done = controller.send(&server, "/control/add", &added);
    assert_eq!(done.status, 303, "{done:?}");
    let msel = row(&controller, &server, "/control");
    for said in [
        "A second invoice.",
        "T+00:20:00",
        "scheduled",
        "href=\"/control/inject?planned=0\"",
        "value=\"release\"",
        "value=\"hold\"",
        "value=\"drop\"",
    ] {
        assert!(msel.contains(said), "{said}: {msel}");
    }
    let sheet = controller.page(&server, SHEET).body;
    for said in [
        "Inject +1",
        "It tells",
        "acme-hit",
        "From the same sender.",
        "To send it to another economy",
        "<option value=\"be-cert\" selected>",
        "<option value=\"be-police\">",
    ] {
        assert!(sheet.contains(said), "{said}: {sheet}");
    }
    assert!(
        !sheet.contains("jp-cert"),
        "it stays in its economy: {sheet}"
    );
    for none in ["/control/inject?planned=1", "/control/inject?planned=x"] {
        assert_eq!(controller.page(&server, none).status, 404, "{none}");
    }
    let seen = between(&sheet, "name=\"seen\" value=\"", "\"").expect("it says");
    for (what, fields, status, says) in [
        ("edit", &[("to", "jp-cert")][..], 409, "another economy"),
        (
            "edit",
            &[("to", "be-police"), ("to", "acme")],
            409,
            "one alone",
        ),
        ("edit", &[("text", " ")], 409, "says nothing"),
        (
            "edit",
            &[("to", "be-cert"), ("channel", "email")],
            409,
            "nothing is changed",
        ),
        ("let_go", &[], 409, "is not held"),
        ("skate", &[], 404, ""),
        ("hold", &[("inject", "I-05")], 400, "name one of them"),
        (
            "edit",
            &[
                ("to", "acme"),
                ("channel", "phone"),
                ("priority", "urgent"),
                ("at", "+15m"),
                ("text", "In other words."),
                ("seen", &*seen),
            ],
            303,
            "",
        ),
        (
            "edit",
            &[("text", "Mine."), ("seen", &*seen)],
            409,
            "somebody changed it",
        ),
        ("hold", &[], 303, ""),
    ] {
        let (got, page) = does(&mut controller, &server, what, fields);
        assert!(
            got == status && page.contains(says),
            "{what} {fields:?}: {got} {page}"
        );
    }
    let held = row(&controller, &server, "/control");
    for said in [
        "acme",
        "T+00:15:00",
        "changed",
        "<td>held",
        "value=\"let_go\"",
    ] {
        assert!(held.contains(said), "{said}: {held}");
    }
    // What is held comes due, waits for EXCON, and goes out when it is let go.
    play_until(&server, &mut controller, "T+00:17:00");
    let waits = row(&controller, &server, "/control");
    assert!(waits.contains("due, waits for you"), "{waits}");
    assert_eq!(does(&mut controller, &server, "let_go", &[]).0, 303);
    let out = row(&controller, &server, "/control");
    assert!(
        out.contains("released") && !out.contains("<button"),
        "{out}"
    );
    let sheet = controller.page(&server, SHEET).body;
    assert!(sheet.contains("stays as it is"), "{sheet}");
    let (status, page) = does(&mut controller, &server, "release", &[]);
    assert!(status == 409 && page.contains("has gone out"), "{page}");
    let record = controller
        .page(&server, "/control/everything?what=injects")
        .body;
    for said in [
        "planned message 1 changed by controller: it is due at T+00:15:00; it goes to acme; it \
         comes by phone; its priority is urgent; it says: In other words.",
        "planned message 1 held by controller",
        "planned message 1 is due and held",
        "planned message 1 let go by controller",
        "planned message 1 goes out by controller, 2m after it was due",
    ] {
        assert!(record.contains(said), "{said}: {record}");
    }
    let messages = controller
        .page(&server, "/control/everything?what=messages")
        .body;
    assert!(messages.contains("In other words."), "{messages}");
    // Like an inject of the script it is done once whoever got it has opened it.
    play_until(&server, &mut controller, "T+01:00:00");
    let read = row(&controller, &server, "/control");
    assert!(read.contains("<td>done"), "{read}");
}

#[test]
fn a_program_handles_what_was_added() {
    let dir = tempfile::tempdir().expect("a place to write");
    let server = Server::start(dir.path(), "first-drill");
    play_until(&server, &mut server.enter("controller"), "T+00:01:00");
    let bot = Bot::enter(&server, "controller");
    let mut sent = 0;
    let mut post = |door: &str, fields: Value| {
        sent += 1;
        let mut body = json!({ "key": format!("with-added-{sent}"), "by": "Ann" });
        for (name, value) in fields.as_object().expect("it is one") {
            body[name] = value.clone();
        }
        bot.post(door, &body).status
    };
    let message = json!({
        "to": ["be-cert"], "channel": "email", "kind": "notification", "priority": "normal",
        "at": "+20m", "text": "A word.",
    });
    assert_eq!(post("/api/control/add", message), 200);
    let is = || bot.look("/api/control")["planned"][0].clone();
    let told = |one: &Value| {
        let words = ["state", "to", "channel", "priority", "text"];
        let words = words.map(|name| one[name].as_str().unwrap_or_default().to_owned());
        (words.join(" "), one["edits"].clone(), one["due"].clone())
    };
    let door = "/api/control/inject";
    let edit = json!({
        "planned": 0, "do": "edit", "seen": 0, "to": ["be-police"], "priority": "low",
        "at": "+25m",
    });
    assert_eq!(post(door, edit.clone()), 200);
    assert_eq!(post(door, edit), 409, "somebody changed it since");
    let changed = (
        "scheduled be-police email low A word.".to_owned(),
        json!(1),
        json!(1_500_000),
    );
    assert_eq!(told(&is()), changed);
    for (what, status, state) in [
        ("hold", 200, "held"),
        ("hold", 409, "held"),
        ("let_go", 200, "scheduled"),
        ("release", 200, "released"),
        ("skip", 409, "released"),
    ] {
        assert_eq!(
            post(door, json!({ "planned": 0, "do": what })),
            status,
            "{what}"
        );
        assert_eq!(is()["state"], state, "{what}");
    }
    assert_eq!(post(door, json!({ "planned": 1, "do": "hold" })), 404);
}

#[test]
fn a_local_controller_handles_what_was_added_for_theirs_and_hears_of_no_other() {
    let dir = tempfile::tempdir().expect("a place to write");
    let server = Server::start(dir.path(), "first-drill");
    let mut controller = server.enter("controller");
    let mut local = server.enter("local controller BE");
    for added in [
        add("jp-cert", "+18m", "For Japan alone."),
        add("be-cert", "+20m", "For Belgium."),
    ] {
        let done = controller.send(&server, "/control/add", &added);
        assert_eq!(done.status, 303, "{done:?}");
    }
    play_until(&server, &mut controller, "T+00:01:00");
    // By their count it is the first.
    let msel = row(&local, &server, "/local");
    assert!(msel.contains("For Belgium."), "{msel}");
    assert_eq!(local.page(&server, "/control/inject?planned=1").status, 404);
    let before = local.page(&server, SHEET).body;
    assert!(
        before.contains("For Belgium.") && !before.contains("Japan"),
        "{before}"
    );
    for (what, fields, status) in [
        ("edit", &[("to", "jp-cert")][..], 400),
        ("edit", &[("to", "acme")], 303),
        ("hold", &[], 303),
    ] {
        let (got, page) = does(&mut local, &server, what, fields);
        assert_eq!(got, status, "{what} {fields:?}: {page}");
    }
    // What EXCON does with another's moves nothing of theirs.
    let (told, msel) = (
        local.page(&server, "/local").body,
        row(&local, &server, "/local"),
    );
    for (what, fields) in [
        ("edit", &[("at", "+19m"), ("text", "Anew, for Japan.")][..]),
        ("hold", &[]),
        ("release", &[]),
    ] {
        assert_eq!(
            does(&mut controller, &server, what, fields).0,
            303,
            "{what}"
        );
        assert_eq!(row(&local, &server, "/local").len(), msel.len());
    }
    let page = local.page(&server, "/local").body;
    assert_eq!(page.len(), told.len());
    assert!(!page.contains("Japan"), "{page}");
    let theirs = row(&local, &server, "/local");
    assert!(
        theirs.contains("<td>acme</td>") && theirs.contains("<td>held"),
        "{theirs}"
    );
}
