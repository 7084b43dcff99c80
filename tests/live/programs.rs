//! What programs write is a text as well: script in each field of what the description of the doors
//! says that they take, and JSON that is read as nothing else.

use crate::api::Bot;
use crate::server::Server;
use crate::text::{SCRIPT, assert_json, assert_text};
use serde_json::{Map, Value, json};
use std::collections::BTreeSet;
use std::time::Duration;

/// What would end the story.
const ENDS: [&str; 8] = [
    "pause", "next", "move", "until", "end", "release", "skip", "drop",
];
/// Doors that take script, with what they do.
const TAKEN: [&str; 7] = [
    "/api/control/pace run",
    "/api/evaluate/mark observe",
    "/api/evaluate/mark rate",
    "/api/seat/act decide",
    "/api/seat/act log_contact",
    "/api/seat/act send",
    "/api/seat/drafts",
];
/// Doors that show it again.
const HELD: [&str; 5] = [
    "/api/control",
    "/api/evaluate/scorecard",
    "/api/seat",
    "/api/seat/drafts",
    "/api/simcell",
];

/// What fields of requests hold where it is not script that is tried in them.
fn known(name: &str) -> Value {
    match name {
        "to" | "with" | "org" | "of" => json!("jp-cert"),
        "channel" => json!("email"),
        "kind" => json!("notification"),
        "turned" => json!("out"),
        "means" => json!("phone"),
        "speed" => json!("0.1"),
        "seat" => json!("be-cert"),
        "inject" => json!("I-05"),
        "task" => json!("T-02a@be-cert"),
        "rating" => json!("S"),
        "finding" => json!("acme-hit"),
        "artefact" | "contact" | "case" | "message" => json!(0),
        "form" => json!("report"),
        "due" => json!("2027-01-31"),
        "text" | "decision" | "reason" | "by" | "note" | "title" | "owner" => json!(SCRIPT),
        _ => Value::Null,
    }
}

/// A request with what is known of each field, so that something is to be done.
fn whole(path: &str, fields: &Map<String, Value>, word: &str, nth: usize) -> Map<String, Value> {
    let known = fields.keys().map(|name| (name.clone(), known(name)));
    let mut body: Map<String, Value> = known.filter(|(_, value)| !value.is_null()).collect();
    body.insert("key".to_owned(), json!(format!("program-{nth:05}")));
    for does in ["do", "pace"]
        .into_iter()
        .filter(|does| fields.contains_key(*does))
    {
        body.insert(does.to_owned(), json!(word));
    }
    match (path, word) {
        ("/api/seat/drafts", _) => {
            body.insert("fields".to_owned(), json!({ "text": SCRIPT, SCRIPT: "x" }));
        }
        // An observation is of no message in particular.
        ("/api/evaluate/mark", _) => drop(body.remove("message")),
        _ => {}
    }
    body
}

/// All requests to a door: one for each thing that can be asked for, and one for each field.
fn requests(path: &str, schema: &Value, sent: &mut usize) -> Vec<(String, Value)> {
    let fields = schema["properties"].as_object().expect("fields");
    let does = ["do", "pace"].into_iter().find_map(|does| fields.get(does));
    let words = does.and_then(|does| does["enum"].as_array());
    let words: Vec<&str> = match words {
        Some(words) => words.iter().filter_map(Value::as_str).collect(),
        None => vec![""],
    };
    let quiet = words.iter().copied();
    let quiet = quiet.filter(|word| path == "/api/seat/act" || !ENDS.contains(word));
    let quiet: Vec<&str> = quiet.collect();
    let usual = match path {
        "/api/seat/act" => "send",
        _ => quiet[0],
    };
    let mut all = Vec::new();
    for word in &quiet {
        *sent += 1;
        all.push((
            (*word).to_owned(),
            Value::Object(whole(path, fields, word, *sent)),
        ));
    }
    for name in fields.keys() {
        *sent += 1;
        let mut body = whole(path, fields, usual, *sent);
        body.insert(name.clone(), json!(SCRIPT));
        all.push((usual.to_owned(), Value::Object(body)));
    }
    all
}

/// Programs send script in each field that may hold a text, and ask for all that they may see.
pub fn programs(server: &Server) {
    let described = include_str!("../../assets/live/openapi.json");
    let described: Value = serde_json::from_str(described).expect("it is JSON");
    let bots = ["controller", "be-cert", "evaluator"].map(|who| Bot::enter(server, who));
    let bot = |path: &str| match path {
        path if path.starts_with("/api/seat") || path == "/api/hotwash" => &bots[1],
        path if path.contains("evaluate") => &bots[2],
        _ => &bots[0],
    };
    let (mut sent, mut taken, mut held) = (0, BTreeSet::new(), BTreeSet::new());
    let paths = described["paths"].as_object().expect("paths");
    for (path, verbs) in paths {
        let schema = &verbs["post"]["requestBody"]["content"]["application/json"]["schema"];
        let named = schema["$ref"].as_str().and_then(|at| at.strip_prefix('#'));
        let Some(schema) = named.map(|named| described.pointer(named).expect("it is there")) else {
            continue;
        };
        for (word, body) in requests(path, schema, &mut sent) {
            let answer = bot(path).post(path, &body);
            let fits = (200..500).contains(&answer.status) && answer.status != 429;
            assert!(fits, "{path} {body}: {answer:?}");
            assert_json(&format!("{path} {body}"), &answer);
            if answer.status == 200 {
                taken.insert(format!("{path} {word}").trim().to_owned());
            }
            // So many at once are more than programs send.
            std::thread::sleep(Duration::from_millis(50));
        }
    }
    assert!(sent > 100, "{sent} requests were sent");
    for door in TAKEN {
        assert!(taken.contains(door), "{door}: {taken:?}");
    }
    for path in paths.keys().filter(|path| !paths[*path]["get"].is_null()) {
        // These are a stream and a file, and no document.
        if ["/api/events", "/api/journal"].contains(&path.as_str()) {
            continue;
        }
        // One door has to be told whose seat is looked at.
        let asked = match path.as_str() {
            "/api/evaluate/seat" => "/api/evaluate/seat?seat=be-cert",
            path => path,
        };
        let answer = bot(path).get(asked);
        assert_eq!(answer.status, 200, "{path}: {answer:?}");
        assert_json(path, &answer);
        if answer.body.contains("<script>alert(7)") {
            held.insert(path.as_str());
        }
    }
    for path in HELD {
        assert!(held.contains(path), "{path} holds nothing of it: {held:?}");
    }
    assert_text("the description", &bots[0].get("/api/openapi.json").body);
}
