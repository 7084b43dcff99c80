//! Values set from outside: `organisations.auscert.desk.analysts=8`. Each is put into what the
//! scenario declares, at its path, and checked there like any other text: its own text is
//! `path=value`, so that a wrong name or value is shown where it was typed.

use super::change::Change;
use super::codes;
use super::gather::{Entry, Gathered, LISTS, Layer, List, OWN};
use super::problem::{Problem, Problems};
use super::prune;
use super::ron_place::{Stuck, Value, Why, after, longest};
use super::source::{Place, Sources};
use std::collections::BTreeMap;

/// The name of such a text.
const SET: &str = "--set";
/// More names than this are in no path.
const DEEPEST: usize = 32;
/// At most this many names are listed.
const LISTED: usize = 20;

/// One value and where it is to go.
struct Set<'s> {
    sources: &'s Sources,
    change: &'s Change,
    /// A text that says `finding`.
    finding: Place,
}

/// What changes are made with.
pub(super) struct Setter {
    /// A text that says `finding`.
    finding: Place,
}

impl Setter {
    /// One setter does for all changes.
    #[allow(clippy::result_large_err, reason = "made twice a scenario at most")]
    pub(super) fn new(sources: &mut Sources) -> Result<Setter, Problem> {
        let named = sources.shelve("a field of claims", "finding".into())?;
        let finding = Place {
            end: 7,
            ..sources.start(named)
        };
        Ok(Setter { finding })
    }

    /// Makes a change that was written in a text.
    pub(super) fn make(
        &self,
        change: &Change,
        gathered: &mut Gathered<'_>,
        sources: &Sources,
        problems: &mut Problems,
    ) {
        let set = Set {
            sources,
            change,
            finding: self.finding,
        };
        if let Err(problem) = set.put(gathered, problems) {
            problems.push(problem);
        }
    }
}

/// Puts values into what is declared.
pub(super) fn apply(
    sets: &[(String, String)],
    gathered: &mut Gathered<'_>,
    sources: &mut Sources,
    problems: &mut Problems,
) {
    for (path, value) in sets {
        let text = format!("{path}={value}");
        let (end, length) = (path.len(), text.len());
        let Some(source) = problems.keep(sources.shelve(SET, text.into())) else {
            continue;
        };
        let Some(setter) = problems.keep(Setter::new(sources)) else {
            continue;
        };
        let start = sources.start(source);
        let text = Place {
            end: length,
            ..start
        };
        let written = Place {
            start: (end + 1).min(length),
            ..text
        };
        let Some(value) = problems.keep(read(written, sources)) else {
            continue;
        };
        let change = Change {
            text,
            path: Place { end, ..text },
            touches: String::new(),
            value,
            source: None,
        };
        let set = Set {
            sources,
            change: &change,
            finding: setter.finding,
        };
        if let Err(problem) = set.put(gathered, problems) {
            problems.push(problem);
        }
    }
}

/// A value as a scenario would have it where it has brackets or quotes; else text, a number or
/// a word, whatever is wanted.
#[allow(clippy::result_large_err, reason = "made once a value set at most")]
fn read(written: Place, sources: &Sources) -> Result<Value<'static>, Problem> {
    let text = sources.slice(written);
    let start = written.start + text.len() - text.trim_start().len();
    let text = text.trim();
    let word = |word: &str| word.chars().all(|c| c.is_alphanumeric() || c == '_');
    let choice = text.starts_with(char::is_uppercase)
        && text.ends_with(')')
        && text
            .split_once('(')
            .is_some_and(|(name, _)| word(name.trim()));
    if choice || text == "None" || text.starts_with(['"', '[', '(', '{']) {
        return Value::parse_from(sources, written.source, start).map_err(Problem::from);
    }
    let end = start + text.len();
    Ok(Value::cell(Place {
        start,
        end,
        ..written
    }))
}

