//! What README shows is what is printed.

use crate::check;

/// What README shows of the flagship's scorecard and of an entry's causes is what is printed.
#[test]
fn the_readme_shows_what_is_printed() {
    let readme = include_str!("../../README.md");
    let block = |begins: &str| {
        let from = readme
            .find(begins)
            .unwrap_or_else(|| panic!("{begins} is gone"));
        let shown = &readme[from..];
        let shown = &shown[..shown.find("```").expect("the block ends")];
        let lines = shown.lines().filter(|line| line.trim() != "…");
        lines.map(str::to_owned).collect::<Vec<_>>()
    };
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
