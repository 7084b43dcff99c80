//! What pages say stands in the catalogue `assets/live/english.ftl`, and there alone: templates and
//! code are held against it as texts, without running any of them.
//!
//! Each rule is run over the real files, where it must find nothing, and over small ones that break
//! it, where it must find something.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

/// Files by their path from the top, with `/`.
type Files = BTreeMap<String, String>;
/// What a text is filled with, by name.
type Fills = BTreeSet<String>;

const CATALOGUE: &str = "assets/live/english.ftl";
/// Code whose texts are shown on pages.
const SHOWN: &[&str] = &[
    "src/live/web/",
    "src/live/said.rs",
    "src/live/rule.rs",
    "src/live/allowed.rs",
    "src/live/session/pacing.rs",
];
/// What of such lines is not shown: traces, promises to programmers, reasons of lints, what
/// browsers and programs read. Who called No Duff, and what the clock does, is compared and kept.
const UNSHOWN: &[&str] = &[
    "tracing::",
    ".expect(",
    "reason = ",
    "<!doctype",
    "default-src",
    "HTTP/1.1",
    "const TEXT",
    "NO DUFF: ",
    "hand of {}",
    "strftime",
    "(\"before STARTEX\", 0)",
    "(\"as fast as possible\", 0)",
    "\"before STARTEX\" =>",
];

fn read_below(dir: &str, files: &mut Files) {
    let top = Path::new(env!("CARGO_MANIFEST_DIR"));
    for entry in fs::read_dir(top.join(dir)).expect("the directory can be listed") {
        let entry = entry.expect("the entry can be read");
        let name = format!("{dir}/{}", entry.file_name().to_string_lossy());
        if entry.path().is_dir() {
            read_below(&name, files);
        } else {
            let text = fs::read_to_string(entry.path()).expect("the file is UTF-8");
            files.insert(name, text);
        }
    }
}

fn files() -> Files {
    let mut files = Files::new();
    read_below("assets/live", &mut files);
    read_below("src/live", &mut files);
    files
}

/// Code without its tests and comments.
fn code(text: &str) -> String {
    let text = text
        .split("#[cfg(test)]\nmod tests {")
        .next()
        .unwrap_or_default();
    let lines = text.lines();
    let lines = lines.map(|line| {
        if line.trim_start().starts_with("//") {
            ""
        } else {
            line
        }
    });
    lines.collect::<Vec<_>>().join("\n")
}

fn is_name(c: char) -> bool {
    c.is_ascii_alphanumeric() || c == '_' || c == '-'
}

/// The entries of the catalogue, and what each is filled with.
fn catalogue(files: &Files) -> BTreeMap<String, Fills> {
    let mut all: BTreeMap<String, Fills> = BTreeMap::new();
    let mut last = String::new();
    for line in files[CATALOGUE]
        .lines()
        .filter(|line| !line.starts_with('#'))
    {
        let starts = line.starts_with(|c: char| c.is_ascii_lowercase());
        if let Some((id, _)) = line.split_once(" =").filter(|_| starts) {
            last = id.to_owned();
            all.insert(last.clone(), Fills::new());
        }
        let fills = line.split('$').skip(1);
        let fills = fills.map(|rest| rest.chars().take_while(|c| is_name(*c)).collect());
        all.entry(last.clone()).or_default().extend(fills);
    }
    all.remove("");
    all
}

/// What stands between a parenthesis that was opened and its end, without what texts in it say.
fn within(text: &str) -> String {
    let (mut depth, mut quoted, mut skip, mut found) = (1, false, false, String::new());
    for c in text.chars() {
        match c {
            _ if skip => skip = false,
            '\\' if quoted => skip = true,
            '"' => quoted = !quoted,
            _ if quoted => continue,
            '(' | '[' => depth += 1,
            ')' | ']' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            break;
        }
        // Only what is filled in itself counts, not what belongs to calls within.
        if depth == 1 {
            found.push(c);
        }
    }
    found
}

