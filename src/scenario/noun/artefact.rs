//! Artefacts.

use super::super::codes;
use super::super::cx::{Cx, Of};
use super::super::gather::List;
use super::super::ron_place::{Each, Given, Length, Spot};
use super::{noun, text};
use crate::exercise::{Artefact, Family};

/// The contents of an artefact may have so many bytes: every journal holds them.
const CONTENTS: usize = 64 << 10;

noun! {
    ArtefactText as "Artefact" {
        label: Spot<String>,
        contents: Spot<String>,
        yields: Each<String>,
        analysis: Given<Length>,
    }
}

/// Resolves all artefacts.
pub(in crate::scenario) fn resolve(cx: &mut Cx<'_>, list: &List<'_>) -> Vec<Artefact> {
    let mut artefacts = Vec::new();
    for entry in list.values() {
        let said = entry.value.decode::<ArtefactText>(cx.sources, cx.problems);
        let id = entry.id.value.clone();
        let mut artefact = Artefact {
            label: id.clone(),
            id,
            contents: String::new(),
            yields: Vec::new(),
            analysis: None,
        };
        if let Some(said) = said.map(|spot| spot.value) {
            artefact.yields = cx.find_all(&said.yields.unwrap_or_default());
            let of = Of {
                layers: &entry.layers,
                place: entry.id.place,
                family: Family::Desk,
            };
            let analysis = cx.numbers(&of).may("analysis", &said.analysis);
            artefact.analysis = analysis.map(|length| length.0);
            if said.label.is_some() {
                artefact.label = text(said.label);
            }
            if let Some(contents) = said.contents {
                let long = contents.value.len();
                if long > CONTENTS {
                    let message =
                        format!("the contents have {long} bytes, and may have {CONTENTS}");
                    cx.problem(&codes::OUT_OF_RANGE, contents.place, message);
                }
                artefact.contents = contents.value;
            }
        }
        artefacts.push(artefact);
    }
    artefacts
}
