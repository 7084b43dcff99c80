//! Puts a scorecard together.

use super::card::{Headline, Scorecard};
use super::felt::latencies;
use super::path::paths;
use super::rating::rate;
use crate::exercise::Exercise;
use crate::journal::{Entry, Paces};
use crate::metric::{self, Evidence, Reading, Scope, Statistic};
use crate::model::SimTime;
use std::collections::BTreeMap;

/// What a scorecard says of the run it is of, that its entries do not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Identity {
    /// The seed; none while nobody is to know it.
    pub seed: Option<u64>,
    /// The engine's version.
    pub engine: String,
    /// SHA-256 of the canonical exercise, hexadecimal.
    pub scenario_hash: String,
    /// How many entries the whole journal has.
    pub entries: u32,
    /// The journal's head hash, hexadecimal.
    pub head: String,
}

/// The metrics of the first page, most telling first.
const FIRST_PAGE: &[&str] = &[
    "contact_reach",
    "open_delay",
    "ack_time",
    "answer_time",
    "finding_reach",
    "fresh_value",
    "tlp_breaches",
    "time_to_detect",
    "time_to_contain",
    "time_to_suspend",
    "infrastructure_suspended",
    "victims",
    "harm",
    "effort_total",
];

/// Scores a run up to a moment; `entries` are those of its journal, from the first.
#[must_use]
pub fn score(
    exercise: &Exercise,
    identity: Identity,
    entries: &[Entry],
    until: SimTime,
) -> Scorecard {
    let ledgers = metric::fold(exercise, entries, until);
    let readings = metric::readings(&ledgers, Evidence::Collect);
    let headlines = headlines(&readings);
    let sourced = exercise
        .parameters
        .iter()
        .filter(|one| one.source.is_some())
        .count();
    let assumed = exercise.parameters.len() - sourced;
    let paces = Paces::of(entries);
    let latencies = match paces.vary() {
        true => latencies(entries, &paces),
        false => BTreeMap::new(),
    };
    let count = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
    Scorecard {
        exercise_id: exercise.id.clone(),
        title: exercise.title.clone(),
        mark: exercise.mark.clone(),
        tlp: exercise.tlp,
        scenario_hash: identity.scenario_hash,
        seed: identity.seed,
        engine: identity.engine,
        entries: identity.entries,
        head: identity.head,
        ended_at: until,
        readings,
        headlines,
        objectives: rate(&ledgers),
        paths: paths(&ledgers, entries),
        parameters: (count(sourced), count(assumed)),
        latencies,
        paces,
    }
}

/// The readings of the first page: of the whole exercise, where something was observed; events
/// also where there were none, since that is news too.
fn headlines(readings: &[Reading]) -> Vec<Headline> {
    let worth = |reading: &Reading| {
        let events = metric::describe(reading.metric).map(|about| about.statistic);
        reading.count > 0 || events == Some(Statistic::Events)
    };
    let mut found: Vec<(usize, Headline)> = Vec::new();
    for (place, reading) in readings.iter().enumerate() {
        let rank = FIRST_PAGE.iter().position(|id| *id == reading.metric);
        if let Some(rank) = rank.filter(|_| reading.scope == Scope::All && worth(reading)) {
            found.push((rank, Headline { reading: place }));
        }
    }
    found.sort_by_key(|(rank, headline)| (*rank, headline.reading));
    found.into_iter().map(|(_, headline)| headline).collect()
}
