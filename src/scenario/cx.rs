//! What resolving the parts of a scenario needs in common: ids, parameters, times, problems.

use super::gather::Layer;
use super::problem::{Problem, Problems};
use super::prune::Pruned;
use super::ron_place::{Given, Length, Milli, Share, Spot};
use super::source::{Place, Sources};
use super::{codes, when};
use crate::exercise::{Family, Parameter};
use crate::model::{EconomyId, Named, Names, OrgId, OrgKind, SimTime, Span};
use jiff::civil::Date;
use jiff::tz::TimeZone;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Display;
use std::rc::Rc;

/// So many ids are all named where one is unknown.
const FEW: usize = 8;

/// The working week of an economy, as shifts need it.
#[derive(Clone, Debug)]
pub(super) struct Week {
    pub zone: TimeZone,
    pub days: [bool; 7],
    pub hours: when::Hours,
    pub holidays: Vec<Date>,
    /// Its working hours, as stretches of the exercise.
    pub working: Vec<(SimTime, SimTime)>,
}

/// From when to when, in order.
pub(super) type Stretches = Rc<[(SimTime, SimTime)]>;

/// What is known of organisations before they are resolved in full.
#[derive(Clone, Debug, Default)]
pub(super) struct Roster {
    pub kinds: Vec<OrgKind>,
    pub economies: Vec<Option<EconomyId>>,
    /// Organisations that take part, by economy and by kind, in order.
    pub at_home: BTreeMap<EconomyId, Vec<OrgId>>,
    /// As `at_home`, without national CERTs.
    pub served: BTreeMap<EconomyId, Vec<OrgId>>,
    pub of_kind: BTreeMap<OrgKind, Vec<OrgId>>,
}

/// Past this many problems it is not looked whether one follows from another.
const MOST_TOLD: usize = 100;

/// What resolving needs in common.
pub(super) struct Cx<'a> {
    pub sources: &'a Sources,
    pub problems: &'a mut Problems,
    pub names: Names,
    /// What the library declares and nothing mentions.
    pub pruned: Pruned,
    pub roster: Roster,
    pub weeks: Vec<Rc<Week>>,
    /// Stretches of duty that were worked out, by economy, hours and days.
    pub duties: BTreeMap<(EconomyId, u16, u16, [bool; 7]), Stretches>,
    pub clock: when::Clock,
    pub endex: SimTime,
    pub parameters: BTreeMap<String, Parameter>,
    /// Where the numbers stand that are among the parameters.
    pub seen: BTreeSet<(u32, usize)>,
    /// How many organisations selectors have selected so far, all together.
    pub selected: usize,
    /// Organisations by their ids in lower case; none where several are alike. Made when needed.
    pub lower: BTreeMap<String, Option<usize>>,
    /// Ids of tasks that cannot be read, which is told where they stand.
    pub broken_tasks: BTreeSet<String>,
    /// Where things are declared, by noun and index, for checks on what was resolved.
    pub places: BTreeMap<(&'static str, u32), Place>,
}

