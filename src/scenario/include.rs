//! Which files a scenario is made of.
//!
//! Files are read depth first: what a file includes comes before it, so that a file can override
//! what it includes. A file is read once, however often it is included.

use super::codes;
use super::library;
use super::problem::{Problem, Problems};
use super::ron_place::{Document, Spot};
use super::rows::{self, Rows};
use super::shelf::{Missing, Opened, Shelf};
use super::source::{MAX_FILE, Place, SourceId, Sources};
use std::collections::BTreeMap;

/// How deep includes may be nested.
pub const MAX_DEPTH: usize = 16;
/// How many files a scenario may be made of.
pub const MAX_FILES: usize = 1_000;

/// One file of a scenario.
#[derive(Debug)]
pub(super) struct Part {
    /// Its text.
    pub source: SourceId,
    /// Its name.
    pub name: String,
    /// What it says.
    pub body: Body,
    /// Whether it is of the library of parts inside the program.
    pub std: bool,
    /// Where it is included first; none for the scenario itself and what comes by itself.
    pub included_at: Option<Place>,
}

/// What a file says.
#[derive(Debug)]
pub(super) enum Body {
    /// RON.
    Document(Document),
    /// CSV.
    Table(Rows),
}

/// What is included by whom, while it is found out.
struct Loader<'a> {
    shelf: &'a dyn Shelf,
    sources: &'a mut Sources,
    problems: &'a mut Problems,
    parts: Vec<Part>,
    /// Files seen, and whether each is still being read.
    seen: BTreeMap<String, bool>,
    /// The files being read, each with the place that includes the next.
    chain: Vec<(String, Option<Place>)>,
    full: bool,
}

/// The scenario that is asked for.
pub(super) struct Root<'a> {
    /// Its name, as written.
    pub name: &'a str,
    /// The text that names it; none where the user does.
    pub from: Option<&'a str>,
    /// Where that text does.
    pub at: Option<Place>,
    /// Whether it is looked for among the bundled scenarios first.
    pub bundled: bool,
}

/// Reads a scenario and all it includes, in the order in which parts override each other.
pub(super) fn load(
    root: &Root<'_>,
    shelf: &dyn Shelf,
    sources: &mut Sources,
    problems: &mut Problems,
) -> Vec<Part> {
    let (parts, seen, chain) = (Vec::new(), BTreeMap::new(), Vec::new());
    let mut loader = Loader {
        shelf,
        sources,
        problems,
        parts,
        seen,
        chain,
        full: false,
    };
    let Some(opened) = loader.open_root(root) else {
        return Vec::new();
    };
    // The scenario's own text is read first, since it says whether it wants the standard parts.
    let own = loader.read(&opened.name, opened.bytes);
    let std = own.as_ref().is_none_or(|(_, body)| loader.wants_std(body));
    for (part, _) in library::PARTS {
        if std || library::ALWAYS.contains(part) {
            loader.part(part, None);
        }
    }
    if let Some((source, body)) = own {
        loader.seen.insert(opened.name.clone(), true);
        loader.chain.push((opened.name.clone(), None));
        loader.includes(&opened.name, &body);
        let (name, std, included_at) = (opened.name, false, None);
        loader.parts.push(Part {
            source,
            name,
            body,
            std,
            included_at,
        });
    }
    loader.parts
}

