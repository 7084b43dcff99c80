//! The contract: whatever a door is sent, it answers as the description says that it does.

use crate::generated::{Case, Maker, resolved};
use crate::server::{Answer, Server, until};
use crate::trial::{HANDS, Hand, Trial, known};
use jsonschema::Validator;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::sync::Mutex;

/// A description, ready to be held against answers.
pub struct Contract {
    described: Value,
    mark: String,
    /// By what the schema says: of answers, of which everything is described, and of requests.
    answers: BTreeMap<String, Validator>,
    requests: BTreeMap<String, Validator>,
}

/// The same, where an object holds nothing but what is described.
fn closed(schema: &Value) -> Value {
    match schema {
        Value::Object(all) => {
            let each = all.iter().map(|(name, of)| (name.clone(), closed(of)));
            let mut all: serde_json::Map<String, Value> = each.collect();
            if all.get("properties").is_some_and(Value::is_object) {
                all.entry("additionalProperties").or_insert(json!(false));
            }
            Value::Object(all)
        }
        Value::Array(all) => all.iter().map(closed).collect(),
        other => other.clone(),
    }
}

/// A schema with all that it may refer to.
fn whole(schema: &Value, components: &Value) -> Validator {
    let schema = json!({ "allOf": [schema], "components": components });
    jsonschema::validator_for(&schema).expect("it is a schema")
}

impl Contract {
    pub fn new(described: Value, mark: &str) -> Contract {
        let (mut answers, mut requests) = (BTreeMap::new(), BTreeMap::new());
        let open = &described["components"];
        let shut = closed(open);
        for about in described["paths"].as_object().expect("paths").values() {
            for about in about.as_object().expect("verbs").values() {
                for response in about["responses"].as_object().expect("responses").values() {
                    let content = resolved(&described, response)["content"].as_object();
                    for schema in content.into_iter().flatten().map(|(_, of)| &of["schema"]) {
                        let made = || whole(&closed(schema), &shut);
                        answers.entry(schema.to_string()).or_insert_with(made);
                    }
                }
                let schema = &about["requestBody"]["content"]["application/json"]["schema"];
                if !schema.is_null() {
                    let made = || whole(schema, open);
                    requests.entry(schema.to_string()).or_insert_with(made);
                }
            }
        }
        let problem = json!({ "$ref": "#/components/schemas/Problem" });
        let made = || whole(&problem, &shut);
        answers.entry(problem.to_string()).or_insert_with(made);
        Contract {
            described,
            mark: mark.to_owned(),
            answers,
            requests,
        }
    }

    /// What of an answer is not as described.
    pub fn faults(&self, case: &Case, answer: &Answer) -> Vec<String> {
        let about = &self.described["paths"][&case.path][&case.verb];
        let status = answer.status;
        let mut faults = Vec::new();
        if status == 0 || status >= 500 {
            faults.push(format!("it fails: {status}"));
        }
        if about.is_null() {
            self.undescribed(case, answer, &mut faults);
            return faults;
        }
        let response = resolved(&self.described, &about["responses"][status.to_string()]);
        if response.is_null() {
            faults.push(format!("{status} is not described"));
            return faults;
        }
        for name in response["headers"].as_object().into_iter().flatten() {
            if answer.header(name.0).is_none() {
                faults.push(format!("{status} comes without {}", name.0));
            }
        }
        let kind = answer.header("content-type").unwrap_or_default();
        let kind = kind.split(';').next().unwrap_or_default();
        match &response["content"][kind]["schema"] {
            Value::Null => faults.push(format!("{status} comes as `{kind}`")),
            schema if kind == "application/json" => self.read(schema, answer, &mut faults),
            _ => {}
        }
        if status == 200 && self.forbids(about, case) {
            faults.push("what is forbidden is done".to_owned());
        }
        if status == 200 && !opens(&about["security"], case.role) {
            faults.push(format!("it opens for {}", case.role));
        }
        faults
    }

    /// Holds JSON against its schema.
    fn read(&self, schema: &Value, answer: &Answer, faults: &mut Vec<String>) {
        let status = answer.status;
        let Ok(said) = serde_json::from_str::<Value>(&answer.body) else {
            faults.push(format!("{status} is no JSON"));
            return;
        };
        for error in self.answers[&schema.to_string()].iter_errors(&said) {
            let at = error.instance_path().to_string();
            let at: String = at.chars().filter(|c| !c.is_ascii_digit()).collect();
            faults.push(format!("{status} at `{at}`: {:.300}", error.to_string()));
        }
        let marked = !resolved(&self.described, schema)["properties"]["mark"].is_null();
        if marked && said["mark"] != self.mark {
            faults.push(format!("{status} does not hold the mark"));
        }
    }