#[allow(clippy::result_large_err, reason = "made once a value set at most")]
impl Set<'_> {
    fn put(&self, gathered: &mut Gathered<'_>, problems: &Problems) -> Result<(), Problem> {
        let path = self.sources.slice(self.change.path);
        if path.split('.').count() > DEEPEST {
            return Err(self.bad(self.change.path, "no path has so many names"));
        }
        let section = path.split('.').next().unwrap_or(path);
        let rest = after(self.change.path, section.len());
        if let Some(name) = OWN.iter().find(|name| **name == section) {
            return self.put_own(name, rest, gathered);
        }
        if let Some((name, key)) = LISTS.iter().find(|(name, _)| *name == section) {
            return self.put_in_list(name, key, rest, gathered, problems);
        }
        let place = Place {
            end: section.len(),
            ..self.change.path
        };
        let sections = LISTS.iter().map(|(name, _)| *name);
        let sections: Vec<&str> = sections.chain(OWN.iter().copied()).collect();
        let meant = problems.did_you_mean(section, sections.iter().copied());
        let meant = match meant {
            Some(meant) => Some(meant.to_owned()),
            None => elsewhere(path, &gathered.lists).map(|list| format!("{list}.{path}")),
        };
        let message = format!("`{}` is no section of a scenario", short(section));
        let reason = format!("a path begins with one of {}", sections.join(", "));
        Err(self
            .bad(place, message)
            .because(reason)
            .meant(meant.as_deref()))
    }

    fn put_own(
        &self,
        name: &'static str,
        rest: Place,
        gathered: &mut Gathered<'_>,
    ) -> Result<(), Problem> {
        if name == "std" {
            let message = "`std` decides which files are read, before anything can be set";
            let help = "write `std: false` in the scenario";
            return Err(self.bad(self.change.path, message).help(help));
        }
        let value = match gathered.own.get(name) {
            Some(base) => self.graft(base, rest)?,
            None => self.graft(&Value::empty(rest), rest)?,
        };
        gathered.own.insert(name, value);
        Ok(())
    }

    fn put_in_list(
        &self,
        name: &'static str,
        key: &str,
        rest: Place,
        gathered: &mut Gathered<'_>,
        problems: &Problems,
    ) -> Result<(), Problem> {
        let path = self.sources.slice(rest);
        let ids = gathered
            .lists
            .get(name)
            .into_iter()
            .flat_map(BTreeMap::keys);
        let Some(id) = longest(path, ids.map(String::as_str)).map(str::to_owned) else {
            return match expected(path, name, &gathered.lists, self.sources) {
                Some((inject, task)) => self.put_in_task(&inject, &task, rest, gathered),
                None => Err(self.nothing(name, rest, gathered, problems)),
            };
        };
        let inner = after(rest, id.len());
        let field = self
            .sources
            .slice(inner)
            .split('.')
            .next()
            .unwrap_or_default();
        if inner.start >= inner.end {
            let message = format!(
                "`{}` is not one value",
                short(self.sources.slice(self.change.path))
            );
            let help = format!("go on with a field: `{name}.{id}.…=…`");
            return Err(self.bad(self.change.path, message).help(help));
        }
        if field == key || matches!(field, "id" | "overrides") {
            let message = format!("`{field}` says which one it is and cannot be set");
            return Err(self.bad(inner, message));
        }
        if let (Some(script), Some(task)) = (
            gathered.lists.get("tasks"),
            (name == "injects" && field == "expects").then(|| after(inner, field.len())),
        ) && let Some(own) = of_table(script, &id, task, self.sources)
        {
            return self.put_at("tasks", &own, after(task, own.len()), gathered);
        }
        self.put_at(name, &id, inner, gathered)
    }

    /// A task that stands in an inject.
    fn put_in_task(
        &self,
        inject: &str,
        task: &str,
        rest: Place,
        gathered: &mut Gathered<'_>,
    ) -> Result<(), Problem> {
        if after(rest, task.len()).start >= rest.end {
            let message = format!(
                "`{}` is not one value",
                short(self.sources.slice(self.change.path))
            );
            let help = format!("go on with a field: `tasks.{task}.limit=…`");
            return Err(self.bad(self.change.path, message).help(help));
        }
        let Some(entry) = gathered
            .lists
            .get_mut("injects")
            .and_then(|list| list.get_mut(inject))
        else {
            return Ok(());
        };
        let Some(expects) = entry.value.field("expects", self.sources) else {
            return Ok(());
        };
        let expects = self.graft(&expects, rest)?;
        entry.value = entry.value.with_field("expects", &expects, self.sources);
        self.layer(entry, format!("injects.{inject}"));
        Ok(())
    }

    fn put_at(
        &self,
        name: &'static str,
        id: &str,
        inner: Place,
        gathered: &mut Gathered<'_>,
    ) -> Result<(), Problem> {
        let kind = gathered.lists.get("kinds");
        let list = gathered.lists.get(name);
        let Some(entry) = list.and_then(|list| list.get(id)) else {
            return Ok(());
        };
        // What an organisation takes over from its kind can be named as well.
        let field = self
            .sources
            .slice(inner)
            .split('.')
            .next()
            .unwrap_or_default();
        let deep = after(inner, field.len()).start < inner.end;
        let mut base = entry.value.borrowed();
        if name == "organisations" && deep {
            let own = entry.value.field("kind", self.sources);
            let own = own.map_or("NationalCert", |own| self.sources.slice(own.place()));
            let kind = kind.and_then(|kinds| kinds.get(own));
            if let Some(below) = kind.and_then(|kind| kind.value.field(field, self.sources)) {
                let both = match entry.value.field(field, self.sources) {
                    Some(above) => below.under(&above, self.sources),
                    None => below,
                };
                base = match entry.value.field(field, self.sources) {
                    Some(_) => entry.value.with_field(field, &both, self.sources),
                    None => {
                        let path = Place {
                            end: inner.start + field.len(),
                            ..inner
                        };
                        let added = entry.value.graft(path, &both, self.finding, self.sources);
                        added.map_err(|stuck| self.stuck(stuck))?
                    }
                };
            }
        }
        let value = self.graft(&base, inner)?;
        let list = gathered.lists.get_mut(name);
        if let Some(entry) = list.and_then(|list| list.get_mut(id)) {
            entry.value = value;
            // What somebody changes is wanted, whether anything else mentions it or not.
            entry.std &= !prune::LISTS.contains(&name);
            self.layer(entry, format!("{name}.{id}"));
        }
        Ok(())
    }

    fn layer(&self, entry: &mut Entry<'_>, prefix: String) {
        entry.layers.push(Layer {
            place: self.change.text,
            source: self.change.source.clone(),
            prefix: prefix.into(),
        });
    }

    fn graft(&self, base: &Value<'_>, path: Place) -> Result<Value<'static>, Problem> {
        let grafted = base.graft(path, &self.change.value, self.finding, self.sources);
        grafted.map_err(|stuck| self.stuck(stuck))
    }

    fn stuck(&self, stuck: Stuck) -> Problem {
        let name = self.sources.slice(stuck.place).to_owned();
        let before = Place {
            end: stuck.place.start.saturating_sub(1),
            ..self.change.path
        };
        let before = self.sources.slice(before);
        match stuck.why {
            Why::Single => {
                let message = format!("`{}` is one value and has no `{name}`", short(before));
                let help = format!("set it as a whole: `{before}=…`");
                self.bad(stuck.place, message).help(help)
            }
            Why::NoName => {
                let message = "a name is expected here, after the dot";
                self.bad(stuck.place, message)
            }
            Why::NoMember(names) => {
                let known = names
                    .iter()
                    .map(String::as_str)
                    .filter(|name| !name.is_empty());
                let known: Vec<&str> = known.collect();
                let meant = super::problem::did_you_mean(&name, known.iter().copied());
                let message = format!("`{}` has no `{}` in it", short(before), short(&name));
                let reason = match names.len() {
                    0 => "it is empty".to_owned(),
                    count if known.is_empty() => format!("its members are called 1 to {count}"),
                    count => format!("its members are {}, or 1 to {count}", listed(&known)),
                };
                self.bad(stuck.place, message).because(reason).meant(meant)
            }
        }
    }

    /// There is nothing of this name in a list.
    fn nothing(
        &self,
        list: &str,
        rest: Place,
        gathered: &Gathered<'_>,
        problems: &Problems,
    ) -> Problem {
        let path = self.sources.slice(rest);
        let wanted = path.split('.').next().unwrap_or(path);
        let place = Place {
            end: rest.start + wanted.len(),
            ..rest
        };
        let place = if wanted.is_empty() {
            self.change.path
        } else {
            place
        };
        let message = format!("there is no `{}` in `{list}` to set", short(wanted));
        let problem = self.bad(place, message);
        let ids = gathered
            .lists
            .get(list)
            .into_iter()
            .flat_map(BTreeMap::keys);
        let ids: Vec<&str> = ids.map(String::as_str).collect();
        if list == "organisations" {
            let threat = gathered
                .lists
                .get("threats")
                .is_some_and(|all| all.contains_key(wanted));
            let kind = if threat { "ThreatGroup" } else { "Excon" };
            if threat || wanted == "excon" {
                let help = format!("declare it in `organisations`, or set `kinds.{kind}.…`");
                return problem.because("its seat is there undeclared").help(help);
            }
        }
        let problem = problem.because(match ids.is_empty() {
            true => "nothing is declared there".to_owned(),
            false => format!("there are {}", listed(&ids)),
        });
        let meant = problems
            .did_you_mean(wanted, ids.iter().copied())
            .map(str::to_owned);
        let other = || elsewhere(path, &gathered.lists).map(|list| format!("{list}.{wanted}"));
        problem.meant(meant.or_else(other).as_deref())
    }

    fn bad(&self, place: Place, message: impl Into<String>) -> Problem {
        Problem::new(&codes::BAD_SET, message).at(place)
    }
}

