//! The command as a person uses it: what it prints, what it leaves behind, how it ends.

mod experiments;
mod forks;
mod journals;
mod many;
mod networks;
mod parts;
mod readme;

use hotwash::{engine, journal};
use std::fs;
use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Output, Stdio};
use tempfile::TempDir;

fn hotwash(dir: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_hotwash"));
    command
        .current_dir(dir)
        .env_remove("RUST_LOG")
        .env_remove("COLUMNS");
    command
}

fn call(dir: &Path, args: &[&str]) -> Output {
    hotwash(dir)
        .args(args)
        .output()
        .expect("the command starts")
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).expect("output is UTF-8")
}

/// Calls the command; it must end with `code` and say `said`, wherever.
fn check(dir: &Path, args: &[&str], code: i32, said: &[&str]) -> String {
    let output = call(dir, args);
    let all = format!("{}{}", text(&output.stdout), text(&output.stderr));
    assert_eq!(output.status.code(), Some(code), "{args:?}: {all}");
    for words in said {
        assert!(
            all.contains(words),
            "{args:?} does not say {words:?}: {all}"
        );
    }
    all
}

/// A place with the journal of a run of the bundled drill.
fn place() -> TempDir {
    let dir = tempfile::tempdir().expect("a place to write");
    check(
        dir.path(),
        &["run", "first-drill", "--seed", "7", "--out", "out"],
        0,
        &["HEADLINE"],
    );
    dir
}

#[test]
fn a_run_leaves_everything_in_one_go() {
    let dir = place();
    let out = dir.path().join("out");
    let mut names: Vec<_> = fs::read_dir(&out)
        .expect("written")
        .map(|entry| entry.expect("readable").file_name())
        .collect();
    names.sort();
    assert_eq!(names, ["journal.jsonl", "report.html", "scorecard.json"]);
    let card = fs::read(out.join("scorecard.json")).expect("written");
    let card: serde_json::Value = serde_json::from_slice(&card).expect("JSON");
    let journal = fs::read_to_string(out.join("journal.jsonl")).expect("written");
    let head = card["journal"]["head"].as_str().expect("a head");
    assert!(journal.ends_with(&format!("\"hash\":\"{head}\"}}\n")));
    let entries = card["journal"]["entries"].as_u64().expect("a number");
    assert_eq!(entries as usize + 1, journal.lines().count());
}

#[test]
fn the_same_run_gives_the_same_bytes_wherever_it_is_made() {
    let dir = place();
    let first = fs::read(dir.path().join("out/journal.jsonl")).expect("written");
    for (name, value) in [
        ("TZ", "Asia/Tokyo"),
        ("LC_ALL", "de_DE.UTF-8"),
        ("LANG", "C"),
    ] {
        let mut again = hotwash(dir.path());
        again
            .env(name, value)
            .args(["run", "first-drill", "--seed", "7", "--out", "again"]);
        assert!(again.output().expect("starts").status.success());
        let again = fs::read(dir.path().join("again/journal.jsonl")).expect("written");
        assert_eq!(first, again, "{name}={value}");
    }
    check(
        dir.path(),
        &["run", "first-drill", "--seed", "8", "--out", "other"],
        0,
        &[],
    );
    let other = fs::read(dir.path().join("other/journal.jsonl")).expect("written");
    assert_ne!(
        first, other,
        "another seed is another run, or this test proves nothing"
    );
}

