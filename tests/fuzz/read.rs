//! What each fuzz target does with its bytes. `tests/corpus.rs` includes this file to replay the
//! corpus without a fuzzer. Nothing may panic, and what is wrong must have a place.

use hotwash::campaign::part;
use hotwash::engine::VERSION;
use hotwash::journal::{self, Head};
use hotwash::scenario::experiment::{self, Known};
use hotwash::scenario::generate::network::{self, Course};
use hotwash::scenario::problem::{Problem, Problems, Severity};
use hotwash::scenario::ron_place::Document;
use hotwash::scenario::shelf::{Missing, Opened, Shelf};
use hotwash::scenario::source::Sources;
use hotwash::scenario::{self, when};
use std::collections::BTreeMap;

/// Between the files of one input to [`check`]: a line of this and a name.
const NEXT: &[u8] = b"\n=== ";
/// Injects for a scenario that includes nothing else.
const CAST: &str = "(format: 1, title: \"t\", clock: (startex: \"2023-08-16T00:00:00Z\", \
    endex: \"+4h\"), include: [\"table.csv\"], organisations: [(id: \"auscert\", \
    kind: NationalCert, economy: \"AU\"), (id: \"acme\", kind: Company, economy: \"AU\")])";

/// A shelf of bytes, which need not be text.
#[derive(Default)]
struct Files(BTreeMap<String, Vec<u8>>);

impl Shelf for Files {
    fn open(&self, _: Option<&str>, name: &str) -> Result<Opened, Missing> {
        let bytes = self.0.get(name).cloned();
        let name = name.to_owned();
        match bytes {
            Some(bytes) => Ok(Opened { name, bytes }),
            None => Err(Missing::NotFound(vec![name])),
        }
    }
}

/// The text of a scenario, read as RON and no further.
pub fn text(data: &[u8]) -> Vec<Problem> {
    let (mut sources, mut problems) = (Sources::default(), Problems::default());
    let shelved = sources.shelve("text.ron", data.to_vec());
    if let Some(id) = problems.keep(shelved) {
        Document::read(&sources, id, &mut problems);
    }
    let found = problems.sorted();
    placed(&found, &sources);
    found
}

/// Spans, moments, zones, working hours.
pub fn times(data: &[u8]) {
    let Ok(text) = std::str::from_utf8(data) else {
        return;
    };
    let zone = when::zone("Europe/Brussels").ok();
    let startex = 1_711_845_000_000;
    let local = None;
    let clock = when::Clock {
        startex,
        zone,
        local,
    };
    if let Ok(span) = when::span(text) {
        assert!((0..=when::FURTHEST).contains(&span.0), "{span:?}");
    }
    if let Ok(at) = when::moment(text, &clock) {
        assert!(at.0.abs() <= when::FURTHEST, "{at:?}");
    }
    let _ = when::zone(text);
    let _ = when::Hours::minute(text);
}

/// A table, included by a scenario as its MSEL or as its roster: the header decides.
pub fn table(data: &[u8]) -> Vec<Problem> {
    let cast = ("main.ron".to_owned(), CAST.as_bytes().to_vec());
    load(Files(BTreeMap::from([
        cast,
        ("table.csv".to_owned(), data.to_vec()),
    ])))
}

/// A table of agreements; what is read of it makes a scenario without errors.
pub fn network(data: &[u8]) -> Vec<Problem> {
    let reading = network::read("pacts.csv", data.to_vec());
    placed(&reading.problems, &reading.sources);
    if let Some(read) = &reading.network {
        let text = network::scenario(read, &Course::of(read));
        let main = ("main.ron".to_owned(), text.into_bytes());
        let problems = load(Files(BTreeMap::from([main])));
        let error = problems
            .iter()
            .find(|one| one.severity() == Severity::Error);
        assert_eq!(error, None, "of what was read of a table");
    }
    reading.problems
}

