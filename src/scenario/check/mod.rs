//! Checks of sense: what is well written but cannot be meant. One file a check, one line in the
//! list.

mod able;
mod course;
mod deadline;
mod deed;
mod firing;
mod heed;
mod looping;
mod objective;
mod operation;
mod performer;
mod reach;
mod step;
mod takedown;
mod victim;
mod ward;
mod way;

use self::able::Able;
use super::problem::Problems;
use super::source::Place;
use crate::exercise::Exercise;
use std::collections::BTreeMap;

/// Where the things of an exercise are declared.
#[derive(Debug)]
pub(super) struct Places {
    /// By noun and index.
    pub of: BTreeMap<(&'static str, u32), Place>,
    /// By playbook and rule.
    pub rules: Vec<Vec<Place>>,
}

impl Places {
    /// Where the thing of this noun and index is declared.
    pub(super) fn of(&self, noun: &'static str, index: usize) -> Option<Place> {
        let index = u32::try_from(index).ok()?;
        self.of.get(&(noun, index)).copied()
    }
}

type Check = fn(&Exercise, &Places, &mut Problems);

/// All checks of what is written.
const CHECKS: &[Check] = &[
    deadline::check,
    heed::check,
    looping::check,
    objective::check,
    operation::check,
    step::check,
    victim::check,
];

type CheckOfAbility = fn(&Exercise, &Able<'_>, &Places, &mut Problems);

/// All checks of what can be done and can come about.
const CHECKS_OF_ABILITY: &[CheckOfAbility] =
    &[firing::check, performer::check, reach::check, ward::check];

/// Makes all checks.
pub(super) fn all(exercise: &Exercise, places: &Places, problems: &mut Problems) {
    for check in CHECKS {
        check(exercise, places, problems);
    }
    let able = Able::of(exercise);
    for check in CHECKS_OF_ABILITY {
        check(exercise, &able, places, problems);
    }
}
