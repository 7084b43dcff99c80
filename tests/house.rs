//! The rules of the house, checked against every file; `src/ARCHITECTURE.md` states them.
//!
//! Each rule is a function from files to offences. It is run over the real files, where it must
//! find none, and over a small house that breaks it, where it must find one.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

/// A file: its path from the top with `/`, and its text.
type Files = BTreeMap<String, String>;

const TOP: &[&str] = &[
    "Cargo.toml",
    "Cargo.lock",
    "README.md",
    "src",
    "scenarios",
    "tests",
    "assets",
    "LICENSE-MIT",
    "LICENSE-APACHE",
    "target",
];
const BANNED: &[&str] = &[
    "util", "utils", "helper", "helpers", "manager", "common", "misc",
];
/// The modules around the core.
const OUTER: &[&str] = &["cli", "live"];
/// What only they may say, and what the core says instead.
const OUTSIDE: &[(&str, &str)] = &[
    ("HashMap", "a BTreeMap or a Vec by index"),
    ("HashSet", "a BTreeSet or a sorted Vec"),
    ("Instant::now", "a SimTime that is handed in"),
    ("SystemTime", "a SimTime that is handed in"),
    ("std::fs", "bytes that are handed in"),
    ("std::env::", "a parameter"),
    ("std::net", "nothing: the core talks to nobody"),
    ("std::thread", "nothing: the core starts nothing"),
    ("println!", "a value that is returned"),
    ("print!", "a value that is returned"),
    ("eprintln!", "a value that is returned"),
    ("eprint!", "a value that is returned"),
    ("dbg!", "a test"),
];

fn read_below(top: &Path, dir: &Path, files: &mut Files) {
    for entry in fs::read_dir(dir).expect("the directory can be listed") {
        let path = entry.expect("the entry can be read").path();
        let name = path.strip_prefix(top).expect("below the top");
        let name = name.to_string_lossy().replace('\\', "/");
        if path.is_dir() && !name.ends_with("/target") && !name.ends_with("/artifacts") {
            read_below(top, &path, files);
        } else if name.ends_with(".rs") || name.ends_with(".md") {
            files.insert(name, fs::read_to_string(&path).expect("the file is UTF-8"));
        }
    }
}

fn house() -> Files {
    let top = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut files = Files::new();
    for dir in ["src", "tests"] {
        read_below(top, &top.join(dir), &mut files);
    }
    files
}

fn sources(files: &Files) -> impl Iterator<Item = (&str, &str)> {
    let named = files.iter().filter(|(path, _)| path.ends_with(".rs"));
    named.map(|(path, text)| (path.as_str(), text.as_str()))
}

/// The module a file of the library belongs to; none for `lib.rs`, `main.rs` and tests.
fn module(path: &str) -> Option<&str> {
    let below = path.strip_prefix("src/")?;
    let name = below
        .split_once('/')
        .map_or_else(|| below.strip_suffix(".rs"), |(m, _)| Some(m));
    name.filter(|name| !matches!(*name, "lib" | "main"))
}

