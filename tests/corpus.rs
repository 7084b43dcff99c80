//! Bad input: every file of `tests/corpus` is read as its folder's fuzz target reads it, and
//! gives what `tests/corpus/expected.txt` says. Then what is too large or too many to keep as
//! files: deep nesting, truncated and damaged scenarios. Nothing panics, and every problem has a
//! place.

#[path = "fuzz/read.rs"]
mod read;

use hotwash::scenario;
use hotwash::scenario::problem::{Problem, Severity};
use proptest::prelude::*;
use std::path::{Path, PathBuf};

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/corpus")
}

fn files(target: &str) -> Vec<(String, Vec<u8>)> {
    let folder = folder().join(target);
    let entries = std::fs::read_dir(&folder).expect("the corpus is there");
    let paths = entries.map(|entry| entry.expect("it can be listed").path());
    let mut files: Vec<_> = paths
        .map(|path| {
            let name = path
                .file_name()
                .unwrap_or_default()
                .to_string_lossy()
                .into_owned();
            (
                format!("{target}/{name}"),
                std::fs::read(&path).expect("it can be read"),
            )
        })
        .collect();
    files.sort();
    files
}

/// The first error, or the first warning where there is none.
fn first(problems: &[Problem]) -> &'static str {
    let error = problems
        .iter()
        .find(|one| one.severity() == Severity::Error);
    error.or(problems.first()).map_or("none", |one| one.code.id)
}

#[test]
fn every_file_gives_the_problem_it_is_kept_for() {
    let mut found = String::new();
    for (target, read) in [
        ("text", read::text as fn(&[u8]) -> Vec<Problem>),
        ("table", read::table),
        ("network", read::network),
        ("check", read::check),
        ("experiment", read::experiment),
    ] {
        for (name, bytes) in files(target) {
            found += &format!("{name} {}\n", first(&read(&bytes)));
        }
    }
    let expected = std::fs::read_to_string(folder().join("expected.txt"));
    let expected = expected.expect("it can be read");
    let differ = found
        .lines()
        .filter(|line| !expected.lines().any(|known| known == *line));
    assert_eq!(
        differ.collect::<Vec<_>>(),
        Vec::<&str>::new(),
        "not in expected.txt"
    );
    assert_eq!(
        found.lines().count(),
        expected.lines().count(),
        "files that are gone"
    );
}

/// What authors get wrong as a rule (`author-*.ron`): each cause is told once, where it stands,
/// with a way out. `told.txt` says how; what is found is left in the build's folder for comparison.
#[test]
fn what_authors_get_wrong_is_told_once_with_a_way_out() {
    let mut found = String::new();
    for (name, bytes) in files("check") {
        let Some(name) = name.strip_prefix("check/author-") else {
            continue;
        };
        found += &format!("{}\n", name.trim_end_matches(".ron"));
        for told in read::told(&bytes) {
            found += &format!("    {told}\n");
        }
    }
    let left = Path::new(env!("CARGO_TARGET_TMPDIR")).join("told.txt");
    std::fs::write(&left, &found).expect("it can be written");
    let expected = std::fs::read_to_string(folder().join("told.txt"));
    let expected = expected.expect("it can be read");
    let differ = found
        .lines()
        .zip(expected.lines())
        .find(|(one, other)| one != other);
    assert_eq!(differ, None, "what is found is in {}", left.display());
    assert_eq!(found.lines().count(), expected.lines().count());
}

#[test]
fn times_and_journals_are_read_without_panic() {
    for (target, read) in [
        ("times", read::times as fn(&[u8])),
        ("journal", read::journal),
        ("part", read::part),
    ] {
        let files = files(target);
        assert!(!files.is_empty(), "{target}");
        for (_, bytes) in files {
            read(&bytes);
        }
    }
}

#[test]
fn what_is_nested_too_deep_is_said_to_be() {
    const DEEP: usize = 100_000;
    for (open, close, code) in [
        ("(", ")", "HW0103"),
        ("[", "]", "HW0103"),
        ("{", "}", "HW0103"),
        ("Some(", ")", "HW0103"),
        ("(a: [", "])", "HW0103"),
        ("[", "", "HW0103"),
        ("/*", "*/", "none"),
    ] {
        let nested = open.repeat(DEEP) + &close.repeat(DEEP);
        for text in [nested.clone(), format!("(format: 1, notes: {nested})")] {
            let expected = if code == "none" {
                first(&read::text(text.as_bytes()))
            } else {
                code
            };
            assert_eq!(first(&read::text(text.as_bytes())), expected, "{open}");
            assert_ne!(first(&read::check(text.as_bytes())), "none", "{open}");
        }
    }
}

#[test]
fn a_scenario_cut_short_is_an_error_and_no_panic() {
    for (name, text) in scenario::bundled() {
        let whole = text.trim_end().len();
        // Some forty places, at odd distances so that they fall on all kinds of characters.
        let step = (whole / 41).max(1) | 1;
        for end in (0..whole).step_by(step) {
            let problems = read::check(&text.as_bytes()[..end]);
            let errors = problems.iter().any(|one| one.severity() == Severity::Error);
            assert!(errors, "{name} cut at byte {end} passes");
        }
    }
}

