//! The changes of the improvement plan: made where they are asked for, as values are set from
//! outside, and tried out where they are not, so that a plan that cannot be carried out is told
//! before somebody needs it.

use super::change::Change;
use super::gather::Gathered;
use super::noun::improvement::ALL;
use super::problem::{Problem, Problems, Severity};
use super::ron_place::Value;
use super::set::Setter;
use super::source::{Place, Sources};
use super::{codes, resolve};
use std::collections::BTreeSet;

/// How often a scenario is read anew to try improvements out. Those that change one thing are
/// tried apart; past this many, the rest are tried together.
const MOST_TRIALS: usize = 8;
/// More changes than this are in no plan.
const MOST_CHANGES: usize = 1_000;

/// What the plan changes.
pub(super) struct Plan {
    list: Vec<Planned>,
    setter: Setter,
}

/// One improvement with what it changes.
struct Planned {
    id: String,
    asked: bool,
    /// All its changes together.
    place: Place,
    changes: Vec<Change>,
}

impl Plan {
    /// Reads the plan; `asked` are the improvements to carry out, `all` for every one.
    pub(super) fn read(
        gathered: &Gathered<'_>,
        asked: &[String],
        sources: &mut Sources,
        problems: &mut Problems,
    ) -> Option<Plan> {
        let list = gathered.lists.get("improvements");
        for id in asked.iter().filter(|id| *id != ALL) {
            if list.is_some_and(|list| list.contains_key(id)) {
                continue;
            }
            let known = list.into_iter().flatten().map(|(id, _)| id.as_str());
            let meant = problems.did_you_mean(id, known).map(str::to_owned);
            let message = format!("there is no improvement `{}`", super::cx::short(id));
            let problem = Problem::new(&codes::UNKNOWN_ID, message).meant(meant.as_deref());
            if let Some(source) = problems.keep(sources.shelve("--improve", id.clone().into())) {
                let (start, end) = (sources.start(source), id.len());
                problems.push(problem.at(Place { end, ..start }));
            }
        }
        let list = list.filter(|list| !list.is_empty())?;
        let setter = problems.keep(Setter::new(sources))?;
        let mut plan = Plan {
            list: Vec::new(),
            setter,
        };
        let mut count = 0;
        for (id, entry) in list {
            let Some(value) = entry.value.field("changes", sources) else {
                continue;
            };
            let source = entry.layers.last().and_then(|layer| layer.source.clone());
            let Some(pairs) = value.pairs() else {
                let message = "paths with values are expected here";
                let help = "write `changes: { \"channels.email.transit\": \"5m\" }`";
                let place = value.first_line(sources);
                let problem = Problem::new(&codes::WRONG_TYPE, message).at(place);
                problems.push(problem.help(help));
                continue;
            };
            count += pairs.len();
            if count > MOST_CHANGES {
                let message = format!("improvements make more than {MOST_CHANGES} changes");
                problems.push(Problem::new(&codes::TOO_MANY, message).at(entry.id.place));
                break;
            }
            let changes = pairs
                .into_iter()
                .filter_map(|(key, value)| {
                    let read = Change::of(key, value, source.clone(), sources);
                    let change = problems.keep(read)?;
                    if is_of_the_plan(sources.slice(change.path)) {
                        problems.push(of_itself().at(change.path));
                        return None;
                    }
                    Some(change)
                })
                .collect();
            plan.list.push(Planned {
                id: id.clone(),
                asked: asked.iter().any(|one| one == id || one == ALL),
                place: value.place(),
                changes,
            });
        }
        Some(plan)
    }

    /// Makes the changes of the improvements that were asked for.
    pub(super) fn carry_out(
        &self,
        asked: &[String],
        gathered: &mut Gathered<'_>,
        sources: &Sources,
        problems: &mut Problems,
    ) {
        let list = gathered.lists.get("improvements").into_iter().flatten();
        let named = |id: &&String| asked.iter().any(|one| one == *id || one == ALL);
        gathered.improved = list.map(|(id, _)| id).filter(named).cloned().collect();
        for one in self.list.iter().filter(|one| one.asked) {
            one.make(&self.setter, gathered, sources, problems);
        }
    }

