//! Experiments: what an instrument is worth, asked in a file of its own beside a scenario. Each
//! arm of each case is the scenario with what the file says changed in it, and checked like any.

mod arms;

use super::change::Change;
use super::include::{self, Root, missing_file};
use super::problem::{Problem, Problems};
use super::ron_place::{Document, Entries, OneOrMany, Spot};
use super::shelf::{Opened, Shelf};
use super::source::{Place, SourceId, Sources};
use super::{codes, gather, library, when};
use crate::exercise::{Case, Expects, Experiment};
use arms::called;
use serde::Deserialize;
use serde::de::{DeserializeOwned, IgnoredAny};
use std::collections::BTreeSet;

/// Pairs of runs that a case takes where nothing is said.
const RUNS: u64 = 200;
/// Pairs where only the claim is tested, where nothing is said.
const TEST_RUNS: u64 = 40;
/// More pairs than this are refused.
const MOST_RUNS: u64 = 10_000_000;
/// More conditions than this are refused.
const MOST_CONDITIONS: usize = 100;
/// The measure where none is named.
const MEASURE: &str = "time_to_suspend";
/// What an experiment may say.
const SECTIONS: &[&str] = &[
    "format",
    "title",
    "scenario",
    "instrument",
    "runs",
    "test_runs",
    "without",
    "with",
    "change",
    "measure",
    "expects",
    "why",
    "vanishes",
    "notes",
];

/// A measure that an experiment may name.
#[derive(Clone, Copy, Debug)]
pub struct Known<'a> {
    /// Its id.
    pub id: &'a str,
    /// Whether it is a time, so that a margin is a length of time.
    pub time: bool,
}

/// What became of an experiment.
#[derive(Debug)]
pub struct Loaded {
    /// The experiment, when there is no error.
    pub experiment: Option<Experiment>,
    /// What is wrong with it, or with its scenario under any condition, in order of places.
    pub problems: Vec<Problem>,
    /// How many problems were found beyond those.
    pub dropped: usize,
    /// The texts that were read.
    pub sources: Sources,
}

/// What is expected, as written.
#[derive(Debug, Deserialize)]
enum ExpectsText {
    Falls,
    Rises,
    Vanishes,
    Within(Spot<IgnoredAny>),
}

/// A condition, as written.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename = "Condition")]
struct ConditionText {
    name: Spot<String>,
    #[serde(default)]
    change: Entries<IgnoredAny>,
    #[serde(default)]
    with: OneOrMany<String>,
    #[serde(default)]
    without: OneOrMany<String>,
    measure: Option<Spot<String>>,
    expects: Spot<ExpectsText>,
    why: Option<Spot<String>>,
}

/// What is changed in an arm.
#[derive(Default)]
struct Treatment {
    change: Vec<Change>,
    with: OneOrMany<String>,
    without: OneOrMany<String>,
}

/// A case, read and not yet built.
struct Read {
    name: Option<Spot<String>>,
    why: String,
    measure: String,
    /// None where it cannot be read, which is told; the arms are checked all the same.
    expects: Option<Expects>,
    condition: Treatment,
}

/// Whether this names an experiment: by its ending, or because the file names a scenario.
#[must_use]
pub fn is_experiment(name: &str, shelf: &dyn Shelf) -> bool {
    let stem = name.strip_suffix(".ron").unwrap_or(name);
    if stem.ends_with(".experiment") {
        return true;
    }
    if name == "-" {
        return false;
    }
    let opened = shelf.open(None, name);
    let Ok(opened) = opened.or_else(|_| shelf.open(None, &format!("{name}.ron"))) else {
        return false;
    };
    let (mut sources, mut problems) = (Sources::default(), Problems::default());
    let Ok(source) = sources.shelve(name, opened.bytes) else {
        return false;
    };
    Document::read(&sources, source, &mut problems)
        .is_some_and(|document| document.section("scenario").is_some())
}

/// Reads an experiment and builds the arms of all its cases. `sets` are set in all of them;
/// `measures` are those it may name.
#[must_use]
pub fn load(
    name: &str,
    shelf: &dyn Shelf,
    sets: &[(String, String)],
    measures: &[Known<'_>],
) -> Loaded {
    let mut reader = Reader {
        sources: Sources::default(),
        problems: Problems::default(),
        seen: BTreeSet::new(),
        sets,
        measures,
    };
    let experiment = reader.read(name, shelf);
    let experiment = experiment.filter(|_| reader.problems.errors() == 0);
    Loaded {
        experiment,
        dropped: reader.problems.dropped(),
        problems: reader.problems.sorted(),
        sources: reader.sources,
    }
}

/// A problem as far as it may be found under one condition and again under the next.
type Told = (&'static str, Option<Place>, String);

struct Reader<'a> {
    sources: Sources,
    problems: Problems,
    seen: BTreeSet<Told>,
    sets: &'a [(String, String)],
    measures: &'a [Known<'a>],
}

