//! The critical path of every outcome: its causes followed back along the last to arrive.

use super::card::CriticalPath;
use super::legs::legs;
use crate::journal::{Entry, acted_on, causes_of};
use crate::metric::ledger::{Ledgers, named};
use crate::model::{CriticalTaskId, OrgId, Span, Subject};
use std::collections::BTreeMap;

/// The paths of all outcomes, longest first: malicious hosts suspended, intrusions detected and
/// contained, critical tasks done.
#[must_use]
pub fn paths(ledgers: &Ledgers<'_>, entries: &[Entry]) -> Vec<CriticalPath> {
    let outcomes = outcomes(ledgers);
    let mut paths: Vec<CriticalPath> = outcomes
        .into_iter()
        .map(|(outcome, (about, org))| path(ledgers, entries, outcome, about, org))
        .filter(|path| !path.chain.is_empty())
        .collect();
    paths.sort_by_key(|path| (std::cmp::Reverse(path.total), path.outcome));
    paths
}

/// What was brought about: the entry that shows it, what it was about, who did it.
fn outcomes(ledgers: &Ledgers<'_>) -> BTreeMap<u32, (Option<Subject>, OrgId)> {
    let mut found = BTreeMap::new();
    for one in &ledgers.hosts.suspensions {
        if ledgers.hosts.threat(one.host).is_some() {
            found.insert(one.mark.seq, (Some(Subject::Host(one.host)), one.org));
        }
    }
    for ((_, org), case) in &ledgers.victims.cases {
        for mark in [case.detected.mark, case.contained.mark] {
            found.insert(mark.seq, (Some(Subject::Victim(*org)), *org));
        }
    }
    for (place, task) in ledgers.exercise.tasks.iter().enumerate() {
        let about = named(&task.does).or(task.inject.map(Subject::Inject));
        for (seat, attempt) in ledgers.tasks.of(CriticalTaskId::nth(place)) {
            found.entry(attempt.finished().seq).or_insert((about, seat));
        }
    }
    // What has not happened has no entry.
    found.remove(&u32::MAX);
    found
}

fn path(
    ledgers: &Ledgers<'_>,
    entries: &[Entry],
    outcome: u32,
    about: Option<Subject>,
    org: OrgId,
) -> CriticalPath {
    let mut chain = causes_of(entries, outcome);
    while let Some(before) = chain.first().and_then(|root| acted_on(entries, *root)) {
        let mut longer = causes_of(entries, before);
        longer.append(&mut chain);
        chain = longer;
    }
    let steps: Vec<&Entry> = chain.iter().map(|seq| &entries[*seq as usize]).collect();
    let legs = legs(ledgers, &steps);
    let total = legs.iter().fold(Span::ZERO, |sum, leg| sum + leg.span);
    CriticalPath {
        outcome,
        about,
        org: Some(org),
        total,
        legs,
        chain,
    }
}
