//! Scenario text to `Exercise` and problems. Knows nothing of the engine or of printing.
//!
//! Files come from a [`shelf`], are read with the place of every value ([`ron_place`]), gathered
//! by kind and id with overrides laid over what they override, resolved noun by noun, and checked
//! for sense. Trouble is data: everything that is wrong is a [`problem`] with a stable code.

mod change;
mod check;
pub mod codes;
mod cx;
pub mod experiment;
mod gather;
pub mod generate;
mod improve;
#[cfg(test)]
mod improve_tests;
mod include;
pub mod instrument;
pub mod library;
mod loose;
pub mod msel;
mod noun;
#[cfg(test)]
mod number_tests;
pub mod problem;
#[cfg(test)]
mod provoked;
mod prune;
pub mod range;
mod resolve;
pub mod ron_place;
mod rows;
mod set;
#[cfg(test)]
mod set_tests;
pub mod shelf;
pub mod source;
mod table;
#[cfg(test)]
mod tests;
mod unused;
pub mod when;
pub mod written;

use crate::exercise::Exercise;
use problem::{Problem, Problems};
use shelf::Shelf;
use source::{Place, Sources};

/// What became of a scenario.
#[derive(Debug)]
pub struct Loaded {
    /// The exercise, when there is no error.
    pub exercise: Option<Exercise>,
    /// What is wrong, in the order of its places.
    pub problems: Vec<Problem>,
    /// How many problems were found beyond those, until nothing more was read.
    pub dropped: usize,
    /// The texts that were read, which the places of problems point into.
    pub sources: Sources,
}

/// Reads a scenario and all it includes. `name` is opened from the shelf, and failing that from
/// the bundled scenarios.
#[must_use]
pub fn load(name: &str, shelf: &dyn Shelf) -> Loaded {
    load_with(name, shelf, &[])
}

/// As [`load`], with values set from outside: `("organisations.auscert.desk.analysts", "8")`.
/// They are checked like the text.
#[must_use]
pub fn load_with(name: &str, shelf: &dyn Shelf, sets: &[(String, String)]) -> Loaded {
    load_improved(name, shelf, sets, &[])
}

/// As [`load_with`], with improvements of the scenario's plan carried out on top: their ids, or
/// `all`. The changes of the others are checked, and change nothing.
#[must_use]
pub fn load_improved(
    name: &str,
    shelf: &dyn Shelf,
    sets: &[(String, String)],
    improve: &[String],
) -> Loaded {
    let (mut sources, mut problems) = (Sources::default(), Problems::default());
    let root = include::Root {
        name,
        from: None,
        at: None,
        bundled: false,
    };
    let parts = include::load(&root, shelf, &mut sources, &mut problems);
    let mut exercise = None;
    if let Some(own) = parts.len().checked_sub(1).filter(|own| !parts[*own].std) {
        let start = sources.start(parts[own].source);
        let scenario = Place {
            end: start.end + 1,
            ..start
        };
        let mut gathered = gather::gather(&parts, own, &sources, &mut problems);
        set::apply(sets, &mut gathered, &mut sources, &mut problems);
        let plan = improve::Plan::read(&gathered, improve, &mut sources, &mut problems);
        if let Some(plan) = &plan {
            plan.carry_out(improve, &mut gathered, &sources, &mut problems);
        }
        unused::check(&parts, &gathered, &sources, &mut problems);
        let name = &parts[own].name;
        let plan = plan.filter(improve::Plan::rests);
        let base = plan.map(|plan| (plan, gathered.clone()));
        let found = resolve::resolve(name, gathered, scenario, &sources, &mut problems);
        if let Some((plan, base)) = base {
            let sources = &sources;
            let world = improve::World {
                name,
                scenario,
                sources,
            };
            plan.try_out(&base, &world, &mut problems);
        }
        exercise = Some(found).filter(|_| problems.errors() == 0);
    }
    let dropped = problems.dropped();
    Loaded {
        exercise,
        problems: problems.sorted(),
        dropped,
        sources,
    }
}

/// The exercise that these parts make once something is set in them; none where there are errors.
fn build(
    parts: &[include::Part],
    sources: &mut Sources,
    problems: &mut Problems,
    set: impl FnOnce(&mut gather::Gathered<'_>, &mut Sources, &mut Problems),
) -> Option<Exercise> {
    let own = parts.len().checked_sub(1).filter(|own| !parts[*own].std)?;
    let start = sources.start(parts[own].source);
    let scenario = Place {
        end: start.end + 1,
        ..start
    };
    let mut gathered = gather::gather(parts, own, sources, problems);
    set(&mut gathered, sources, problems);
    unused::check(parts, &gathered, sources, problems);
    let found = resolve::resolve(&parts[own].name, gathered, scenario, sources, problems);
    Some(found).filter(|_| problems.errors() == 0)
}

/// A small commented scenario with this title, which passes the checks.
#[must_use]
pub fn template(title: &str) -> String {
    let title: String = title.chars().take(200).collect();
    library::TEMPLATE.replacen("\"NAME\"", &format!("{title:?}"), 1)
}

/// The bundled scenarios and standard parts, by name.
pub fn bundled() -> impl Iterator<Item = (&'static str, &'static str)> {
    library::SCENARIOS.iter().chain(library::PARTS).copied()
}
