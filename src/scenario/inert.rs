//! What may be written and is not acted upon by this version: whoever writes it is told.
//!
//! The standard parts say some of it, for what is to come; that is nobody's mistake.

use super::codes;
use super::gather::Gathered;
use super::include::Part;
use super::problem::{Problem, Problems};
use super::ron_place::Value;
use super::source::{Place, SourceId, Sources};
use std::collections::BTreeSet;

/// Fields that are read and kept, and that nothing in play looks at, by list.
const FIELDS: &[(&str, &[&str])] = &[("channels", &["authenticated", "classified", "evidence"])];
/// Terms of agreements that change nothing.
const TERMS: &[&str] = &["Renounces"];
/// Mandates that only the guard `May` of a playbook asks for.
const MANDATES: &[&str] = &["Attribute", "Block", "PreserveEvidence"];

/// Warns of what an author writes to no effect.
pub(super) fn check(
    parts: &[Part],
    gathered: &Gathered<'_>,
    sources: &Sources,
    problems: &mut Problems,
) {
    let std: BTreeSet<SourceId> = parts
        .iter()
        .filter(|part| part.std)
        .map(|part| part.source)
        .collect();
    let mut warn = |what: &str, place: Place, otherwise: &str| {
        if std.contains(&place.source) {
            return;
        }
        let message = format!("`{what}` is not acted upon by this version");
        let problem = Problem::new(&codes::NOT_ACTED_UPON, message).at(place);
        problems.push(problem.because(otherwise));
    };
    for (list, fields) in FIELDS {
        for entry in gathered
            .lists
            .get(list)
            .iter()
            .flat_map(|list| list.values())
        {
            for field in *fields {
                if let Some(value) = entry.value.field(field, sources) {
                    warn(field, value.place(), "play is the same without it");
                }
            }
        }
    }
    for entry in values(gathered, "agreements") {
        let Some(gives) = entry.field("gives", sources) else {
            continue;
        };
        gives.named(TERMS, sources, |term, place| {
            warn(term, place, "the agreement gives nothing by it");
        });
    }
    let mut asked: BTreeSet<&str> = BTreeSet::new();
    for playbook in values(gathered, "playbooks") {
        playbook.named(MANDATES, sources, |mandate, _| {
            asked.extend(MANDATES.iter().filter(|known| **known == mandate));
        });
    }
    let unasked: Vec<&str> = MANDATES
        .iter()
        .copied()
        .filter(|one| !asked.contains(one))
        .collect();
    for list in ["kinds", "organisations"] {
        for entry in values(gathered, list) {
            let Some(mandates) = entry.field("mandates", sources) else {
                continue;
            };
            mandates.named(&unasked, sources, |mandate, place| {
                warn(
                    mandate,
                    place,
                    "no playbook asks for the mandate with the guard `May`",
                );
            });
        }
    }
}

fn values<'g, 'd>(
    gathered: &'g Gathered<'d>,
    list: &str,
) -> impl Iterator<Item = &'g Value<'d>> + use<'g, 'd> {
    let entries = gathered.lists.get(list);
    entries
        .into_iter()
        .flat_map(|list| list.values())
        .map(|entry| &entry.value)
}
