//! The same as JSON: a bot that plays, doors that are described, and doors that stay shut.

use crate::server::{Answer, Server, until};
use hotwash::engine::{Engine, VERSION};
use hotwash::journal;
use serde_json::{Value, json};
use std::io::{Read as _, Write as _};
use std::net::TcpStream;
use std::sync::Arc;
use std::time::Duration;

/// A program with a token.
pub struct Bot<'s> {
    server: &'s Server,
    pub bearer: String,
    sent: u32,
}

impl<'s> Bot<'s> {
    pub fn enter(server: &'s Server, who: &str) -> Bot<'s> {
        Bot::try_enter(server, &server.links[who]).expect("the link opens")
    }

    /// By what stands behind `/enter/` in a link; none where that opens nothing.
    pub fn try_enter(server: &'s Server, link: &str) -> Option<Bot<'s>> {
        let body = json!({ "link": link }).to_string();
        let answer = server.ask("POST", "/api/enter", &[JSON], &body);
        assert!([200, 404, 429].contains(&answer.status), "{answer:?}");
        let said = said(&answer);
        Some(Bot {
            server,
            bearer: format!("Bearer {}", said["token"].as_str()?),
            sent: 0,
        })
    }

    pub fn get(&self, path: &str) -> Answer {
        let head = [("Authorization", self.bearer.as_str())];
        self.server.ask("GET", path, &head, "")
    }

    pub fn look(&self, path: &str) -> Value {
        let answer = self.get(path);
        assert_eq!(answer.status, 200, "{path}: {answer:?}");
        said(&answer)
    }

    pub fn post(&self, path: &str, body: &Value) -> Answer {
        let head = [("Authorization", self.bearer.as_str()), JSON];
        self.server.ask("POST", path, &head, &body.to_string())
    }

    /// Acts in its seat under a key of its own; says whether it was allowed.
    fn act(&mut self, mut what: Value) -> bool {
        self.sent += 1;
        what["key"] = json!(format!("key-number-{}", self.sent));
        let answer = self.post("/api/seat/act", &what);
        assert!([200, 409].contains(&answer.status), "{what}: {answer:?}");
        if answer.status == 409 {
            let why = said(&answer);
            assert!(
                why["why"].is_string() && why["instead"].is_string(),
                "{why}"
            );
        }
        answer.status == 200
    }

    /// Opens, acknowledges and answers whatever has come.
    fn mail(&mut self) -> Value {
        let seat = self.look("/api/seat");
        for mail in seat["mail"].as_array().expect("mail") {
            let was = |word: &str| {
                let steps = mail["steps"].as_array().expect("steps");
                steps.iter().any(|step| step["word"] == word)
            };
            let n = &mail["n"];
            if mail["mine"] == true {
                continue;
            }
            if mail["unread"] == true {
                self.act(json!({ "do": "open", "message": n }));
            } else if !was("message_acknowledged") {
                self.act(json!({ "do": "acknowledge", "message": n }));
            } else if mail["letter"]["kind"] == "comms_check" && !was("message_answered") {
                self.act(json!({
                    "do": "send", "kind": "answer", "reply_to": n, "to": mail["other"],
                    "channel": mail["channel"], "text": "We hear you.",
                }));
            }
        }
        seat
    }
}

const JSON: (&str, &str) = ("Content-Type", "application/json");

pub fn said(answer: &Answer) -> Value {
    let kind = answer.header("content-type");
    assert_eq!(kind, Some("application/json"), "{answer:?}");
    serde_json::from_str(&answer.body).expect("it is JSON")
}

/// Where something known stands that begins so.
fn known(seat: &Value, begins: &str) -> Option<usize> {
    let all = seat["known"].as_array().expect("what is known");
    let says = |one: &Value| one["says"].as_str().expect("a text").starts_with(begins);
    all.iter().position(says)
}

#[test]
#[allow(clippy::too_many_lines, reason = "one story from STARTEX to ENDEX")]
fn bots_play_the_first_drill_and_are_measured() {
    let dir = tempfile::tempdir().expect("a place to write");
    let server = Server::start(dir.path(), "first-drill");
    let controller = Bot::enter(&server, "controller");
    let (mut cert, mut host) = (
        Bot::enter(&server, "be-cert"),
        Bot::enter(&server, "sakura-host"),
    );
    assert!(
        !cert.act(json!({ "do": "decide", "decision": "wait" })),
        "before STARTEX"
    );
    // Up to the eighth minute nothing but a check of contacts comes.
    for _ in 0..2 {
        let before = controller.look("/api/clock")["clock"]["ms"].clone();
        assert_eq!(
            controller
                .post("/api/control/pace", &json!({"pace": "next"}))
                .status,
            200
        );
        until("the next inject", || {
            let clock = controller.look("/api/clock")["clock"].clone();
            (clock["state"] == "paused" && clock["ms"] != before).then_some(())
        });
    }
    let run = json!({ "pace": "run", "speed": 60, "by": "a bot" });
    assert_eq!(controller.post("/api/control/pace", &run).status, 200);
    let (mut told, mut asked) = (false, false);
    until("the server suspended", || {
        let seat = cert.mail();
        if seat["artefacts"][0]["analysed"] == false {
            cert.act(json!({ "do": "analyse", "artefact": 0 }));
        }
        if let Some(at) = known(&seat, "Acme").filter(|_| !told) {
            told = cert.act(json!({
                "do": "send", "kind": "notification", "to": "acme", "channel": "phone",
                "about": format!("p{at}"), "claim": [format!("{at}:full")], "text": "It is you.",
            }));
            assert!(told);
        }
        if let Some(at) = known(&seat, "The malware calls 203").filter(|_| !asked) {
            asked = cert.act(json!({
                "do": "send", "kind": "takedown_request", "to": "sakura-host", "channel": "phone",
                "about": format!("p{at}"), "claim": format!("{at}:full"),
                "fields": ["address", "timestamps", "evidence"], "text": "Please take it down.",
            }));
            assert!(asked);
        }
        let seat = host.mail();
        let at = known(&seat, "The malware calls 203")?;
        let answers = seat["known"][at]["answers"] == true;
        if answers {
            host.act(json!({ "do": "suspend", "finding": at }));
        }
        (!answers).then_some(())
    });
    assert_eq!(
        controller
            .post("/api/control/pace", &json!({"pace": "end"}))
            .status,
        200
    );
    until("ENDEX", || {
        let state = controller.look("/api/clock")["clock"]["state"].clone();
        (state == "ENDEX").then_some(())
    });
    let card = Bot::enter(&server, "evaluator").look("/api/evaluate/scorecard");
    let objectives = card["objectives"].as_array().expect("objectives").iter();
    let tasks: Vec<&Value> = objectives
        .flat_map(|one| one["tasks"].as_array().expect("tasks"))
        .collect();
    for (id, seat) in [("T-02a", "be-cert"), ("T-02c", "sakura-host")] {
        let one = |task: &&&Value| task["id"] == id && task["seat"] == seat;
        let task = tasks
            .iter()
            .find(one)
            .unwrap_or_else(|| panic!("{id} {seat}: {tasks:?}"));
        assert_eq!(
            (&task["predicted"], &task["rating"]),
            (&json!(false), &json!("P")),
            "{task}"
        );
    }
    let readings = card["readings"].as_array().expect("readings");
    assert!(readings.iter().any(|one| one["metric"] == "ack_time"
        && one["scope"] == "org:be-cert"
        && one["provenance"] == "measured"));
    // The journal plays again to the head that the scorecard names.
    let kept = controller.get("/api/journal").body;
    let recorded = journal::read(kept.as_bytes(), VERSION).expect("the journal is whole");
    assert_eq!(card["journal"]["head"], recorded.head.to_string());
    let (exercise, seed) = (Arc::new(recorded.exercise), recorded.header.seed);
    let again = Engine::replay(exercise, seed, &recorded.entries).expect("no limit is reached");
    assert_eq!(again.entries(), recorded.entries);
}

/// The first event of a stream, with its head.
pub fn first_event(server: &Server, bearer: &str) -> String {
    let mut stream = TcpStream::connect(&server.at).expect("it listens");
    let patience = Some(Duration::from_secs(20));
    stream
        .set_read_timeout(patience)
        .expect("a timeout can be set");
    let ask = format!(
        "GET /api/events HTTP/1.1\r\nHost: {}\r\nAuthorization: {bearer}\r\n\r\n",
        server.at
    );
    stream.write_all(ask.as_bytes()).expect("sent");
    let mut text = String::new();
    let mut part = [0; 512];
    while !text.contains("data: {") || !text.ends_with("\r\n") {
        let read = stream.read(&mut part).expect("something comes");
        assert!(read > 0, "it ends: {text}");
        text += &String::from_utf8_lossy(&part[..read]);
    }
    text
}

#[test]
#[allow(clippy::too_many_lines, reason = "two tables of doors")]
fn no_program_comes_in_by_a_wrong_door() {
    let dir = tempfile::tempdir().expect("a place to write");
    let server = Server::start(dir.path(), "first-drill");
    let seat = Bot::enter(&server, "be-cert");
    let controller = Bot::enter(&server, "controller");
    let observer = Bot::enter(&server, "observer");
    let by_page = server.enter("be-cert");
    let wrong = Bot {
        server: &server,
        bearer: format!("Bearer {}", "0".repeat(64)),
        sent: 0,
    };
    let link = Bot {
        server: &server,
        bearer: format!("Bearer {}", server.links["be-cert"]),
        sent: 0,
    };
    let nothing = seat.get("/api/nothing");
    assert_eq!(nothing.status, 404);
    for (who, bot, path, status) in [
        ("the seat", &seat, "/api/seat", 200),
        ("the seat", &seat, "/api/clock", 200),
        ("the seat", &seat, "/api/public", 200),
        ("the seat", &seat, "/api/seat?mail=-1&log=x", 400),
        (
            "the seat",
            &seat,
            "/api/seat?mail=18446744073709551615&log=18446744073709551615",
            200,
        ),
        ("the seat", &seat, "/api/control", 404),
        ("the seat", &seat, "/api/evaluate/scorecard", 404),
        ("the seat", &seat, "/api/journal", 404),
        ("the seat", &seat, "/api/../control", 404),
        ("the observer", &observer, "/api/seat", 404),
        ("the observer", &observer, "/api/clock", 200),
        ("the controller", &controller, "/api/seat", 404),
        (
            "the controller",
            &controller,
            "/api/control?from=99999999999",
            200,
        ),
        ("a wrong token", &wrong, "/api/seat", 404),
        ("a wrong token", &wrong, "/api/clock", 404),
        ("a wrong token", &wrong, "/api/events", 404),
        ("a link", &link, "/api/seat", 404),
        ("the seat", &seat, "/api/seat/act", 405),
    ] {
        let answer = bot.get(path);
        assert_eq!(answer.status, status, "{who} {path}: {answer:?}");
        let said = said(&answer);
        if status == 404 {
            assert_eq!(answer.body, nothing.body, "{who} {path}");
        }
        assert_eq!(said["why"].is_string(), status != 200, "{who} {path}");
        let policy = answer.header("content-security-policy").unwrap_or_default();
        assert!(
            policy.contains("default-src 'none'"),
            "{path}: {}",
            answer.head
        );
    }
    let decide = |key: &str| json!({ "key": key, "do": "decide", "decision": "x" }).to_string();
    let right = ("Authorization", seat.bearer.as_str());
    let no = ("Authorization", wrong.bearer.as_str());
    let basic = ("Authorization", "Basic eDp5");
    let cookie = ("Cookie", by_page.cookie.as_str());
    let word = by_page.word(&server);
    let form = ("Content-Type", "application/x-www-form-urlencoded");
    let long = format!(
        "{{\"key\":\"12345678\",\"decision\":\"{}\"}}",
        "x".repeat(300 << 10)
    );
    for (what, head, body, status) in [
        (
            "in order, and too early",
            vec![right, JSON],
            decide("12345678"),
            409,
        ),
        (
            "with a cookie alone",
            vec![cookie, JSON],
            decide("12345678"),
            403,
        ),
        (
            "with a cookie and its word",
            vec![cookie, form],
            format!("word={word}"),
            403,
        ),
        (
            "with a cookie and a wrong token",
            vec![cookie, no, JSON],
            decide("12345678"),
            404,
        ),
        (
            "with a wrong token",
            vec![no, JSON],
            decide("12345678"),
            404,
        ),
        (
            "with a password",
            vec![basic, JSON],
            decide("12345678"),
            404,
        ),
        ("with nothing", vec![JSON], decide("12345678"), 404),
        ("without a key", vec![right, JSON], decide(""), 400),
        (
            "with a long key",
            vec![right, JSON],
            decide(&"k".repeat(161)),
            400,
        ),
        ("as a form", vec![right, form], "do=decide".to_owned(), 415),
        ("as no JSON", vec![right, JSON], "{\"do\":".to_owned(), 400),
        ("as a list", vec![right, JSON], "[]".to_owned(), 400),
        (
            "with an object in a field",
            vec![right, JSON],
            "{\"do\":{}}".to_owned(),
            400,
        ),
        ("too long", vec![right, JSON], long, 413),
    ] {
        let answer = server.ask("POST", "/api/seat/act", &head, &body);
        assert_eq!(answer.status, status, "{what}: {answer:?}");
        assert!(said(&answer)["instead"].is_string(), "{what}: {answer:?}");
    }
    for (path, body, status) in [
        (
            "/api/control/pace",
            json!({ "pace": "run", "speed": "1" }),
            404,
        ),
        (
            "/api/control/seat",
            json!({ "key": "12345678", "seat": "acme", "to": "human" }),
            404,
        ),
        (
            "/api/control/inject",
            json!({ "key": "12345678", "inject": "I-05", "do": "skip" }),
            404,
        ),
        ("/api/enter", json!({ "link": "x" }), 404),
        ("/api/enter", json!({}), 400),
    ] {
        assert_eq!(seat.post(path, &body).status, status, "{path}");
    }
    for (path, body, status) in [
        (
            "/api/control/pace",
            json!({ "pace": "run", "speed": 61 }),
            409,
        ),
        ("/api/control/pace", json!({}), 400),
        (
            "/api/control/seat",
            json!({ "key": "12345678", "seat": "nobody", "to": "human" }),
            404,
        ),
        (
            "/api/control/seat",
            json!({ "seat": "acme", "to": "human" }),
            400,
        ),
        ("/api/seat/act", json!({ "key": "12345678" }), 404),
    ] {
        assert_eq!(controller.post(path, &body).status, status, "{path} {body}");
    }
}
