//! Gatherings: annual meetings, working groups, drills at which people meet.

use super::super::codes;
use super::super::cx::{Cx, Of};
use super::super::gather::{Entry, Gathered, List};
use super::super::ron_place::{Given, Length, OneOrMany, Share, Spot};
use super::super::source::Place;
use super::agreement::GIVES_NOTHING;
use super::{noun, selector, text};
use crate::exercise::{Family, Gathering, Season};
use crate::model::{AgreementId, GatheringId, Named as _, SimTime};
use serde::Deserialize;
use std::collections::BTreeSet;

noun! {
    GatheringText as "Gathering" {
        title: Spot<String>,
        at: Spot<String>,
        parties: OneOrMany<String>,
        trust: Given<Share>,
        under: Spot<String>,
    }
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, rename = "Season")]
struct SeasonText {
    #[serde(default)]
    trust_half_life: Option<Given<Length>>,
    #[serde(default)]
    personal: Option<Given<Share>>,
}

/// By how much a gathering adds to trust where an author does not say: assumed.
const TRUST: u32 = 20_000;

/// What holds over the season.
pub(in crate::scenario) fn season(cx: &mut Cx<'_>, gathered: &Gathered<'_>) -> Season {
    let said = gathered.own.get("season");
    let read = said.and_then(|value| value.decode::<SeasonText>(cx.sources, cx.problems));
    let Some(read) = read else {
        return Season::default();
    };
    let of = Of {
        layers: &[],
        place: read.place,
        family: Family::Sharing,
    };
    let given = &read.value.trust_half_life;
    let half_life = cx.numbers(&of).may("season.trust_half_life", given);
    let mut half_life = half_life.map(|length| length.0);
    if half_life.is_some_and(|span| span.0 <= 0) {
        let message = "trust cannot be gone before it is there";
        cx.problem(&codes::OUT_OF_RANGE, read.place, message);
        half_life = None;
    }
    let personal = &read.value.personal;
    let personal = cx.numbers(&of).may("season.personal", personal);
    Season {
        trust_half_life: half_life,
        personal_ppm: personal.map_or(0, |share| share.0),
    }
}

/// Resolves all gatherings.
pub(in crate::scenario) fn resolve(cx: &mut Cx<'_>, list: &List<'_>) -> Vec<Gathering> {
    let all = list.values().enumerate();
    let gatherings: Vec<Gathering> = all
        .map(|(nth, entry)| one(cx, GatheringId::nth(nth), entry))
        .collect();
    let held: BTreeSet<AgreementId> = gatherings.iter().filter_map(|one| one.under).collect();
    let idle: Vec<(AgreementId, Place)> = (cx.places.iter())
        .filter(|((what, _), _)| *what == GIVES_NOTHING)
        .map(|((_, id), place)| (AgreementId(*id), *place))
        .filter(|(id, _)| !held.contains(id))
        .collect();
    for (id, place) in idle {
        let text = id.text(&cx.names).to_owned();
        let message = format!("the terms of agreement `{text}` give nothing");
        cx.problem(&codes::NOTHING_TO_DO, place, message);
    }
    gatherings
}

fn one(cx: &mut Cx<'_>, id: GatheringId, entry: &Entry<'_>) -> Gathering {
    let said = entry.value.decode::<GatheringText>(cx.sources, cx.problems);
    let place = entry.id.place;
    cx.places.insert(("gathering", id.0), place);
    let mut gathering = Gathering {
        id: entry.id.value.clone(),
        title: entry.id.value.clone(),
        at: SimTime::STARTEX,
        parties: Vec::new(),
        trust_ppm: TRUST,
        under: None,
    };
    let Some(said) = said.map(|spot| spot.value) else {
        return gathering;
    };
    if said.at.is_none() && entry.lacks("at", cx.sources) {
        let message = format!("the field `at` of gathering `{}` is missing", gathering.id);
        cx.problem(&codes::MISSING_FIELD, place, message);
    }
    let at = said.at.as_ref().and_then(|at| cx.moment(at));
    gathering.at = at.unwrap_or(SimTime::STARTEX);
    if gathering.at > cx.endex {
        let message = format!("gathering `{}` takes place after ENDEX", gathering.id);
        cx.problem(&codes::AFTER_ENDEX, place, message);
    }
    gathering.under = cx.find_some(said.under.as_ref());
    let before = cx.problems.errors();
    let given = said.parties.is_some();
    gathering.parties = selector::select(cx, &said.parties.unwrap_or_default(), None);
    let told = cx.problems.errors() != before || selector::is_spent(cx);
    let alone = gathering.parties.len() < 2 && !told;
    if alone && (given || entry.lacks("parties", cx.sources)) {
        let message = format!("gathering `{}` needs at least two parties", gathering.id);
        cx.problem(&codes::EMPTY, place, message);
    }
    let of = Of {
        layers: &entry.layers,
        place,
        family: Family::Sharing,
    };
    let trust = cx.numbers(&of).may("trust", &said.trust);
    gathering.trust_ppm = trust.map_or(TRUST, |share| share.0);
    if said.title.is_some() {
        gathering.title = text(said.title);
    }
    gathering
}
