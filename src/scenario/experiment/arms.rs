//! The two arms of a case: the scenario with the instrument and without it.

use super::super::change;
use super::super::include::Part;
use super::super::instrument;
use super::super::problem::Problems;
use super::super::ron_place::{OneOrMany, Spot};
use super::super::set::{self, Setter};
use super::super::source::Place;
use super::{Read, Reader, Treatment};
use crate::exercise::{Case, Change, Exercise, changed};
use std::sync::Arc;

impl Reader<'_> {
    /// Builds both arms of a case.
    pub(super) fn case(
        &mut self,
        parts: &[Part],
        treatment: &Treatment,
        read: Read,
    ) -> Option<Case> {
        let place = read.name.as_ref().map(|name| name.place);
        let condition = &read.condition;
        let below = self.build(parts, &condition.change, place)?;
        let above = if treatment.change.is_empty() {
            below.clone()
        } else {
            let both = [&condition.change[..], &treatment.change[..]].concat();
            self.build(parts, &both, place)?
        };
        let nothing = OneOrMany::default();
        let with = self.changes(&condition.with, &condition.without, &above);
        let with = [with, self.changes(&treatment.with, &nothing, &above)].concat();
        let without = self.changes(&condition.with, &condition.without, &below);
        let without = [without, self.changes(&nothing, &treatment.without, &below)].concat();
        Some(Case {
            name: read.name.map(|name| name.value),
            why: read.why,
            measure: read.measure,
            expects: read.expects?,
            with: Arc::new(changed(&above, &with)),
            without: Arc::new(changed(&below, &without)),
        })
    }

    /// The scenario with these values changed; what is wrong with it is told once, however many
    /// conditions show it.
    fn build(
        &mut self,
        parts: &[Part],
        change: &[change::Change],
        condition: Option<Place>,
    ) -> Option<Exercise> {
        let (mut problems, sets) = (Problems::default(), self.sets);
        let found = super::super::build(
            parts,
            &mut self.sources,
            &mut problems,
            |gathered, sources, problems| {
                set::apply(sets, gathered, sources, problems);
                if let Some(setter) = problems.keep(Setter::new(sources)) {
                    for one in change {
                        setter.make(one, gathered, sources, problems);
                    }
                }
            },
        );
        for problem in problems.sorted() {
            let problem = problem.related(condition, "under this condition");
            self.tell(problem);
        }
        found
    }

    fn changes(
        &mut self,
        with: &[Spot<String>],
        without: &[Spot<String>],
        exercise: &Exercise,
    ) -> Vec<Change> {
        let with = with
            .iter()
            .map(|text| (text, instrument::with(text, exercise)));
        let without = without
            .iter()
            .map(|text| (text, instrument::without(text, exercise)));
        let mut changes = Vec::new();
        for (text, read) in with.chain(without) {
            match read {
                Ok(change) => changes.push(change),
                Err(problem) => self.tell(problem.at(text.place)),
            }
        }
        changes
    }
}

/// How a sentence names what is judged where the experiment does not say: by the titles of its
/// agreements.
pub(super) fn called(treatment: &Treatment, exercise: &Exercise) -> String {
    let texts = treatment.with.iter().chain(treatment.without.iter());
    let mut names: Vec<String> = texts
        .map(|text| {
            let id = text.strip_prefix("agreement:").unwrap_or(text);
            let found = exercise.agreements.iter().find(|one| one.id == id);
            found.map_or_else(|| text.value.clone(), |one| format!("\"{}\"", one.title))
        })
        .collect();
    if !treatment.change.is_empty() {
        names.push("the change".to_owned());
    }
    names.join(" and ")
}
