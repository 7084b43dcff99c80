//! Those who hold a server to its contract: so many hands that ask, each with tokens of its own.

use crate::contract::Contract;
use crate::generated::{Case, ROLES};
use crate::server::{Answer, Server, until};
use hotwash::model::{Declined, Means, MessageKind, Priority, Rating, RequestField, Turned};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::io::{Read as _, Write as _};
use std::net::TcpStream;
use std::sync::Mutex;
use std::time::Duration;

/// So many ask at once.
pub const HANDS: usize = 8;

/// One who asks, with a token of each role.
pub struct Hand<'s> {
    server: &'s Server,
    heads: BTreeMap<&'static str, (&'static str, String)>,
}

impl<'s> Hand<'s> {
    pub fn new(server: &'s Server) -> Hand<'s> {
        let mut hand = Hand {
            server,
            heads: BTreeMap::new(),
        };
        for role in ROLES {
            match role {
                "nobody" => {}
                "page" => drop(
                    hand.heads
                        .insert(role, ("Cookie", server.enter("be-cert").cookie)),
                ),
                _ => drop(hand.heads.insert(role, hand.token(role))),
            }
        }
        hand
    }

    fn token(&self, role: &str) -> (&'static str, String) {
        let body = json!({ "link": self.server.links[role] }).to_string();
        let head = [("Content-Type", "application/json")];
        let answer = self.server.ask("POST", "/api/enter", &head, &body);
        let said: Value = serde_json::from_str(&answer.body).expect("it is JSON");
        let token = said["token"].as_str().expect("a token");
        ("Authorization", format!("Bearer {token}"))
    }

    pub fn ask(&self, case: &Case) -> Answer {
        let leaves = case.path == "/api/leave" && case.verb == "post";
        // Who leaves needs another way in than the others.
        let own = (leaves && !["nobody", "page"].contains(&case.role))
            .then(|| self.token(case.role))
            .or_else(|| self.heads.get(case.role).cloned());
        let own = own.iter().map(|(name, value)| (*name, value.as_str()));
        let kind = [("Content-Type", case.kind)];
        let kind = kind.into_iter().filter(|(_, kind)| !kind.is_empty());
        let head: Vec<(&str, &str)> = own.chain(kind).collect();
        let (verb, path) = (
            case.verb.to_uppercase(),
            format!("{}{}", case.path, case.query),
        );
        if case.path == "/api/events" && case.verb == "get" {
            return self.begins(&path, &head);
        }
        self.server.ask(&verb, &path, &head, &case.body)
    }

    /// The head of an answer that may have no end.
    fn begins(&self, path: &str, head: &[(&str, &str)]) -> Answer {
        let mut stream = TcpStream::connect(&self.server.at).expect("it listens");
        let timeout = Some(Duration::from_secs(20));
        stream
            .set_read_timeout(timeout)
            .expect("a timeout can be set");
        let head: String = head
            .iter()
            .map(|(name, value)| format!("{name}: {value}\r\n"))
            .collect();
        let text = format!("GET {path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n{head}\r\n");
        stream.write_all(text.as_bytes()).expect("it is sent");
        let (mut text, mut part) = (String::new(), [0; 4096]);
        while !text.contains("\r\n\r\n") || !text.contains(" 200 ") {
            match stream.read(&mut part) {
                Ok(read @ 1..) => text += &String::from_utf8_lossy(&part[..read]),
                _ => break,
            }
        }
        crate::server::read(&text)
    }
}

/// What came of it all.
#[derive(Default)]
pub struct Seen {
    pub asked: usize,
    /// By fault, the first request that shows it.
    pub faults: BTreeMap<String, String>,
    /// By verb and path and status, how often.
    pub answers: BTreeMap<(String, u16), usize>,
}

/// Hands that ask, and what they are told.
pub struct Trial<'s> {
    pub contract: Contract,
    pub hands: Vec<Hand<'s>>,
    pub seen: Mutex<Seen>,
}

