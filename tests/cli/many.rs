//! Many runs, and changes of a scenario.

use crate::{call, check, place};
use std::fs;

#[test]
fn a_campaign_has_a_row_for_each_run_however_many_threads_play() {
    let dir = place();
    let rows = |threads: &str, file: &str| {
        let args = [
            "campaign",
            "first-drill",
            "--runs",
            "12",
            "--threads",
            threads,
        ];
        let shown = check(dir.path(), &[&args[..], &["--csv", file]].concat(), 0, &[]);
        let rows = fs::read_to_string(dir.path().join(file)).expect("written");
        (shown, rows)
    };
    let alone = rows("1", "alone.csv");
    assert_eq!(alone.1.lines().count(), 13);
    assert_eq!(rows("3", "three.csv"), alone);
    let json = ["campaign", "first-drill", "--runs", "5", "--format", "json"];
    let shown = check(dir.path(), &json, 0, &[]);
    let shown: serde_json::Value = serde_json::from_str(&shown).expect("it is JSON");
    assert_eq!(shown["runs"], 5);
    assert!(
        shown["measures"]
            .as_array()
            .is_some_and(|all| all.len() > 40)
    );
}

#[test]
fn a_rehearsal_says_what_no_single_run_can() {
    let dir = place();
    let script = r#"(format: 1, title: "Tight",
        clock: (startex: "2024-06-26T07:00:00Z", endex: "+2h"),
        organisations: [
            (id: "a-cert", kind: NationalCert, economy: "BE", name: "A", playbook: "own"),
            (id: "acme", kind: Company, economy: "BE", name: "Acme"),
        ],
        playbooks: [(id: "own", extends: "std/national-cert", rules: [
            (name: "never", on: Decided("never"), do: [Close]),
        ])],
        injects: [
            (id: "I-1", at: "+5m", to: "a-cert", by: "phone", kind: InformationRequest, text: "?",
             expects: [(id: "T-1", does: Answered(InformationRequest), target: "1s", limit: "2s",
                objective: "O")]),
            (id: "I-2", after: (does: Suspended, who: "a-cert"), to: "acme", text: "!"),
        ],
        objectives: [(id: "O", title: "Answer at once")])"#;
    fs::write(dir.path().join("tight.ron"), script).expect("written");
    let args = ["rehearse", "tight.ron", "--runs", "20"];
    let said = [
        "injects that went out in no run: I-2",
        "tasks made in time by hardly anybody: T-1",
        "rules of your own that nothing set off: own: never",
        "rehearsed in 20 runs",
    ];
    check(dir.path(), &args, 0, &said);
    let json = [&args[..], &["--format", "json"]].concat();
    let json = call(dir.path(), &json).stdout;
    let json: serde_json::Value = serde_json::from_slice(&json).expect("it is JSON");
    assert_eq!(json["injects"][0]["fired"], 20);
    let ratings = json["tasks"][0]["ratings"].as_object().expect("four");
    let rated: u64 = ratings.values().filter_map(serde_json::Value::as_u64).sum();
    assert_eq!(rated, 20, "the one seat is rated in every run");
}

#[test]
fn what_cannot_be_compared_is_refused_with_a_way_out() {
    let dir = place();
    for (args, code, said) in [
        (&["compare", "first-drill"][..], 2, "nothing is changed"),
        (
            &["compare", "first-drill", "--without", "agreement:be-jq"],
            2,
            "did you mean `be-jp`?",
        ),
        (
            &["compare", "first-drill", "--without", "mandate:acme/arrest"],
            2,
            "`acme` holds no mandate `arrest`",
        ),
        (
            &["compare", "first-drill", "--without", "be-jp"],
            2,
            "write agreement:ID",
        ),
        (
            &[
                "compare",
                "first-drill",
                "--change",
                "seed=1",
                "--measure",
                "harms",
            ],
            2,
            "did you mean `harm`?",
        ),
        (
            &["compare", "first-drill", "--with", "improvement:x"],
            2,
            "the scenario has no improvement plan",
        ),
        (
            &["run", "first-drill", "--improve", "x"],
            1,
            "no improvement `x`",
        ),
        (&["campaign", "first-drill", "--runs", "0"], 2, "--runs"),
    ] {
        check(dir.path(), args, code, &[said]);
    }
}

#[test]
fn an_improvement_is_compared_with_the_drill_as_it_is() {
    let dir = place();
    let script = r#"(format: 1, title: "Ask",
        clock: (startex: "2024-06-26T07:00:00Z", endex: "+4h"),
        organisations: [
            (id: "a-cert", kind: NationalCert, economy: "BE", name: "A"),
            (id: "b-cert", kind: NationalCert, economy: "JP", name: "B"),
        ],
        injects: [(id: "I-1", at: "+5m", to: "a-cert", from: "b-cert", by: "phone",
            kind: InformationRequest, text: "?", expects: [
                (id: "T-1", does: Answered(InformationRequest), target: "1s", limit: "2s",
                 objective: "O")])],
        objectives: [(id: "O", title: "Answer at once")],
        improvements: [(id: "IP-1", title: "More hands", corrects: "T-1", owner: "a-cert",
            due: "90 days", changes: {"organisations.a-cert.desk.skill": 8})])"#;
    fs::write(dir.path().join("ask.ron"), script).expect("written");
    check(dir.path(), &["check", "ask.ron"], 0, &[]);
    let said = [
        "IMPROVEMENT PLAN",
        "0 of 1 carried out in this run",
        "corrects T-1 (",
    ];
    check(dir.path(), &["run", "ask.ron"], 0, &said);
    let said = ["1 of 1 carried out in this run", "due 90 days"];
    check(
        dir.path(),
        &["run", "ask.ron", "--improve", "IP-1"],
        0,
        &said,
    );
    let with = [
        "compare",
        "ask.ron",
        "--runs",
        "10",
        "--measure",
        "task_time",
    ];
    let with = [&with[..], &["--with", "improvement:IP-1"]].concat();
    check(dir.path(), &with, 0, &["with improvement:IP-1"]);
    let both = [&with[..], &["--improve", "all"]].concat();
    check(dir.path(), &both, 2, &["carried out in both"]);
    let wrong = script.replace("desk.skill", "desk.skil");
    fs::write(dir.path().join("wrong.ron"), wrong).expect("written");
    let said = [
        "wrong.ron:13",
        "there is no field `skil` here",
        "did you mean `skill`?",
    ];
    check(dir.path(), &["check", "wrong.ron"], 1, &said);
}
