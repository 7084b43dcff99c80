//! Every parameter of a scenario can be set from outside, and what cannot is said with a way out.

use super::shelf::MemoryShelf;
use super::tests::{scenario, shown};
use super::{Loaded, load, load_with};

const WORLD: &str = r#"
    economies: [(id: "XX", zone: "UTC", tension: {"BE": 0.5}, holidays: ["2024-01-01"])],
    organisations: [
        (id: "a-cert", economy: "BE", desk: (shift: Shifts([(from: "08:00", to: "20:00")]))),
        (id: "b.host", kind: HostingProvider, economy: "XX",
         contacts: [(role: "abuse", channels: ["email"], tenure: "9w")],
         directory: (entries: [(of: "a-cert", is: Stale)])),
        (id: "corp", kind: Company, economy: "BE"),
    ],
    agreements: [(id: "mou", parties: ["a-cert", "b.host"],
        gives: [Channel("hotline"), AnswerWithin("2h"), Form([Address]), Sharing(Known)])],
    threats: [(id: "gang", class: Ransomware,
        stages: [(name: "in", at: "+5m"), (name: "out", at: "+1h")],
        victims: [(org: "corp", at: "+5m")])],
    hosts: [(id: "c2", threat: "gang", hosted_by: "b.host")],
    findings: [(id: "ip", kind: Address, threat: "gang", points_at: "host:c2")],
    falsehoods: [(id: "lie", kind: Address)],
    artefacts: [(id: "bin", yields: ["ip"])],
    playbooks: [(id: "p", extends: "std/national-cert", rules: [
        (name: "r", on: Start, do: [Wait("5m"), Decide("x")])])],
    objectives: [(id: "O")],
    injects: [
        (id: "I.1", at: "+10m", to: "a-cert", claims: ["ip", (finding: "lie", part: Full)],
         effects: [Tension("BE", "XX", 0.5), ChannelDown("email")], expects: [
            (id: "T-1", does: Received(kind: Notification), target: "10m", limit: "20m",
             objective: "O"),
            (id: "T-2", does: Learnt(finding: "ip"), target: "10m", limit: "20m"),
        ]),
        (id: "I-2", after: (does: Sent(Notification), wait: "5m"), to: "a-cert"),
    ],
    tasks: [(id: "T-3", each: "b.host", inject: "I-2", does: Suspended("c2"), target: "1h",
        limit: "2h")],
"#;

fn set(path: &str, value: &str) -> Loaded {
    let files = [("main.ron", &*scenario(WORLD))];
    let sets = [(path.to_owned(), value.to_owned())];
    load_with("main.ron", &MemoryShelf::new(&files), &sets)
}

