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
    #[serde(default)]
    pub who: Option<WhoText>,
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
    let who = match &said.who {
        None | Some(WhoText::EachRecipient) => Performer::EachRecipient,
        Some(WhoText::Each(list)) => Performer::Each(selector::select(cx, list, None)),
        Some(WhoText::AnyOf(list)) => Performer::AnyOf(selector::select(cx, list, None)),
    };
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
