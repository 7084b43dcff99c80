//! Golden runs: the journals of bundled scenarios, by their head hashes. A change of behaviour
//! that was meant is blessed with
//!
//!     HOTWASH_GOLDEN=write cargo test --test truth golden
//!
//! in a commit that says why; a change that was not meant is a defect.

use crate::cast;
use crate::whole::bundled;
use hotwash::engine::VERSION;
use hotwash::exercise::Exercise;
use hotwash::journal;
use std::fmt::Write as _;

const PLAYED: [(&str, u64); 6] = [
    ("apcert-2023", 1),
    ("apcert-2023", 2),
    ("comms-check", 1),
    ("first-drill", 1),
    ("first-drill", 2),
    ("first-drill", 3),
];

fn head(exercise: &Exercise, seed: u64) -> (usize, String) {
    let entries = cast::play(exercise, seed);
    let mut sink = std::io::sink();
    let head = journal::write(&mut sink, exercise, seed, VERSION, &entries);
    (
        entries.len(),
        head.expect("a sink takes everything").to_string(),
    )
}

#[test]
fn golden_runs_end_as_they_did() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/golden/heads.txt");
    let mut now = String::new();
    for (name, seed) in PLAYED {
        let (entries, head) = head(&bundled(name), seed);
        writeln!(now, "{name} {seed} {entries} {head}").expect("text takes everything");
    }
    if std::env::var_os("HOTWASH_GOLDEN").is_some_and(|what| what == "write") {
        std::fs::write(path, &now).expect("the golden file can be written");
    }
    let golden = std::fs::read_to_string(path).expect("the golden file is there");
    assert_eq!(now, golden, "a journal changed; see the head of this file");
}

/// The canary: one millisecond in one parameter must show in the head.
#[test]
fn golden_runs_notice_a_millisecond() {
    let exercise = bundled("first-drill");
    let mut changed = exercise.clone();
    changed.channels[0].transit.0 += 1;
    assert_ne!(head(&exercise, 1), head(&changed, 1));
}

/// The journal of a run as it is kept, whole.
fn bytes(exercise: &Exercise) -> Vec<u8> {
    let entries = cast::play(exercise, 1);
    let mut bytes = Vec::new();
    journal::write(&mut bytes, exercise, 1, VERSION, &entries).expect("memory takes everything");
    bytes
}

/// Nothing is shared between runs: played side by side, each gives the bytes it gives alone.
#[test]
fn runs_side_by_side_end_as_they_do_alone() {
    let exercises = ["apcert-2023", "first-drill"].map(bundled);
    let alone = exercises.each_ref().map(bytes);
    let start = std::sync::Barrier::new(4);
    let together = std::thread::scope(|scope| {
        let threads = [0, 1, 0, 1].map(|which: usize| {
            let (exercise, start) = (&exercises[which], &start);
            scope.spawn(move || {
                start.wait();
                (which, bytes(exercise))
            })
        });
        threads.map(|thread| thread.join().expect("it is played to its end"))
    });
    for (nth, (which, bytes)) in together.iter().enumerate() {
        assert!(*bytes == alone[*which], "thread {nth} played another run");
    }
}
