//! An improvement plan changes nothing until it is asked for, then what `--set` would change; what
//! is wrong with it is told where it stands, asked for or not.

use super::shelf::MemoryShelf;
use super::tests::{scenario, shown};
use super::{Loaded, load_improved};
use crate::exercise::{Exercise, Improvement};

const WORLD: &str = r#"organisations: [
    (id: "a-cert", economy: "BE"),
    (id: "corp", kind: Company, economy: "BE"),
],
injects: [(id: "I", at: "+1m", to: "a-cert", text: "!")], objectives: [(id: "O")],
tasks: [(id: "T", each: "a-cert", does: Received(Notification), target: "10m", limit: "20m",
    objective: "O")],
"#;

fn plan(list: &str) -> String {
    scenario(&format!("{WORLD}improvements: [{list}]"))
}

/// An improvement with these changes.
fn one(id: &str, changes: &str) -> String {
    format!(
        "(id: \"{id}\", title: \"Do better\", corrects: \"T\", owner: \"a-cert\", \
         due: \"90 days\",\nchanges: {{{changes}}}),"
    )
}

fn read(text: &str, sets: &[(&str, &str)], improve: &[&str]) -> Loaded {
    let sets: Vec<_> = sets
        .iter()
        .map(|(path, value)| ((*path).to_owned(), (*value).to_owned()))
        .collect();
    let improve: Vec<_> = improve.iter().map(|id| (*id).to_owned()).collect();
    let shelf = MemoryShelf::new(&[("main.ron", text)]);
    load_improved("main.ron", &shelf, &sets, &improve)
}

fn played(text: &str, sets: &[(&str, &str)], improve: &[&str]) -> Exercise {
    let loaded = read(text, sets, improve);
    let errors: Vec<_> = shown(&loaded);
    assert_eq!(errors, Vec::<String>::new(), "{text}");
    loaded.exercise.expect("it has no problem")
}

fn without_plan(exercise: &Exercise) -> Exercise {
    Exercise {
        improvements: Vec::new(),
        ..exercise.clone()
    }
}

fn both() -> String {
    let transit = one("IP-1", "\"channels.email.transit\": (\"5m\", \"a vendor\")");
    let desk = one(
        "IP-2",
        "\"organisations.a-cert.desk.analysts\": 4, \"channels.liaison.loss\": 0.5, \
         \"tasks.T.limit\": \"40m\"",
    );
    plan(&format!("{transit}\n{desk}"))
}

#[test]
fn a_plan_changes_nothing_until_it_is_asked_for() {
    let plain = played(&scenario(WORLD), &[], &[]);
    let text = both();
    let found = played(&text, &[], &[]);
    assert!(without_plan(&found) == plain);
    let about = |one: &Improvement| (one.id.clone(), one.due.clone(), one.applied);
    let list: Vec<_> = found.improvements.iter().map(about).collect();
    let due = || "90 days".to_owned();
    assert_eq!(
        list,
        [
            ("IP-1".to_owned(), due(), false),
            ("IP-2".to_owned(), due(), false)
        ]
    );
    let changes = &found.improvements[0].changes;
    let written = "(\"5m\", \"a vendor\")".to_owned();
    assert_eq!(changes, &[("channels.email.transit".to_owned(), written)]);
}

#[test]
fn what_is_carried_out_is_what_set_would_change() {
    let text = both();
    let sets = [
        ("channels.email.transit", "(\"5m\", \"a vendor\")"),
        ("organisations.a-cert.desk.analysts", "4"),
        ("channels.liaison.loss", "0.5"),
        ("tasks.T.limit", "40m"),
    ];
    // A path in a text and one from outside give numbers that are written alike.
    let values = |exercise: &Exercise| {
        let mut bare = without_plan(exercise);
        for one in &mut bare.parameters {
            one.value = one.value.replace('"', "");
        }
        bare
    };
    for (improve, sets) in [
        (&["IP-1"][..], &sets[..1]),
        (&["IP-2"], &sets[1..]),
        (&["IP-2", "IP-1"], &sets[..]),
        (&["all"], &sets[..]),
    ] {
        let improved = played(&text, &[], improve);
        assert!(
            values(&improved) == values(&played(&text, sets, &[])),
            "{improve:?}"
        );
        for one in &improved.improvements {
            let asked = improve.contains(&one.id.as_str()) || improve == ["all"];
            assert_eq!(one.applied, asked, "{}", one.id);
        }
    }
}

#[test]
fn improvements_stand_on_top_of_what_is_set() {
    let text = plan(&one("IP", "\"organisations.a-cert.desk.analysts\": 4"));
    let sets = [("organisations.a-cert.desk.analysts", "9")];
    let analysts = |exercise: &Exercise| exercise.organisations[0].duty[0].1;
    assert_eq!(analysts(&played(&text, &sets, &[])), 9);
    assert_eq!(analysts(&played(&text, &sets, &["IP"])), 4);
}

