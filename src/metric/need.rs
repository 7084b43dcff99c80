//! The need for findings, fixed before play, and how it was met.

use super::ledger::{Ledgers, Mark};
use super::{Provenance, sheet::Sheet};
use crate::model::{FindingId, OrgId, SimTime};

/// One organisation's need of one finding.
#[derive(Clone, Copy, Debug)]
pub(super) struct Need {
    pub(super) finding: FindingId,
    pub(super) org: OrgId,
    pub(super) obtainable: Mark,
    /// When it was known there.
    pub(super) learnt: Mark,
    /// Who played the seat when it learnt it; while it has not, who plays it at the horizon.
    pub(super) by: Provenance,
}

/// The needs of true findings that became obtainable, by finding then organisation.
pub(super) fn needs<'a>(ledgers: &'a Ledgers<'_>) -> impl Iterator<Item = Need> + 'a {
    let findings = (0..ledgers.exercise.findings.len()).map(FindingId::nth);
    findings.flat_map(move |finding| needs_of(ledgers, finding))
}

/// The needs of one finding, as [`needs`].
pub(super) fn needs_of<'a>(
    ledgers: &'a Ledgers<'_>,
    finding: FindingId,
) -> impl Iterator<Item = Need> + 'a {
    let obtainable = ledgers.knowing.obtainable(finding);
    let exercise = ledgers.exercise;
    let known = &exercise.findings[finding.at()];
    let real = known.truth && obtainable.is_set();
    let orgs = known.needed_by.iter().copied().filter(move |org| {
        // EXCON and threat groups are never recipients, whatever an author wrote.
        real && exercise.org(*org).kind.plays()
    });
    orgs.map(move |org| {
        let held = ledgers.knowing.of(org, finding);
        Need {
            finding,
            org,
            obtainable,
            learnt: held.map_or(Mark::NONE, |held| held.learnt),
            by: held.map_or_else(|| ledgers.seats.provenance(org), |held| held.by),
        }
    })
}

/// What a finding is worth at a moment, as a share of its worth when it became obtainable:
/// 2^(-age / half-life). A half-life of nothing leaves nothing after the first moment; what never
/// came (`SimTime::NEVER`) is worth nothing.
pub(super) fn freshness(ledgers: &Ledgers<'_>, finding: FindingId, at: SimTime) -> f64 {
    let age = at.since(ledgers.knowing.obtainable(finding).at).0.max(0);
    let half_life = ledgers.exercise.findings[finding.at()].half_life.0;
    if at == SimTime::NEVER || (half_life <= 0 && age > 0) {
        0.0
    } else if age == 0 {
        1.0
    } else {
        libm::exp2(-(age as f64) / half_life as f64)
    }
}

/// For each finding, the time until so many percent of all its needs are met.
pub(super) fn reached(ledgers: &Ledgers<'_>, percent: usize, sheet: &mut Sheet) {
    for place in 0..ledgers.exercise.findings.len() {
        let finding = FindingId::nth(place);
        let mut all: Vec<Need> = needs_of(ledgers, finding).collect();
        let Some(first) = all.first().copied() else {
            continue;
        };
        let mixed = all.iter().any(|need| need.by != first.by);
        let by = if mixed {
            Provenance::Inferred
        } else {
            first.by
        };
        all.sort_by_key(|need| (need.learnt.at, need.learnt.seq));
        let enough = (all.len() * percent).div_ceil(100).max(1);
        let row = ledgers.leg(first.obtainable, all[enough - 1].learnt, by);
        sheet.add(row.finding(finding));
    }
}