/// The code of a file: lines without what follows `//`.
fn code(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let lines = text
        .lines()
        .map(|line| line.split("//").next().unwrap_or(line));
    (1..).zip(lines)
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

/// Where `word` stands in a line with no letter before it.
fn says(line: &str, word: &str) -> bool {
    let mut found = line.match_indices(word);
    found.any(|(at, _)| !line[..at].ends_with(is_word))
}

/// The import table of the map: each module and what it may use.
fn table(files: &Files) -> BTreeMap<String, BTreeSet<String>> {
    let names = |cell: &str| -> BTreeSet<String> {
        cell.split('`')
            .skip(1)
            .step_by(2)
            .map(str::to_owned)
            .collect()
    };
    let map = &files["src/ARCHITECTURE.md"];
    let section = map.split("\n## Modules").nth(1).unwrap_or_default();
    let section = section.split("\n## ").next().unwrap_or_default();
    let rows = section.lines().filter(|line| line.starts_with("| `"));
    rows.map(|row| {
        let cells: Vec<&str> = row.split('|').collect();
        let module = names(cells[1])
            .pop_first()
            .expect("a module stands in the first cell");
        (module, names(cells[3]))
    })
    .collect()
}

/// The modules that paths lead to: `crate::x`, `hotwash::x` and `crate::{x, y::z}`, each with the
/// line it stands in.
fn led_to(text: &str) -> Vec<(usize, String)> {
    let code: Vec<&str> = code(text).map(|(_, line)| line).collect();
    let code = code.join("\n");
    let first = |path: &str| path.chars().take_while(|c| is_word(*c)).collect::<String>();
    let mut found = Vec::new();
    for (at, lead) in code
        .match_indices("crate::")
        .chain(code.match_indices("hotwash::"))
    {
        if code[..at].ends_with(is_word) {
            continue;
        }
        let line = 1 + code[..at].matches('\n').count();
        let mut rest = &code[at + lead.len()..];
        let mut depth = 0;
        loop {
            found.push((line, first(rest.trim_start_matches(['{', ',', ' ', '\n']))));
            // In a group, go on after the next comma that is not inside a further group.
            let next = rest.char_indices().find(|(_, c)| {
                depth += i32::from(*c == '{') - i32::from(*c == '}');
                depth == 0 || depth == 1 && *c == ','
            });
            match next {
                Some((at, ',')) => rest = &rest[at..],
                _ => break,
            }
            rest = &rest[1..];
        }
    }
    found
}

fn imports_break_the_table(files: &Files) -> Vec<String> {
    let table = table(files);
    let mut offences = Vec::new();
    for (path, text) in sources(files) {
        let Some(own) = module(path) else { continue };
        let Some(allowed) = table.get(own) else {
            offences.push(format!(
                "{path}: module {own} has no row in src/ARCHITECTURE.md"
            ));
            continue;
        };
        for (line, used) in led_to(text) {
            if table.contains_key(&used) && used != own && !allowed.contains(&used) {
                offences.push(format!("{path}:{line}: {own} may not use {used}"));
            }
        }
    }
    offences
}

/// `super::` may not climb out of a module: such a path would escape the table.
fn paths_climb_out(files: &Files) -> Vec<String> {
    let mut offences = Vec::new();
    for (path, text) in sources(files).filter(|(path, _)| module(path).is_some()) {
        let deep = path.matches('/').count() - usize::from(path.ends_with("/mod.rs"));
        let own = text.split("#[cfg(test)]\nmod tests").next().unwrap_or(text);
        for (line, code) in code(own) {
            if code.contains(&"super::".repeat(deep)) && code.contains("use ") {
                offences.push(format!("{path}:{line}: climbs out of its module"));
            }
        }
    }
    offences
}

fn too_long(files: &Files) -> Vec<String> {
    let mut offences = Vec::new();
    for (path, text) in sources(files) {
        let lines = text.lines().count();
        if lines > 500 {
            offences.push(format!(
                "{path}: {lines} lines; 500 is the most, 200 the aim"
            ));
        }
        for (nth, line) in (1..).zip(text.lines()) {
            if line.chars().count() > 100 {
                offences.push(format!("{path}:{nth}: over 100 columns"));
            }
        }
    }
    offences
}

fn badly_named(files: &Files) -> Vec<String> {
    let banned = |part: &str| {
        part.split(['_', '.', '-'])
            .any(|word| BANNED.contains(&word))
    };
    let found = files.keys().filter(|path| path.split('/').any(banned));
    found
        .map(|path| format!("{path}: say what it is for"))
        .collect()
}

fn core_reaches_outside(files: &Files) -> Vec<String> {
    let mut offences = Vec::new();
    let is_core = |path: &str| module(path).is_some_and(|own| !OUTER.contains(&own));
    let inner = sources(files).filter(|(path, _)| is_core(path));
    for (path, text) in inner {
        for (line, code) in code(text) {
            // A campaign is the one place with threads; `src/ARCHITECTURE.md` says why it may.
            let allowed = |word: &str| word == "std::thread" && module(path) == Some("campaign");
            let said = OUTSIDE.iter().filter(|(word, _)| says(code, word));
            for (word, instead) in said.filter(|(word, _)| !allowed(word)) {
                offences.push(format!("{path}:{line}: {word}; use {instead}"));
            }
        }
    }
    offences
}

/// An entity's number depends on the order of spawning and must not reach a journal.
fn entities_in_records(files: &Files) -> Vec<String> {
    let recorded = ["fact", "action", "journal"];
    let mut offences = Vec::new();
    for (path, text) in sources(files) {
        let recorded = module(path).is_some_and(|own| recorded.contains(&own));
        for (line, _) in code(text).filter(|(_, code)| recorded && says(code, "Entity")) {
            offences.push(format!("{path}:{line}: an Entity in what is recorded"));
        }
    }
    offences
}

/// A file that its hub does not name is dead; a fact or metric that stands in no list is mute.
fn unlisted(files: &Files) -> Vec<String> {
    let mut offences = Vec::new();
    for (path, _) in sources(files).filter(|(path, _)| path.starts_with("src/")) {
        let (dir, file) = path.rsplit_once('/').expect("below src");
        let (dir, stem) = match file {
            "mod.rs" => dir.rsplit_once('/').expect("a module's hub is below src"),
            "lib.rs" | "main.rs" => continue,
            _ => (dir, file.trim_end_matches(".rs")),
        };
        let hubs = [
            format!("{dir}/mod.rs"),
            format!("{dir}.rs"),
            format!("{dir}/lib.rs"),
        ];
        let hub = hubs
            .iter()
            .find_map(|hub| files.get(hub))
            .map_or("", String::as_str);
        let mut lines = code(hub).map(|(_, line)| line.trim());
        let listed = |line: &str| line.starts_with(&format!("{stem}::"));
        let declared = |line: &str| line.ends_with(&format!("mod {stem};"));
        let needs_list = ["src/fact", "src/action"].contains(&dir);
        if !lines.any(|line| listed(line) || !needs_list && declared(line)) {
            offences.push(format!("{path}: its hub does not list it"));
        }
    }
    offences
}

fn strangers_at_the_top(names: &[String]) -> Vec<String> {
    let known = |name: &str| name.starts_with('.') || TOP.contains(&name);
    names.iter().filter(|name| !known(name)).cloned().collect()
}

/// Modules that exist and have no row, and rows without a module, apart from those of the map
/// that are still to come.
fn rows_without_modules(files: &Files) -> Vec<String> {
    let live: BTreeSet<&str> = sources(files)
        .filter_map(|(path, _)| module(path))
        .collect();
    let table = table(files);
    let missing = table.keys().filter(|row| !live.contains(row.as_str()));
    missing
        .map(|row| format!("the map names {row}, which is not there"))
        .collect()
}

#[allow(clippy::type_complexity, reason = "a table of rules")]
const RULES: &[(&str, fn(&Files) -> Vec<String>)] = &[
    ("imports", imports_break_the_table),
    ("climbing", paths_climb_out),
    ("length", too_long),
    ("names", badly_named),
    ("outside", core_reaches_outside),
    ("entities", entities_in_records),
    ("lists", unlisted),
    ("rows", rows_without_modules),
];

#[test]
fn the_house_keeps_its_rules() {
    let house = house();
    assert!(house.len() > 100, "the house was not found");
    let offences: Vec<String> = RULES.iter().flat_map(|(_, rule)| rule(&house)).collect();
    assert!(offences.is_empty(), "\n{}", offences.join("\n"));
}

#[test]
fn nothing_strange_lies_at_the_top() {
    let top = fs::read_dir(env!("CARGO_MANIFEST_DIR")).expect("the top can be listed");
    let names: Vec<String> = top
        .map(|entry| {
            entry
                .expect("readable")
                .file_name()
                .to_string_lossy()
                .into_owned()
        })
        .collect();
    assert_eq!(strangers_at_the_top(&names), Vec::<String>::new());
    assert_eq!(strangers_at_the_top(&["notes.txt".to_owned()]).len(), 1);
}

/// A house with two rooms that keeps every rule.
fn small_house() -> Files {
    let map = "# Map\n## Modules\n| module | job | may use | not |\n|---|---|---|---|\n\
               | `fact` | a | `model` | c |\n| `model` | a | – | c |\n\n## More\n\
               | `x` | a | `y` | c |\n";
    let files = [
        ("src/ARCHITECTURE.md", map),
        ("src/lib.rs", "pub mod fact;\npub mod model;\n"),
        ("src/fact/mod.rs", "facts! {\n    ended::Ended,\n}\n"),
        (
            "src/fact/ended.rs",
            "use crate::model::OrgId;\nuse super::Happening;\n",
        ),
        (
            "src/model/mod.rs",
            "mod id;\n// crate::fact is spoken of, not used\n",
        ),
        ("src/model/id.rs", "struct IdentityOfEntityless;\n"),
    ];
    files
        .map(|(path, text)| (path.to_owned(), text.to_owned()))
        .into()
}

/// Adds lines to a file of the small house and says which rules notice.
fn noticed(path: &str, text: &str) -> Vec<&'static str> {
    let mut files = small_house();
    files.entry(path.to_owned()).or_default().push_str(text);
    let found = RULES.iter().filter(|(_, rule)| !rule(&files).is_empty());
    found.map(|(name, _)| *name).collect()
}

