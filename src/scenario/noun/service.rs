//! Service times by kind of work.

use super::super::codes;
use super::super::cx::{Cx, Of};
use super::super::gather::List;
use super::super::ron_place::{Given, Length, Milli};
use crate::exercise::{Family, Law, ServiceTime};
use crate::model::{Span, Work};
use serde::Deserialize;
use serde::de::IgnoredAny;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename = "Service")]
struct ServiceText {
    #[serde(rename = "overrides")]
    _overrides: Option<IgnoredAny>,
    #[serde(rename = "source")]
    _source: Option<IgnoredAny>,
    work: Work,
    median: Option<Given<Length>>,
    spread: Option<Given<Milli>>,
    law: Option<Law>,
}

/// A service time in a field of its own.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, rename = "ServiceTime")]
pub(in crate::scenario) struct TimeText {
    pub median: Option<Given<Length>>,
    pub spread: Option<Given<Milli>>,
    pub law: Option<Law>,
}

/// Service times in the order of [`Work::ALL`].
pub(in crate::scenario) fn resolve(cx: &mut Cx<'_>, list: &List<'_>) -> Vec<ServiceTime> {
    let usual = ServiceTime {
        median: Span::minutes(15),
        sigma_milli: 800,
        law: Law::Lognormal,
    };
    let mut times = vec![usual; Work::ALL.len()];
    for entry in list.values() {
        let said = entry.value.decode::<ServiceText>(cx.sources, cx.problems);
        let Some(said) = said.map(|spot| spot.value) else {
            continue;
        };
        let of = Of {
            layers: &entry.layers,
            place: entry.id.place,
            family: Family::Desk,
        };
        let mut numbers = cx.numbers(&of);
        let time = &mut times[said.work as usize];
        time.median = numbers.length("median", &said.median);
        time.sigma_milli = numbers.milli("spread", &said.spread);
        time.law = said.law.unwrap_or(time.law);
        if time.median == Span::ZERO {
            let message = "work takes time";
            cx.problem(&codes::OUT_OF_RANGE, entry.id.place, message);
        }
    }
    times
}
