//! Requests made from the description itself: what it allows, and what nobody should send.

use hotwash::action::Intent;
use rand::{Rng as _, SeedableRng as _};
use rand_pcg::Pcg64Mcg;
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;

/// Who asks: links of these names, nobody, and a seat by the cookie of a page.
pub const ROLES: [&str; 6] = [
    "controller",
    "be-cert",
    "evaluator",
    "observer",
    "nobody",
    "page",
];

const JSON: &str = "application/json";

/// A request.
#[derive(Clone, Debug)]
pub struct Case {
    pub role: &'static str,
    pub verb: String,
    pub path: String,
    /// With its question mark; empty where nothing is asked.
    pub query: String,
    pub kind: &'static str,
    pub body: String,
}

impl Case {
    /// A request for which there is nothing to say.
    pub fn bare(role: &'static str, verb: &str, path: &str) -> Case {
        Case {
            role,
            verb: verb.to_owned(),
            path: path.to_owned(),
            query: String::new(),
            kind: "",
            body: String::new(),
        }
    }

    /// The same with a body.
    pub fn with(self, body: &Value) -> Case {
        let body = body.to_string();
        let kind = JSON;
        Case { kind, body, ..self }
    }

    /// Whether it may change the pace, so that it has to wait for the end of a part.
    pub fn changes_the_pace(&self) -> bool {
        let paces = self.path == "/api/control/pace" && self.role == "controller";
        self.verb == "post" && (paces || self.path == "/api/no-duff")
    }
}

/// What something described refers to; itself where it refers to nothing.
pub fn resolved<'d>(described: &'d Value, of: &'d Value) -> &'d Value {
    let leads = of["$ref"].as_str().and_then(|at| at.strip_prefix('#'));
    leads.map_or(of, |at| described.pointer(at).expect("it leads somewhere"))
}

/// Makes requests; the same ones for the same seed.
pub struct Maker<'d> {
    described: &'d Value,
    /// Values that mean something, by the name of a field; a path before it goes first.
    pub known: BTreeMap<String, Vec<Value>>,
    draw: Pcg64Mcg,
    keys: u32,
}