#[test]
fn every_rule_can_fail() {
    let id = "src/model/id.rs";
    let long_line = format!("const X: &str = \"{}\";\n", "x".repeat(100));
    let cases: &[(&str, &str, &[&str])] = &[
        (id, "", &[]),
        (id, "use crate::fact::Fact;\n", &["imports"]),
        (id, "fn f() { crate::fact::g() }\n", &["imports"]),
        (id, "use crate::{model::OrgId, fact::Fact};\n", &["imports"]),
        (
            id,
            "use crate::{\n    model::{A, B},\n    fact::Fact,\n};\n",
            &["imports"],
        ),
        (id, "use crate::{model::{A, B}, model::C};\n", &[]),
        (id, "use super::super::fact::Fact;\n", &["climbing"]),
        (
            "src/model/mod.rs",
            "use super::fact::Fact;\n",
            &["climbing"],
        ),
        (id, &"\n".repeat(500), &["length"]),
        (id, &long_line, &["length"]),
        ("tests/desk_util.rs", "", &["names"]),
        (id, "use std::collections::HashMap;\n", &["outside"]),
        (id, "let now = std::time::Instant::now();\n", &["outside"]),
        (id, "println!(\"x\");\n", &["outside"]),
        (id, "eprintln!(\"x\");\n", &["outside"]),
        (
            "src/fact/ended.rs",
            "use bevy_ecs::prelude::Entity;\n",
            &["entities"],
        ),
        ("src/fact/begun.rs", "", &["lists"]),
        ("src/model/name.rs", "", &["lists"]),
        ("src/live/mod.rs", "", &["imports", "lists"]),
        ("src/ARCHITECTURE.md", "## Modules\n", &[]),
    ];
    for (path, text, rules) in cases {
        assert_eq!(noticed(path, text), *rules, "{path}: {text}");
    }
    let mut unbuilt = small_house();
    unbuilt.retain(|path, _| !path.starts_with("src/fact"));
    assert_eq!(rows_without_modules(&unbuilt).len(), 1);
}