/// What is said in a file: ids, each with what it is filled with.
fn said(path: &str, text: &str) -> Vec<(String, Fills)> {
    let (call, text) = match path.ends_with(".jinja") {
        true => ("t(", text.to_owned()),
        false => ("text!(", code(text)),
    };
    let mut all = Vec::new();
    for (at, _) in text.match_indices(call) {
        if text[..at].ends_with(is_name) {
            continue;
        }
        let rest = text[at + call.len()..].trim_start();
        let Some(id) = rest
            .strip_prefix('"')
            .and_then(|rest| rest.split('"').next())
        else {
            continue;
        };
        let given = within(rest);
        let given = given.split(',').skip(1);
        let given = given.filter_map(|one| one.split_once('='));
        let given = given.map(|(name, _)| name.trim().to_owned());
        all.push((id.to_owned(), given.collect()));
    }
    all
}

/// What is said and does not stand in the catalogue, or is filled otherwise there.
fn unsayable(files: &Files) -> Vec<String> {
    let catalogue = catalogue(files);
    let said = files.iter().flat_map(|(path, text)| {
        let said = said(path, text).into_iter();
        said.map(move |(id, given)| (path, id, given))
    });
    let wrong = said.filter(|(_, id, given)| catalogue.get(id) != Some(given));
    wrong
        .map(|(path, id, given)| {
            format!(
                "{path} says `{id}` with {given:?}; the catalogue has {:?}",
                catalogue.get(&id)
            )
        })
        .collect()
}

/// What stands in the catalogue and is never said.
fn unsaid(files: &Files) -> Vec<String> {
    let said: BTreeSet<String> = (files.iter())
        .flat_map(|(path, text)| said(path, text))
        .map(|(id, _)| id)
        .collect();
    let all = catalogue(files).into_keys();
    all.filter(|id| !said.contains(id)).collect()
}

/// A template without what is filled in and without tags; of these what people read stays.
fn bare(text: &str) -> String {
    let mut rest = text.to_owned();
    for (from, to) in [("{{", "}}"), ("{%", "%}"), ("<code>", "</code>")] {
        while let Some(at) = rest.find(from) {
            let end = rest[at..]
                .find(to)
                .map_or(rest.len(), |end| at + end + to.len());
            rest.replace_range(at..end, "\u{1}");
        }
    }
    let mut shown = String::new();
    for (nth, part) in rest.split('<').enumerate() {
        let (tag, after) = part.split_once('>').unwrap_or(("", part));
        for name in ["aria-label=\"", "title=\"", "label=\"", "alt=\""] {
            let read = tag
                .split(name)
                .skip(1)
                .filter_map(|rest| rest.split('"').next());
            read.for_each(|text| shown += &format!("\u{1}{text}\u{1}"));
        }
        shown += if nth == 0 { part } else { after };
        shown.push('\u{1}');
    }
    shown.replace("&amp;", "")
}

/// Templates that say something themselves.
fn templates_that_talk(files: &Files) -> Vec<String> {
    let templates = files.iter().filter(|(path, _)| path.ends_with(".jinja"));
    let found = templates.flat_map(|(path, text)| {
        let shown = bare(text);
        let parts: Vec<String> = (shown.split('\u{1}'))
            .filter(|part| part.contains(char::is_alphabetic))
            .map(|part| format!("{path} says “{}” itself", part.trim()))
            .collect();
        parts
    });
    found.collect()
}

/// Whether a text is words that people read: two of letters beside each other.
fn is_read(text: &str) -> bool {
    let words: Vec<&str> = text.split(' ').collect();
    let ends = |word: &&str| word.ends_with(|c: char| c.is_alphabetic());
    let begins = |word: &&str| word.starts_with(|c: char| c.is_alphabetic());
    words.windows(2).any(|two| ends(&two[0]) && begins(&two[1]))
}