    /// Holds an answer to what is not described against what is said of all of these.
    fn undescribed(&self, case: &Case, answer: &Answer, faults: &mut Vec<String>) {
        let status = answer.status;
        if ![403, 404, 405, 429].contains(&status) {
            faults.push(format!("{} is not described, and says {status}", case.verb));
        }
        let problem = json!({ "$ref": "#/components/schemas/Problem" });
        self.read(&problem, answer, faults);
        let verbs = self.described["paths"][&case.path].as_object();
        let verbs = verbs.into_iter().flatten().map(|(verb, _)| verb.as_str());
        let allowed = answer.header("allow").unwrap_or_default().to_lowercase();
        let allowed = allowed
            .split(',')
            .map(str::trim)
            .filter(|one| *one != "head");
        let mut pair: [Vec<&str>; 2] = [verbs.collect(), allowed.collect()];
        pair.iter_mut().for_each(|all| all.sort_unstable());
        if status == 405 && pair[0] != pair[1] {
            faults.push(format!("allowed is {:?}", pair[1]));
        }
    }

    /// Whether the description forbids what is sent.
    fn forbids(&self, about: &Value, case: &Case) -> bool {
        let asked = form_urlencoded::parse(case.query.trim_start_matches('?').as_bytes());
        let asked: BTreeMap<String, String> = asked.into_owned().collect();
        let wrong = |one: &Value| {
            let text = one["name"].as_str().and_then(|name| asked.get(name));
            text.is_some_and(|text| {
                let value = serde_json::from_str(text).unwrap_or_else(|_| json!(text));
                !whole(&one["schema"], &json!({})).is_valid(&value)
            })
        };
        let mut described = about["parameters"].as_array().into_iter().flatten();
        if described.any(wrong) {
            return true;
        }
        let content = &about["requestBody"]["content"];
        if content.is_null() {
            return false;
        }
        let kind = case.kind.split(';').next().unwrap_or_default();
        let schema = &content[kind.to_lowercase()]["schema"];
        let body = serde_json::from_str::<Value>(&case.body);
        match (self.requests.get(&schema.to_string()), body) {
            (Some(schema), Ok(body)) => !schema.is_valid(&body),
            _ => true,
        }
    }
}

/// Whether somebody has what a door wants.
fn opens(security: &Value, role: &str) -> bool {
    let ways = security.as_array().expect("each door says who opens it");
    let by = |name: &str| ways.iter().any(|way| way[name].is_array());
    match role {
        "nobody" => ways.is_empty(),
        "page" => ways.is_empty() || by("cookie"),
        _ => true,
    }
}

#[test]
fn every_answer_is_as_described() {
    let dir = tempfile::tempdir().expect("a place to write");
    let server = Server::start(dir.path(), "first-drill");
    let described = server.ask("GET", "/api/openapi.json", &[], "").body;
    let described: Value = serde_json::from_str(&described).expect("it is JSON");
    let hands: Vec<Hand<'_>> = (0..HANDS).map(|_| Hand::new(&server)).collect();
    let clock = hands[0]
        .ask(&Case::bare("observer", "get", "/api/clock"))
        .body;
    let clock: Value = serde_json::from_str(&clock).expect("it is JSON");
    let mark = clock["mark"].as_str().filter(|mark| !mark.is_empty());
    let trial = Trial {
        contract: Contract::new(described.clone(), mark.expect("a mark")),
        hands,
        seen: Mutex::default(),
    };
    let mut maker = Maker::new(&described, 7);
    for part in 0..3 {
        match part {
            0 => {}
            1 => trial.play(),
            _ => {
                trial.post("controller", "/api/control/pace", &json!({ "pace": "end" }));
                until("ENDEX", || {
                    let clock = trial.look("observer", "/api/clock")["clock"].clone();
                    (clock["state"] == "ENDEX").then_some(())
                });
            }
        }
        maker.known = known(&trial, &server, part);
        trial.all(&maker.cases(part));
    }
    // Whoever is too fast is told so, as described.
    for (role, path) in [("observer", "/api/control/pace"), ("nobody", "/api/enter")] {
        let case = Case::bare(role, "post", path).with(&json!({ "link": "wrong" }));
        for _ in 0..1_000 {
            let answer = trial.hands[0].ask(&case);
            trial.note(&case, &answer);
            if answer.status == 429 {
                break;
            }
        }
    }
    let seen = trial.seen.into_inner().expect("nobody panicked");
    println!("{} requests: {:?}", seen.asked, seen.answers);
    let faults = seen
        .faults
        .iter()
        .map(|(fault, by)| format!("{fault}\n    {by}"));
    let faults: Vec<String> = faults.collect();
    assert!(
        faults.is_empty(),
        "{} faults:\n{}",
        faults.len(),
        faults.join("\n")
    );
    // What nobody reached was not tried.
    assert!(seen.asked > 2000, "{}", seen.asked);
    for (path, verbs) in described["paths"].as_object().expect("paths") {
        for verb in verbs.as_object().expect("verbs").keys() {
            let door = (format!("{verb} {path}"), 200);
            assert!(seen.answers.contains_key(&door), "{door:?} never came");
        }
    }
    for status in [400, 403, 404, 405, 409, 413, 415, 429] {
        let mut all = seen.answers.keys();
        assert!(all.any(|(_, one)| *one == status), "{status} never came");
    }
}

