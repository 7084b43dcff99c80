//! Experiments: played, judged, checked.

use crate::{call, check, place};
use std::fs;
use std::path::Path;

/// An experiment about the pact of the first drill.
fn about(fields: &str) -> String {
    format!("(format: 1, title: \"What is the pact worth?\", scenario: \"first-drill\", {fields})")
}

fn write(dir: &Path, text: &str) {
    fs::write(dir.join("pact.experiment.ron"), text).expect("written");
}

const PACT: &str = "without: [\"agreement:be-jp\"], expects: Falls, vanishes: [
    (name: \"it is only signed\", change: {\"agreements.be-jp.state\": Signed},
     expects: Vanishes)]";

#[test]
fn an_experiment_says_what_came_out_of_what_was_expected() {
    let dir = place();
    write(dir.path(), &about(PACT));
    let args = ["compare", "pact.experiment.ron", "--runs", "8"];
    let said = [
        "8 pairs of runs a case",
        "WHERE IT IS ONLY SIGNED",
        "happened in 8 of 8 pairs",
        "Expected: it falls",
        "cases came out as expected",
    ];
    let text = check(dir.path(), &args, 0, &said);
    assert!(!text.contains("HOLM"), "others are told with --all alone");
    check(
        dir.path(),
        &[&args[..], &["--all"]].concat(),
        0,
        &["Holm", "MEASURE"],
    );
    // Eight pairs do not tell a minute from luck.
    check(
        dir.path(),
        &[&args[..], &["--strict"]].concat(),
        1,
        &["undecided"],
    );
    let json = call(dir.path(), &[&args[..], &["--format", "json"]].concat()).stdout;
    let json: serde_json::Value = serde_json::from_slice(&json).expect("it is JSON");
    assert_eq!(json["pairs"], 8);
    assert_eq!(json["cases"][0]["came_out"], "undecided");
    assert_eq!(json["cases"][1]["came_out"], "as expected");
    assert_eq!(json["cases"][1]["same_journals"], 8);
    let primary = &json["cases"][0]["primary"];
    let difference = primary["difference"].as_f64().expect("both arms have one");
    let arms = ["with", "without"].map(|arm| primary[arm].as_f64().expect("a mean"));
    assert!(
        (difference - (arms[0] - arms[1])).abs() < 1e-6,
        "with less without"
    );
    // The same by hand: what is changed there is what is without here.
    let hand = [
        "compare",
        "first-drill",
        "--without",
        "agreement:be-jp",
        "--runs",
        "8",
        "--format",
        "json",
    ];
    let hand = call(dir.path(), &hand).stdout;
    let hand: serde_json::Value = serde_json::from_slice(&hand).expect("it is JSON");
    let turned = hand["primary"]["difference"].as_f64().expect("a mean");
    assert!((difference + turned).abs() < 1e-6, "{difference} {turned}");
}

#[test]
fn everything_that_is_wrong_with_an_experiment_is_told_where_it_stands() {
    let dir = place();
    let bad = r#"without: ["agreement:be-jq"], measure: "time_to_suspnd", expects: Rise, vanishes: [
        (name: "a", change: {"channels.emial.transit": "5m"}, measure: "harm", expects: Falls),
        (name: "a", expects: Falls, measure: "harm"),
        (name: "b", change: {"channels.email.transit": "5 minuts"}, measure: "harm",
         expects: Within(-2)),
        (name: "c", with: ["mandate:acme/arrest"], measure: "ack_time", expects: Within("2m")),
        (name: "d", measure: "harm", expects: Within("2m"), chnge: {}),
    ]"#;
    write(dir.path(), &about(bad));
    let said = [
        "pact.experiment.ron:1:",
        "did you mean `time_to_suspend`?",
        "did you mean `Rises`?",
        "pact.experiment.ron:2:40",
        "did you mean `email`?",
        "`minuts` is not a unit of time",
        "the condition `a` is declared twice",
        "pact.experiment.ron:5:",
        "a margin is a number above zero",
        "`mandate:acme/arrest` names nothing",
        "did you mean `change`?",
    ];
    check(dir.path(), &["check", "pact.experiment.ron"], 1, &said);
    write(dir.path(), &about(&PACT.replace("be-jp\"]", "be-jq\"]")));
    let said = ["did you mean `be-jp`?"];
    check(dir.path(), &["check", "pact.experiment.ron"], 1, &said);
    check(
        dir.path(),
        &["compare", "pact.experiment.ron"],
        1,
        &["cannot be played"],
    );
    for (fields, said) in [
        (
            "expects: Falls",
            "nothing is taken away, put in force or changed",
        ),
        (
            "without: [\"agreement:be-jp\"]",
            "does not say its `expects`",
        ),
        (
            "without: [\"agreement:be-jp\"], expects: Falls, runs: 1",
            "between 2 and",
        ),
        (
            "change: {\"channels.email.loss\": 0.5, \"channels.email.loss\": 0.1}, expects: Rises",
            "is changed twice",
        ),
    ] {
        write(dir.path(), &about(fields));
        check(dir.path(), &["check", "pact.experiment.ron"], 1, &[said]);
    }
    let lost = about(PACT).replace("first-drill", "frist-drill");
    write(dir.path(), &lost);
    let said = [
        "there is no file `frist-drill`",
        "did you mean `first-drill`?",
    ];
    check(dir.path(), &["check", "pact.experiment.ron"], 1, &said);
}