#[test]
fn a_journal_replays_from_itself_alone() {
    let dir = place();
    check(
        dir.path(),
        &["replay", "out/journal.jsonl"],
        0,
        &[
            "every entry is the same",
            "seed 7",
            "only a head published elsewhere shows forgery",
        ],
    );
    let mut piped = hotwash(dir.path());
    piped
        .args(["replay", "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped());
    let mut child = piped.spawn().expect("starts");
    let journal = fs::read(dir.path().join("out/journal.jsonl")).expect("written");
    let written = child.stdin.take().expect("piped").write_all(&journal);
    written.expect("it reads to the end");
    assert!(child.wait_with_output().expect("ends").status.success());
}

#[test]
fn damage_is_named_and_the_rest_stays_readable() {
    let dir = place();
    let whole = fs::read_to_string(dir.path().join("out/journal.jsonl")).expect("written");
    let lines: Vec<&str> = whole.lines().collect();
    let without: Vec<&str> = [&lines[..20], &lines[21..]].concat();
    for (name, bytes, said) in [
        ("cut", whole[..whole.len() - 9].to_owned(), "is truncated"),
        ("missing", without.join("\n") + "\n", "lacks a line"),
        (
            "changed",
            whole.replacen("\"seq\":30,\"at\":", "\"seq\":30,\"at\":1", 1),
            "was altered",
        ),
    ] {
        fs::write(dir.path().join(name), bytes).expect("written");
        check(
            dir.path(),
            &["replay", name],
            1,
            &[said, "line ", "whole entries"],
        );
        check(dir.path(), &["show", name, "--seq", "5"], 1, &["#5 ", said]);
        check(dir.path(), &["redact", name, "--for", "public"], 1, &[said]);
    }
    fs::write(dir.path().join("image.png"), b"\x89PNG\r\n\x1a\n").expect("written");
    check(dir.path(), &["replay", "image.png"], 1, &["is no journal"]);
    check(
        dir.path(),
        &["replay", "nowhere"],
        3,
        &["cannot read nowhere", "why:"],
    );
}

#[test]
fn what_is_not_whole_is_scored_and_said_not_to_be() {
    let dir = place();
    let dir = dir.path();
    let whole = fs::read_to_string(dir.join("out/journal.jsonl")).expect("written");
    let lines: Vec<&str> = whole.split_inclusive('\n').collect();
    fs::write(dir.join("short"), lines[..61].concat()).expect("written");
    fs::write(
        dir.join("cut"),
        &lines[..61].concat()[..lines[..61].concat().len() - 9],
    )
    .expect("written");
    let (short, cut) = (
        "60 whole entries, the last at T+",
        "59 whole entries, the last at T+",
    );
    for (args, code, said) in [
        (["score", "out/journal.jsonl"], 0, &["HEADLINE"][..]),
        (
            ["score", "short"],
            1,
            &[
                "short is cut off: it has no closing record",
                short,
                "HEADLINE",
                "ENDEX is T+",
            ],
        ),
        (
            ["score", "cut"],
            1,
            &["cut is truncated", "line 61", cut, "HEADLINE"],
        ),
        (
            ["replay", "short"],
            1,
            &["no closing record", short, "of the 60 whole ones"],
        ),
        (
            ["replay", "cut"],
            1,
            &["of the 59 whole ones", "lost: cut is truncated (line 61"],
        ),
        (["redact", "short"], 0, &["no closing record", short]),
    ] {
        let mut args = args.to_vec();
        if args[0] == "redact" {
            args.extend(["--for", "public"]);
        }
        let all = check(dir, &args, code, said);
        let warned = all.contains("cut off") || all.contains("truncated");
        assert_eq!(warned, !args[1].starts_with("out"), "{args:?}: {all}");
        assert!(
            args[0] == "score" || !all.contains("again: every entry"),
            "{all}"
        );
    }
}

#[test]
fn other_versions_are_named() {
    let dir = place();
    let dir = dir.path();
    let bytes = fs::read(dir.join("out/journal.jsonl")).expect("written");
    let mut recorded = journal::read(&*bytes, engine::VERSION).expect("whole");
    let here = std::mem::replace(&mut recorded.exercise.clock.zone_data, "1999a".to_owned());
    let (exercise, entries) = (&recorded.exercise, &recorded.entries);
    let mut out = Vec::new();
    journal::write(&mut out, exercise, 7, "0.0.1", entries).expect("written");
    fs::write(dir.join("old"), out).expect("written");
    let said = [
        "engine 0.0.1",
        "zone data 1999a",
        &format!("here is zone data {here}"),
    ];
    check(dir, &["replay", "old"], 0, &said);
    check(dir, &["score", "old"], 0, &said);
    for command in ["replay", "score"] {
        let all = check(dir, &[command, "out/journal.jsonl"], 0, &[]);
        assert!(!all.to_lowercase().contains("note:"), "{all}");
    }
}

#[test]
fn an_edition_for_a_seat_is_no_journal_and_names_nobody_else() {
    let dir = place();
    let args = [
        "redact",
        "out/journal.jsonl",
        "--for",
        "be-cert",
        "--out",
        "be.jsonl",
    ];
    check(dir.path(), &args, 0, &[]);
    let edition = fs::read_to_string(dir.path().join("be.jsonl")).expect("written");
    assert!(edition.contains("be-cert") && edition.lines().count() > 10);
    for hidden in ["jp-cert", "acme", "sakura", "I-0", "truth", "lineage"] {
        assert!(
            !edition.to_lowercase().contains(hidden),
            "{hidden} in {edition}"
        );
    }
    check(
        dir.path(),
        &["replay", "be.jsonl"],
        1,
        &["redacted edition (seat:be-cert)"],
    );
    check(
        dir.path(),
        &[
            "run",
            "first-drill",
            "--edition",
            "team:be-cert",
            "--out",
            "team",
        ],
        0,
        &[],
    );
    let kept = fs::read_to_string(dir.path().join("team/journal.jsonl")).expect("written");
    assert!(
        kept.contains("\"redacted\":\"seat:be-cert\""),
        "a team is not given the truth"
    );
}

#[test]
fn what_is_asked_wrongly_is_answered_with_a_way_out() {
    let dir = place();
    let dir = dir.path();
    fs::write(dir.join("bad.ron"), "(format: 1, title: ").expect("written");
    for (args, code, said) in [
        (&["run", "first-dril"][..], 2, "HW0001"),
        (&["run", "bad.ron"], 1, "bad.ron cannot be played"),
        (&["check", "bad.ron", "first-drill"], 1, "bad.ron"),
        (
            &["run", "first-drill", "--until", "soon"],
            2,
            "`soon` is no moment",
        ),
        (
            &["run", "first-drill", "--until", "+9h"],
            2,
            "outside the exercise",
        ),
        (
            &["run", "first-drill", "--edition", "team:be-cret"],
            2,
            "did you mean `be-cert`?",
        ),
        (
            &["run", "first-drill", "--format", "pdf"],
            2,
            "possible values",
        ),
        (&["run", "first-drill", "--set", "x"], 2, "PATH=VALUE"),
        (
            &["run", "first-drill", "--out", "bad.ron/x"],
            3,
            "cannot create",
        ),
        (
            &["preview", "first-drill", "--seat", "acm"],
            2,
            "did you mean `acme`?",
        ),
        (
            &["show", "out/journal.jsonl", "--seq", "99999"],
            2,
            "there is no entry 99999",
        ),
        (&["explain", "ack_tme"], 2, "did you mean `ack_time`?"),
        (&["prevew"], 2, "preview"),
    ] {
        check(dir, args, code, &[said]);
    }
}

#[test]
fn numbers_that_do_not_fit_are_refused_with_their_range() {
    let dir = tempfile::tempdir().expect("a place to write");
    for (args, said) in [
        (["--hours", "999999"], "out of range: 1 to 8760"),
        (["--hours", "0"], "from an hour to a year"),
        (["--injects", "100001"], "out of range: 1 to 100000"),
        (
            ["--economies", "500"],
            "`--economies 500` is out of range: 1 to 10",
        ),
        (
            ["--agreements", "100000"],
            "one for each pair of 3 national CERTs",
        ),
        (["--degree", "4"], "`--degree 4` is out of range: 1 to 3"),
        (
            ["--threats", "31"],
            "`--threats 31` is out of range: 1 to 30",
        ),
    ] {
        let args = [&["generate", "--organisations", "30"], &args[..]].concat();
        check(dir.path(), &args, 2, &[said]);
    }
}

#[test]
fn every_subcommand_answers() {
    let dir = place();
    for (args, said) in [
        (&["--help"][..], "Exit codes:"),
        (&["list"], "first-drill"),
        (&["check", "first-drill"], "no problems"),
        (&["explain"], "ack_time"),
        (&["explain", "ack_time"], "Source"),
        (&["explain", "hw0001"], "HW0001"),
        (
            &[
                "preview",
                "first-drill",
                "--seat",
                "be-cert",
                "--at",
                "+30m",
            ],
            "What it was shown",
        ),
        (&["msel", "first-drill"], "Event Number"),
        (&["completions", "bash"], "complete"),
        (
            &["show", "out/journal.jsonl", "--seq", "30"],
            "root cause first",
        ),
        (&["score", "out/journal.jsonl"], "HEADLINE"),
        (
            &["score", "out/journal.jsonl", "--format", "json"],
            "\"readings\"",
        ),
        (&["run", "first-drill", "--until", "20m"], "T+00:20:00"),
    ] {
        check(dir.path(), args, 0, &[said]);
    }
}

#[test]
fn a_journal_scores_as_the_run_did() {
    let dir = place();
    let run = call(
        dir.path(),
        &["run", "first-drill", "--seed", "7", "--format", "json"],
    );
    let score = call(
        dir.path(),
        &["score", "out/journal.jsonl", "--format", "json"],
    );
    assert_eq!(text(&run.stdout), text(&score.stdout));
}

#[test]
fn colours_are_for_terminals_and_can_be_forced() {
    let dir = place();
    let coloured = |name: &str, value: &str| {
        let mut command = hotwash(dir.path());
        let output = command
            .env(name, value)
            .args(["run", "first-drill"])
            .output();
        text(&output.expect("starts").stdout).contains('\u{1b}')
    };
    assert!(!coloured("NO_COLOR", "1"));
    assert!(!coloured("TERM", "xterm-256color"), "a pipe is no terminal");
    assert!(coloured("CLICOLOR_FORCE", "1"));
}

#[test]
fn a_reader_that_goes_away_has_read_enough() {
    let dir = place();
    for args in [
        &["run", "first-drill", "--format", "html"][..],
        &["explain"],
        &["--help"],
    ] {
        let mut command = hotwash(dir.path());
        command
            .args(args)
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        let mut child = command.spawn().expect("starts");
        drop(child.stdout.take());
        let output = child.wait_with_output().expect("ends");
        assert_eq!(output.status.code(), Some(0), "{args:?}");
        assert_eq!(text(&output.stderr), "", "{args:?}");
    }
}