impl Cx<'_> {
    /// Adds a problem at a place.
    pub(super) fn problem(
        &mut self,
        code: &'static codes::Code,
        place: Place,
        message: impl Into<String>,
    ) {
        self.problems.push(Problem::new(code, message).at(place));
    }

    /// Whether an error was found already where something is given that mentions this field: a
    /// field that is given wrongly is not missing as well.
    pub(super) fn is_told(&self, places: &[Place], field: &str) -> bool {
        is_told(self.problems, self.sources, places, field)
    }

    /// The index of an id; what is unknown becomes a problem.
    pub(super) fn find<I: Named>(&mut self, id: &Spot<String>) -> Option<I> {
        let found = I::find(&id.value, &self.names).or_else(|| self.alike(id));
        let told = I::WHAT == "critical task" && self.broken_tasks.contains(&id.value);
        if found.is_none() && !told {
            let list = match I::WHAT {
                "channel" => self.pruned.get("channels"),
                "economy" => self.pruned.get("economies"),
                "playbook" => self.pruned.get("playbooks"),
                _ => None,
            };
            let known = I::table(&self.names)
                .iter()
                .chain(list.into_iter().flatten());
            let known = known.map(String::as_str);
            let meant = self
                .problems
                .did_you_mean(&id.value, known)
                .map(str::to_owned);
            let message = format!("there is no {} `{}`", I::WHAT, short(&id.value));
            let problem = Problem::new(&codes::UNKNOWN_ID, message).at(id.place);
            let way_out = self.way_out::<I>(&id.value, meant.as_deref());
            self.problems.push(match way_out {
                Some(help) => problem.help(help),
                None => problem,
            });
        }
        found
    }

    /// What to write in place of an id that is unknown: what was probably meant; else what there
    /// is, where that is little. Economies are named by a code that any two letters come near to.
    fn way_out<I: Named>(&self, id: &str, meant: Option<&str>) -> Option<String> {
        let meant = meant.map(|word| format!("did you mean `{word}`?"));
        if I::WHAT == EconomyId::WHAT {
            let declare = format!("declare it: `economies: [(id: \"{}\")]`", short(id));
            return Some(match meant {
                Some(meant) => format!("{meant} Otherwise {declare}"),
                None => declare,
            });
        }
        let all = I::table(&self.names);
        let few = (1..=FEW).contains(&all.len());
        meant.or_else(|| few.then(|| format!("there is: {}", all.join(", "))))
    }

    /// In a table, an organisation may be written in any case, unless two are told apart by it.
    fn alike<I: Named>(&mut self, id: &Spot<String>) -> Option<I> {
        if I::WHAT != OrgId::WHAT || !self.sources.get(id.place.source).is_table() {
            return None;
        }
        let (names, lower) = (&self.names.orgs, &mut self.lower);
        if lower.is_empty() {
            for (nth, name) in names.iter().enumerate() {
                let known = lower.entry(name.to_lowercase());
                known.and_modify(|one| *one = None).or_insert(Some(nth));
            }
        }
        let found = lower.get(&id.value.to_lowercase()).copied().flatten();
        found.map(I::nth)
    }

    /// As [`Cx::find`], for what may be left out.
    pub(super) fn find_some<I: Named>(&mut self, id: Option<&Spot<String>>) -> Option<I> {
        id.and_then(|id| self.find(id))
    }

    /// The indices of several ids, in the order written, each once.
    pub(super) fn find_all<I: Named>(&mut self, ids: &[Spot<String>]) -> Vec<I> {
        let mut seen = BTreeSet::new();
        let found = ids.iter().filter_map(|id| self.find::<I>(id));
        found.filter(|id| seen.insert(id.place())).collect()
    }

    /// A moment of the exercise.
    pub(super) fn moment(&mut self, text: &Spot<String>) -> Option<SimTime> {
        let read = when::moment(&text.value, &self.clock);
        self.problems
            .keep(read.map_err(|bad| bad.problem(text, self.sources)))
    }

    /// Begins on the numbers of something declared in these layers.
    pub(super) fn numbers<'c, 'l>(&'c mut self, of: &'l Of<'l>) -> Numbers<'c, 'l> {
        Numbers {
            parameters: &mut self.parameters,
            seen: &mut self.seen,
            problems: self.problems,
            sources: self.sources,
            of,
        }
    }
}

/// What numbers belong to: their layers, and where a missing one is missed.
pub(super) struct Of<'l> {
    pub layers: &'l [Layer],
    pub place: Place,
    pub family: Family,
}

/// Takes numbers, recording each as a parameter with its source.
pub(super) struct Numbers<'c, 'l> {
    parameters: &'c mut BTreeMap<String, Parameter>,
    seen: &'c mut BTreeSet<(u32, usize)>,
    problems: &'c mut Problems,
    sources: &'c Sources,
    of: &'l Of<'l>,
}

