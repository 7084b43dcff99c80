//! Measures: each a fold over journal entries into readings with evidence. A metric sees a
//! journal and the exercise, never the World, so any old run can be scored again.
//!
//! One file a metric, one line in the list below. One pass writes down what all of them need
//! ([`ledger`]); then each takes its observations out of that.

mod describe;
#[cfg(test)]
pub(crate) mod fixture;
pub mod ledger;
mod need;
mod reading;
mod sheet;
mod survival;

pub use describe::{Description, Metric, Statistic};
pub use reading::{Provenance, Reading, Sample, Scope, Unit};
pub use sheet::{Evidence, Observed, Sheet};
pub use survival::{Survival, survival};

use crate::exercise::{Exercise, Family};
use crate::journal::Entry;
use crate::model::SimTime;
use ledger::Ledgers;

macro_rules! metrics {
    ($($file:ident::$metric:ident,)*) => {
        $(mod $file;)*

        /// Every metric, in the order that readings come in.
        pub const ALL: &[Metric] = &[$($file::$metric),*];
    };
}

metrics! {
    // Communication latency.
    messages_sent::METRIC,
    tries::METRIC,
    retries::METRIC,
    messages_delivered::METRIC,
    requests_delivered::METRIC,
    messages_answered::METRIC,
    contact_reach::METRIC,
    time_to_reach::METRIC,
    approval_time::METRIC,
    transit_time::METRIC,
    open_delay::METRIC,
    ack_time::METRIC,
    desk_wait::METRIC,
    work_time::METRIC,
    answer_time::METRIC,
    close_time::METRIC,
    answered_in_deadline::METRIC,
    clarification_rounds::METRIC,
    escalation_time::METRIC,
    // Information sharing.
    finding_time_to_need::METRIC,
    finding_reach::METRIC,
    reach_t50::METRIC,
    reach_t90::METRIC,
    fresh_value::METRIC,
    redundant_sharing::METRIC,
    over_sharing::METRIC,
    tlp_breaches::METRIC,
    pap_breaches::METRIC,
    sharing_concentration::METRIC,
    silent_share::METRIC,
    overclassification_loss::METRIC,
    false_claims_believed::METRIC,
    false_claims_acted_on::METRIC,
    false_claim_harm::METRIC,
    // Crisis response.
    time_to_detect::METRIC,
    time_to_notify::METRIC,
    time_to_contain::METRIC,
    time_to_warrant::METRIC,
    time_to_arrest::METRIC,
    time_to_recover::METRIC,
    time_to_suspend::METRIC,
    infrastructure_suspended::METRIC,
    dwell_time::METRIC,
    victims::METRIC,
    hits_warded_off::METRIC,
    harm::METRIC,
    returns_after_takedown::METRIC,
    displaced_activity::METRIC,
    effort::METRIC,
    effort_total::METRIC,
    agreement_effort::METRIC,
    task_time::METRIC,
}

/// What every metric is, in the order of the list.
pub fn descriptions() -> impl Iterator<Item = &'static Description> {
    ALL.iter().map(|metric| &metric.about)
}

/// What a metric is, by its id.
#[must_use]
pub fn describe(id: &str) -> Option<&'static Description> {
    descriptions().find(|about| about.id == id)
}

/// Writes down what happened up to a horizon.
#[must_use]
pub fn fold<'x>(exercise: &'x Exercise, entries: &[Entry], until: SimTime) -> Ledgers<'x> {
    let mut ledgers = Ledgers::new(exercise, until);
    ledgers.reserve(entries.len());
    for entry in entries {
        ledgers.fold(entry);
    }
    ledgers
}

/// All readings of what was written down, by metric in the order of the list, then scope, then
/// provenance; every metric has at least one, of the whole exercise.
#[must_use]
pub fn readings(ledgers: &Ledgers<'_>, evidence: Evidence) -> Vec<Reading> {
    let assumed = assumed(ledgers.exercise);
    let horizon = ledgers.until.since(SimTime::STARTEX).as_seconds().max(0.0);
    let mut sheet = Sheet::with_room(ledgers.chains.all().len());
    // Room for a reading of each metric and organisation, so that they are seldom moved.
    let mut out = Vec::with_capacity(ALL.len() * (8 + ledgers.exercise.organisations.len()));
    for metric in ALL {
        (metric.observe)(ledgers, &mut sheet);
        sheet.file(&frame(metric, &assumed, horizon, evidence), &mut out);
    }
    out
}

