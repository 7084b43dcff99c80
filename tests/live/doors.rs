//! The day run by programs: what controllers, local ones and evaluators do on pages they do here.

use crate::api::{Bot, first_event, said};
use crate::server::{Server, until};
use serde_json::{Value, json};

fn place(all: &Value, name: &str, id: &str) -> Option<usize> {
    let all = all.as_array().expect("a list");
    all.iter().position(|one| one[name] == id)
}

fn add(key: &str, to: &Value, more: &Value) -> Value {
    let mut body = json!({
        "key": key, "to": to, "channel": "email", "kind": "notification", "priority": "high",
        "by": "Ann",
        "text": "A word from EXCON.",
    });
    for (name, value) in more.as_object().expect("fields") {
        body[name] = value.clone();
    }
    body
}

#[test]
#[allow(clippy::too_many_lines, reason = "one story")]
fn a_day_is_run_by_programs_and_each_sees_what_is_theirs() {
    let dir = tempfile::tempdir().expect("a place to write");
    let server = Server::start(dir.path(), "first-drill");
    let controller = Bot::enter(&server, "controller");
    let evaluator = Bot::enter(&server, "evaluator");
    let (seat, other) = (
        Bot::enter(&server, "be-cert"),
        Bot::enter(&server, "jp-cert"),
    );
    let local = Bot::enter(&server, "local controller BE");

    let pace = json!({ "key": "pace-once", "pace": "run", "speed": 1 });
    assert_eq!(local.post("/api/control/pace", &pace).status, 404);
    assert_eq!(controller.post("/api/control/pace", &pace).status, 200);
    // An inject of one's own, now and later, to several.
    let both = json!(["be-cert", "jp-cert"]);
    for (bot, body, status) in [
        (
            &controller,
            add("add-both-later", &both, &json!({ "at": "+20m" })),
            200,
        ),
        (
            &controller,
            add("add-one-now", &json!("be-cert"), &json!({})),
            200,
        ),
        (
            &local,
            add("add-their-own", &json!("be-cert"), &json!({ "at": "+30m" })),
            200,
        ),
        (
            &local,
            add("add-elsewhere", &json!("jp-cert"), &json!({})),
            404,
        ),
        (
            &controller,
            add("add-to-nobody", &json!("nobody"), &json!({})),
            400,
        ),
        (
            &controller,
            add("add-too-late", &both, &json!({ "at": "+900h" })),
            400,
        ),
        (&seat, add("add-by-a-seat", &both, &json!({})), 404),
    ] {
        let answer = bot.post("/api/control/add", &body);
        assert_eq!(answer.status, status, "{body}: {answer:?}");
    }
    let control = controller.look("/api/control");
    let planned = control["planned"].as_array().expect("a list");
    let due: Vec<_> = planned
        .iter()
        .map(|one| (&one["to"], &one["due"]))
        .collect();
    assert_eq!(due.len(), 4, "{due:?}");
    // A local controller has a hand in one economy, and sees of the clock what everybody sees.
    let own = local.look("/api/control");
    assert!(place(&own["seats"], "id", "be-cert").is_some(), "{own}");
    assert!(place(&own["seats"], "id", "jp-cert").is_none(), "{own}");
    assert_eq!(own["planned"].as_array().map(Vec::len), Some(3), "{own}");
    assert_eq!(
        controller.look("/api/control")["paces"]
            .as_array()
            .map(Vec::len),
        Some(1)
    );
    assert_eq!(local.look("/api/control")["paces"], json!([]));
    for (bot, name, status) in [(&local, "be-police", 200), (&local, "jp-cert", 404)] {
        let switch = json!({ "key": format!("switch-{name}"), "seat": name, "to": "human" });
        assert_eq!(
            bot.post("/api/control/seat", &switch).status,
            status,
            "{name}"
        );
    }

    // Links: of their own seats for a local controller, of all for the controller.
    for (bot, body, status) in [
        (
            &local,
            json!({ "role": "participant", "seat": "be-police" }),
            200,
        ),
        (
            &local,
            json!({ "role": "participant", "seat": "jp-cert" }),
            404,
        ),
        (&local, json!({ "role": "controller" }), 404),
        (
            &local,
            json!({ "role": "local_controller", "seat": "BE" }),
            404,
        ),
        (&local, json!({ "role": "evaluator" }), 404),
        (
            &controller,
            json!({ "role": "evaluator", "of": ["be-cert"] }),
            200,
        ),
        (
            &controller,
            json!({ "role": "participant", "seat": "nobody" }),
            404,
        ),
        // EXCON is nobody's seat, and neither is a group of attackers.
        (
            &controller,
            json!({ "role": "participant", "seat": "excon" }),
            404,
        ),
    ] {
        let answer = bot.post("/api/control/link", &body);
        assert_eq!(answer.status, status, "{body}: {answer:?}");
        if status == 200 {
            let said: Value = serde_json::from_str(&answer.body).expect("it is JSON");
            let entered = controller.post("/api/enter", &json!({ "link": said["link"] }));
            assert_eq!(entered.status, 200, "{entered:?}");
        }
    }

    // What is said, and who hears it.
    for (bot, body, status) in [
        (
            &controller,
            json!({ "do": "announce", "text": "Coffee." }),
            200,
        ),
        (&controller, json!({ "do": "chat", "text": "just us" }), 200),
        (
            &controller,
            json!({ "do": "chat", "text": "you there", "with": "BE" }),
            200,
        ),
        (&local, json!({ "do": "chat", "text": "here" }), 200),
        (
            &local,
            json!({ "do": "announce", "text": "I am EXCON" }),
            404,
        ),
        (
            &evaluator,
            json!({ "do": "announce", "text": "I am EXCON" }),
            404,
        ),
        (&controller, json!({ "do": "chat", "text": " " }), 400),
        (&seat, json!({ "do": "chat", "text": "let me in" }), 404),
    ] {
        let mut body = body;
        body["key"] = json!(format!("say {body}"));
        let answer = bot.post("/api/say", &body);
        assert_eq!(answer.status, status, "{body}: {answer:?}");
    }
    let said = |bot: &Bot<'_>| -> Vec<String> {
        let said = bot.look("/api/say");
        let all = said["said"].as_array().expect("a list").iter();
        all.map(|one| one["text"].as_str().expect("a text").to_owned())
            .collect()
    };
    assert_eq!(
        said(&controller),
        ["here", "you there", "just us", "Coffee."]
    );
    assert_eq!(said(&local), ["here", "you there", "Coffee."]);
    assert_eq!(seat.get("/api/say").status, 404);

    // What a seat sees is seen by those who judge it, and by whoever plays its economy.
    let mut theirs = seat.look("/api/seat");
    let mut seen = evaluator.look("/api/evaluate/seat?seat=be-cert");
    for one in [&mut theirs, &mut seen] {
        one["clock"] = Value::Null;
    }
    assert_eq!(theirs, seen);
    assert_eq!(local.get("/api/evaluate/seat?seat=be-cert").status, 200);
    for (bot, path) in [
        (&local, "/api/evaluate/seat?seat=jp-cert"),
        (&other, "/api/evaluate/seat?seat=be-cert"),
        (&evaluator, "/api/evaluate/seat?seat=paper-tiger"),
        (&evaluator, "/api/control/world"),
        (&local, "/api/control/world"),
        (&local, "/api/control/everything"),
        (&seat, "/api/control/expected"),
        (&seat, "/api/evaluate/after"),
    ] {
        assert_eq!(bot.get(path).status, 404, "{path}");
    }

    // The record, the truth, what is expected.
    let all = controller.look("/api/control/everything");
    let texts = all["entries"].to_string();
    assert!(
        texts.contains("A word from EXCON") || texts.contains("is planned"),
        "{texts}"
    );
    let inputs = controller.look("/api/control/everything?what=inputs&seat=be-cert");
    let inputs = inputs["entries"].as_array().expect("a list");
    assert!(inputs.iter().all(|one| one["input"] == true), "{inputs:?}");
    for wrong in ["what=nothing", "seat=nobody", "from=x"] {
        let path = format!("/api/control/everything?{wrong}");
        assert_eq!(controller.get(&path).status, 400, "{wrong}");
    }
    let truth = controller.look("/api/control/world");
    assert!(
        place(&truth["findings"], "id", "acme-hit").is_some(),
        "{truth}"
    );
    let expected = controller.look("/api/control/expected");
    assert!(
        expected["groups"].to_string().contains("T-02a"),
        "{expected}"
    );

    // The hot wash is ENDEX's.
    assert_eq!(seat.look("/api/hotwash")["over"], false);
    let words = json!({ "key": "hotwash-words", "answer-0": "Quick answers." });
    assert_eq!(
        seat.post("/api/hotwash", &words).status,
        409,
        "it has not been played"
    );
    let end = json!({ "key": "pace-end", "pace": "end" });
    assert_eq!(controller.post("/api/control/pace", &end).status, 200);
    until("ENDEX", || {
        (seat.look("/api/hotwash")["over"] == true).then_some(())
    });
    let words = json!({ "key": "hotwash-again", "answer-0": "Quick answers." });
    assert_eq!(seat.post("/api/hotwash", &words).status, 200);
    let own = seat.look("/api/hotwash");
    assert_eq!(own["asked"][0]["answer"], "Quick answers.");
    assert!(own["scorecard"]["objectives"].is_array(), "{own}");
    let after = evaluator.look("/api/evaluate/after");
    assert_eq!(
        (&after["answers"][0]["seat"], &after["answers"][0]["answer"]),
        (&json!("be-cert"), &json!("Quick answers."))
    );
    let public = evaluator.look("/api/evaluate/scorecard?edition=public");
    let whole = evaluator.look("/api/evaluate/scorecard");
    assert_ne!(public, whole);
    assert_eq!(
        evaluator.get("/api/evaluate/scorecard?edition=x").status,
        400
    );
}

