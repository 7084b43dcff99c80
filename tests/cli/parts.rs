//! Campaigns in parts: on more than one machine, interrupted, and until a mean is known.
#![allow(
    clippy::disallowed_methods,
    reason = "whoever interrupts a program from outside waits for it by the clock"
)]

use crate::{call, check, hotwash, text};
use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};
use tempfile::TempDir;

const DRILL: [&str; 2] = ["campaign", "first-drill"];

fn dir() -> TempDir {
    tempfile::tempdir().expect("a place to write")
}

fn campaign<'a>(more: &[&'a str]) -> Vec<&'a str> {
    [&DRILL[..], more].concat()
}

fn part(dir: &Path, runs: &str, range: &str, out: &str, more: &[&str]) {
    let args = ["--runs", runs, "--range", range, "--out", out];
    check(dir, &campaign(&[&args[..], more].concat()), 0, &[]);
}

/// What a command prints and what it writes as CSV.
fn shown(dir: &Path, args: &[&str], file: &str) -> (String, String, String) {
    let one = |more: &[&str]| {
        let output = call(dir, &[args, more].concat());
        assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
        text(&output.stdout)
    };
    let plain = one(&["--csv", file]);
    let rows = fs::read_to_string(dir.join(file)).expect("written");
    (plain, one(&["--format", "json"]), rows)
}

#[test]
fn parts_say_what_one_machine_would_have_said() {
    let dir = dir();
    let dir = dir.path();
    part(dir, "24", "0..7", "a", &["--threads", "3"]);
    part(dir, "24", "7..8", "b", &["--threads", "1"]);
    part(dir, "24", "8..24", "c", &[]);
    let alone = shown(
        dir,
        &campaign(&["--runs", "24", "--threads", "1"]),
        "alone.csv",
    );
    assert_eq!(alone.2.lines().count(), 25);
    for order in [["a", "b", "c"], ["c", "a", "b"]] {
        let merged = shown(dir, &[&["merge"][..], &order].concat(), "merged.csv");
        assert_eq!(merged, alone, "{order:?}");
    }
    // One that is kept as a whole says the same, the second time without playing.
    let whole = campaign(&["--runs", "24", "--out", "whole"]);
    for _ in 0..2 {
        assert_eq!(shown(dir, &whole, "whole.csv"), alone);
    }
    assert_eq!(shown(dir, &["merge", "whole"], "merged.csv"), alone);
    let left: Vec<String> = fs::read_dir(dir)
        .expect("readable")
        .map(|entry| {
            entry
                .expect("readable")
                .file_name()
                .to_string_lossy()
                .into_owned()
        })
        .filter(|name| name.contains("partial"))
        .collect();
    assert!(left.is_empty(), "{left:?}");
}

#[test]
fn what_is_no_campaign_is_told_with_its_place() {
    let dir = dir();
    let dir = dir.path();
    part(dir, "9", "0..3", "a", &[]);
    part(dir, "9", "3..6", "b", &[]);
    part(dir, "9", "6..9", "c", &[]);
    part(dir, "9", "5..9", "wide", &[]);
    part(
        dir,
        "9",
        "6..9",
        "other",
        &["--set", "organisations.sakura-host.desk.analysts=6"],
    );
    part(dir, "9", "6..9", "later", &["--first", "2"]);
    part(dir, "10", "6..9", "longer", &[]);
    let whole = fs::read_to_string(dir.join("c")).expect("written");
    let mut lines: Vec<String> = whole.split_inclusive('\n').map(str::to_owned).collect();
    fs::write(dir.join("torn"), lines[..3].concat()).expect("written");
    lines[2] = lines[2].replacen("\"entries\":", "\"entries\":1", 1);
    fs::write(dir.join("damaged"), lines.concat()).expect("written");
    fs::write(dir.join("empty"), "").expect("written");
    fs::write(dir.join("strange"), "{\"format\":1}\n").expect("written");
    for (parts, code, said) in [
        (
            &["a", "c"][..],
            1,
            &["runs 3..6 are missing", "--range 3..6"][..],
        ),
        (
            &["b"],
            1,
            &["runs 0..3 are missing", "runs 6..9 are missing"],
        ),
        (
            &["a", "b", "wide"],
            1,
            &["runs 5..6 are in both b and wide"],
        ),
        (&["a", "b", "c", "b"], 1, &["runs 3..6 are in both b and b"]),
        (
            &["a", "b", "other"],
            1,
            &["other:1: this is of another campaign than a", "hash is"],
        ),
        (
            &["a", "b", "later"],
            1,
            &["later:1:", "the first seed is 2 here and 1 there"],
        ),
        (
            &["a", "b", "longer"],
            1,
            &["longer:1:", "10 here and 9 there"],
        ),
        (&["a", "b", "torn"], 1, &["torn:3: the part ends here"]),
        (
            &["a", "b", "damaged"],
            1,
            &["damaged:3: its text does not match its check"],
        ),
        (
            &["empty", "strange"],
            1,
            &["empty:1:", "strange:1: this is not a part"],
        ),
        (&["a", "nowhere"], 3, &["cannot read nowhere"]),
        (&[], 2, &["PART"]),
    ] {
        check(dir, &[&["merge"][..], parts].concat(), code, said);
    }
}

