//! Objectives.

use super::super::cx::Cx;
use super::super::gather::List;
use super::super::ron_place::Spot;
use super::{noun, text};
use crate::exercise::Objective;

noun! {
    ObjectiveText as "Objective" {
        title: Spot<String>,
    }
}

/// Resolves all objectives.
pub(in crate::scenario) fn resolve(cx: &mut Cx<'_>, list: &List<'_>) -> Vec<Objective> {
    let mut objectives = Vec::new();
    for entry in list.values() {
        let said = entry.value.decode::<ObjectiveText>(cx.sources, cx.problems);
        let title = said.and_then(|said| said.value.title);
        let id = entry.id.value.clone();
        let title = if title.is_some() {
            text(title)
        } else {
            id.clone()
        };
        cx.places.insert(
            ("objective", u32::try_from(objectives.len()).unwrap_or(0)),
            entry.id.place,
        );
        objectives.push(Objective { id, title });
    }
    objectives
}
