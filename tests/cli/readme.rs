//! What README shows is what is printed.

use crate::check;

/// The lines of a block of README that begins so.
fn block(begins: &str) -> Vec<String> {
    let readme = include_str!("../../README.md");
    let from = readme
        .find(begins)
        .unwrap_or_else(|| panic!("{begins} is gone"));
    let shown = &readme[from..];
    let shown = &shown[..shown.find("```").expect("the block ends")];
    let lines = shown.lines().filter(|line| line.trim() != "…");
    lines.map(str::to_owned).collect()
}

/// What README shows of the flagship's scorecard and of an entry's causes is what is printed.
#[test]
fn the_readme_shows_what_is_printed() {
    let dir = tempfile::tempdir().expect("a place to write");
    let flagship = check(dir.path(), &["run", "apcert-2023"], 0, &[]);
    for line in block("EXERCISE EXERCISE EXERCISE · TLP:AMBER") {
        assert!(
            flagship.contains(&line),
            "the flagship does not print {line:?}"
        );
    }
    check(
        dir.path(),
        &["run", "first-drill", "--out", "first"],
        0,
        &[],
    );
    let shown = block("$ hotwash show first/journal.jsonl --seq ");
    let seq = shown[0]
        .rsplit(' ')
        .next()
        .expect("the command names an entry");
    let printed = check(
        dir.path(),
        &["show", "first/journal.jsonl", "--seq", seq],
        0,
        &[],
    );
    for line in &shown[1..] {
        assert!(
            printed.contains(line),
            "entry {seq} does not print {line:?}"
        );
    }
    let compare = "compare first-drill --without agreement:be-jp --runs 200";
    let compare: Vec<&str> = compare.split(' ').collect();
    let printed = check(dir.path(), &compare, 0, &[]);
    for line in block("first-drill · 200 runs of each") {
        assert!(printed.contains(&line), "compare does not print {line:?}");
    }
    let preview = [
        "preview",
        "first-drill",
        "--seat",
        "jp-cert",
        "--at",
        "+40m",
    ];
    let printed = check(dir.path(), &preview, 0, &[]);
    for line in block("EXERCISE EXERCISE EXERCISE\nCERT of Japan") {
        assert!(
            printed.contains(&line),
            "the preview does not print {line:?}"
        );
    }
}

#[test]
fn the_readme_shows_what_a_fork_prints() {
    let dir = tempfile::tempdir().expect("a place to write");
    let run = ["run", "first-drill", "--out", "first"];
    check(dir.path(), &run, 0, &[]);
    let lines = block("{\"by\":\"be-cert\",\"intent\":\"send\"");
    std::fs::write(dir.path().join("rang.jsonl"), lines.concat()).expect("written");
    for args in [
        "fork first/journal.jsonl --at 18m --act rang.jsonl --out rang",
        "compare first/journal.jsonl rang/journal.jsonl",
    ] {
        let args: Vec<&str> = args.split(' ').collect();
        let printed = check(dir.path(), &args, 0, &[]);
        for line in block("They part at entry") {
            assert!(
                args[0] == "fork" || printed.contains(&line),
                "{args:?} does not print {line:?}"
            );
        }
    }
}