#[test]
fn what_cannot_be_played_in_parts_is_refused_with_a_way_out() {
    let dir = dir();
    let dir = dir.path();
    part(dir, "9", "0..3", "a", &[]);
    for (args, code, said) in [
        (
            &["--runs", "9", "--range", "0..10", "--out", "x"][..],
            2,
            "runs 0..10 are not of 9",
        ),
        (
            &["--range", "3..3", "--out", "x"],
            2,
            "there is no run in it",
        ),
        (&["--range", "3-4", "--out", "x"], 2, "write A..B"),
        (&["--range", "0..3"], 2, "--out"),
        (
            &["--runs", "9", "--range", "0..4", "--out", "a"],
            1,
            "the range is 0..4 here",
        ),
        (
            &["--runs", "8", "--range", "0..3", "--out", "a"],
            1,
            "a:1: this is another part",
        ),
        (
            &["--runs", "9", "--out", "no/such/place"],
            3,
            "cannot write no/such/place.partial",
        ),
        (&["--first", "18446744073709551610"], 2, "not so many seeds"),
        (&["--precision", "victms=1"], 2, "did you mean `victims`?"),
        (&["--precision", "victims=0"], 2, "no number of runs"),
        (
            &["--precision", "victims=1", "--range", "0..3", "--out", "x"],
            2,
            "cannot be used",
        ),
        (
            &["--emit", "slurm", "--runs", "3", "--tasks", "4"],
            2,
            "shared among 4 tasks",
        ),
        (&["--emit", "pbs"], 2, "hyperqueue"),
        (&["--tasks", "4"], 2, "--emit"),
    ] {
        check(dir, &campaign(args), code, &[said]);
    }
    check(
        dir,
        &["campaign", "-", "--emit", "slurm"],
        2,
        &["standard input"],
    );
}

/// Starts a campaign, and gives it when so many lines are kept.
fn begin(dir: &Path, args: &[&str], lines: usize) -> std::process::Child {
    let mut child = hotwash(dir)
        .args(args)
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("it starts");
    let began = Instant::now();
    let kept = || fs::read_to_string(dir.join("p.partial")).unwrap_or_default();
    while kept().lines().count() < lines {
        let ended = child.try_wait().expect("it can be asked");
        assert!(ended.is_none(), "it ended before it could be interrupted");
        assert!(
            began.elapsed() < Duration::from_secs(300),
            "nothing is kept"
        );
        std::thread::sleep(Duration::from_millis(2));
    }
    child
}

fn signal(child: &std::process::Child, name: &str) {
    let sent = Command::new("kill")
        .args([name, &child.id().to_string()])
        .status();
    assert!(sent.expect("kill starts").success());
}

#[cfg(unix)]
#[test]
fn an_interrupted_part_goes_on_where_it_stopped() {
    let dir = dir();
    let dir = dir.path();
    let args = campaign(&["--runs", "8100", "--range", "100..8100", "--out", "p"]);
    part(dir, "8100", "100..8100", "alone", &[]);
    for name in ["-INT", "-TERM"] {
        let child = begin(dir, &args, 20);
        signal(&child, name);
        let output = child.wait_with_output().expect("it ends");
        let said = text(&output.stderr);
        assert_eq!(output.status.code(), Some(5), "{name}: {said}");
        assert!(
            said.contains("of 8000 runs") && said.contains("goes on"),
            "{said}"
        );
        assert!(output.stdout.is_empty() && !dir.join("p").exists());
        // What a crash within a line leaves.
        let partial = dir.join("p.partial");
        let mut kept = fs::read(&partial).expect("kept");
        let runs = kept.iter().filter(|byte| **byte == b'\n').count() - 1;
        assert!((19..8000).contains(&runs), "{runs}");
        kept.truncate(kept.len() - 100);
        fs::write(&partial, kept).expect("written");
        let said = check(dir, &args, 0, &["was cut off", "are in p.partial already"]);
        assert!(
            said.contains(&format!("{} runs are in p.partial", runs - 1)),
            "{said}"
        );
        assert!(said.contains("runs 100..8100 of 8100 are in p"), "{said}");
        assert!(!partial.exists());
        let read = |name| fs::read(dir.join(name)).expect("written");
        assert!(read("p") == read("alone"), "an interrupt shows in the part");
        fs::remove_file(dir.join("p")).expect("it was there");
    }
    // Killed without warning, by the system or with a machine.
    let mut child = begin(dir, &args, 20);
    child.kill().expect("it runs");
    child.wait().expect("it ends");
    // Another scenario must not go on with these runs, nor damage be taken for a run.
    let other = [
        &args[..],
        &["--set", "organisations.sakura-host.desk.analysts=6"],
    ]
    .concat();
    check(
        dir,
        &other,
        1,
        &["p.partial:1: this is another part", "hash is"],
    );
    let partial = dir.join("p.partial");
    let kept = fs::read_to_string(&partial).expect("kept");
    fs::write(&partial, kept.replacen("\"run\":1", "\"run\":2", 1)).expect("written");
    check(
        dir,
        &args,
        1,
        &["p.partial:2: its text does not match", "remove that line"],
    );
    fs::write(&partial, kept).expect("written");
    check(dir, &args, 0, &["are in p.partial already"]);
    let read = |name| fs::read(dir.join(name)).expect("written");
    assert!(read("p") == read("alone"), "a kill shows in the part");
}