/// Code of pages that says something itself.
fn code_that_talks(files: &Files) -> Vec<String> {
    let shown = files.iter().filter(|(path, _)| {
        let mut all = SHOWN.iter();
        path.ends_with(".rs") && all.any(|shown| path.starts_with(shown))
    });
    let mut found = Vec::new();
    for (path, text) in shown {
        for (line, text) in (1..).zip(code(text).lines()) {
            if UNSHOWN.iter().any(|unshown| text.contains(unshown)) {
                continue;
            }
            let texts = text.split('"').skip(1).step_by(2);
            let read = texts.filter(|text| is_read(text));
            found.extend(read.map(|text| format!("{path}:{line} says “{text}” itself")));
        }
    }
    found
}

/// Texts that stand in the catalogue more than once.
fn said_twice(files: &Files) -> Vec<String> {
    let text = files.get(CATALOGUE).map_or("", String::as_str);
    let named = text
        .lines()
        .filter(|line| line.starts_with(char::is_alphabetic));
    let mut ids: Vec<&str> = named
        .filter_map(|line| Some(line.split_once(" =")?.0))
        .collect();
    ids.sort_unstable();
    let twice = ids.windows(2).filter(|two| two[0] == two[1]);
    twice
        .map(|two| format!("{} stands there twice", two[0]))
        .collect()
}

/// A rule: what it says, and what breaks it.
type Rule = (&'static str, fn(&Files) -> Vec<String>);

const RULES: &[Rule] = &[
    ("what is said stands in the catalogue", unsayable),
    ("what stands in the catalogue is said", unsaid),
    ("templates say nothing themselves", templates_that_talk),
    ("code says nothing itself", code_that_talks),
    ("no text stands in the catalogue twice", said_twice),
];

#[test]
fn what_pages_say_stands_in_the_catalogue_alone() {
    let files = files();
    assert!(catalogue(&files).len() > 300, "the catalogue is read");
    for (rule, broken) in RULES {
        let broken = broken(&files);
        assert!(broken.is_empty(), "{rule}:\n{}", broken.join("\n"));
    }
}

#[test]
fn every_rule_can_fail() {
    let seat = "assets/live/seat.jinja";
    let web = "src/live/web/seat.rs";
    let cases: &[(&str, &str, &str)] = &[
        (
            seat,
            r#"<p>{{ t("left", time=one.left|join(", ")) }}</p>"#,
            "",
        ),
        (
            web,
            r#"let x = text!("left", time = at(one, "b, c = d"));"#,
            "",
        ),
        (web, "text!(\n    \"left\",\n    time = one\n)", ""),
        (seat, r#"<p>{{ t("gone") }}</p>"#, RULES[0].0),
        (seat, r#"<p>{{ t("left") }}</p>"#, RULES[0].0),
        (seat, r#"<p>{{ t("left", time=1, day=2) }}</p>"#, RULES[0].0),
        (web, r#"text!("left")"#, RULES[0].0),
        (web, "fn none() {}", RULES[1].0),
        (seat, "<p>{{ one }} left</p>", RULES[2].0),
        (
            seat,
            r#"<i aria-label="Left">{{ t("left", time=2) }}</i>"#,
            RULES[2].0,
        ),
        (web, r#"no("nothing is left")"#, RULES[3].0),
        (web, r#"tracing::warn!("nothing is left")"#, ""),
    ];
    let twice = Files::from([(
        CATALOGUE.to_owned(),
        "left = one\nright = two\nleft = three\n".to_owned(),
    )]);
    assert_eq!(said_twice(&twice), ["left stands there twice"]);
    for (path, text, rule) in cases {
        let small = Files::from([
            (
                CATALOGUE.to_owned(),
                "# left\nleft =\n    { $time } left\n".to_owned(),
            ),
            ("src/live/rule.rs".to_owned(), String::new()),
            ((*path).to_owned(), (*text).to_owned()),
        ]);
        let broken = RULES
            .iter()
            .filter(|(_, broken)| !broken(&small).is_empty());
        let broken: Vec<&str> = broken.map(|(rule, _)| *rule).collect();
        // A text that is not said as it stands may be unsaid, too.
        match *rule {
            "" => assert!(
                !broken.contains(&RULES[0].0) && !broken.contains(&RULES[3].0),
                "{text}"
            ),
            rule => assert!(broken.contains(&rule), "{text}: {broken:?}"),
        }
    }
}