#[test]
#[allow(clippy::too_many_lines, reason = "a table of cases")]
fn every_noun_can_be_set() {
    let files = [("main.ron", &*scenario(WORLD))];
    let plain = load("main.ron", &MemoryShelf::new(&files));
    assert_eq!(shown(&plain), Vec::<String>::new());
    let plain = format!("{:?}", plain.exercise.expect("it has no problem"));
    for (path, value, says) in [
        ("title", "Another", "title: \"Another\""),
        ("tlp", "Red", "tlp: Red"),
        ("clock.endex", "+5h", "endex: SimTime(18000000)"),
        (
            "clock.moves",
            "[(title: \"m\", at: \"+1h\")]",
            "title: \"m\"",
        ),
        ("economies.XX.name", "Exland", "name: \"Exland\""),
        ("economies.XX.tension.BE", "0.25", "250000)"),
        ("economies.XX.tension.JP", "0.125", "125000)"),
        ("economies.BE.tension.XX", "0.125", "125000)"),
        ("organisations.a-cert.desk.analysts", "7", ", 7)"),
        ("organisations.a-cert.desk.shift.1.analysts", "8", ", 8)"),
        (
            "organisations.b.host.name",
            "B, \"the\" host",
            r#"B, \"the\" host"#,
        ),
        (
            "organisations.b.host.contacts.abuse.tenure",
            "8w",
            "Some(Span(4838400000))",
        ),
        (
            "organisations.b.host.directory.entries.a-cert.is",
            "Missing",
            "Missing)",
        ),
        (
            "organisations.a-cert.sensors.1.sees",
            "0.123",
            "sees_ppm: 123000",
        ),
        (
            "organisations.a-cert.harm",
            "PerDay(240)",
            "harm_milli_per_hour: 10000",
        ),
        (
            "organisations.corp.mandates",
            "[Declassify]",
            "mandates: [Declassify]",
        ),
        (
            "organisations.corp.policy.legal_review",
            "false",
            "legal_review: false",
        ),
        ("kinds.Company.patience", "123s", "patience: Span(123000)"),
        ("channels.email.transit", "7m", "transit: Span(420000)"),
        (
            "channels.email.reading",
            "Polled(\"3m\")",
            "Polled(Span(180000))",
        ),
        (
            "agreements.mou.gives.answer_within",
            "3h",
            "AnswerWithin(Span(10800000))",
        ),
        (
            "agreements.mou.gives.AnswerWithin",
            "(\"4h\", \"law\")",
            "AnswerWithin(Span(14400000))",
        ),
        (
            "agreements.mou.gives.2",
            "AnswerWithin(\"5h\")",
            "AnswerWithin(Span(18000000))",
        ),
        ("agreements.mou.gives.form", "[Address, Impact]", "Form("),
        ("agreements.mou.state", "Suspended", "state: Suspended"),
        ("threats.gang.breakout", "9m", "breakout: Span(540000)"),
        (
            "threats.gang.moves_after",
            "9m",
            "moves_after: Some(Span(540000))",
        ),
        ("threats.gang.stages.in.at", "+6m", "at: SimTime(360000)"),
        ("threats.gang.victims.corp.at", "+7m", "at: SimTime(420000)"),
        ("threats.gang.victims.1.stage", "out", "stage: 1"),
        (
            "hosts.c2.innocent_harm",
            "PerHour(2)",
            "innocent_harm_milli_per_hour: 2000",
        ),
        ("findings.ip.half_life", "1h", "half_life: Span(3600000)"),
        ("falsehoods.lie.says", "No", "says: \"No\""),
        ("artefacts.bin.analysis", "8m", "Some(Span(480000))"),
        ("playbooks.p.rules.r.do.wait", "6m", "Wait(Span(360000))"),
        ("playbooks.p.rules.r.do.2", "Decide(\"y\")", "Decide(\"y\")"),
        ("service.Triage.median", "77s", "median: Span(77000)"),
        ("objectives.O.title", "Do it", "title: \"Do it\""),
        ("injects.I.1.at", "+11m", "At(SimTime(660000))"),
        (
            "injects.I.1.to",
            "[\"a-cert\", \"corp\"]",
            "to: [OrgId(0), OrgId(2)]",
        ),
        ("injects.I.1.claims.lie.part", "Partial", "part: Partial"),
        ("injects.I.1.claims.ip.part", "Partial", "part: Partial"),
        (
            "injects.I.1.effects.2",
            "ChannelUp(\"email\")",
            "Channel(ChannelId(",
        ),
        (
            "injects.I.1.expects.T-1.limit",
            "30m",
            "limit: Span(1800000)",
        ),
        (
            "injects.I.1.expects.T-2.does.finding",
            "lie",
            "Learnt(Some(FindingId(1))",
        ),
        ("injects.I-2.after.wait", "6m", "Span(360000))"),
        (
            "injects.I-2.expects.T-3.limit",
            "3h",
            "limit: Span(10800000)",
        ),
        ("tasks.T-1.target", "11m", "target: Span(660000)"),
        (
            "tasks.T-2.objective",
            "O",
            "objective: Some(ObjectiveId(0))",
        ),
        ("tasks.T-3.limit", "3h", "limit: Span(10800000)"),
        ("tasks.T-3.late", "U", "late: Unperformed"),
    ] {
        let loaded = set(path, value);
        assert_eq!(shown(&loaded), Vec::<String>::new(), "{path}");
        let found = format!("{:?}", loaded.exercise.expect("it has no problem"));
        assert!(found.contains(says), "{path} does not give {says}");
        assert!(found != plain, "{path} changes nothing");
    }
}

#[test]
fn what_is_not_on_the_path_stays_as_it_was() {
    let parameters = |loaded: Loaded| {
        let all = loaded
            .exercise
            .map(|one| one.parameters)
            .unwrap_or_default();
        let show = |one: crate::exercise::Parameter| format!("{}={}", one.path, one.value);
        all.into_iter().map(show).collect::<Vec<_>>()
    };
    let files = [("main.ron", &*scenario(WORLD))];
    let before = parameters(load("main.ron", &MemoryShelf::new(&files)));
    let after = parameters(set("organisations.a-cert.sensors.Phishing.sees", "0.111"));
    let new: Vec<_> = after.iter().filter(|one| !before.contains(one)).collect();
    assert_eq!(new, ["organisations.a-cert.sensors.phishing.sees=0.111"]);
    let gone: Vec<_> = before.iter().filter(|one| !after.contains(one)).collect();
    // It is the only one of its kind.
    assert_eq!(gone, ["kinds.NationalCert.sensors.phishing.sees=0.5"]);
}