impl Trial<'_> {
    fn one(&self, hand: &Hand<'_>, case: &Case) -> Answer {
        let mut answer = hand.ask(case);
        for _ in 0..5 {
            if answer.status != 429 || case.path == "/api/enter" {
                break;
            }
            self.note(case, &answer);
            std::thread::sleep(Duration::from_millis(120));
            answer = hand.ask(case);
        }
        self.note(case, &answer);
        answer
    }

    pub fn note(&self, case: &Case, answer: &Answer) {
        let faults = self.contract.faults(case, answer);
        let door = format!("{} {}", case.verb, case.path);
        let mut seen = self.seen.lock().expect("nobody panics with it");
        seen.asked += 1;
        for fault in faults {
            let shows = || {
                let Case {
                    role,
                    query,
                    kind,
                    body,
                    ..
                } = case;
                let said = &answer.body;
                format!("by {role}: {query} {kind} {body:.300}\n    {said:.300}")
            };
            seen.faults
                .entry(format!("{door}: {fault}"))
                .or_insert_with(shows);
        }
        *seen.answers.entry((door, answer.status)).or_default() += 1;
    }

    /// Asks everything, what changes the pace last.
    pub fn all(&self, cases: &[Case]) {
        let (late, cases): (Vec<&Case>, Vec<&Case>) =
            cases.iter().partition(|case| case.changes_the_pace());
        std::thread::scope(|scope| {
            for (nth, hand) in self.hands.iter().enumerate() {
                let own: Vec<&Case> = cases.iter().skip(nth).step_by(HANDS).copied().collect();
                scope.spawn(move || own.into_iter().for_each(|case| drop(self.one(hand, case))));
            }
        });
        for (nth, case) in late.into_iter().enumerate() {
            self.one(&self.hands[nth % HANDS], case);
        }
    }

    pub fn look(&self, role: &'static str, path: &str) -> Value {
        let answer = self.one(&self.hands[0], &Case::bare(role, "get", path));
        serde_json::from_str(&answer.body).expect("it is JSON")
    }

    pub fn post(&self, role: &'static str, path: &str, body: &Value) -> u16 {
        let case = Case::bare(role, "post", path).with(body);
        self.one(&self.hands[0], &case).status
    }

    /// Plays until something is known, asked of a simulated seat and told in words.
    pub fn play(&self) {
        let pace =
            |body: Value| assert_eq!(self.post("controller", "/api/control/pace", &body), 200);
        for _ in 0..2 {
            let before = self.look("observer", "/api/clock")["clock"]["ms"].clone();
            pace(json!({ "pace": "next" }));
            until("the next inject", || {
                let clock = self.look("observer", "/api/clock")["clock"].clone();
                (clock["state"] == "paused" && clock["ms"] != before).then_some(())
            });
        }
        for (seat, to) in [("be-cert", "human"), ("jp-cert", "simulated")] {
            let key = format!("play-{seat}");
            let switch = json!({ "key": key, "seat": seat, "to": to });
            self.post("controller", "/api/control/seat", &switch);
        }
        pace(json!({ "pace": "run", "speed": 60 }));
        until("what can be told", || {
            let seat = self.look("be-cert", "/api/seat");
            for mail in seat["mail"].as_array().expect("mail") {
                let n = &mail["n"];
                let open = json!({ "key": format!("play-open-{n}"), "do": "open", "message": n });
                if mail["unread"] == true {
                    self.post("be-cert", "/api/seat/act", &open);
                }
            }
            seat["known"]
                .to_string()
                .contains("runs the loader")
                .then_some(())
        });
        let ask = json!({
            "key": "play-asks", "do": "send", "to": "jp-cert", "channel": "phone",
            "kind": "information_request", "text": "Acme Logistics was hit. Who is on duty?",
        });
        assert_eq!(self.post("be-cert", "/api/seat/act", &ask), 200);
        let call = json!({
            "key": "play-calls", "do": "log_contact", "with": "jp-cert", "turned": "out",
            "means": "phone", "text": "They pick up.",
        });
        assert_eq!(self.post("be-cert", "/api/seat/act", &call), 200);
        let so = json!({ "key": "play-was-so", "contact": 0, "do": "confirm" });
        assert_eq!(self.post("controller", "/api/control/contact", &so), 200);
        let mut seen = Case::bare("evaluator", "get", "/api/evaluate/seat");
        "?seat=be-cert".clone_into(&mut seen.query);
        assert_eq!(self.one(&self.hands[0], &seen).status, 200);
        let question = until("the question", || {
            let open = self.look("controller", "/api/simcell")["open"].clone();
            open.as_array()?.first().cloned()
        });
        let told = self.look("evaluator", "/api/evaluate/mentions")["open"][0].clone();
        let take = json!({ "key": "play-take", "message": question["message"], "do": "take" });
        assert_eq!(self.post("controller", "/api/simcell", &take), 200);
        let full = json!({
            "key": "play-full", "message": told["message"], "finding": told["finding"],
            "do": "full", "by": "Eve",
        });
        assert_eq!(self.post("evaluator", "/api/evaluate/mentions", &full), 200);
    }
}