impl<'d> Maker<'d> {
    pub fn new(described: &'d Value, seed: u64) -> Maker<'d> {
        Maker {
            described,
            known: BTreeMap::new(),
            draw: Pcg64Mcg::seed_from_u64(seed),
            keys: 0,
        }
    }

    fn below(&mut self, end: usize) -> usize {
        self.draw.next_u32() as usize % end.max(1)
    }

    fn one<'v, T>(&mut self, of: &'v [T]) -> &'v T {
        &of[self.below(of.len())]
    }

    fn shuffle<T>(&mut self, all: &mut [T]) {
        for last in (1..all.len()).rev() {
            let other = self.below(last + 1);
            all.swap(last, other);
        }
    }

    /// A value that a schema allows, for a field of this name.
    fn made(&mut self, schema: &Value, path: &str, name: &str) -> Value {
        let described = self.described;
        let schema = resolved(described, schema);
        if name == "key" {
            self.keys += 1;
            return json!(format!("contract-{}", self.keys));
        }
        let here = self.known.get(&format!("{path} {name}")).cloned();
        let words = schema["enum"].as_array().cloned();
        let anywhere = self.known.get(name).cloned().filter(|_| self.below(8) > 0);
        if let Some(all) = here.or(words).or(anywhere).filter(|all| !all.is_empty()) {
            return self.one(&all).clone();
        }
        if let Some(all) = schema["anyOf"].as_array() {
            let chosen = self.one(all).clone();
            return self.made(&chosen, path, "");
        }
        let kind = match &schema["type"] {
            Value::Array(all) => self.one(all).as_str().unwrap_or_default(),
            one => one.as_str().unwrap_or_default(),
        };
        match kind {
            "object" => self.object(schema, path),
            "array" => (0..self.below(3))
                .map(|_| self.made(&schema["items"], path, name))
                .collect(),
            "integer" | "number" => json!(self.below(6)),
            "boolean" => json!(self.below(2) == 0),
            "string" => {
                let all = ["x", "3", "A text of words.", "k0", "0:full", "über 7°"];
                json!(self.one(&all))
            }
            _ => Value::Null,
        }
    }

    /// What is required, and of the rest about half.
    fn object(&mut self, schema: &Value, path: &str) -> Value {
        let mut made = Map::new();
        let required = schema["required"].as_array().cloned().unwrap_or_default();
        for (name, of) in schema["properties"].as_object().into_iter().flatten() {
            if required.contains(&json!(name)) || self.below(2) == 0 {
                made.insert(name.clone(), self.made(of, path, name));
            }
        }
        Value::Object(made)
    }

    /// For whom a door is meant.
    fn meant(path: &str) -> &'static str {
        match path {
            _ if path.starts_with("/api/seat") => "be-cert",
            _ if path.starts_with("/api/evaluate") => "evaluator",
            "/api/hotwash" => "be-cert",
            _ => "controller",
        }
    }

    /// Mostly for whom a door is meant; else anybody.
    fn role(&mut self, path: &str) -> &'static str {
        match self.below(4) {
            0 => ROLES[self.below(ROLES.len())],
            _ => Self::meant(path),
        }
    }

    /// A third of all that is to be tried, another one for each part of the exercise.
    pub fn cases(&mut self, part: usize) -> Vec<Case> {
        let mut all = Vec::new();
        let described = self.described;
        for (path, verbs) in described["paths"].as_object().expect("paths") {
            for (verb, about) in verbs.as_object().expect("verbs") {
                let sent = &about["requestBody"]["content"][JSON]["schema"];
                for role in ROLES {
                    let bare = Case::bare(role, verb, path);
                    all.push(match sent {
                        Value::Null => bare,
                        schema => bare.with(&self.made(schema, path, "")),
                    });
                }
                all.extend(self.queries(verb, path, &about["parameters"]));
                if verb == "post" {
                    all.extend(self.bodies(path, sent, part));
                }
            }
            // What is described under no verb is done by none.
            for verb in ["get", "post", "put", "patch", "delete", "options"] {
                if verbs[verb].is_null() {
                    let role = self.role(path);
                    all.push(Case::bare(role, verb, path).with(&json!({})));
                }
            }
        }
        self.shuffle(&mut all);
        all
    }

    fn queries(&mut self, verb: &str, path: &str, asked: &Value) -> Vec<Case> {
        let values = [
            "0",
            "1",
            "7",
            "4294967296",
            "18446744073709551615",
            "18446744073709551616",
            "-1",
            "1.5",
            "",
            "x",
            "null",
            "%00",
            "%ff",
            "%F0%9F%9A%A8",
            "1&mail=x",
            "[]",
            "+",
            "0x10",
        ];
        let mut all = Vec::new();
        for one in asked.as_array().into_iter().flatten() {
            let name = one["name"].as_str().expect("a name");
            for value in values {
                let mut case = Case::bare(self.role(path), verb, path);
                case.query = format!("?{name}={value}");
                all.push(case);
            }
        }
        if verb == "get" {
            let mut case = Case::bare(self.role(path), verb, path);
            case.query = format!("?nothing={}&=%", "x".repeat(4000));
            all.push(case);
        }
        all
    }

    fn bodies(&mut self, path: &str, schema: &Value, part: usize) -> Vec<Case> {
        let described = self.described;
        let schema = resolved(described, schema);
        let mut all = Vec::new();
        let meant = Self::meant(path);
        let words = schema["properties"]["do"]["enum"].as_array();
        for nth in 0..12 + 3 * words.map_or(0, Vec::len) {
            let mut body = self.made(schema, path, "");
            // Each word in turn, so that none is left to chance.
            if let (Some(words), Some(object)) = (words, body.as_object_mut()) {
                object.insert("do".to_owned(), words[nth % words.len()].clone());
            }
            all.push(Case::bare(meant, "post", path).with(&body));
        }
        let mut bent: Vec<Case> = Vec::new();
        let properties = schema["properties"].as_object();
        for name in properties.into_iter().flatten().map(|(name, _)| name) {
            for value in hostile(name) {
                let mut body = self.made(schema, path, "");
                let object = body.as_object_mut().expect("bodies are objects");
                match value {
                    None => object.remove(name),
                    Some(value) => object.insert(name.clone(), value),
                };
                bent.push(Case::bare(self.role(path), "post", path).with(&body));
            }
        }
        for (kind, body) in self.crooked(path, schema) {
            let bare = Case::bare(self.role(path), "post", path);
            bent.push(Case { kind, body, ..bare });
        }
        self.shuffle(&mut bent);
        all.extend(bent.into_iter().skip(part).step_by(3));
        all
    }

    /// Bodies that are wrong as a whole, or right in an odd way, each with its content type.
    fn crooked(&mut self, path: &str, schema: &Value) -> Vec<(&'static str, String)> {
        let mut good = || {
            let mut body = self.made(schema, path, "");
            if body.is_null() {
                body = json!({});
            }
            body
        };
        let mut all = Vec::new();
        for kind in ["text/plain", "application/x-www-form-urlencoded", "", "*/*"] {
            all.push((kind, good().to_string()));
        }
        for kind in ["application/json; charset=utf-8", "APPLICATION/JSON"] {
            all.push((kind, good().to_string()));
        }
        let wholes = [
            "",
            "null",
            "[]",
            "[{}]",
            "\"x\"",
            "3",
            "true",
            "{",
            "{\"key\":}",
            "{}",
            "\u{feff}{}",
            "\u{0}",
            "{\"key\":\"\\ud800\"}",
            "{\"speed\":1e999}",
            "{'do':'open'}",
            "{}{}",
            "🚨",
        ];
        all.extend(wholes.map(|text| (JSON, text.to_owned())));
        let more = |body: &Value, add: &str| {
            let text = body.to_string();
            let comma = if text.len() > 2 { "," } else { "" };
            format!("{}{comma}{add}}}", &text[..text.len() - 1])
        };
        let many: Vec<String> = (0..1000).map(|nth| format!("\"f{nth}\":{nth}")).collect();
        for add in [
            "\"zz\":\"said\"",
            "\"zz\":null",
            "\"zz\":{\"a\":[1]}",
            "\"zz\":[[1]]",
            "\"zz\":[]",
            "\"do\":\"open\",\"do\":\"send\"",
            &many.join(","),
        ] {
            all.push((JSON, more(&good(), add)));
        }
        all.push((JSON, format!("{}{}", "[".repeat(5000), "]".repeat(5000))));
        all.push((
            JSON,
            more(&good(), &format!("\"zz\":\"{}\"", "x".repeat(258 << 10))),
        ));
        all
    }
}

