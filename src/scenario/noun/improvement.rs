//! The improvement plan: corrective actions. Their changes are put in where values are set.

use super::super::codes;
use super::super::cx::Cx;
use super::super::gather::{Entry, List};
use super::super::ron_place::{OneOrMany, Spot};
use super::{noun, text};
use crate::exercise::Improvement;
use crate::model::OrgId;
use serde::de::IgnoredAny;
use std::collections::BTreeSet;

/// Instead of an id: every improvement.
pub(in crate::scenario) const ALL: &str = "all";

noun! {
    ImprovementText as "Improvement" {
        title: Spot<String>,
        corrects: OneOrMany<String>,
        owner: Spot<String>,
        due: Spot<String>,
        changes: IgnoredAny,
    }
}

/// Resolves the improvement plan; `applied` are the ids of those whose changes were made.
pub(in crate::scenario) fn resolve(
    cx: &mut Cx<'_>,
    list: &List<'_>,
    applied: &BTreeSet<String>,
) -> Vec<Improvement> {
    list.values().map(|entry| one(cx, entry, applied)).collect()
}

fn one(cx: &mut Cx<'_>, entry: &Entry<'_>, applied: &BTreeSet<String>) -> Improvement {
    let said = entry
        .value
        .decode::<ImprovementText>(cx.sources, cx.problems);
    let id = entry.id.value.clone();
    let mut improvement = Improvement {
        title: id.clone(),
        corrects: Vec::new(),
        owner: OrgId(0),
        due: String::new(),
        changes: entry.value.entries("changes", cx.sources),
        applied: applied.contains(&id),
        id,
    };
    if improvement.id == ALL {
        let message = "an improvement cannot be called `all`, which stands for every one";
        cx.problem(&codes::BAD_ID, entry.id.place, message);
    }
    let Some(said) = said.map(|spot| spot.value) else {
        return improvement;
    };
    // They are made before anything is resolved.
    let _ = &said.changes;
    for (field, given) in [
        ("corrects", said.corrects.is_some()),
        ("owner", said.owner.is_some()),
    ] {
        if !given && entry.lacks(field, cx.sources) {
            let message = format!(
                "the field `{field}` of improvement `{}` is missing",
                improvement.id
            );
            cx.problem(&codes::MISSING_FIELD, entry.id.place, message);
        }
    }
    if let Some(corrects) = &said.corrects {
        improvement.corrects = cx.find_all(corrects);
        if corrects.is_empty() {
            let message = format!("improvement `{}` corrects no task", improvement.id);
            cx.problem(&codes::EMPTY, entry.id.place, message);
        }
    }
    improvement.owner = cx.find_some(said.owner.as_ref()).unwrap_or(OrgId(0));
    improvement.due = text(said.due);
    if said.title.is_some() {
        improvement.title = text(said.title);
    }
    improvement
}