#[test]
fn what_is_too_much_is_refused_at_once() {
    let ids = |count: usize| -> String {
        (0..count)
            .map(|nth| format!("(id: \"o{nth}\", title: \"x\"),"))
            .collect()
    };
    let head = "(format: 1, title: \"t\", clock: (startex: \"2023-08-16T00:00:00Z\", \
                endex: \"+4h\"),";
    for (text, code) in [
        (" ".repeat(17 << 20), "HW0004"),
        (format!("{head} objectives: [{}])", ids(200_000)), "HW0510"),
        (format!("{head} title2: {})", "9".repeat(1 << 20)), "HW0105"),
    ] {
        assert_eq!(
            first(&read::check(text.as_bytes())),
            code,
            "{}",
            &text[..90]
        );
    }
}

/// What takes long to work out, though it is little text.
#[test]
fn what_is_too_much_to_work_out_is_refused_once() {
    let many = |count: usize, one: &dyn Fn(usize) -> String| -> String {
        (0..count).map(|nth| one(nth) + ",").collect()
    };
    let head = "(format: 1, title: \"t\", clock: (startex: \"2023-08-16T00:00:00Z\", \
                endex: \"+4h\"),";
    let orgs = |count, more: &str| {
        let one = |nth| format!("(id: \"o{nth}\", economy: \"BE\", name: \"x\"{more})");
        format!("organisations: [{}]", many(count, &one))
    };
    let stars = many(5_000, &|nth| format!("\"*{nth}*\""));
    let rules = many(1_001, &|nth| {
        format!("(name: \"r{nth}\", on: Start, do: [Close])")
    });
    let everybody = "(name: \"r\", on: Start, do: [Send(Advisory, These([\"*\"]))])";
    let books = many(4_000, &|nth| {
        format!("(id: \"p{nth}\", rules: [{everybody}])")
    });
    for (of, sections) in [
        (
            "patterns",
            format!(
                "{}, injects: [(id: \"I\", at: \"+1m\", to: [{stars}])]",
                orgs(5_000, "")
            ),
        ),
        ("constituencies", orgs(5_000, ", constituency: [\"all\"]")),
        (
            "recipients",
            format!("{}, playbooks: [{books}]", orgs(2_000, "")),
        ),
        (
            "rules",
            format!("playbooks: [(id: \"p\", rules: [{rules}])]"),
        ),
    ] {
        let problems = read::check(format!("{head}{sections})").as_bytes());
        let codes: Vec<_> = problems.iter().map(|one| one.code.id).collect();
        assert_eq!(codes, ["HW0510"], "{of}");
    }
}

/// However many injects wait for what never comes, and however many organisations might bring it.
#[test]
fn what_never_comes_is_found_without_asking_everybody() {
    let one = |nth| format!("(id: \"o{nth}\", economy: \"BE\", name: \"x\"),");
    let orgs: String = (0..5_000).map(one).collect();
    let after =
        |nth, does: &str| format!("(id: \"i{nth:05}\", to: \"o1\", after: (does: {does})),");
    let never = (0..5_000).map(|nth| after(nth, &format!("Decided(\"w{nth}\")")));
    let chain = (0..5_000).map(|nth| {
        let next = format!("Received(about: \"inject:i{:05}\")", (nth + 1) % 5_000);
        after(nth, &next).replace("to:", &format!("about: \"inject:i{nth:05}\", to:"))
    });
    for injects in [never.collect::<String>(), chain.collect()] {
        let text = format!(
            "(format: 1, title: \"t\", clock: (startex: \"2023-08-16T00:00:00Z\", \
             endex: \"+4h\"), organisations: [{orgs}], injects: [{injects}])"
        );
        let problems = read::check(text.as_bytes());
        assert_eq!(problems.len(), 1_000);
        assert_eq!(first(&problems), "HW0504");
    }
}

#[test]
fn a_scenario_that_is_wrong_throughout_is_read_no_further_than_is_told() {
    let one = |nth| format!("(id: \"o{nth}\", economy: \"XX\", bogus: 1, kind: Nope),");
    let orgs: String = (0..50_000).map(one).collect();
    let problems =
        read::check(format!("(format: 1, title: \"t\", organisations: [{orgs}])").as_bytes());
    assert!(
        (1_000..2_000).contains(&problems.len()),
        "{}",
        problems.len()
    );
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn one_wrong_byte_makes_no_scenario_panic(
        which in 0usize..100, at in 0usize..1 << 20, byte in any::<u8>(),
    ) {
        let all: Vec<_> = scenario::bundled().collect();
        let mut bytes = all[which % all.len()].1.as_bytes().to_vec();
        let at = at % bytes.len();
        bytes[at] = byte;
        read::check(&bytes);
    }
}