/// A journal, as it is and with its lines sealed anew: otherwise the chain would stop every change
/// before it is decoded.
pub fn journal(data: &[u8]) {
    for text in [data.to_vec(), sealed(data)] {
        let recorded = match journal::read(&text[..], VERSION) {
            Ok(recorded) => recorded,
            Err(damaged) => {
                assert!(damaged.line > 0, "{damaged:?}");
                let Some(whole) = damaged.whole else { continue };
                *whole
            }
        };
        for seq in (0u32..64).take(recorded.entries.len()) {
            drop(journal::causes_of(&recorded.entries, seq));
        }
    }
}

/// The lines of a journal, each with the hash that follows from those before it.
fn sealed(data: &[u8]) -> Vec<u8> {
    const LEAD: &[u8] = b",\"hash\":\"";
    let (mut head, mut out) = (Head::START, Vec::new());
    for line in data
        .split(|byte| *byte == b'\n')
        .filter(|line| !line.is_empty())
    {
        let at = line.windows(LEAD.len()).rposition(|window| window == LEAD);
        let start = out.len();
        out.extend_from_slice(&line[..at.unwrap_or(line.len())]);
        out.push(b'}');
        head = head.next(&out[start..]);
        out.pop();
        out.extend_from_slice(format!(",\"hash\":\"{head}\"}}\n").as_bytes());
    }
    out
}

/// A whole scenario: what comes first, and the files that it may include.
pub fn check(data: &[u8]) -> Vec<Problem> {
    load(split(data))
}

/// An experiment: what comes first, and the scenario that it names among the files behind it.
pub fn experiment(data: &[u8]) -> Vec<Problem> {
    let measures = [("time_to_suspend", true), ("harm", false)];
    let known = measures.map(|(id, time)| Known { id, time });
    let loaded = experiment::load("main.ron", &split(data), &[], &known);
    placed(&loaded.problems, &loaded.sources);
    loaded.problems
}

/// A part of a campaign.
pub fn part(data: &[u8]) {
    match part::read(data, VERSION) {
        Ok(read) => drop(read.whole()),
        Err(bad) => assert!(bad.line > 0, "{bad:?}"),
    }
}

/// What an author is told of a whole scenario: each problem with its place and its way out.
pub fn told(data: &[u8]) -> Vec<String> {
    let loaded = scenario::load("main.ron", &split(data));
    let tell = |problem: &Problem| {
        let place = problem.place.map(|place| loaded.sources.locate(place));
        let help = problem.help.as_ref().or(problem.reason.as_ref());
        let help = help.map_or(String::new(), |help| format!(" | {help}"));
        let (code, place) = (problem.code.id, place.unwrap_or_default());
        format!("{code} {place} {}{help}", problem.message)
    };
    loaded.problems.iter().map(tell).collect()
}

fn split(data: &[u8]) -> Files {
    let mut files = Files::default();
    let mut name = "main.ron".to_owned();
    let mut rest = data;
    while let Some(at) = rest.windows(NEXT.len()).position(|window| window == NEXT) {
        files.0.insert(name, rest[..at].to_vec());
        rest = &rest[at + NEXT.len()..];
        let end = rest
            .iter()
            .position(|byte| *byte == b'\n')
            .unwrap_or(rest.len());
        name = String::from_utf8_lossy(&rest[..end]).into_owned();
        rest = &rest[(end + 1).min(rest.len())..];
    }
    files.0.insert(name, rest.to_vec());
    files
}

fn load(files: Files) -> Vec<Problem> {
    let loaded = scenario::load("main.ron", &files);
    placed(&loaded.problems, &loaded.sources);
    loaded.problems
}

/// Every problem is somewhere, but for a scenario that cannot be read at all.
fn placed(problems: &[Problem], sources: &Sources) {
    for problem in problems {
        let Some(place) = problem.place else {
            let unread = ["HW0001", "HW0002", "HW0004"].contains(&problem.code.id);
            assert!(unread, "{problem:?} has no place");
            continue;
        };
        assert!(
            place.end <= sources.get(place.source).text().len(),
            "{problem:?}"
        );
        let _ = (sources.locate(place), sources.slice(place));
    }
}
