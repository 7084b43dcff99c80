//! What is said of journals that are not as they were written, or not by this version.

use super::{check, place};
use hotwash::engine::Engine;
use hotwash::journal;
use hotwash::model::Span;
use hotwash::scenario::{load, shelf::MemoryShelf};
use std::fs;
use std::sync::Arc;

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
        let said = ["Engine 0.0.9 wrote it and this is engine", said];
        check(dir.path(), &["replay", name], code, &said);
    }
    let ours = check(dir.path(), &["replay", "out/journal.jsonl"], 0, &[]);
    assert!(
        !ours.contains("wrote it"),
        "nothing to say of one's own: {ours}"
    );
}
