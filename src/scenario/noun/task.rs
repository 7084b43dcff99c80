//! Critical tasks: who is expected to do what by when.

use super::super::codes;
use super::super::cx::{Cx, Of};
use super::super::gather::{Entry, Layer};
use super::super::problem::Problem;
use super::super::ron_place::{Given, Length, OneOrMany, Spot};
use super::pattern::{self, PatternText};
use super::selector;
use crate::exercise::{CriticalTask, Family, Late, Performer};
use crate::model::InjectId;
use serde::Deserialize;
use serde::de::IgnoredAny;

/// A task as written, in an inject's `expects` or in a list of its own.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, rename = "Task")]
pub(in crate::scenario) struct TaskText {
    pub id: Spot<String>,
    #[serde(rename = "overrides")]
    _overrides: Option<IgnoredAny>,
    pub source: Option<String>,
    pub title: Option<String>,
    /// Only in a list of its own.
    pub inject: Option<Spot<String>>,
    pub who: Option<Spot<WhoText>>,
    pub each: Option<OneOrMany<String>>,
    pub any_of: Option<OneOrMany<String>>,
    pub does: PatternText,
    pub target: Given<Length>,
    pub limit: Given<Length>,
    #[serde(default)]
    pub late: Option<LateText>,
    pub objective: Option<Spot<String>>,
    pub weight: Option<Given<u32>>,
}

/// Who is to do it, as written.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename = "Who")]
pub(in crate::scenario) enum WhoText {
    EachRecipient,
    Each(OneOrMany<String>),
    AnyOf(OneOrMany<String>),
}

/// What a task is when done past its limit.
#[derive(Clone, Copy, Debug, Deserialize)]
pub(in crate::scenario) enum LateText {
    /// Performed with major challenges.
    M,
    /// Not performed.
    U,
}

/// A task as written, and where.
pub(in crate::scenario) struct Said {
    pub text: TaskText,
    /// The inject it stands in.
    pub inside: Option<InjectId>,
    /// What its numbers belong to.
    pub layers: Vec<Layer>,
}

impl Said {
    /// A task of an inject. Its numbers are called as those of a task that stands alone are, so
    /// that they keep their names wherever it is written.
    pub(in crate::scenario) fn within(
        inject: &Entry<'_>,
        id: InjectId,
        task: Spot<TaskText>,
    ) -> Said {
        let prefix: std::rc::Rc<str> = format!("tasks.{}", task.id.value).into();
        let mut layers = inject.layers.clone();
        if let Some(source) = &task.source {
            layers.push(Layer {
                place: task.place,
                source: Some(source.as_str().into()),
                prefix: prefix.clone(),
            });
        }
        for layer in &mut layers {
            layer.prefix = prefix.clone();
        }
        Said {
            text: task.value,
            inside: Some(id),
            layers,
        }
    }
}

/// Resolves a task.
pub(in crate::scenario) fn resolve(cx: &mut Cx<'_>, task: &Said) -> CriticalTask {
    let (said, inside) = (&task.text, task.inside);
    let inject = match (&said.inject, inside) {
        (Some(inject), Some(_)) => {
            let message = "the inject is the one it stands in";
            cx.problem(&codes::TIMES_CONTRADICT, inject.place, message);
            inside
        }
        (inject, None) => cx.find_some(inject.as_ref()),
        (None, inside) => inside,
    };
    let who = performer(cx, said);
    let of = Of {
        layers: &task.layers,
        place: said.id.place,
        family: Family::Script,
    };
    let mut numbers = cx.numbers(&of);
    numbers.may("target", &Some(said.target.clone()));
    numbers.may("limit", &Some(said.limit.clone()));
    let weight = numbers.may("weight", &said.weight);
    let (target, limit) = (said.target.value.0, said.limit.value.0);
    if limit < target {
        let message = "the limit is before the target";
        let problem = Problem::new(&codes::TIMES_CONTRADICT, message).at(said.limit.place);
        cx.problems
            .push(problem.related(Some(said.target.place), "the target is here"));
    }
    CriticalTask {
        id: said.id.value.clone(),
        title: said.title.clone().unwrap_or_else(|| said.id.value.clone()),
        inject,
        who,
        does: pattern::resolve(cx, &said.does),
        target,
        limit,
        late: match said.late {
            Some(LateText::U) => Late::Unperformed,
            Some(LateText::M) | None => Late::Major,
        },
        objective: cx.find_some(said.objective.as_ref()),
        weight: weight.unwrap_or(1),
    }
}

fn performer(cx: &mut Cx<'_>, said: &TaskText) -> Performer {
    let ways = [
        said.who.is_some(),
        said.each.is_some(),
        said.any_of.is_some(),
    ];
    if ways.iter().filter(|way| **way).count() > 1 {
        let message = "only one of `who`, `each` and `any_of` says who is to do it";
        cx.problem(&codes::TIMES_CONTRADICT, said.id.place, message);
    }
    match (
        said.who.as_ref().map(|who| &who.value),
        &said.each,
        &said.any_of,
    ) {
        (Some(WhoText::Each(list)), ..) | (None, Some(list), _) => {
            Performer::Each(selector::select(cx, list, None))
        }
        (Some(WhoText::AnyOf(list)), ..) | (None, None, Some(list)) => {
            Performer::AnyOf(selector::select(cx, list, None))
        }
        _ => Performer::EachRecipient,
    }
}