    /// Whether there are changes that nobody asked for.
    pub(super) fn rests(&self) -> bool {
        self.list.iter().any(|one| !one.asked)
    }

    /// Tries out the improvements that nobody asked for. Nothing comes of it but problems.
    pub(super) fn try_out(&self, base: &Gathered<'_>, world: &World<'_>, problems: &mut Problems) {
        let sound = problems.errors() == 0;
        for round in self.rounds() {
            let mut trial = base.clone();
            let before = problems.errors();
            for one in &round {
                one.make(&self.setter, &mut trial, world.sources, problems);
            }
            if problems.errors() > before || !sound {
                continue;
            }
            let mut found = Problems::default();
            resolve::resolve(world.name, trial, world.scenario, world.sources, &mut found);
            for problem in found.sorted() {
                problems.push(match told(problem, &round) {
                    Some(problem) => problem,
                    None => continue,
                });
            }
        }
    }

    /// Improvements that change different things together, the others apart.
    fn rounds(&self) -> Vec<Vec<&Planned>> {
        let mut rounds: Vec<(BTreeSet<&str>, Vec<&Planned>)> = Vec::new();
        for one in self.list.iter().filter(|one| !one.asked) {
            let touched: BTreeSet<&str> = one.changes.iter().map(Change::touches).collect();
            let free = rounds
                .iter()
                .position(|(taken, _)| taken.is_disjoint(&touched));
            let nth = match free {
                Some(nth) => nth,
                None if rounds.len() < MOST_TRIALS => {
                    rounds.push((BTreeSet::new(), Vec::new()));
                    rounds.len() - 1
                }
                None => rounds.len() - 1,
            };
            rounds[nth].0.extend(touched);
            rounds[nth].1.push(one);
        }
        rounds.into_iter().map(|(_, round)| round).collect()
    }
}

/// What a scenario is read with.
pub(super) struct World<'a> {
    pub name: &'a str,
    pub scenario: Place,
    pub sources: &'a Sources,
}

impl Planned {
    fn make(
        &self,
        setter: &Setter,
        gathered: &mut Gathered<'_>,
        sources: &Sources,
        problems: &mut Problems,
    ) {
        for change in &self.changes {
            setter.make(change, gathered, sources, problems);
        }
    }
}

/// A problem that a trial found: where a change stands it is told as it is; an error elsewhere is
/// told where the change stands that leads to it; a warning elsewhere is not told.
fn told(problem: Problem, round: &[&Planned]) -> Option<Problem> {
    let inside = |outer: Place, inner: Place| {
        outer.source == inner.source && outer.start <= inner.start && inner.end <= outer.end
    };
    let here = problem
        .place
        .is_some_and(|place| round.iter().any(|one| inside(one.place, place)));
    if here {
        return Some(problem);
    }
    if problem.severity() != Severity::Error {
        return None;
    }
    let ids: Vec<String> = round.iter().map(|one| format!("`{}`", one.id)).collect();
    let message = format!("with improvement {}: {}", ids.join(", "), problem.message);
    let made = Problem::new(problem.code, message).at(round.first().map(|one| one.place));
    Some(made.related(problem.place, "this is where it shows"))
}

impl Value<'_> {
    /// The paths and values of a field, as they are written.
    pub(super) fn entries(&self, field: &str, sources: &Sources) -> Vec<(String, String)> {
        let value = self.field(field, sources);
        let pairs = value.as_ref().and_then(Value::pairs).unwrap_or_default();
        let written = |(key, value): (Place, Value<'_>)| {
            let key = sources.slice(key).trim_matches('"').to_owned();
            (key, sources.slice(value.place()).to_owned())
        };
        pairs.into_iter().map(written).collect()
    }
}

/// Whether a path leads into the improvement plan itself.
pub(super) fn is_of_the_plan(path: &str) -> bool {
    path.split('.').next() == Some("improvements")
}

/// Why that is no change for a plan to make.
pub(super) fn of_itself() -> Problem {
    let message = "an improvement cannot change the plan that it is part of";
    Problem::new(&codes::BAD_SET, message)
}