/// Values that mean something here, by the names of fields.
#[allow(clippy::too_many_lines, reason = "a table of fields")]
pub fn known(trial: &Trial<'_>, server: &Server, part: usize) -> BTreeMap<String, Vec<Value>> {
    let ids = |all: &Value| -> Vec<Value> {
        let all = all.as_array().into_iter().flatten();
        all.map(|one| one["id"].clone()).collect()
    };
    let words = |all: &[&str]| all.iter().map(|word| json!(word)).collect::<Vec<_>>();
    macro_rules! all {
        ($of:ident) => {
            $of::ALL.iter().map(|one| json!(one.word())).collect()
        };
    }
    let control = trial.look("controller", "/api/control");
    let seat = trial.look("be-cert", "/api/seat");
    // The first ones have to reach the seat as they are.
    let late = control["injects"].as_array().into_iter().flatten();
    let late = late
        .filter(|one| one["due"].as_i64().is_none_or(|due| due > 1_200_000))
        .cloned();
    let link = |who: &str| json!(server.links[who]);
    let links = ["controller", "be-cert", "evaluator", "observer"].map(link);
    let others = ids(&seat["others"]);
    // Play goes on in the first two parts, and the seat that is tried stays with people.
    let paces = match part {
        0 | 1 => words(&["run", "pause"]),
        _ => words(&["run", "pause", "next", "move", "end"]),
    };
    let places: Vec<Value> = (0..5).map(|n| json!(n)).collect();
    let mut known: BTreeMap<String, Vec<Value>> = BTreeMap::new();
    for (name, all) in [
        ("/api/control/pace pace", paces),
        // Nobody here came in by a link of these.
        ("/api/control/link role", words(&["local_controller"])),
        ("/api/control/link seat", words(&["BE", "JP", "nowhere"])),
        ("/api/control/link of", words(&[])),
        ("/api/control/add at", words(&["", "+50m"])),
        ("/api/control/add from", words(&["", "sakura-host"])),
        ("/api/say with", words(&["", "BE"])),
        ("/api/control/seat seat", others.clone()),
        ("to", others.clone()),
        ("with", others.clone()),
        ("org", others),
        ("seat", ids(&control["seats"])),
        ("inject", ids(&late.collect())),
        ("channel", ids(&seat["channels"])),
        ("link", links.into()),
        ("kind", all!(MessageKind)),
        ("priority", all!(Priority)),
        ("fields", all!(RequestField)),
        ("wants", all!(RequestField)),
        ("why", all!(Declined)),
        ("means", all!(Means)),
        ("turned", all!(Turned)),
        ("rating", all!(Rating)),
        (
            "task",
            words(&["T-02a@be-cert", "T-02c@sakura-host", "T-02a", ""]),
        ),
        ("at", words(&["", "+5m", "T+00:08:00"])),
        ("/api/control/inject at", words(&["", "+50m", "T+01:08:00"])),
        ("speed", vec![json!(60), json!("60"), json!(0.5)]),
        ("claim", words(&["0:full", "0:partial", "1:full"])),
        ("about", words(&["", "k0", "p0"])),
        (
            "/api/evaluate/mentions finding",
            words(&["acme-hit", "nothing"]),
        ),
        (
            "message",
            [places.clone(), places.clone(), vec![json!("1")]].concat(),
        ),
        ("reply_to", [places.clone(), words(&["", ""])].concat()),
        ("finding", places.clone()),
        ("case", places.clone()),
        ("contact", places.clone()),
        ("artefact", places),
    ] {
        known.insert(name.to_owned(), all);
    }
    let filled = json!({ "to": "jp-cert", "text": ["half a sentence"], "fields": ["impact", 3] });
    let forms = words(&["write-", "write-3", "decide"]);
    known.insert("/api/seat/drafts form".to_owned(), forms);
    let fields = vec![filled, json!({}), json!(null)];
    known.insert("/api/seat/drafts fields".to_owned(), fields);
    known
}