#[test]
#[allow(clippy::too_many_lines, reason = "a table of cases")]
fn what_is_wrong_with_a_plan_is_told_where_it_stands() {
    let line = |changes: &str| plan(&one("IP", changes));
    for (text, expected, help) in [
        (
            line("\"channels.emial.transit\": \"5m\""),
            "HW0410 main.ron:10:21 ",
            "email",
        ),
        (
            line("\"channels.email.transitt\": \"5m\""),
            "HW0105 main.ron:10:27 ",
            "transit",
        ),
        (
            line("\"channels.email.transit\": \"5q\""),
            "HW0201 main.ron:10:39 ",
            "",
        ),
        (
            line("\"channels.email.loss\": 1.5"),
            "HW0110 main.ron:10:34 ",
            "",
        ),
        (
            line("\"tasks.T.limit\": \"5m\""),
            "HW0502 main.ron:10:28 ",
            "",
        ),
        (
            line("\"tasks.T.objective\": \"P\""),
            "HW0401 main.ron:10:32 ",
            "",
        ),
        // It shows elsewhere, and is told where it comes from.
        (
            line("\"tasks.T.target\": \"50m\""),
            "HW0502 main.ron:10:10 ",
            "",
        ),
        (
            line("\"improvements.IP.due\": \"x\""),
            "HW0410 main.ron:10:12 ",
            "",
        ),
        (
            line("\"channels.email.transit\": \"5m\"")
                .replace("{", "[")
                .replace("}", "]"),
            "HW0101 ",
            "",
        ),
        (
            line("").replace("{}", "5"),
            "HW0109 main.ron:10:10 ",
            "changes: {",
        ),
        (
            line("").replace("corrects: \"T\"", "corrects: \"T1\""),
            "HW0401 main.ron:9:",
            "T",
        ),
        (
            line("").replace("corrects: \"T\"", "corrects: []"),
            "HW0511 main.ron:9:",
            "",
        ),
        (
            line("").replace("corrects: \"T\", ", ""),
            "HW0106 main.ron:9:",
            "",
        ),
        (
            line("").replace("owner: \"a-cert\", ", ""),
            "HW0106 main.ron:9:",
            "",
        ),
        (
            line("").replace("owner: \"a-cert\"", "owner: \"acert\""),
            "HW0401 main.ron:9:",
            "a-cert",
        ),
        (
            line("").replace("\"IP\"", "\"all\""),
            "HW0404 main.ron:9:",
            "",
        ),
    ] {
        for improve in [&[][..], &["all"]] {
            let loaded = read(&text, &[], improve);
            let shown = shown(&loaded);
            assert_eq!(shown.len(), 1, "{text}: {shown:#?}");
            // Carried out, it is told where it shows.
            let elsewhere = improve == ["all"] && text.contains("50m");
            assert!(
                shown[0].starts_with(expected) || elsewhere,
                "{text}: {shown:?}"
            );
            let way_out = loaded.problems[0].help.clone().unwrap_or_default();
            assert!(way_out.contains(help), "{text}: {way_out}");
            assert!(loaded.exercise.is_none());
        }
    }
    let loaded = read(&both(), &[], &["IP1"]);
    let expected = "HW0401 --improve:1:1 there is no improvement `IP1`";
    assert_eq!(shown(&loaded), [expected]);
    assert_eq!(
        loaded.problems[0].help.as_deref(),
        Some("did you mean `IP-1`?")
    );
}

#[test]
fn improvements_of_one_thing_are_tried_apart_and_all_are_tried() {
    // Together the second would hide what the first gets wrong, and the last is past all trials
    // of its own.
    let changes: String = (0..20)
        .map(|nth| {
            one(
                &format!("IP-{nth:02}"),
                &format!("\"tasks.T.limit\": \"{}m\"", nth + 5),
            )
        })
        .collect();
    let loaded = read(&plan(&changes), &[], &[]);
    let told = shown(&loaded);
    // Limits of 5 to 9 minutes are before the target; each of these has a trial of its own.
    assert_eq!(told.len(), 5, "{told:#?}");
    let bad = one("IP-99", "\"tasks.T.limt\": \"30m\"");
    let more = changes
        .replace("5m", "50m")
        .replace("6m", "60m")
        .replace("7m", "70m");
    let more = more.replace("8m", "80m").replace("9m", "90m");
    let loaded = read(&plan(&(more + &bad)), &[], &[]);
    assert_eq!(shown(&loaded).len(), 1, "{:#?}", shown(&loaded));
}
