//! Includes of which nothing is used.
//!
//! Organisations, injects and the like are used by being there. Channels, economies and playbooks
//! are used when something outside their own file mentions them.

use super::codes;
use super::gather::Gathered;
use super::include::{Body, Part};
use super::problem::{Problem, Problems};
use super::prune;
use super::source::{SourceId, Sources};
use std::collections::{BTreeMap, BTreeSet};

/// Warns of includes of which nothing is used.
pub(super) fn check(
    parts: &[Part],
    gathered: &Gathered<'_>,
    sources: &Sources,
    problems: &mut Problems,
) {
    let mut used: BTreeSet<SourceId> = BTreeSet::new();
    let mut waiting: BTreeMap<&str, Vec<SourceId>> = BTreeMap::new();
    for (name, list) in &gathered.lists {
        let by_mention = prune::LISTS.contains(name);
        for (id, entry) in list {
            for (nth, layer) in entry.layers.iter().enumerate() {
                if by_mention && nth == 0 {
                    waiting.entry(id).or_default().push(layer.place.source);
                } else {
                    used.insert(layer.place.source);
                }
            }
        }
    }
    for entry in gathered.lists.values().flat_map(BTreeMap::values) {
        let here = entry.id.place.source;
        entry.value.words(sources, |word, _| {
            let word = word.strip_prefix("economy:").unwrap_or(word);
            let declared = waiting.get(word).into_iter().flatten();
            used.extend(declared.filter(|source| **source != here));
        });
    }
    for part in parts {
        let Some(place) = part.included_at else {
            continue;
        };
        let includes =
            matches!(&part.body, Body::Document(one) if one.section("include").is_some());
        if !includes && !used.contains(&part.source) {
            let message = format!("nothing of `{}` is used", part.name);
            problems.push(Problem::new(&codes::INCLUDE_UNUSED, message).at(place));
        }
    }
}