#[test]
#[allow(clippy::too_many_lines, reason = "a table of answers")]
fn the_contract_can_be_broken() {
    let problem = json!({ "content": { "application/json": { "schema": {
        "$ref": "#/components/schemas/Problem" } } } });
    let mut slow = problem.clone();
    slow["headers"] = json!({ "Retry-After": {} });
    let contract = Contract::new(
        json!({
            "paths": { "/x": { "post": {
                "security": [{ "bearer": [] }],
                "requestBody": { "content": { "application/json": { "schema": {
                    "$ref": "#/components/schemas/Key" } } } },
                "responses": {
                    "200": { "content": { "application/json": { "schema": {
                        "$ref": "#/components/schemas/Done" } } } },
                    "404": problem,
                    "429": slow,
                    "503": problem,
                },
            } } },
            "components": { "schemas": {
                "Key": { "type": "object", "required": ["key"],
                    "properties": { "key": { "type": "string" } } },
                "Problem": { "type": "object", "required": ["why"],
                    "properties": { "why": { "type": "string" } } },
                "Done": { "type": "object", "required": ["mark", "n"], "properties": {
                    "mark": { "type": "string" }, "n": { "type": ["integer", "null"] } } },
            } },
        }),
        "DRILL",
    );
    let json = "application/json";
    let (key, good) = (r#"{"key":"k"}"#, r#"{"mark":"DRILL","n":null}"#);
    let why = r#"{"why":"so"}"#;
    for (role, kind, sent, status, said_as, said, fault) in [
        ("observer", json, key, 200, json, good, ""),
        ("nobody", json, key, 404, json, why, ""),
        (
            "observer",
            json,
            key,
            418,
            json,
            why,
            "418 is not described",
        ),
        ("observer", json, key, 503, json, why, "it fails"),
        ("observer", json, key, 0, "", "", "it fails"),
        ("observer", json, key, 429, json, why, "without Retry-After"),
        (
            "observer",
            json,
            key,
            200,
            "text/html",
            good,
            "comes as `text/html`",
        ),
        ("observer", json, key, 200, json, "{", "is no JSON"),
        (
            "observer",
            json,
            key,
            200,
            json,
            r#"{"mark":"DRILL"}"#,
            "\"n\" is a required",
        ),
        (
            "observer",
            json,
            key,
            200,
            json,
            r#"{"mark":"DRILL","n":"1"}"#,
            "at `/n`",
        ),
        (
            "observer",
            json,
            key,
            200,
            json,
            r#"{"mark":"x","n":1}"#,
            "the mark",
        ),
        (
            "observer",
            json,
            key,
            200,
            json,
            r#"{"mark":"DRILL","n":1,"m":1}"#,
            "'m' was unexpected",
        ),
        ("observer", json, key, 404, json, "[]", "404 at ``"),
        (
            "observer",
            json,
            r#"{"key":1}"#,
            200,
            json,
            good,
            "forbidden",
        ),
        ("observer", json, "{", 200, json, good, "forbidden"),
        ("observer", "text/plain", key, 200, json, good, "forbidden"),
        ("nobody", json, key, 200, json, good, "opens for nobody"),
        ("page", json, key, 200, json, good, "opens for page"),
    ] {
        let mut case = Case::bare(role, "post", "/x");
        (case.kind, case.body) = (kind, sent.to_owned());
        let answer = Answer {
            status,
            head: format!("HTTP/1.1 {status}\r\ncontent-type: {said_as}"),
            body: said.to_owned(),
        };
        let found = contract.faults(&case, &answer).join("; ");
        assert_eq!(
            found.is_empty(),
            fault.is_empty(),
            "{status} {said}: {found}"
        );
        assert!(found.contains(fault), "{status} {said}: {found}");
    }
}