#[test]
fn a_scenario_under_a_condition_is_checked_as_well() {
    let dir = place();
    let silent = "without: [\"agreement:be-jp\"], expects: Falls, vanishes: [
        (name: \"an empty paper\", change: {\"agreements.be-jp.gives\": []}, expects: Vanishes)]";
    write(dir.path(), &about(silent));
    let said = ["HW0512", "under this condition", "1 warning"];
    check(dir.path(), &["check", "pact.experiment.ron"], 0, &said);
}

#[test]
fn an_experiment_is_found_by_the_name_of_its_scenario() {
    let dir = place();
    check(
        dir.path(),
        &["list"],
        0,
        &["hotwash compare cjk-hotline.experiment"],
    );
    check(
        dir.path(),
        &["check", "cjk-hotline.experiment"],
        0,
        &["no problems"],
    );
    let args = ["compare", "cjk-hotline", "--experiment", "--runs", "2"];
    check(
        dir.path(),
        &args,
        0,
        &["2 pairs of runs a case", "WHERE EVERYBODY RINGS IT"],
    );
    // By what it says, whatever the file is called.
    fs::write(dir.path().join("question.ron"), about(PACT)).expect("written");
    check(
        dir.path(),
        &["compare", "question.ron", "--runs", "2"],
        0,
        &["a case"],
    );
    for (args, said) in [
        (
            &["compare", "first-drill", "--experiment"][..],
            "no file `first-drill.experiment`",
        ),
        (
            &["compare", "question.ron", "--measure", "harm"],
            "an experiment says itself",
        ),
        (
            &["compare", "question.ron", "--without", "agreement:be-jp"],
            "an experiment says itself",
        ),
        (
            &[
                "compare",
                "first-drill",
                "--without",
                "agreement:be-jp",
                "--strict",
            ],
            "`--strict` is for experiments",
        ),
    ] {
        check(dir.path(), args, 2, &[said]);
    }
}

#[test]
fn every_agreement_has_its_worth_against_its_effort() {
    let dir = place();
    let args = ["value", "cjk-hotline", "--runs", "4"];
    let said = [
        "3 sets of agreements, 4 runs of each: 12 runs",
        "WITH LESS WITHOUT",
        "upkeep/yr",
        "cjk-hotline in JP",
    ];
    check(dir.path(), &args, 0, &said);
    let shared = [&args[..], &["--shapley", "--format", "json"]].concat();
    let json = call(dir.path(), &shared).stdout;
    let json: serde_json::Value = serde_json::from_slice(&json).expect("it is JSON");
    let worths = json["worths"].as_array().expect("a list");
    let sizes = worths
        .iter()
        .map(|one| one["primary"]["difference"].as_f64());
    let sizes: Vec<f64> = sizes.map(|one| one.expect("it was observed")).collect();
    let together = json["all_less_none"]["difference"]
        .as_f64()
        .expect("it was observed");
    assert!(
        (sizes.iter().sum::<f64>() - together).abs() < 1e-6,
        "{sizes:?} {together}"
    );
    assert!(
        sizes.windows(2).all(|pair| pair[0].abs() >= pair[1].abs()),
        "{sizes:?}"
    );
    let upkeep = worths
        .iter()
        .filter_map(|one| one["effort"]["upkeep_a_year"].as_f64());
    assert!(
        (upkeep.sum::<f64>() - 360.0).abs() < 1e-9,
        "three parties, 120 hours a year each"
    );
    let both = "both=agreement:cjk-hotline,agreement:cjk-meeting";
    let grouped = [&args[..], &["--group", both]].concat();
    check(dir.path(), &grouped, 0, &["2 sets of agreements", "both"]);
    for (group, said) in [
        ("both", "write --group NAME=agreement:A"),
        ("x=agreement:cjk-hotlin", "did you mean `cjk-hotline`?"),
        (
            "x=agreement:cjk-meeting,agreement:cjk-meeting",
            "is in two groups",
        ),
    ] {
        check(
            dir.path(),
            &[&args[..], &["--group", group]].concat(),
            2,
            &[said],
        );
    }
    let alone = r#"(format: 1, title: "Alone",
        clock: (startex: "2024-06-26T07:00:00Z", endex: "+1h"),
        organisations: [(id: "a-cert", kind: NationalCert, economy: "BE", name: "A")])"#;
    fs::write(dir.path().join("alone.ron"), alone).expect("written");
    check(
        dir.path(),
        &["value", "alone.ron"],
        2,
        &["has no agreements"],
    );
}