type Lists<'d> = BTreeMap<&'static str, List<'d>>;

/// The list that has something of the name that a path begins with.
fn elsewhere(path: &str, lists: &Lists<'_>) -> Option<&'static str> {
    let has = |list: &List<'_>| longest(path, list.keys().map(String::as_str)).is_some();
    lists
        .iter()
        .find(|(_, list)| has(list))
        .map(|(name, _)| *name)
}

/// The inject and the task that a path names in `tasks`, where the task stands in the inject.
fn expected(
    path: &str,
    name: &str,
    lists: &Lists<'_>,
    sources: &Sources,
) -> Option<(String, String)> {
    let injects = lists.get("injects").filter(|_| name == "tasks")?;
    injects.iter().find_map(|(id, inject)| {
        let expects = inject.value.field("expects", sources)?;
        let names = expects.names(sources);
        let task = longest(path, names.iter().map(String::as_str))?;
        Some((id.clone(), task.to_owned()))
    })
}

/// The task of a list of its own that a path names as one that an inject expects.
fn of_table(tasks: &List<'_>, inject: &str, path: Place, sources: &Sources) -> Option<String> {
    let id = longest(sources.slice(path), tasks.keys().map(String::as_str))?;
    let said = tasks.get(id)?.value.field("inject", sources)?;
    let of = sources.slice(said.place()).trim_matches('"');
    (of == inject).then(|| id.to_owned())
}

fn listed(names: &[&str]) -> String {
    let shown = names.iter().take(LISTED).map(|name| short(name));
    let more = if names.len() > LISTED { ", …" } else { "" };
    shown.collect::<Vec<_>>().join(", ") + more
}

fn short(text: &str) -> String {
    super::cx::short(text)
}