/// What the readings of a metric need to know beside their observations; `assumed` is by family.
fn frame<'m>(
    metric: &'m Metric,
    assumed: &[bool; Family::ALL.len()],
    horizon: f64,
    evidence: Evidence,
) -> sheet::Frame<'m> {
    let about = &metric.about;
    let rests = |provenance: &Provenance| {
        let simulated = *provenance == Provenance::Simulated;
        about
            .families
            .iter()
            .any(|family| assumed[*family as usize] && (simulated || binds_people(*family)))
    };
    let mut flags = [false; 4];
    for (flag, provenance) in flags.iter_mut().zip(Provenance::ALL) {
        *flag = rests(provenance);
    }
    sheet::Frame {
        about,
        assumed: flags,
        horizon,
        evidence,
    }
}

/// Readings of the whole exercise for each of its stretches, which begin at `starts`, in order: an
/// observation belongs to the stretch that its first entry fell in. Durations are restricted to
/// the length of the shortest stretch, so that one can be held against another.
#[must_use]
pub fn by_stretch(
    ledgers: &Ledgers<'_>,
    entries: &[Entry],
    starts: &[SimTime],
) -> Vec<Vec<Reading>> {
    let ends = starts.iter().skip(1).copied().chain([ledgers.until]);
    let lengths = starts.iter().zip(ends).map(|(from, to)| to.since(*from));
    let shortest = lengths.min().map_or(0.0, |span| span.as_seconds().max(0.0));
    let assumed = assumed(ledgers.exercise);
    let stretch = |seq: u32| {
        let at = entries
            .get(seq as usize)
            .map_or(SimTime::STARTEX, |entry| entry.at);
        starts
            .partition_point(|start| *start <= at)
            .saturating_sub(1)
    };
    let mut sheet = Sheet::with_room(ledgers.chains.all().len());
    let mut out: Vec<Vec<Reading>> = starts.iter().map(|_| Vec::new()).collect();
    for metric in ALL {
        (metric.observe)(ledgers, &mut sheet);
        let frame = frame(metric, &assumed, shortest, Evidence::Skip);
        for (mut part, out) in sheet.part(starts.len(), stretch).into_iter().zip(&mut out) {
            part.file_whole(&frame, out);
        }
    }
    out
}

/// All readings of a journal up to a horizon, with the entries behind them.
#[must_use]
pub fn read(exercise: &Exercise, entries: &[Entry], until: SimTime) -> Vec<Reading> {
    readings(&fold(exercise, entries, until), Evidence::Collect)
}

/// By family, whether any of its parameters has no source.
fn assumed(exercise: &Exercise) -> [bool; Family::ALL.len()] {
    let mut found = [false; Family::ALL.len()];
    for parameter in &exercise.parameters {
        found[parameter.family as usize] |= parameter.source.is_none();
    }
    found
}

/// Whether a family of parameters bears on what people did as well: a person's time does not rest
/// on an assumed service time, but the worth of what it brought rests on half-lives and harm.
fn binds_people(family: Family) -> bool {
    matches!(family, Family::Threat | Family::Finding | Family::Agreement)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_metric_is_described_once() {
        for (nth, metric) in ALL.iter().enumerate() {
            let about = &metric.about;
            assert_eq!(
                ALL.iter().position(|one| one.about.id == about.id),
                Some(nth)
            );
            assert_eq!(
                describe(about.id).map(|found| found.title),
                Some(about.title)
            );
            assert!(
                about.formula.ends_with('.') && !about.source.is_empty(),
                "{}",
                about.id
            );
            // Figures of harm stand bare: what they count is for the title to say.
            let says = about.title.ends_with("in the scenario's units");
            assert_eq!(says, about.unit == Unit::Harm, "{}", about.id);
        }
        assert!(describe("no_such_metric").is_none());
    }
}
