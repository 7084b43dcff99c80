//! Many runs, and changes of a scenario.

use crate::{check, place};
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