impl Loader<'_> {
    fn open_root(&mut self, root: &Root<'_>) -> Option<Opened> {
        let mut missing = None;
        let name = root.name;
        let bundled = |name: &str| {
            let (name, text) = (name.to_owned(), library::scenario(name)?);
            let bytes = text.into();
            Some(Opened { name, bytes })
        };
        if let Some(opened) = bundled(name).filter(|_| root.bundled) {
            return Some(opened);
        }
        for name in [name.to_owned(), format!("{name}.ron")] {
            match self.shelf.open(root.from, &name) {
                Ok(opened) => return Some(opened),
                Err(why) => missing = missing.or(Some(why)),
            }
            // What a text names is looked for beside it, whatever is bundled.
            if let Some(opened) = bundled(&name).filter(|_| root.from.is_none()) {
                return Some(opened);
            }
        }
        if let Some(opened) = bundled(name) {
            return Some(opened);
        }
        let known = self.shelf.names();
        let known = known.iter().map(String::as_str);
        let known: Vec<_> = known
            .chain(library::SCENARIOS.iter().map(|(name, _)| *name))
            .collect();
        let problem = missing_file(self.problems, name, missing?, &known);
        self.problems.push(problem.at(root.at));
        None
    }

    fn wants_std(&self, body: &Body) -> bool {
        let Body::Document(document) = body else {
            return true;
        };
        // A wrong value is reported when the sections are decoded.
        let std = document.section("std");
        let std = std.and_then(|std| std.decode(self.sources, &mut Problems::default()));
        std.is_none_or(|std: Spot<bool>| std.value)
    }

    fn read(&mut self, name: &str, bytes: Vec<u8>) -> Option<(SourceId, Body)> {
        let shelved = self.sources.shelve(name, bytes);
        let source = self.problems.keep(shelved)?;
        let body = if is_table(name) {
            Body::Table(rows::read(self.sources, source, self.problems)?)
        } else {
            Body::Document(Document::read(self.sources, source, self.problems)?)
        };
        Some((source, body))
    }

    fn includes(&mut self, name: &str, body: &Body) {
        let Body::Document(document) = body else {
            return;
        };
        let Some(section) = document.section("include") else {
            return;
        };
        let list: Option<Spot<super::ron_place::Each<String>>> =
            section.decode(self.sources, self.problems);
        let mut here: BTreeMap<String, Place> = BTreeMap::new();
        for include in list.into_iter().flat_map(|list| list.value.0) {
            if let Some(first) = here.insert(include.value.clone(), include.place) {
                let message = format!("`{}` is included twice", include.value);
                self.problems.push(
                    Problem::new(&codes::INCLUDE_TWICE, message)
                        .at(include.place)
                        .related(Some(first), "first included here"),
                );
                continue;
            }
            if let Some(last) = self.chain.last_mut() {
                last.1 = Some(include.place);
            }
            self.include(name, &include);
        }
    }

    fn include(&mut self, from: &str, include: &Spot<String>) {
        let name = include.value.strip_suffix(".ron").unwrap_or(&include.value);
        if name.starts_with("std/") || library::part(from).is_some() {
            if library::part(name).is_some() {
                self.part(name, Some(include.place));
            } else {
                let known: Vec<_> = library::PARTS.iter().map(|(name, _)| *name).collect();
                let why = Missing::NotFound(Vec::new());
                let problem = missing_file(self.problems, name, why, &known).at(include.place);
                self.problems.push(problem);
            }
            return;
        }
        let has_ending = is_table(&include.value) || include.value.ends_with(".ron");
        let file = if has_ending {
            include.value.clone()
        } else {
            format!("{name}.ron")
        };
        let bundled = || {
            let text = library::included(&file)?;
            let (name, bytes) = (file.clone(), text.into());
            Some(Opened { name, bytes })
        };
        let shelved = self.shelf.open(Some(from), &file);
        match shelved.or_else(|why| bundled().ok_or(why)) {
            Ok(opened) => self.file(opened, include.place),
            Err(why) => {
                let known = self.shelf.names();
                let known = known.iter().map(String::as_str);
                let parts = library::PARTS.iter().map(|(name, _)| *name);
                let known: Vec<_> = known.chain(parts).collect();
                let problem = missing_file(self.problems, &file, why, &known).at(include.place);
                self.problems.push(problem);
            }
        }
    }

    fn part(&mut self, name: &str, included_at: Option<Place>) {
        if let Some(text) = library::part(name)
            && !self.seen.contains_key(name)
            && let Some((source, body)) = self.read(name, text.into())
        {
            self.seen.insert(name.to_owned(), false);
            let name = name.to_owned();
            self.parts.push(Part {
                source,
                name,
                body,
                std: true,
                included_at,
            });
        }
    }

    fn file(&mut self, opened: Opened, at: Place) {
        let Opened { name, bytes } = opened;
        match self.seen.get(&name) {
            Some(true) => return self.cycle(&name, at),
            Some(false) => return,
            None => {}
        }
        if self.chain.len() >= MAX_DEPTH {
            let message = format!("includes are nested more than {MAX_DEPTH} deep");
            self.problems
                .push(Problem::new(&codes::INCLUDE_DEPTH, message).at(at));
            return;
        }
        if self.parts.len() >= MAX_FILES {
            if !std::mem::replace(&mut self.full, true) {
                let message = format!("a scenario may be made of {MAX_FILES} files");
                self.problems
                    .push(Problem::new(&codes::INCLUDE_COUNT, message).at(at));
            }
            return;
        }
        let Some((source, body)) = self.read(&name, bytes) else {
            self.seen.insert(name, false);
            return;
        };
        self.seen.insert(name.clone(), true);
        self.chain.push((name.clone(), None));
        self.includes(&name, &body);
        self.chain.pop();
        self.seen.insert(name.clone(), false);
        self.parts.push(Part {
            source,
            name,
            body,
            std: false,
            included_at: Some(at),
        });
    }

    fn cycle(&mut self, name: &str, at: Place) {
        let from = self
            .chain
            .iter()
            .position(|(file, _)| file == name)
            .unwrap_or(0);
        let files = self.chain[from..].iter().map(|(file, _)| file.as_str());
        let round: Vec<_> = files.chain([name]).collect();
        let message = format!("`{name}` includes itself");
        let mut problem = Problem::new(&codes::INCLUDE_CYCLE, message)
            .at(at)
            .because(format!("the round is {}", round.join(" → ")))
            .help("move what both need into a third file and include that");
        for (file, place) in &self.chain[from..self.chain.len() - 1] {
            problem = problem.related(*place, format!("`{file}` includes the next here"));
        }
        self.problems.push(problem);
    }
}

/// What is wrong where a file cannot be had, with a name from these that was probably meant.
pub(super) fn missing_file(
    problems: &Problems,
    name: &str,
    why: Missing,
    known: &[&str],
) -> Problem {
    match why {
        Missing::NotFound(tried) => {
            let message = format!("there is no file `{name}`");
            let problem = Problem::new(&codes::FILE_NOT_FOUND, message);
            let meant = problems.did_you_mean(name, known.iter().copied());
            let problem = problem.meant(meant);
            if tried.len() > 1 {
                problem.because(format!("tried {}", tried.join(", ")))
            } else {
                problem
            }
        }
        Missing::TooLarge(bytes) => {
            let message = format!("`{name}` is too large: {bytes} bytes");
            Problem::new(&codes::FILE_TOO_LARGE, message)
                .because(format!("a file may hold {} MiB", MAX_FILE >> 20))
        }
        Missing::Unreadable(why) => {
            Problem::new(&codes::FILE_UNREADABLE, format!("`{name}` cannot be read")).because(why)
        }
    }
}

fn is_table(name: &str) -> bool {
    name.len() > 4 && name.as_bytes()[name.len() - 4..].eq_ignore_ascii_case(b".csv")
}
