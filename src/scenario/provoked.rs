//! Every code has a text that provokes it, so that no code stands for nothing.

use super::generate::network;
use super::shelf::{MemoryShelf, Missing, Opened, Shelf};
use super::tests::{load_files, scenario, shown};
use super::{codes, load, load_with};
use std::collections::BTreeSet;

const WORLD: &str = "organisations: [
    (id: \"a-cert\", economy: \"BE\", name: \"A\"),
    (id: \"b-host\", kind: HostingProvider, economy: \"JP\", name: \"B\"),
    (id: \"c-corp\", kind: Company, economy: \"BE\", name: \"C\"),
],
hosts: [(id: \"h\", address: \"x\", hosted_by: \"b-host\", threat: \"gang\")],
threats: [(id: \"gang\", class: Ransomware, victims: [(org: \"c-corp\", at: \"+5m\")])],";

/// A scenario of some organisations, with further sections.
fn world(sections: &str) -> String {
    scenario(&format!("{WORLD}\n{sections}"))
}

fn inject(fields: &str) -> String {
    world(&format!(
        "injects: [(id: \"I-1\", to: \"a-cert\", {fields})]"
    ))
}

/// Further sections in a world, and the only codes that they provoke, each with its line.
#[allow(clippy::too_many_lines, reason = "a table of cases")]
fn cases() -> Vec<(String, &'static [&'static str])> {
    let task = |fields: &str| inject(&format!("at: \"+1h\", expects: [(id: \"T\", {fields})]"));
    let playbook = |rules: &str| world(&format!("playbooks: [(id: \"p\", rules: [{rules}])]"));
    let clock = |clock: &str| format!("(format: 1, title: \"t\", clock: ({clock}), {WORLD})");
    vec![
        (world(""), &[]),
        ("(".to_owned(), &["HW0102"]),
        ("(title: \"a\" \"b\")".to_owned(), &["HW0101"]),
        (format!("(hosts: {})", "[".repeat(99)), &["HW0103"]),
        (
            format!("#![enable(implicit_some)]\n{}", world("")),
            &["HW0104"],
        ),
        (world("hots: []"), &["HW0105"]),
        (world("objectives: [(title: \"x\")]"), &["HW0106"]),
        (world("").replacen("format: 1, ", "", 1), &["HW0106"]),
        (world("hosts: []"), &["HW0107"]),
        (
            world("agreements: [(id: \"x\", parties: \"a-cert\", state: Sgned)]"),
            &["HW0108", "HW0511"],
        ),
        (world("objectives: 5"), &["HW0109"]),
        (
            world("channels: [(id: \"x\", transit: \"1m\", reading: Interrupting, loss: 1.5)]"),
            &["HW0110"],
        ),
        (world("objectives: [Task(id: \"x\")]"), &["HW0111"]),
        (inject("at: \"+5 minuts\""), &["HW0201"]),
        (inject("at: \"soon\""), &["HW0202"]),
        (inject("at: \"2024-06-26T08:00\""), &["HW0203"]),
        (
            inject("at: \"2024-03-31T02:30[Europe/Brussels]\""),
            &["HW0204"],
        ),
        (
            inject("at: \"2024-10-27T02:30[Europe/Brussels]\""),
            &["HW0205"],
        ),
        (
            inject("at: \"2024-06-26T08:00[Europe/Brusels]\""),
            &["HW0206"],
        ),
        (
            inject("at: \"2024-06-26T08:00+05:00[Europe/Brussels]\""),
            &["HW0207"],
        ),
        (inject("at: \"D+99999\""), &["HW0208"]),
        (
            world("economies: [(id: \"X\", zone: \"UTC\", hours: (\"9\", \"17:00\"))]"),
            &["HW0209"],
        ),
        (inject("at: \"+1m\", by: \"fon\""), &["HW0401"]),
        (
            world("channels: [(id: \"email\", transit: \"1m\", reading: Interrupting)]"),
            &["HW0402"],
        ),
        (
            world("channels: [(id: \"emial\", overrides: true, loss: 0.0)]"),
            &["HW0403"],
        ),
        (
            world("objectives: [(id: \"the first\", title: \"x\")]"),
            &["HW0404"],
        ),
        (
            world(
                "artefacts: [(id: \"h\", label: \"x\")], injects: [(id: \"I\", at: \"+1m\", \
                 to: \"a-cert\", about: \"h\")]",
            ),
            &["HW0405"],
        ),
        (
            inject("at: \"+1m\", attach: [], notes: \"x\", from: \"excon\", about: \"host:h\""),
            &[],
        ),
        (
            world("injects: [(id: \"I\", at: \"+1m\", to: [\"a-cert\", \"kind:Police\"])]"),
            &["HW0406"],
        ),
        (
            world("injects: [(id: \"I\", at: \"+1m\", to: \"kind:Polise\")]"),
            &["HW0407"],
        ),
        (
            world("format: 1, title: \"u\"")
                .replacen("format: 1,", "", 1)
                .replacen("title: \"t\",", "", 1)
                .replace("format: 1", "format: 7"),
            &["HW0408"],
        ),
        (
            world("playbooks: [(id: \"p\", extends: \"q\"), (id: \"q\", extends: \"p\")]"),
            &["HW0411"],
        ),
        (
            clock("startex: \"2024-06-26T07:00:00Z\", endex: \"-1h\""),
            &["HW0501"],
        ),
        (
            task("does: Sent(Notification), target: \"1h\", limit: \"30m\""),
            &["HW0502"],
        ),
        (
            task("does: Sent(Notification), target: \"1h\", limit: \"5h\""),
            &["HW0503"],
        ),
        (inject("at: \"+5h\""), &["HW0504"]),
        (
            inject("after: (does: Contained(), who: \"a-cert\")"),
            &["HW0504"],
        ),
        (
            world(
                "injects: [(id: \"I\", to: \"a-cert\", unless: \"T\", by_time: \"+1h\"), \
                 (id: \"J\", at: \"+2h\", to: \"a-cert\", expects: [(id: \"T\", \
                  does: Sent(Notification), target: \"5m\", limit: \"9m\")])]",
            ),
            &["HW0502"],
        ),
        (
            task("does: Suspended(\"h\"), target: \"1h\", limit: \"2h\""),
            &["HW0505"],
        ),
        (
            world("tasks: [(id: \"T\", does: Published, target: \"1h\", limit: \"2h\")]"),
            &["HW0505"],
        ),
        (world("organisations2: []"), &["HW0105"]),
        (
            world("kinds: [(kind: Company, overrides: true, reached_by: [])]"),
            &["HW0506"],
        ),
        (
            world("objectives: [(id: \"O\", title: \"x\")]"),
            &["HW0507"],
        ),
        (
            playbook("(name: \"r\", on: Decided(\"x\"), do: [Decide(\"x\")])"),
            &["HW0508"],
        ),
        (
            playbook(
                "(name: \"r\", on: Decided(\"x\"), do: [Decide(\"y\")]), (name: \"s\", \
                 on: Decided(\"y\"), do: [Close, Decide(\"x\")])",
            ),
            &["HW0508"],
        ),
        (
            playbook("(name: \"r\", on: Decided(\"x\"), do: [Work(Triage), Decide(\"x\")])"),
            &[],
        ),
        (
            playbook("(name: \"r\", on: Decided(\"x\"), when: [FirstTime], do: [Decide(\"x\")])"),
            &[],
        ),
        (
            playbook("(name: \"r\", on: Start, when: [HostsIt], do: [Only(Not(HostsIt)), Close])"),
            &["HW0509"],
        ),
        (
            playbook("(name: \"r\", on: Start, do: [Chance(1.0, [Close], [Answer])])"),
            &["HW0509"],
        ),
        (
            playbook("(name: \"r\", on: Start, do: [Chance(0.5, [Work(work: Background)], [])])"),
            &["HW0513"],
        ),
        (
            clock("startex: \"2024-06-26T07:00:00Z\", endex: \"+900 weeks\""),
            &["HW0510"],
        ),
        (
            world("agreements: [(id: \"x\", parties: \"a-cert\", gives: [Ladder([])])]"),
            &["HW0511"],
        ),
        (
            world("agreements: [(id: \"x\", parties: [\"a-cert\", \"b-host\"], gives: [])]"),
            &["HW0512"],
        ),
        (
            world(
                "agreements: [(id: \"x\", parties: [\"a-cert\", \"b-host\"], \
                 gives: [Renounces(Espionage)])]",
            ),
            &["HW0512"],
        ),
        (
            world(
                "agreements: [(id: \"x\", between: [\"BE\", \"JP\", \"KR\"], \
                 parties: [\"a-cert\", \"b-host\"], gives: [Liaison])]",
            ),
            &["HW0525"],
        ),
        (
            world(
                "agreements: [(id: \"x\", parties: [\"a-cert\", \"b-host\"], \
                 gives: [Training(TakedownWork, 0.0)])]",
            ),
            &["HW0110"],
        ),
        (
            world("kinds: [(kind: Company, overrides: true, approval: By(\"gang\"))]"),
            &["HW0505"],
        ),
    ]
}

/// Files besides `main.ron`, its includes, and the codes they provoke.
type Files = (
    &'static str,
    &'static [(&'static str, &'static str)],
    &'static [&'static str],
);

const FILES: &[Files] = &[
    ("\"none\"", &[], &["HW0001"]),
    (
        "\"a\"",
        &[
            ("a.ron", "(include: [\"b\"])"),
            ("b.ron", "(include: [\"a\"])"),
        ],
        &["HW0005"],
    ),
    (
        "\"a\", \"a\"",
        &[("a.ron", "(objectives: [])"), ("b.ron", "")],
        &["HW0008", "HW0009"],
    ),
    (
        "\"a\"",
        &[(
            "a.ron",
            "(channels: [(id: \"courier\", transit: \"1m\", reading: Interrupting)])",
        )],
        &["HW0009"],
    ),
    (
        "\"a\"",
        &[("a.ron", "(title: \"x\", objectives: [])")],
        &["HW0009", "HW0409"],
    ),
    ("\"t.csv\"", &[("t.csv", "")], &["HW0301"]),
    ("\"t.csv\"", &[("t.csv", "Name\nx")], &["HW0302"]),
    (
        "\"t.csv\"",
        &[("t.csv", "Id,Name,Economy,Kinds\nx,X,BE,")],
        &["HW0303"],
    ),
    (
        "\"t.csv\"",
        &[("t.csv", "Id,Name,Economy,id\nx,X,BE,y")],
        &["HW0304"],
    ),
    (
        "\"t.csv\"",
        &[("t.csv", "Id,Name,Economy\nx,X,BE\ny,Y")],
        &["HW0305"],
    ),
    (
        "\"t.csv\"",
        &[("t.csv", "Id,Name,Economy\nx,X,BE\ny,\"Y,BE")],
        &["HW0306"],
    ),
    (
        "\"t.csv\"",
        &[(
            "t.csv",
            "Event Number,To,Designated Scenario Time\n1,a-cert,+5m\n,a-cert,+5m",
        )],
        &["HW0307"],
    ),
    (
        "\"t.csv\"",
        &[(
            "t.csv",
            "Event Number,Event Type,To,Time\n1,Inject,a-cert,+5m\n2,Expected Action,a-cert,",
        )],
        &["HW0308"],
    ),
];

/// Tables of agreements, which no scenario includes, and the codes they provoke.
const NETWORKS: &[(&str, &str)] = &[
    ("Title,Parties,Crime\n", "HW0309"),
    ("Title,Parties,Crime\nx,Arden; Brel,perhaps\n", "HW0310"),
    ("Title,Parties,Crime\nx,Arden; Brel; ARDEN,yes\n", "HW0311"),
];

/// Codes of what a shelf does, or of sizes too large for a table of texts; tested apart.
const APART: &[&str] = &[
    "HW0002", "HW0003", "HW0004", "HW0006", "HW0007", "HW0410", "HW0412",
];

#[test]
fn every_code_is_provoked_and_nothing_else() {
    let mut provoked: BTreeSet<&str> = BTreeSet::new();
    let mut check = |text: &str, files: &[(&str, &str)], expected: &'static [&'static str]| {
        let mut all = vec![("main.ron", text)];
        all.extend_from_slice(files);
        let loaded = load_files(&all);
        let found: BTreeSet<&str> = loaded
            .problems
            .iter()
            .map(|problem| problem.code.id)
            .collect();
        let wanted: BTreeSet<&str> = expected.iter().copied().collect();
        assert_eq!(found, wanted, "{text}\n{:#?}", shown(&loaded));
        let placed = loaded
            .problems
            .iter()
            .filter(|problem| problem.place.is_none());
        assert_eq!(placed.count(), 0, "{:#?}", shown(&loaded));
        provoked.extend(expected);
    };
    for (text, expected) in &cases() {
        check(text, &[], expected);
    }
    for (include, files, expected) in FILES {
        check(&world(&format!("include: [{include}]")), files, expected);
    }
    for (text, expected) in NETWORKS {
        let reading = network::read("pacts.csv", (*text).into());
        let found: Vec<&str> = reading.problems.iter().map(|one| one.code.id).collect();
        assert_eq!(found, [*expected], "{text}");
        provoked.insert(expected);
    }
    let all: BTreeSet<&str> = codes::all().map(|code| code.id).collect();
    provoked.extend(APART);
    assert_eq!(provoked, all);
}

/// A shelf that refuses, each name in its own way.
struct Refusing;

impl Shelf for Refusing {
    fn open(&self, _: Option<&str>, name: &str) -> Result<Opened, Missing> {
        let main = world("include: [\"secret\", \"huge\", \"latin\"]");
        match name {
            "main.ron" => Ok(Opened {
                name: name.to_owned(),
                bytes: main.into(),
            }),
            "secret.ron" => Err(Missing::Unreadable("permission denied".to_owned())),
            "huge.ron" => Err(Missing::TooLarge(1 << 40)),
            "latin.ron" => Ok(Opened {
                name: name.to_owned(),
                bytes: b"(title: \"caf\xE9\")".to_vec(),
            }),
            _ => Err(Missing::NotFound(vec![name.to_owned()])),
        }
    }
}

#[test]
fn what_a_shelf_refuses_is_a_problem() {
    let found = shown(&load("main.ron", &Refusing));
    let codes: Vec<_> = found
        .iter()
        .map(|line| line.split(' ').next().unwrap_or(""))
        .collect();
    assert_eq!(codes, ["HW0002", "HW0004", "HW0003"], "{found:?}");
    assert_eq!(
        shown(&load("nowhere", &Refusing)),
        ["HW0001  there is no file `nowhere`"]
    );
}

#[test]
fn a_scenario_may_be_made_of_a_thousand_files() {
    let names: Vec<String> = (0..1_010).map(|n| format!("{n}.ron")).collect();
    let list: Vec<String> = names.iter().map(|name| format!("{name:?}")).collect();
    let main = world(&format!("include: [{}]", list.join(",")));
    let mut files = vec![("main.ron", main.as_str())];
    files.extend(names.iter().map(|name| {
        (
            name.as_str(),
            "(kinds: [(kind: Police, overrides: true, leaks: 0.0)])",
        )
    }));
    let found = shown(&load_files(&files));
    let codes: Vec<_> = found
        .iter()
        .map(|line| line.split(' ').next().unwrap_or(""))
        .collect();
    assert_eq!(codes, ["HW0007"], "{found:?}");
}

#[test]
fn what_cannot_be_set_is_a_problem() {
    let main = world("");
    let shelf = MemoryShelf::new(&[("main.ron", &main)]);
    let set = ("organisations.nobody.name".to_owned(), "x".to_owned());
    let found = shown(&load_with("main.ron", &shelf, &[set]));
    assert_eq!(
        found,
        ["HW0410 --set:1:15 there is no `nobody` in `organisations` to set"]
    );
}
