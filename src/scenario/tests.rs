//! Whole scenarios, from text to exercise.

use super::*;
use shelf::MemoryShelf;

/// The problems of a scenario, each as `CODE file:line:column message`.
pub(super) fn shown(loaded: &Loaded) -> Vec<String> {
    let show = |problem: &Problem| {
        let place = problem.place.map(|place| loaded.sources.locate(place));
        format!(
            "{} {} {}",
            problem.code.id,
            place.unwrap_or_default(),
            problem.message
        )
    };
    loaded.problems.iter().map(show).collect()
}

/// Loads `main.ron` of these files.
pub(super) fn load_files(files: &[(&str, &str)]) -> Loaded {
    load("main.ron", &MemoryShelf::new(files))
}

/// A scenario with these sections besides what every scenario needs.
pub(super) fn scenario(sections: &str) -> String {
    format!(
        "(format: 1, title: \"t\", clock: (startex: \"2024-06-26T07:00:00Z\", endex: \"+4h\"),\n\
         {sections}\n)"
    )
}

const TWO: &str = "organisations: [
    (id: \"a-cert\", economy: \"BE\", name: \"A\"),
    (id: \"b-cert\", economy: \"JP\", name: \"B\", desk: (analysts: 9)),
],";

#[test]
fn the_bundled_scenarios_have_no_problem() {
    for (name, _) in library::SCENARIOS {
        let loaded = load(name, &MemoryShelf::default());
        assert_eq!(shown(&loaded), Vec::<String>::new(), "{name}");
        assert!(loaded.exercise.is_some(), "{name}");
    }
}

#[test]
fn a_new_scenario_has_no_problem_whatever_its_name() {
    for title in ["Spring drill", "a \"b\" \\ \u{7} é", ""] {
        let loaded = load_files(&[("main.ron", &template(title))]);
        assert_eq!(shown(&loaded), Vec::<String>::new(), "{title}");
        assert_eq!(loaded.exercise.map(|one| one.title).as_deref(), Some(title));
    }
}

#[test]
fn an_organisation_needs_an_id_a_name_and_an_economy() {
    let loaded = load_files(&[("main.ron", &scenario(TWO))]);
    assert_eq!(shown(&loaded), Vec::<String>::new());
    let exercise = loaded.exercise.unwrap();
    let ids: Vec<_> = exercise
        .organisations
        .iter()
        .map(|org| org.id.as_str())
        .collect();
    assert_eq!(ids, ["a-cert", "b-cert", "excon"]);
    let duty = |org: usize| exercise.organisations[org].duty[0].1;
    assert_eq!((duty(0), duty(1)), (5, 9));
    let economies: Vec<_> = exercise
        .economies
        .iter()
        .map(|one| one.id.as_str())
        .collect();
    assert_eq!(economies, ["BE", "JP"], "what nothing mentions is left out");
    let path = |path: &str| {
        let found = exercise.parameters.iter().find(|one| one.path == path);
        found.map(|one| one.value.as_str())
    };
    assert_eq!(path("organisations.b-cert.desk.analysts"), Some("9"));
    assert_eq!(path("kinds.NationalCert.desk.analysts"), Some("5"));
    assert_eq!(path("organisations.a-cert.desk.analysts"), None);
}

#[test]
fn an_override_gives_only_what_differs() {
    let main = scenario(
        "include: [\"parts/roster\"],
         channels: [(id: \"email\", overrides: true, transit: (\"9m\", \"measured\"))],
         kinds: [(kind: NationalCert, overrides: true, desk: (skill: 2.0), source: \"survey\")],
         organisations: [(id: \"a-cert\", overrides: true, desk: (analysts: 7), \
          patience: \"5m\")],",
    );
    let loaded = load_files(&[
        ("main.ron", &main),
        ("parts/roster.ron", &format!("({TWO})")),
    ]);
    assert_eq!(shown(&loaded), Vec::<String>::new());
    let exercise = loaded.exercise.unwrap();
    let org = &exercise.organisations[0];
    assert_eq!(
        (org.duty[0].1, org.skill_ppm, org.patience.0),
        (7, 2_000_000, 300_000)
    );
    assert_eq!(org.name, "A");
    let email = &exercise.channels[0];
    assert_eq!(
        (email.id.as_str(), email.transit.0, email.loss_ppm),
        ("email", 540_000, 10_000)
    );
    let source = |path: &str| {
        let found = exercise.parameters.iter().find(|one| one.path == path);
        found.map(|one| one.source.as_deref())
    };
    assert_eq!(source("channels.email.transit"), Some(Some("measured")));
    assert_eq!(source("channels.email.loss"), Some(None));
    assert_eq!(
        source("kinds.NationalCert.desk.skill"),
        Some(Some("survey"))
    );
    assert_eq!(source("kinds.NationalCert.thorough"), Some(None));
    assert_eq!(source("organisations.a-cert.patience"), Some(None));
}

#[test]
fn every_number_of_the_model_is_a_parameter_with_its_source() {
    let main = scenario(&format!(
        "season: (trust_half_life: (\"52 weeks\", \"panel\")),
         {TWO}
         channels: [(id: \"post\", transit: \"1h\", reading: (Polled(\"2h\"), \"log\"))],
         kinds: [(kind: Company, overrides: true, desk: (shift: Shifts([
             (from: \"08:00\", to: \"20:00\", analysts: (3, \"roster\")),
         ])))],
         playbooks: [(id: \"p\", rules: [(name: \"r\", on: Start, do: [
             Wait((\"5m\", \"diary\")),
             Chance((0.5, \"survey\"), [Wait(\"1m\")], [Close]),
         ])])],
         injects: [(id: \"I-1\", at: \"+1m\", effects: [
             ChannelSlow(\"email\", (3.0, \"outage\")),
             Tension(\"AU\", \"JP\", (0.4, \"index\")),
         ])],"
    ));
    let loaded = load_files(&[("main.ron", &main)]);
    assert_eq!(shown(&loaded), Vec::<String>::new());
    let exercise = loaded.exercise.unwrap();
    for (path, value, source) in [
        ("season.trust_half_life", "\"52 weeks\"", Some("panel")),
        ("channels.post.reading", "Polled(\"2h\")", Some("log")),
        ("playbooks.p.rules.r.do.1", "\"5m\"", Some("diary")),
        ("playbooks.p.rules.r.do.2.of", "0.5", Some("survey")),
        ("playbooks.p.rules.r.do.2.then.1", "\"1m\"", None),
        ("injects.I-1.effects.1.times", "3.0", Some("outage")),
        ("injects.I-1.effects.2.share", "0.4", Some("index")),
    ] {
        let found = exercise.parameters.iter().find(|one| one.path == path);
        let found = found.map(|one| (one.value.as_str(), one.source.as_deref()));
        assert_eq!(found, Some((value, source)), "{path}");
    }
}

#[test]
fn what_is_overridden_and_not_mentioned_is_checked_all_the_same() {
    let with = |sections: &str| load_files(&[("main.ron", &scenario(&format!("{TWO}{sections}")))]);
    let plain = with("").exercise;
    for (sections, expected) in [
        (
            "channels: [(id: \"liaison\", overrides: true, loss: 0.2)]",
            None,
        ),
        (
            "channels: [(id: \"liaison\", overrides: true, loss: 2.0)]",
            Some("HW0110 main.ron:5:53 "),
        ),
        (
            "channels: [(id: \"liaison\", overrides: true, los: 0.2)]",
            Some("HW0105 main.ron:5:47 "),
        ),
        (
            "economies: [(id: \"AU\", overrides: true, name: 5)]",
            Some("HW0109 main.ron:5:49 "),
        ),
        (
            "playbooks: [(id: \"std/media\", overrides: true, rules: 5)]",
            Some("HW0109 "),
        ),
    ] {
        let loaded = with(sections);
        let shown = shown(&loaded);
        assert_eq!(
            shown.len(),
            expected.into_iter().count(),
            "{sections}: {shown:?}"
        );
        for (shown, expected) in shown.iter().zip(expected) {
            assert!(shown.starts_with(expected), "{sections}: {shown}");
        }
        if expected.is_none() {
            assert_eq!(loaded.exercise, plain, "{sections}: it plays no part");
        }
    }
}

#[test]
fn values_can_be_set_from_outside() {
    let set = |path: &str, value: &str| {
        let shelf = MemoryShelf::new(&[("main.ron", &scenario(TWO))]);
        load_with("main.ron", &shelf, &[(path.to_owned(), value.to_owned())])
    };
    let loaded = set("organisations.a-cert.desk.analysts", "8");
    assert_eq!(
        loaded
            .exercise
            .map(|exercise| exercise.organisations[0].duty[0].1),
        Some(8)
    );
    let loaded = set("clock.endex", "+6h");
    assert_eq!(
        loaded.exercise.map(|exercise| exercise.clock.endex.0),
        Some(6 * 3_600_000)
    );
    let loaded = set("channels.email.transit", "7m");
    assert_eq!(
        loaded
            .exercise
            .map(|exercise| exercise.channels[0].transit.0),
        Some(420_000)
    );
    for (path, value, expected) in [
        (
            "organisations.a-cert.desk.analysts",
            "many",
            "HW0109 --set:1:36 ",
        ),
        (
            "organisations.a-cert.desk.analists",
            "8",
            "HW0105 --set:1:27 ",
        ),
        (
            "organisations.acert.desk.analysts",
            "8",
            "HW0410 --set:1:15 ",
        ),
        (
            "organisation.a-cert.desk.analysts",
            "8",
            "HW0410 --set:1:1 ",
        ),
        ("clock.endex", "soon", "HW0202 --set:1:13 "),
    ] {
        let loaded = set(path, value);
        let shown = shown(&loaded);
        assert_eq!(shown.len(), 1, "{path}: {shown:?}");
        assert!(shown[0].starts_with(expected), "{path}: {shown:?}");
        assert!(loaded.exercise.is_none());
    }
}

#[test]
#[allow(
    clippy::too_many_lines,
    clippy::type_complexity,
    reason = "a table of cases"
)]
fn includes_are_followed_and_their_faults_named() {
    let main = |include: &str| scenario(&format!("include: [{include}],{TWO}"));
    let cases: &[(&str, &[(&str, &str)], &[&str])] = &[
        (
            "\"std/chanels\"",
            &[],
            &["HW0001 main.ron:2:11 there is no file `std/chanels`"],
        ),
        (
            "\"other\"",
            &[],
            &["HW0001 main.ron:2:11 there is no file `other.ron`"],
        ),
        (
            "\"a\", \"a\"",
            &[("a.ron", "(hosts: [])")],
            &["HW0008 main.ron:2:16 `a` is included twice"],
        ),
        (
            "\"a\"",
            &[
                ("a.ron", "(include: [\"b\"])"),
                ("b.ron", "(include: [\"a\"])"),
            ],
            &["HW0005 b.ron:1:12 `a.ron` includes itself"],
        ),
        (
            "\"main\"",
            &[],
            &["HW0005 main.ron:2:11 `main.ron` includes itself"],
        ),
        (
            "\"a\", \"b\"",
            &[
                ("a.ron", "(include: [\"c\"])"),
                ("b.ron", "(include: [\"c\"])"),
                ("c.ron", "(hosts: [])"),
            ],
            &[],
        ),
        (
            "\"a\"",
            &[("a.ron", "(title: \"x\")")],
            &["HW0409 a.ron:1:9 `title` may only stand in the scenario itself"],
        ),
        (
            "\"a\"",
            &[("a.ron", "(format: 2)")],
            &["HW0408 a.ron:1:10 format 2 is not read by this version"],
        ),
        (
            "\"a\"",
            &[("a.ron", "(hosts: [")],
            &["HW0102 a.ron:1:9 this `[` is never closed"],
        ),
    ];
    for (include, files, expected) in cases {
        let text = main(include);
        let mut all = vec![("main.ron", text.as_str())];
        all.extend_from_slice(files);
        let shown = shown(&load_files(&all));
        let errors: Vec<_> = shown
            .iter()
            .filter(|line| !line.starts_with("HW0009"))
            .collect();
        assert_eq!(errors, expected.iter().collect::<Vec<_>>(), "{include}");
    }
    let chain: Vec<(String, String)> = (0..20)
        .map(|n| (format!("{n}.ron"), format!("(include: [\"{}\"])", n + 1)))
        .collect();
    let text = main("\"0\"");
    let mut all = vec![("main.ron", text.as_str())];
    all.extend(
        chain
            .iter()
            .map(|(name, text)| (name.as_str(), text.as_str())),
    );
    let shown = shown(&load_files(&all));
    assert!(
        shown.iter().any(|line| line.starts_with("HW0006 14.ron")),
        "{shown:?}"
    );
}

#[test]
fn everything_that_is_wrong_is_said_at_once() {
    let main = scenario(
        "organisations: [
            (id: \"a\", economy: \"BEE\", name: \"A\", reached_by: [\"email\", \"fone\"]),
            (id: \"b\", economy: \"JP\", naem: \"B\", desk: (analysts: -1)),
            (id: \"a\", economy: \"JP\", name: \"C\"),
            (id: \"the b\", economy: \"JP\", name: \"D\"),
            (economy: \"JP\", name: \"E\"),
        ],
        channels: [(id: \"emial\", overrides: true, loss: 0.5)],
        findings: [(id: \"f\", says: \"x\", points_at: \"host:hh\", half_life: \"5\", \
         known_to: \"kind:Polise\")],
        injects: [
            (id: \"i1\", at: \"+5 minuts\", to: \"a\", text: \"x\"),
            (id: \"i2\", at: \"+5m\", unless: \"t\", to: \"x*\", claims: [\"g\"]),
            (id: \"i3\", at: \"+5m\", to: \"b\", expects: [(id: \"t\", \
             does: Suspended(\"h\"), target: \"2h\", limit: \"1h\", objective: \"o\")]),
        ],
        organizations: [],",
    );
    let loaded = load_files(&[("main.ron", &main)]);
    let shown = shown(&loaded);
    let codes: Vec<_> = shown
        .iter()
        .map(|line| {
            let mut words = line.split(' ');
            let (code, place) = (words.next().unwrap_or(""), words.next().unwrap_or(""));
            format!("{code}{}", place.trim_start_matches("main.ron"))
        })
        .collect();
    assert_eq!(
        codes,
        [
            "HW0401:3:32",
            "HW0401:3:72",
            "HW0105:4:38",
            "HW0110:4:66",
            "HW0402:5:18",
            "HW0404:6:18",
            "HW0106:7:13",
            "HW0403:9:25",
            "HW0401:10:52",
            "HW0201:10:75",
            "HW0407:10:95",
            "HW0201:12:32",
            "HW0106:13:18",
            "HW0406:13:52",
            "HW0401:13:67",
            "HW0401:14:80",
            "HW0502:14:107",
            "HW0401:14:124",
            "HW0105:16:9",
        ],
        "{shown:#?}"
    );
}