#[test]
fn a_conclusion_says_which_parameters_it_hangs_on() {
    let dir = place();
    let args = [
        "sensitivity",
        "first-drill",
        "--without",
        "agreement:be-jp",
        "--runs",
        "3",
        "--only",
        "channels.",
    ];
    let said = [
        "26 parameters at two ends each",
        "WHAT IT HANGS ON",
        "have no source",
    ];
    check(dir.path(), &args, 0, &said);
    check(
        dir.path(),
        &["sensitivity", "first-drill"],
        2,
        &["nothing is changed"],
    );
}

#[test]
fn a_range_that_is_given_is_what_is_played_source_or_not() {
    let dir = place();
    let drill =
        fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios/first-drill.ron"));
    let drill = drill.expect("it is there").replace(
        "service: [",
        "channels: [(id: \"email\", overrides: true, transit: (value: \"1m\", source: \"a guess\", \
         range: (\"1s\", \"50m\")))],\n    service: [",
    );
    fs::write(dir.path().join("drill.ron"), &drill).expect("written");
    let json = [
        "sensitivity",
        "drill.ron",
        "--without",
        "agreement:be-jp",
        "--runs",
        "3",
        "--only",
        "channels.email.t",
        "--measure",
        "ack_time",
        "--format",
        "json",
    ];
    let json = call(dir.path(), &json).stdout;
    let json: serde_json::Value = serde_json::from_slice(&json).expect("it is JSON");
    assert_eq!(json["parameters"]["over_a_given_range"], 1);
    let swing = &json["swings"][0];
    assert_eq!(
        (&swing["path"], &swing["acts"]),
        (&"channels.email.transit".into(), &true.into())
    );
    assert_eq!(swing["low"]["value"], "\"1s\"");
    assert_eq!(swing["high"]["value"], "\"50m\"");
    assert!(
        swing["most"].as_f64().is_some_and(|most| most > 0.0),
        "{swing}"
    );
    // What an experiment says is compared with nothing else said.
    let own = [
        "sensitivity",
        "cjk-hotline",
        "--experiment",
        "--runs",
        "2",
        "--only",
        "agreements.",
    ];
    check(dir.path(), &own, 0, &["with the hotline"]);
    let wrong = drill.replace("(\"1s\", \"50m\")", "(\"2m\", \"50m\")");
    fs::write(dir.path().join("drill.ron"), wrong).expect("written");
    check(
        dir.path(),
        &["check", "drill.ron"],
        1,
        &["the range does not hold the value"],
    );
}
