//! Critical tasks: who is expected to do what by when.

use super::super::codes;
use super::super::cx::Cx;
use super::super::problem::Problem;
use super::super::ron_place::{Length, OneOrMany, Spot};
use super::pattern::{self, PatternText};
use super::selector;
use crate::exercise::{CriticalTask, Late, Performer};
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
    #[serde(rename = "source")]
    _source: Option<IgnoredAny>,
    pub title: Option<String>,
    /// Only in a list of its own.
    pub inject: Option<Spot<String>>,
    pub who: Option<Spot<WhoText>>,
    pub each: Option<OneOrMany<String>>,
    pub any_of: Option<OneOrMany<String>>,
    pub does: PatternText,
    pub target: Spot<Length>,
    pub limit: Spot<Length>,
    #[serde(default)]
    pub late: Option<LateText>,
    pub objective: Option<Spot<String>>,
    pub weight: Option<u32>,
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

/// Resolves a task; `inject` is the one it stands in.
pub(in crate::scenario) fn resolve(
    cx: &mut Cx<'_>,
    said: &TaskText,
    inside: Option<InjectId>,
) -> CriticalTask {
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
        weight: said.weight.unwrap_or(1),
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