impl Numbers<'_, '_> {
    /// A number that has to be there: given, or by default.
    pub(super) fn need<T: Copy + PartialOrd, P: Display + Copy>(
        &mut self,
        path: P,
        given: &Option<Given<T>>,
    ) -> Option<T> {
        let value = self.may(path, given);
        let layers: Vec<Place> = match value {
            None => self.of.layers.iter().map(|layer| layer.place).collect(),
            Some(_) => Vec::new(),
        };
        let written = value.is_none().then(|| path.to_string());
        let mut names = written.iter().flat_map(|path| path.split('.'));
        let told = names.any(|name| is_told(self.problems, self.sources, &layers, name));
        if value.is_none() && !told {
            let message = format!("the field `{path}` is missing");
            let problem = Problem::new(&codes::MISSING_FIELD, message);
            self.problems.push(problem.at(self.of.place));
        }
        value
    }

    /// A number that may be left out.
    pub(super) fn may<T: Copy + PartialOrd, P: Display + Copy>(
        &mut self,
        path: P,
        given: &Option<Given<T>>,
    ) -> Option<T> {
        let given = given.as_ref()?;
        // What many things take over from one place is one parameter.
        if !self.seen.insert((given.place.source.0, given.place.start)) {
            return Some(given.value);
        }
        if let Some((low, high)) = &given.range
            && !(low.value <= given.value && given.value <= high.value)
        {
            let message = "the range does not hold the value";
            let place = Place {
                end: high.place.end,
                ..low.place
            };
            let problem = Problem::new(&codes::OUT_OF_RANGE, message).at(place);
            let problem = problem.related(Some(given.place), "the value");
            self.problems
                .push(problem.help("write `range: (lowest, highest)`"));
        }
        let holds = |layer: &&Layer| {
            let (outer, inner) = (layer.place, given.place);
            outer.source == inner.source && outer.start <= inner.start && inner.end <= outer.end
        };
        let layer = self
            .of
            .layers
            .iter()
            .rev()
            .find(holds)
            .or(self.of.layers.last());
        let path = match layer {
            Some(layer) => format!("{}.{path}", layer.prefix),
            None => path.to_string(),
        };
        let source = given
            .source
            .clone()
            .or_else(|| layer.and_then(|layer| layer.source.as_deref().map(str::to_owned)));
        if !self.parameters.contains_key(&path) {
            let value = self.sources.slice(given.place).to_owned();
            let family = self.of.family;
            let parameter = Parameter {
                path: path.clone(),
                family,
                value,
                source,
                range: given.range.as_ref().map(|(low, high)| {
                    let [low, high] = [low, high].map(|end| self.sources.slice(end.place));
                    (low.to_owned(), high.to_owned())
                }),
            };
            self.parameters.insert(path, parameter);
        }
        Some(given.value)
    }

    /// A share in parts per million.
    pub(super) fn share<P: Display + Copy>(
        &mut self,
        path: P,
        given: &Option<Given<Share>>,
    ) -> u32 {
        self.need(path, given).map_or(0, |share| share.0)
    }

    /// An amount in thousandths.
    pub(super) fn milli<P: Display + Copy>(
        &mut self,
        path: P,
        given: &Option<Given<Milli>>,
    ) -> u32 {
        self.need(path, given).map_or(0, |milli| milli.0)
    }

    /// A length of time.
    pub(super) fn length<P: Display + Copy>(
        &mut self,
        path: P,
        given: &Option<Given<Length>>,
    ) -> Span {
        self.need(path, given).map_or(Span::ZERO, |length| length.0)
    }
}

/// The beginning of a text, for a message.
pub(super) fn short(text: &str) -> String {
    text.chars().take(64).collect()
}

fn is_told(problems: &Problems, sources: &Sources, places: &[Place], field: &str) -> bool {
    if problems.list().len() > MOST_TOLD {
        return false;
    }
    let part = |c: char| c.is_alphanumeric() || c == '_';
    let mentions = |text: &str| text.split(|c| !part(c)).any(|word| word == field);
    let inside = |outer: &Place, inner: &Place| {
        outer.source == inner.source && outer.start <= inner.start && inner.start <= outer.end
    };
    places.iter().any(|place| {
        let mut errors = problems.list().iter().filter_map(|problem| {
            let error = problem.severity() == super::problem::Severity::Error;
            problem.place.filter(|_| error)
        });
        errors.any(|error| inside(place, &error)) && mentions(sources.slice(*place))
    })
}
