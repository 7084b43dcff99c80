//! What is said of journals that are not as they were written, or not by this version.

use super::{call, check, place, text};
use hotwash::engine::Engine;
use hotwash::journal;
use hotwash::model::Span;
use hotwash::scenario::{load, shelf::MemoryShelf};
use std::fs;
use std::sync::Arc;

#[test]
fn a_run_that_was_stopped_is_whole_and_one_that_lost_its_end_is_not() {
    let dir = place();
    let path = |name: &str| dir.path().join(name);
    let until = ["--until", "20m", "--seed", "7", "--format", "json"];
    let args = [&["run", "first-drill", "--out", "part"], &until[..]].concat();
    let run = call(dir.path(), &args);
    let score = ["score", "part/journal.jsonl", "--format", "json"];
    let score = call(dir.path(), &score);
    assert_eq!(
        text(&run.stdout),
        text(&score.stdout),
        "it scores as the run did"
    );
    let same = ["every entry is the same", "the last at T+00:20:00"];
    check(dir.path(), &["replay", "part/journal.jsonl"], 0, &same);
    let part = fs::read_to_string(path("part/journal.jsonl")).expect("written");
    let whole = fs::read_to_string(path("out/journal.jsonl")).expect("written");
    // The same run, cut at any line: nothing else tells that there was more.
    let count = part.lines().count();
    for (name, text, lines) in [
        ("stopped", &part, count - 1),
        ("early", &whole, 2),
        ("middle", &whole, count / 2),
        ("late", &whole, count - 1),
    ] {
        let lines: String = text.split_inclusive('\n').take(lines).collect();
        fs::write(path(name), lines).expect("written");
        let said = ["is cut off", "every entry is the same"];
        check(dir.path(), &["replay", name], 1, &said);
        check(dir.path(), &["score", name], 1, &["is cut off"]);
        check(
            dir.path(),
            &["show", name, "--seq", "0"],
            1,
            &["#0 ", "is cut off"],
        );
    }
}

#[test]
fn altered_line_ends_are_named_with_the_way_back() {
    let dir = place();
    let whole = fs::read_to_string(dir.path().join("out/journal.jsonl")).expect("written");
    let mailed = dir.path().join("mailed");
    fs::write(mailed, whole.replace('\n', "\r\n")).expect("written");
    let said = ["has had its line ends altered", "line 1", "tr -d '\\r'"];
    for args in [["replay", "mailed"], ["score", "mailed"]] {
        check(dir.path(), &args, 1, &said);
    }
}

#[test]
fn a_journal_of_another_version_is_always_said_to_be_one() {
    let dir = place();
    let loaded = load("first-drill", &MemoryShelf::default());
    let exercise = loaded.exercise.expect("the bundled drill is good");
    let mut engine = Engine::new(Arc::new(exercise.clone()), 7);
    engine.run().expect("within limits");
    let entries = engine.into_entries();
    let mut other = entries.clone();
    for entry in &mut other[60..] {
        entry.at += Span::seconds(1);
    }
    for (name, entries, code, said) in [
        ("same", &entries, 0, "every entry is the same"),
        ("other", &other, 1, "entry 60 differs"),
    ] {
        let mut bytes = Vec::new();
        journal::write(&mut bytes, &exercise, 7, "0.0.9", entries).expect("written");
        fs::write(dir.path().join(name), bytes).expect("written");
        let said = ["engine 0.0.9 wrote it, this is engine", said];
        check(dir.path(), &["replay", name], code, &said);
    }
    let ours = check(dir.path(), &["replay", "out/journal.jsonl"], 0, &[]);
    assert!(
        !ours.contains("wrote it"),
        "nothing to say of one's own: {ours}"
    );
}

#[test]
fn what_journals_say_of_a_scenario_is_shown_beside_what_it_assumed() {
    let dir = place();
    let path = |name: &str| dir.path().join(name);
    for (seed, out) in [("1", "one"), ("2", "two")] {
        let args = ["run", "first-drill", "--seed", seed, "--out", out];
        check(dir.path(), &args, 0, &[]);
    }
    let (one, two) = ("one/journal.jsonl", "two/journal.jsonl");
    let args = ["fit", one, two, "--html", "fit.html", "--format", "json"];
    let told: serde_json::Value =
        serde_json::from_str(&check(dir.path(), &args, 0, &[])).expect("it is JSON");
    let page = fs::read_to_string(path("fit.html")).expect("written");
    let found = told["parameters"].as_array().expect("a list");
    assert!(!found.is_empty());
    for parameter in found {
        let path = parameter["path"].as_str().expect("a text");
        assert!(page.contains(path), "{path} is not on the page");
        for assumed in parameter["assumed"].as_array().expect("a list") {
            let assumed = assumed.as_str().expect("a text").replace('"', "");
            assert!(page.contains(&assumed), "{path}: {assumed} is not shown");
        }
    }
    for said in ["EXERCISE EXERCISE EXERCISE", "all simulated", "First drill"] {
        assert!(page.contains(said), "{said} is not on the page");
    }
    for foreign in ["<script", "http://", "https://", "src="] {
        let svg = page.replace("http://www.w3.org/", "");
        assert!(!svg.contains(foreign), "{foreign} is on the page");
    }
    // The canary: a journal of another exercise shows other things.
    let other = ["fit", "out/journal.jsonl", "--html", "other.html"];
    check(dir.path(), &other, 0, &[]);
    let other = fs::read_to_string(path("other.html")).expect("written");
    assert_ne!(other, page);
    for (args, code, said) in [
        (&["fit", one, one, "--html", "x"][..], 2, "are one journal"),
        (&["fit", "none", "--html", "x"][..], 3, "none"),
        (
            &["fit", one, "--html", "no/such/place"][..],
            3,
            "no/such/place",
        ),
    ] {
        check(dir.path(), args, code, &[said]);
    }
    assert!(
        !path("x").exists(),
        "nothing is written where there is an error"
    );
}
