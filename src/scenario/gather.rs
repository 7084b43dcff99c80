//! What all parts of a scenario declare, by kind and id, each laid over what it overrides.

use super::codes;
use super::include::{Body, Part};
use super::problem::{Problem, Problems};
use super::ron_place::{Spot, Value};
use super::source::{Place, Sources};
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

/// The lists that any part may have, with the field that names an element.
pub(super) const LISTS: &[(&str, &str)] = &[
    ("agreements", "id"),
    ("artefacts", "id"),
    ("channels", "id"),
    ("economies", "id"),
    ("falsehoods", "id"),
    ("findings", "id"),
    ("gatherings", "id"),
    ("hosts", "id"),
    ("improvements", "id"),
    ("injects", "id"),
    ("kinds", "kind"),
    ("objectives", "id"),
    ("operations", "id"),
    ("organisations", "id"),
    ("playbooks", "id"),
    ("service", "work"),
    ("tasks", "id"),
    ("threats", "id"),
];
/// What any part may say besides.
const ANYWHERE: &[&str] = &["format", "include", "notes"];
/// What only the scenario itself may say.
pub(super) const OWN: &[&str] = &["id", "title", "mark", "tlp", "clock", "season", "std"];

/// Where a layer of an element stands, and what it says of its source.
#[derive(Clone, Debug)]
pub(super) struct Layer {
    pub place: Place,
    pub source: Option<Rc<str>>,
    /// What the values of the layer are called by in parameters: `channels.email`.
    pub prefix: Rc<str>,
}

/// One thing that is declared, all its layers laid over each other.
#[derive(Clone, Debug)]
pub(super) struct Entry<'d> {
    pub value: Value<'d>,
    pub id: Spot<String>,
    pub layers: Vec<Layer>,
    /// Whether a part of the library declares it.
    pub std: bool,
}

impl Entry<'_> {
    /// Whether a field is not given, as opposed to given wrongly.
    pub(super) fn lacks(&self, field: &str, sources: &Sources) -> bool {
        self.value.field(field, sources).is_none()
    }
}

/// Everything declared in one list.
pub(super) type List<'d> = BTreeMap<String, Entry<'d>>;

/// Everything that is declared.
#[derive(Clone, Debug, Default)]
pub(super) struct Gathered<'d> {
    pub lists: BTreeMap<&'static str, List<'d>>,
    pub own: BTreeMap<&'static str, Value<'d>>,
    /// The improvements whose changes were made.
    pub improved: BTreeSet<String>,
}

impl<'d> Gathered<'d> {
    /// One list, empty when nothing declares any of it.
    pub(super) fn list(&mut self, name: &'static str) -> List<'d> {
        self.lists.remove(name).unwrap_or_default()
    }
}

/// Gathers what the parts declare. `own` is the number of the scenario itself.
pub(super) fn gather<'d>(
    parts: &'d [Part],
    own: usize,
    sources: &Sources,
    problems: &mut Problems,
) -> Gathered<'d> {
    let mut gathered = Gathered::default();
    for (number, part) in parts.iter().enumerate() {
        let document = match &part.body {
            Body::Document(document) => document,
            Body::Table(rows) => {
                for (name, value) in &rows.values {
                    let Some((name, key)) = LISTS.iter().find(|(list, _)| list == name) else {
                        continue;
                    };
                    let list = gathered.lists.entry(name).or_default();
                    add(
                        list,
                        name,
                        key,
                        value.borrowed(),
                        part.std,
                        sources,
                        problems,
                    );
                }
                continue;
            }
        };
        let lists: Vec<&str> = LISTS.iter().map(|(name, _)| *name).collect();
        let known = [OWN, ANYWHERE, &lists].concat();
        document.expect(&known, problems);
        let is_scenario = number == own;
        if is_scenario && document.section("format").is_none() {
            unversioned(part, sources, problems);
        }
        format(document.section("format"), sources, problems);
        for name in OWN {
            let Some(value) = document.section(name) else {
                continue;
            };
            if !is_scenario {
                let message = format!("`{name}` may only stand in the scenario itself");
                let code = &codes::MISPLACED_SECTION;
                problems.push(Problem::new(code, message).at(value.place()));
                continue;
            }
            gathered.own.insert(name, value);
        }
        for (name, key) in LISTS {
            let Some(section) = document.section(name) else {
                continue;
            };
            let list = gathered.lists.entry(name).or_default();
            let Some(elements) = section.elements() else {
                // Decoding as a list says what is expected instead.
                section.decode::<Vec<()>>(sources, problems);
                continue;
            };
            for element in elements {
                if list.len() > super::resolve::MOST {
                    // So many are refused anyway; going through the rest would only take time.
                    break;
                }
                add(list, name, key, element, part.std, sources, problems);
            }
        }
    }
    gathered
}