#[cfg(unix)]
#[test]
fn two_that_play_one_part_play_it_once() {
    let dir = dir();
    let dir = dir.path();
    let args = campaign(&["--runs", "8000", "--out", "p"]);
    let first = begin(dir, &args, 20);
    let second = call(dir, &args);
    let first = first.wait_with_output().expect("it ends");
    assert_eq!(first.status.code(), Some(0), "{}", text(&first.stderr));
    let said = text(&second.stderr);
    assert_eq!(second.status.code(), Some(0), "{said}");
    assert!(said.contains("another process writes p.partial"), "{said}");
    assert_eq!(text(&first.stdout), text(&second.stdout));
    assert!(!dir.join("p.partial").exists());
}

#[cfg(unix)]
#[test]
fn an_interrupt_says_what_the_runs_done_say() {
    let dir = dir();
    let args = campaign(&["--runs", "1000000", "--format", "json", "--csv", "rows.csv"]);
    let mut child = hotwash(dir.path())
        .args(&args)
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("it starts");
    std::thread::sleep(Duration::from_secs(3));
    assert!(child.try_wait().expect("it can be asked").is_none());
    signal(&child, "-TERM");
    let output = child.wait_with_output().expect("it ends");
    let said = text(&output.stderr);
    assert_eq!(output.status.code(), Some(5), "{said}");
    assert!(
        said.contains("of 1000000 runs") && said.contains("--out PART"),
        "{said}"
    );
    let json: serde_json::Value = serde_json::from_slice(&output.stdout).expect("JSON");
    assert_eq!(json["interrupted"]["planned"], 1_000_000);
    let runs = json["runs"].as_u64().expect("a number");
    let again = check(
        dir.path(),
        &campaign(&["--runs", &runs.to_string(), "--csv", "again.csv"]),
        0,
        &[],
    );
    assert!(!again.contains("Interrupted"));
    let read = |name| fs::read(dir.path().join(name)).expect("written");
    assert!(
        read("rows.csv") == read("again.csv"),
        "they are the first runs"
    );
}

#[test]
fn a_mean_is_played_for_until_it_is_known_well_enough() {
    let dir = dir();
    let dir = dir.path();
    let asked = |precision: &'static str, more: &[&'static str]| {
        campaign(&[&["--precision", precision][..], more].concat())
    };
    let wide = asked("time_to_suspend=10m", &["--threads", "1"]);
    let found = shown(dir, &wide, "wide.csv");
    let words: Vec<&str> = found.0.split_whitespace().collect();
    let said = words.join(" ");
    assert!(
        said.contains("200 runs") && said.contains("Reached at look 1: ±"),
        "{said}"
    );
    assert_eq!(found.2.lines().count(), 201);
    // Kept, and put together from what was kept; by other threads.
    let kept = asked("time_to_suspend=10m", &["--threads", "3", "--out", "kept"]);
    assert_eq!(shown(dir, &kept, "kept.csv"), found);
    assert_eq!(shown(dir, &kept, "kept.csv"), found);
    assert_eq!(shown(dir, &["merge", "kept"], "kept.csv"), found);
    let other = asked("time_to_suspend=9m", &["--out", "kept"]);
    check(
        dir,
        &other,
        1,
        &["kept:1: this is another part", "a precision is"],
    );
    // At the most it ends, reached or not.
    let most = asked("time_to_suspend=1s", &["--runs", "230", "--format", "json"]);
    let json: serde_json::Value = serde_json::from_str(&check(dir, &most, 0, &[])).expect("JSON");
    assert_eq!(
        (&json["runs"], &json["precision"]["look"]),
        (&230.into(), &2.into())
    );
    assert_eq!(json["precision"]["reached"], false);
    assert_eq!(json["precision"]["aim"], 1.0);
    let level = json["precision"]["level_at_look"]
        .as_f64()
        .expect("a number");
    assert!((level - (1.0 - 0.05 / 6.0)).abs() < 1e-12, "{level}");
    let half = json["precision"]["half"].as_f64().expect("a number");
    assert!(half > 1.0);
    let row = json["measures"].as_array().expect("rows").iter();
    let mut row = row.filter(|row| row["metric"] == "time_to_suspend");
    let interval = &row.next().expect("it is measured")["interval"];
    let [low, high] = [0, 1].map(|end: usize| interval[end].as_f64().expect("a number"));
    assert!(
        ((high - low) / 2.0 - half).abs() < 1e-9,
        "the interval is that of the look"
    );
}