impl Reader<'_> {
    fn read(&mut self, name: &str, shelf: &dyn Shelf) -> Option<Experiment> {
        let (opened, bundled) = self.open(name, shelf)?;
        let shelved = self.sources.shelve(&opened.name, opened.bytes);
        let source = self.problems.keep(shelved)?;
        let document = Document::read(&self.sources, source, &mut self.problems)?;
        document.expect(SECTIONS, &mut self.problems);
        gather::format(
            document.section("format"),
            &self.sources,
            &mut self.problems,
        );
        let whole = self.whole(source);
        for needed in ["format", "title", "scenario", "expects"] {
            if document.section(needed).is_none() {
                let message = format!("the experiment does not say its `{needed}`");
                self.tell(Problem::new(&codes::MISSING_FIELD, message).at(whole));
            }
        }
        let title = self.section::<String>(&document, "title");
        let scenario = self.section::<String>(&document, "scenario");
        let instrument = self.section::<String>(&document, "instrument");
        let treatment = self.treatment(&document, whole);
        let reads = self.cases(&document);
        let (runs, test_runs) = (
            self.runs(&document, "runs", RUNS),
            self.runs(&document, "test_runs", TEST_RUNS),
        );
        let scenario = scenario?;
        let root = Root {
            name: &scenario.value,
            from: Some(&opened.name),
            at: Some(scenario.place),
            bundled,
        };
        let parts = include::load(&root, shelf, &mut self.sources, &mut self.problems);
        let cases: Vec<Case> = reads
            .into_iter()
            .filter_map(|read| self.case(&parts, &treatment, read))
            .collect();
        let instrument = match (instrument, cases.first()) {
            (Some(said), _) => said.value,
            (None, Some(first)) => called(&treatment, &first.with),
            (None, None) => return None,
        };
        Some(Experiment {
            title: title?.value,
            instrument,
            cases,
            runs,
            test_runs,
        })
    }

    /// The text of an experiment, and whether it is a bundled one.
    fn open(&mut self, name: &str, shelf: &dyn Shelf) -> Option<(Opened, bool)> {
        let mut missing = None;
        for name in [name.to_owned(), format!("{name}.ron")] {
            match shelf.open(None, &name) {
                Ok(opened) => return Some((opened, false)),
                Err(why) => missing = missing.or(Some(why)),
            }
            if let Some(text) = library::experiment(&name) {
                let bytes = text.into();
                return Some((Opened { name, bytes }, true));
            }
        }
        let known = shelf.names();
        let bundled = library::EXPERIMENTS.iter().map(|(name, _)| *name);
        let known: Vec<&str> = known.iter().map(String::as_str).chain(bundled).collect();
        let problem = missing_file(&self.problems, name, missing?, &known);
        self.problems.push(problem);
        None
    }

    /// Where it is told what is missing from all of a text.
    fn whole(&self, source: SourceId) -> Place {
        let start = self.sources.start(source);
        Place {
            end: start.end + 1,
            ..start
        }
    }

    fn tell(&mut self, problem: Problem) {
        let told = (problem.code.id, problem.place, problem.message.clone());
        if self.seen.insert(told) {
            self.problems.push(problem);
        }
    }

    fn section<T: DeserializeOwned>(&mut self, document: &Document, name: &str) -> Option<Spot<T>> {
        let value = document.section(name)?;
        value.decode::<T>(&self.sources, &mut self.problems)
    }

    fn runs(&mut self, document: &Document, name: &str, usual: u64) -> u64 {
        let Some(said) = self.section::<u64>(document, name) else {
            return usual;
        };
        if !(2..=MOST_RUNS).contains(&said.value) {
            let message = format!("`{}` pairs of runs cannot be compared", said.value);
            let problem = Problem::new(&codes::OUT_OF_RANGE, message).at(said.place);
            self.tell(problem.because(format!("it must be between 2 and {MOST_RUNS}")));
            return usual;
        }
        said.value
    }

    /// What the arms differ in.
    fn treatment(&mut self, document: &Document, whole: Place) -> Treatment {
        let given = ["with", "without", "change"].map(|name| document.section(name).is_some());
        let with = self.section::<OneOrMany<String>>(document, "with");
        let without = self.section::<OneOrMany<String>>(document, "without");
        let change = self.section::<Entries<IgnoredAny>>(document, "change");
        let misread = given != [with.is_some(), without.is_some(), change.is_some()];
        let treatment = Treatment {
            change: self.written(document, &change.map(|spot| spot.value).unwrap_or_default()),
            with: with.map(|spot| spot.value).unwrap_or_default(),
            without: without.map(|spot| spot.value).unwrap_or_default(),
        };
        let nothing = treatment.change.is_empty()
            && treatment.with.is_empty()
            && treatment.without.is_empty();
        if nothing && !misread && self.problems.errors() == 0 {
            let message = "nothing is taken away, put in force or changed: both arms are the same";
            let help = "write `without: [\"agreement:ID\"]`, `with: [\"agreement:ID\"]` or \
                        `change: {\"path\": value}`";
            self.tell(Problem::new(&codes::EMPTY, message).at(whole).help(help));
        }
        treatment
    }

    /// The changes of a `change: { … }`, with the places of their paths and values.
    fn written(&mut self, document: &Document, change: &Entries<IgnoredAny>) -> Vec<Change> {
        let mut paths: BTreeSet<&str> = BTreeSet::new();
        let mut all = Vec::new();
        for (path, value) in &change.0 {
            if !paths.insert(&path.value) {
                let message = format!("`{}` is changed twice", super::cx::short(&path.value));
                self.tell(Problem::new(&codes::DUPLICATE_FIELD, message).at(path.place));
            } else if let Some(value) = document.at(value.place) {
                match Change::of(path.place, value, None, &self.sources) {
                    Ok(change) => all.push(change),
                    Err(problem) => self.tell(problem),
                }
            }
        }
        all
    }

    /// The main case and all conditions, as far as they can be read.
    fn cases(&mut self, document: &Document) -> Vec<Read> {
        let measure = self.section::<String>(document, "measure");
        let main = measure.unwrap_or_else(|| Spot {
            value: MEASURE.to_owned(),
            place: Place::default(),
        });
        let mut all = Vec::new();
        let expects = self.section::<ExpectsText>(document, "expects");
        let known = self.measure(&main);
        let why = self.section::<String>(document, "why");
        all.push(Read {
            name: None,
            why: why.map(|why| why.value).unwrap_or_default(),
            measure: main.value.clone(),
            expects: known
                .zip(expects)
                .and_then(|(time, said)| self.expects(said.value, time)),
            condition: Treatment::default(),
        });
        let Some(section) = document.section("vanishes") else {
            return all;
        };
        let conditions = section
            .decode::<super::ron_place::Each<ConditionText>>(&self.sources, &mut self.problems);
        let conditions = conditions.map(|list| list.value.0).unwrap_or_default();
        if let Some(past) = conditions.get(MOST_CONDITIONS) {
            let message = format!("there are more than {MOST_CONDITIONS} conditions");
            self.tell(Problem::new(&codes::TOO_MANY, message).at(past.place));
            return all;
        }
        let mut names: Vec<Spot<String>> = Vec::new();
        for condition in conditions {
            let said = condition.value;
            if let Some(first) = names.iter().find(|name| name.value == said.name.value) {
                let message = format!("the condition `{}` is declared twice", said.name.value);
                let problem = Problem::new(&codes::DUPLICATE_ID, message).at(said.name.place);
                self.tell(problem.related(Some(first.place), "first declared here"));
                continue;
            }
            names.push(said.name.clone());
            let read = self.condition(document, said, &main);
            all.push(read);
        }
        all
    }

    fn condition(&mut self, document: &Document, said: ConditionText, main: &Spot<String>) -> Read {
        let change = self.written(document, &said.change);
        let (measure, time) = match said.measure {
            Some(own) => (own.value.clone(), self.measure(&own)),
            None => (main.value.clone(), self.measure(main)),
        };
        let expects = time.and_then(|time| self.expects(said.expects.value, time));
        Read {
            name: Some(said.name),
            why: said.why.map(|why| why.value).unwrap_or_default(),
            measure,
            expects,
            condition: Treatment {
                change,
                with: said.with,
                without: said.without,
            },
        }
    }

    /// Whether a measure is a time; none where there is no such measure, which is told.
    fn measure(&mut self, id: &Spot<String>) -> Option<bool> {
        let found = self.measures.iter().find(|one| one.id == id.value);
        if found.is_none() {
            let known = self.measures.iter().map(|one| one.id);
            let meant = self.problems.did_you_mean(&id.value, known);
            let message = format!("there is no metric `{}`", super::cx::short(&id.value));
            let problem = Problem::new(&codes::UNKNOWN_ID, message).at(id.place);
            self.tell(problem.meant(meant));
        }
        found.map(|one| one.time)
    }

    fn expects(&mut self, said: ExpectsText, time: bool) -> Option<Expects> {
        let margin = match said {
            ExpectsText::Falls => return Some(Expects::Falls),
            ExpectsText::Rises => return Some(Expects::Rises),
            ExpectsText::Vanishes => return Some(Expects::Vanishes),
            ExpectsText::Within(margin) => margin.place,
        };
        let written = self.sources.slice(margin).to_owned();
        let seconds = if written.starts_with('"') {
            let text = Spot {
                value: written.trim_matches('"').to_owned(),
                place: margin,
            };
            let read = when::span(&text.value);
            let span = read.map_err(|bad| bad.problem(&text, &self.sources));
            let span = self.problems.keep(span)?;
            if time { span.as_seconds() } else { f64::NAN }
        } else {
            written.parse().unwrap_or(f64::NAN)
        };
        if seconds.is_finite() && seconds > 0.0 {
            return Some(Expects::Within(seconds));
        }
        let message = "a margin is a number above zero in the measure's unit";
        let help = "of times, write a length of time: `Within(\"2m\")`";
        self.tell(
            Problem::new(&codes::OUT_OF_RANGE, message)
                .at(margin)
                .help(help),
        );
        None
    }
}
