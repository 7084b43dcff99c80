//! Networks of agreements as a person makes them: of a table, or drawn.

use crate::{call, check, hotwash, text};
use std::fs;
use std::io::Write as _;
use std::process::Stdio;

/// Ten invented agreements between five invented economies.
const INVENTED: &str = include_str!("../corpus/network/invented.csv");

#[test]
fn a_table_becomes_a_scenario_that_says_what_each_agreement_is_worth() {
    let dir = tempfile::tempdir().expect("a place to write");
    let dir = dir.path();
    fs::write(dir.join("invented.csv"), INVENTED).expect("written");
    let made = ["generate", "--table", "invented.csv", "--out", "net.ron"];
    assert_eq!(check(dir, &made, 0, &[]), "", "there is nothing to warn of");
    check(dir, &["check", "net.ron"], 0, &["no problems"]);
    let net = fs::read_to_string(dir.join("net.ron")).expect("written");
    for said in [
        "// 10 agreements between 5 economies: 9 operational, 1 signed and not in force",
        "of the table invented.csv",
        "ContactsKeptCurrent, Ladder",
        "(id: \"elme\", name: \"Élme\", zone: ",
        "// September 25, 2015\n        (id: \"incident-response-of-three\", title: \"Incident \
         response of three\", parties: [\"brel-cert\", \"corin-cert\", \"dane-cert\"]",
        "effort: (45.5, \"invented.csv\")",
        "state: Signed",
    ] {
        assert!(net.contains(said), "{said:?} is not in {net}");
    }
    let value = ["value", "net.ron", "--runs", "4", "--format", "json"];
    let said = text(&call(dir, &value).stdout);
    let said: serde_json::Value = serde_json::from_str(&said).expect("JSON");
    let worths = said["worths"].as_array().expect("a list");
    let worth = |id: &str| {
        let found = worths.iter().find(|one| one["name"] == id);
        found.unwrap_or_else(|| panic!("{id} is not valued"))
    };
    let difference = |id: &str| worth(id)["primary"]["difference"].as_f64();
    assert_eq!(worths.len(), 10);
    assert_eq!(difference("everything-for-show"), Some(0.0));
    assert_eq!(difference("joint-laboratory"), Some(0.0));
    assert!(worths.iter().any(|one| one["primary"]["difference"] != 0.0));
    let upkeep = &worth("lists-of-contacts")["effort"]["upkeep_a_year"];
    assert_eq!(upkeep.as_f64(), Some(20.0), "ten hours for each of two");
}

#[test]
fn what_is_wrong_with_a_table_is_told_and_nothing_is_written() {
    let dir = tempfile::tempdir().expect("a place to write");
    let dir = dir.path();
    let table = "Title,Date,Parties,Crime,Region\nPact,2015-02-30,Arden; Brel,perhaps,Asia\n\
                 Other,,Arden,yes,Asia\n";
    fs::write(dir.join("t.csv"), table).expect("written");
    let made = ["generate", "--table", "t.csv", "--out", "net.ron"];
    let said = [
        "error[HW0310]: `2015-02-30` is no date",
        "t.csv:2:6",
        "error[HW0310]: `perhaps` is neither yes nor no",
        "help: tick an issue area with yes, y, x, 1 or true",
        "error[HW0511]: this agreement needs at least two parties",
        "warning[HW0303]: the column `Region` is not read",
        "3 errors, 1 warning",
    ];
    check(dir, &made, 1, &said);
    assert!(!dir.join("net.ron").exists());
    fs::write(
        dir.join("t.csv"),
        "Title,Parties,Crime,Region\nPact,Arden; Brel,x,Asia\n",
    )
    .expect("written");
    check(dir, &made, 0, &["warning[HW0303]"]);
    check(dir, &["check", "net.ron"], 0, &["no problems"]);
    let nowhere = ["generate", "--table", "nowhere.csv"];
    check(dir, &nowhere, 3, &["cannot read nowhere.csv"]);
    check(dir, &["explain", "HW0311"], 0, &["named once"]);
    // A table that is included is no table of agreements, and says where such a one goes.
    let main = "(format: 1, title: \"t\", include: [\"t.csv\"], \
                clock: (startex: \"2023-08-16T00:00:00Z\", endex: \"+4h\"))";
    fs::write(dir.join("main.ron"), main).expect("written");
    let said = ["HW0302", "generate --table`"];
    check(dir, &["check", "main.ron"], 1, &said);
}

#[test]
fn a_table_may_come_from_elsewhere() {
    let dir = tempfile::tempdir().expect("a place to write");
    let mut piped = hotwash(dir.path());
    piped
        .args(["generate", "--table", "-", "--hours", "5", "--seed", "7"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped());
    let mut child = piped.spawn().expect("starts");
    let written = child
        .stdin
        .take()
        .expect("piped")
        .write_all(INVENTED.as_bytes());
    written.expect("it reads to the end");
    let output = child.wait_with_output().expect("ends");
    let net = text(&output.stdout);
    for said in ["endex: \"+5h\"", "seed 7, of the table standard input."] {
        assert!(net.contains(said), "{said:?} is not in {net}");
    }
}

#[test]
fn the_world_takes_its_numbers_and_a_table_has_its_own() {
    let dir = tempfile::tempdir().expect("a place to write");
    let dir = dir.path();
    fs::write(dir.join("t.csv"), INVENTED).expect("written");
    let numbers = "generate --world --economies 12 --agreements 20 --threats 5 --injects 30 \
                   --hours 20 --seed 4 --out w.ron";
    let numbers: Vec<&str> = numbers.split_whitespace().collect();
    check(dir, &numbers, 0, &[]);
    check(dir, &["check", "w.ron"], 0, &["no problems"]);
    check(
        dir,
        &["run", "w.ron"],
        0,
        &["20 agreements between 12 economies", "T+20:00:00"],
    );
    let net = fs::read_to_string(dir.join("w.ron")).expect("written");
    for said in [
        "20 agreements between 12 economies",
        "30 pages",
        "5 groups",
        "seed 4",
    ] {
        assert!(net.contains(said), "{said:?} is not in {net}");
    }
    for (args, said) in [
        ("--table t.csv --world", "cannot be used with"),
        ("--table t.csv --organisations 9", "cannot be used with"),
        ("--table t.csv --economies 9", "cannot be used with"),
        ("--table t.csv --agreements 9", "cannot be used with"),
        ("--table t.csv --degree 2", "cannot be used with"),
        ("--world --organisations 9", "cannot be used with"),
        ("--world --degree 2", "cannot be used with"),
        (
            "--world --economies 1",
            "`--economies 1` is out of range: 2 to 500",
        ),
        ("--world --economies 501", "out of range: 2 to 500"),
        ("--world --agreements 5001", "out of range: 1 to 5000"),
        (
            "--world --economies 4 --agreements 7",
            "out of range: 1 to 6",
        ),
        ("--table t.csv --hours 0", "out of range: 1 to 8760"),
        (
            "--table t.csv --injects 100001",
            "out of range: 1 to 100000",
        ),
        ("--table t.csv --threats 0", "out of range: 1 to 10000"),
    ] {
        let args: Vec<&str> = args.split(' ').collect();
        check(dir, &[&["generate"], &args[..]].concat(), 2, &[said]);
    }
    let said = [
        "Activity Limiting",
        "hotwash value network.ron",
        "--table <FILE>",
    ];
    check(dir, &["generate", "--help"], 0, &said);
}