#[test]
#[allow(clippy::too_many_lines, reason = "a table of doors")]
fn every_described_door_opens_for_whom_it_is_meant() {
    let dir = tempfile::tempdir().expect("a place to write");
    let server = Server::start(dir.path(), "first-drill");
    let described = said(&server.ask("GET", "/api/openapi.json", &[], ""));
    let (controller, seat) = (
        Bot::enter(&server, "controller"),
        Bot::enter(&server, "be-cert"),
    );
    let bodies = [
        ("/api/enter", json!({ "link": server.links["observer"] })),
        (
            "/api/seat/act",
            json!({ "key": "12345678", "do": "decide", "decision": "x" }),
        ),
        (
            "/api/seat/drafts",
            json!({ "form": "decide", "fields": { "decision": "x" } }),
        ),
        ("/api/control/pace", json!({ "pace": "pause" })),
        (
            "/api/control/seat",
            json!({ "key": "12345678", "seat": "acme", "to": "human" }),
        ),
        (
            "/api/control/inject",
            json!({ "key": "12345678", "inject": "I-05", "do": "skip", "by": "Ann" }),
        ),
        (
            "/api/control/add",
            json!({
                "key": "12345678", "to": "acme", "channel": "email", "kind": "notification",
                "priority": "normal", "text": "x", "by": "Ann",
            }),
        ),
        (
            "/api/control/contact",
            json!({ "key": "12345678", "contact": 0, "do": "confirm" }),
        ),
        (
            "/api/control/link",
            json!({ "role": "local_controller", "seat": "BE" }),
        ),
        (
            "/api/say",
            json!({ "key": "12345678", "do": "chat", "text": "x" }),
        ),
        (
            "/api/hotwash",
            json!({ "key": "12345678", "answer-0": "calm" }),
        ),
        (
            "/api/evaluate/mark",
            json!({ "key": "12345678", "do": "observe", "by": "Ann", "text": "calm" }),
        ),
        (
            "/api/evaluate/mentions",
            json!({
                "key": "12345678", "message": 0, "finding": "acme-hit", "do": "not", "by": "Ann",
            }),
        ),
        (
            "/api/simcell",
            json!({ "key": "12345678", "message": 0, "do": "take" }),
        ),
    ];
    let mut opened = 0;
    for (path, verbs) in described["paths"].as_object().expect("paths") {
        for (verb, about) in verbs.as_object().expect("verbs") {
            opened += 1;
            if path == "/api/leave" {
                continue;
            }
            if path == "/api/events" {
                let event = first_event(&server, &seat.bearer);
                assert!(
                    event.starts_with("HTTP/1.1 200") && event.contains("\"shown\""),
                    "{event}"
                );
                continue;
            }
            let bot = if path.starts_with("/api/seat") || path == "/api/hotwash" {
                &seat
            } else {
                &controller
            };
            let answer = match verb.as_str() {
                "get" if path == "/api/evaluate/seat" => bot.get("/api/evaluate/seat?seat=acme"),
                "get" => bot.get(path),
                _ => {
                    let body = bodies.iter().find(|(of, _)| of == path);
                    bot.post(path, body.map_or(&json!({}), |(_, body)| body))
                }
            };
            let status = answer.status.to_string();
            // Nobody has asked anything that could be taken.
            let nothing = path == "/api/simcell" && verb == "post";
            assert!(
                [200, 409].contains(&answer.status) || (nothing && answer.status == 404),
                "{verb} {path}: {answer:?}"
            );
            assert!(
                about["responses"][&status].is_object(),
                "{verb} {path} says {status}"
            );
        }
    }
    assert!(opened > 12, "{opened}");
    assert_eq!(seat.post("/api/leave", &json!({})).status, 200);
    assert_eq!(seat.get("/api/seat").status, 404, "who has left is out");
    assert_eq!(controller.get("/api/control").status, 200);
}