/// A scenario says what format it is written in, so that a later version can tell. Where its text
/// is wrong already, the field may only be unread.
fn unversioned(part: &Part, sources: &Sources, problems: &mut Problems) {
    let errors = problems.list().iter().filter_map(|problem| {
        let error = problem.severity() == super::problem::Severity::Error;
        problem.place.filter(|_| error)
    });
    if errors
        .map(|place| place.source)
        .any(|source| source == part.source)
    {
        return;
    }
    let start = sources.start(part.source);
    let place = Place {
        end: start.end + 1,
        ..start
    };
    let message = "the scenario does not say its `format`";
    let help = format!("write `format: {}` first", crate::exercise::FORMAT);
    let problem = Problem::new(&codes::MISSING_FIELD, message).at(place);
    let reason = "a later version may read the same text differently";
    problems.push(problem.because(reason).help(help));
}

pub(super) fn format(value: Option<Value<'_>>, sources: &Sources, problems: &mut Problems) {
    let Some(value) = value else { return };
    let Some(format) = value.decode::<i64>(sources, problems) else {
        return;
    };
    if format.value != i64::from(crate::exercise::FORMAT) {
        let message = format!("format {} is not read by this version", format.value);
        let problem = Problem::new(&codes::WRONG_FORMAT, message).at(format.place);
        problems.push(problem.help(format!("write `format: {}`", crate::exercise::FORMAT)));
    }
}

fn add<'d>(
    list: &mut List<'d>,
    name: &str,
    key: &str,
    element: Value<'d>,
    std: bool,
    sources: &Sources,
    problems: &mut Problems,
) {
    let Some(id) = identify(&element, key, sources, problems) else {
        return;
    };
    let said = |field| element.field(field, sources).is_some();
    let overrides = said("overrides") && {
        let value = element.field("overrides", sources);
        let value = value.and_then(|value| value.decode::<bool>(sources, problems));
        value.is_some_and(|value| value.value)
    };
    let source = element.field("source", sources);
    let source = source.and_then(|value| value.decode::<String>(sources, problems));
    let source = source.map(|source| source.value.into());
    let (place, prefix) = (element.place(), format!("{name}.{}", id.value).into());
    let layer = Layer {
        place,
        source,
        prefix,
    };
    match (list.get_mut(&id.value), overrides) {
        (None, false) => {
            let (value, layers) = (element, vec![layer]);
            list.insert(
                id.value.clone(),
                Entry {
                    value,
                    id,
                    layers,
                    std,
                },
            );
        }
        (Some(entry), true) => {
            entry.value = entry.value.under(&element, sources);
            entry.layers.push(layer);
        }
        (Some(entry), false) => {
            let message = format!("`{}` is declared twice in `{name}`", id.value);
            problems.push(
                Problem::new(&codes::DUPLICATE_ID, message)
                    .at(id.place)
                    .related(Some(entry.id.place), "first declared here")
                    .help("give it another id, or say `overrides: true`"),
            );
        }
        (None, true) => {
            let known = list.keys().map(String::as_str);
            let meant = problems.did_you_mean(&id.value, known).map(str::to_owned);
            let message = format!("there is no `{}` in `{name}` to override", id.value);
            problems.push(
                Problem::new(&codes::NOTHING_TO_OVERRIDE, message)
                    .at(id.place)
                    .meant(meant.as_deref()),
            );
        }
    }
}

/// The id of an element: text, or the word where the key is one of choice.
fn identify(
    element: &Value<'_>,
    key: &str,
    sources: &Sources,
    problems: &mut Problems,
) -> Option<Spot<String>> {
    if !element.has_fields() {
        let place = element.first_line(sources);
        let message = "`( … )` with named fields is expected here";
        let help = format!("write `({key}: …, …)`");
        problems.push(
            Problem::new(&codes::WRONG_TYPE, message)
                .at(place)
                .help(help),
        );
        return None;
    }
    let Some(value) = element.field(key, sources) else {
        let message = format!("the field `{key}` is missing");
        let place = element.first_line(sources);
        problems.push(Problem::new(&codes::MISSING_FIELD, message).at(place));
        return None;
    };
    if key != "id" {
        let (value, place) = (sources.slice(value.place()).to_owned(), value.place());
        return Some(Spot { value, place });
    }
    let id: Spot<String> = value.decode(sources, problems)?;
    let sign = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '.' | '/' | '+');
    let good = id.value.chars().count() <= 64
        && id.value.starts_with(char::is_alphanumeric)
        && id.value.chars().all(sign);
    if good {
        return Some(id);
    }
    let message = "this is not an id";
    problems.push(
        Problem::new(&codes::BAD_ID, message)
            .at(id.place)
            .because("an id is 1 to 64 letters, digits, `-`, `_`, `.`, `/` and `+`"),
    );
    None
}
