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
        (&["campaign", "first-drill", "--runs", "0"], 2, "--runs"),
    ] {
        check(dir.path(), args, code, &[said]);
    }
}
