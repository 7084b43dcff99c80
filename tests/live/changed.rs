//! One inject on its own page: what the script says of it, and what EXCON changes before it goes
//! out: when, to whom, by what, how urgently, in which words.

use crate::api::Bot;
use crate::server::{Guest, Server, until};
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
    let chosen = |page: &str, id: &str| page.contains(&format!("value=\"{id}\" selected"));
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
        (&[("to", "excon")], 400, "in the name of one of those"),
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
        !chosen(&after, "be-cert") && chosen(&after, "urgent"),
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
    assert!(skipped.contains("I-05 not needed for be-cert"), "{skipped}");
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
    // Nothing goes abroad by their hand; what EXCON sends abroad is theirs no more.
    let abroad = change(&mut local, &server, &[("to", "jp-cert")]);
    assert_eq!(abroad.0, 400, "{}", abroad.1);
    assert_eq!(change(&mut local, &server, &[("to", "be-police")]).0, 303);
    assert_eq!(
        change(&mut controller, &server, &[("to", "jp-cert")]).0,
        303
    );
    assert_eq!(status(&local, SHEET), 404);
    assert_eq!(change(&mut local, &server, &[("to", "be-cert")]).0, 404);
}