/// What nobody should send in a field: nothing, wrong types, too little, too much.
fn hostile(name: &str) -> Vec<Option<Value>> {
    let mut deep = json!("x");
    for _ in 0..100 {
        deep = json!([deep]);
    }
    let mut all = vec![
        json!(null),
        json!(true),
        json!(0),
        json!(-1),
        json!(1.5),
        json!(1e300),
        json!(12_345_678),
        json!(u64::MAX),
        json!(""),
        json!(" "),
        json!("x".repeat(60_000)),
        json!("\u{0}\u{1}\r\n\u{1b}[31m\u{7f}"),
        json!("🚨ﷺ\u{202e}\u{feff}e\u{301}"),
        json!("🚨🚨🚨🚨"),
        json!("-1"),
        json!("4294967296"),
        json!("../../kept.hotwash"),
        json!("<b>{{ 7 * 7 }}</b>"),
        json!("'; DROP TABLE inputs; --"),
        json!([]),
        json!([[]]),
        json!([["a"], [1, [2]]]),
        json!(["a-first-text", "b"]),
        json!([null]),
        json!({}),
        json!({ "a": { "b": [{}] } }),
        deep,
    ];
    match name {
        "do" => {
            all.extend(Intent::WORDS.iter().map(|word| json!(word)));
            all.push(json!(["open"]));
        }
        "at" | "due" | "ago" => all.extend(
            [
                "T+99999999999999:00:00",
                "+9999999999999999999h",
                "+9223372036854775807ms",
                "T-1:00:00",
                "25:61",
                "+1é",
                "é",
                "T+",
                "+",
                "2024-13-45T00:00",
                "+1h-1h",
                "65536",
            ]
            .map(|at| json!(at)),
        ),
        "speed" => {
            all.extend(["nan", "inf", "-0.1", "1e-9", "60.0004", "61"].map(|text| json!(text)));
        }
        "about" => all.extend(["ü3", "k", "k99999999999999999999", "p-1"].map(|text| json!(text))),
        "claim" => all.extend([":", "0:", "é:full", "0:full:full"].map(|text| json!(text))),
        _ => {}
    }
    let all = all.into_iter().map(Some);
    all.chain([None]).collect()
}