#[test]
#[allow(clippy::too_many_lines, reason = "a table of cases")]
fn what_cannot_be_set_is_said_with_a_way_out() {
    for (path, value, expected) in [
        (
            "titel",
            "x",
            "HW0410 --set:1:1 `titel` is no section of a scenario | title",
        ),
        (
            "a-cert.name",
            "x",
            "HW0410 --set:1:1 `a-cert` is no section of a scenario | \
            organisations.a-cert.name",
        ),
        (
            "std",
            "false",
            "HW0410 --set:1:1 `std` decides which files are read",
        ),
        (
            "objectives",
            "x",
            "HW0410 --set:1:1 there is no `` in `objectives` to set",
        ),
        (
            "objectives.O",
            "x",
            "HW0410 --set:1:1 `objectives.O` is not one value | objectives.O.",
        ),
        (
            "objectives.O.id",
            "x",
            "HW0410 --set:1:14 `id` says which one it is",
        ),
        (
            "kinds.Company.kind",
            "x",
            "HW0410 --set:1:15 `kind` says which one it is",
        ),
        (
            "findings.lie.says",
            "x",
            "HW0410 --set:1:10 there is no `lie` in `findings` to set | \
            falsehoods.lie",
        ),
        (
            "organisations.excon.name",
            "x",
            "HW0410 --set:1:15 there is no `excon` in \
            `organisations` to set | kinds.Excon",
        ),
        (
            "organisations.gang.name",
            "x",
            "HW0410 --set:1:15 there is no `gang` in \
            `organisations` to set | kinds.ThreatGroup",
        ),
        (
            "organisations.acert.name",
            "x",
            "HW0410 --set:1:15 there is no `acert` in \
            `organisations` to set | a-cert",
        ),
        (
            "organisations.corp.nam",
            "x",
            "HW0105 --set:1:20 there is no field `nam` here | name",
        ),
        (
            "organisations.corp.name.x",
            "x",
            "HW0109 --set:1:25 text in quotes is expected here",
        ),
        (
            "organisations.corp..x",
            "x",
            "HW0410 --set:1:20 a name is expected here",
        ),
        (
            "organisations.a-cert.sensors.Fishing.sees",
            "1",
            "HW0410 --set:1:30 \
            `organisations.a-cert.sensors` has no `Fishing` in it | Phishing",
        ),
        (
            "injects.I.1.expects.T1.limit",
            "1h",
            "HW0410 --set:1:21 `injects.I.1.expects` has no \
            `T1` in it | T-1",
        ),
        (
            "injects.I-2.expects.T1.limit",
            "1h",
            "HW0410 --set:1:21 `injects.I-2.expects` has no \
            `T1` in it",
        ),
        (
            "injects.I.1.at.x",
            "1h",
            "HW0410 --set:1:16 `injects.I.1.at` is one value and has no \
            `x` | injects.I.1.at=…",
        ),
        (
            "tasks.T-1.limit",
            "5m",
            "HW0502 --set:1:17 the limit is before the target",
        ),
        (
            "tasks.T-1.limit",
            "5 parsecs",
            "HW0201 --set:1:19 `parsecs` is not a unit of time",
        ),
        (
            "tasks.T1.limit",
            "5m",
            "HW0410 --set:1:7 there is no `T1` in `tasks` to set",
        ),
        (
            "tasks.T-1",
            "5m",
            "HW0410 --set:1:1 `tasks.T-1` is not one value | tasks.T-1.limit",
        ),
        (
            "economies.XX.tension.ZZ",
            "0.5",
            "HW0401 --set:1:22 there is no economy `ZZ`",
        ),
        (
            "channels.email.transit",
            "5q",
            "HW0201 --set:1:25 `q` is not a unit of time",
        ),
        (
            "channels.portal.transitt",
            "5m",
            "HW0105 --set:1:17 there is no field `transitt` here",
        ),
        (
            "tlp",
            "Rde",
            "HW0108 --set:1:5 `Rde` is not one of the choices | Red",
        ),
        (
            "title",
            "\"open",
            "HW0102 --set:1:7 this text is never closed",
        ),
        ("clock.endex", "", "HW0202 --set:1:13 "),
    ] {
        let loaded = set(path, value);
        let shown = shown(&loaded);
        assert_eq!(shown.len(), 1, "{path}: {shown:#?}");
        let (says, help) = expected.split_once(" | ").unwrap_or((expected, ""));
        assert!(shown[0].starts_with(says), "{path}: {shown:?}");
        let way_out = loaded.problems[0].help.clone().unwrap_or_default();
        assert!(way_out.contains(help), "{path}: {way_out}");
        assert!(loaded.exercise.is_none());
    }
    assert_eq!(shown(&set(&"a.".repeat(100_000), "x")).len(), 1);
    assert_eq!(
        shown(&set(&format!("clock{}", ".x".repeat(100_000)), "x")).len(),
        1
    );
}
