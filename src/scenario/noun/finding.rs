//! Findings and falsehoods.

use super::super::cx::{Cx, Of};
use super::super::gather::{Entry, List};
use super::super::ron_place::{Given, Length, OneOrMany, Share, Spot};
use super::{noun, selector, subject, text};
use crate::exercise::{Family, Finding};
use crate::model::{DataCategory, FindingKind, OrgId, Pap, SimTime, Span, Tlp};

noun! {
    FindingText as "Finding" {
        says: Spot<String>,
        kind: FindingKind,
        threat: Spot<String>,
        points_at: Spot<String>,
        half_life: Given<Length>,
        obtainable: Spot<String>,
        tlp: Tlp,
        pap: Pap,
        data: DataCategory,
        wards: Given<Share>,
        known_to: OneOrMany<String>,
        needed_by: OneOrMany<String>,
    }
}

/// A day: how long a finding keeps half its value where its author does not say. Assumed.
const HALF_LIFE: Span = Span::hours(24);

/// One finding, and who needs it where its author says so.
pub(in crate::scenario) fn resolve(
    cx: &mut Cx<'_>,
    entry: &Entry<'_>,
    truth: bool,
) -> (Finding, Option<Vec<OrgId>>) {
    let said = entry.value.decode::<FindingText>(cx.sources, cx.problems);
    let id = entry.id.value.clone();
    let mut finding = Finding {
        says: id.clone(),
        id,
        kind: FindingKind::Address,
        truth,
        threat: None,
        points_at: None,
        half_life: HALF_LIFE,
        obtainable: None,
        tlp: None,
        pap: Pap::Clear,
        data: DataCategory::Technical,
        wards_ppm: 0,
        known_to: Vec::new(),
        needed_by: Vec::new(),
    };
    let Some(said) = said.map(|spot| spot.value) else {
        return (finding, None);
    };
    let of = Of {
        layers: &entry.layers,
        place: entry.id.place,
        family: Family::Finding,
    };
    let half_life = cx.numbers(&of).may("half_life", &said.half_life);
    finding.half_life = half_life.map_or(HALF_LIFE, |length| length.0).max(Span(1));
    let wards = cx.numbers(&of).may("wards", &said.wards);
    finding.wards_ppm = wards.map_or(0, |share| share.0);
    finding.threat = cx.find_some(said.threat.as_ref());
    finding.points_at = subject::some(cx, said.points_at.as_ref());
    if let Some(obtainable) = &said.obtainable {
        let at = cx.moment(obtainable);
        finding.obtainable = at.map(|at| at.max(SimTime::STARTEX).since(SimTime::STARTEX));
    }
    finding.kind = said.kind.unwrap_or(finding.kind);
    finding.tlp = said.tlp;
    finding.pap = said.pap.unwrap_or(finding.pap);
    finding.data = said.data.unwrap_or(finding.data);
    finding.known_to = selector::select(cx, &said.known_to.unwrap_or_default(), None);
    if said.says.is_some() {
        finding.says = text(said.says);
    }
    let needed_by = said.needed_by.map(|list| selector::select(cx, &list, None));
    (finding, needed_by)
}

/// Findings and falsehoods, sorted together.
pub(in crate::scenario) fn sorted<'l, 'd>(
    findings: &'l List<'d>,
    falsehoods: &'l List<'d>,
) -> Vec<(&'l Entry<'d>, bool)> {
    let findings = findings.values().map(|entry| (entry, true));
    let mut all: Vec<_> = findings
        .chain(falsehoods.values().map(|entry| (entry, false)))
        .collect();
    all.sort_by(|(one, _), (other, _)| one.id.value.cmp(&other.id.value));
    all
}
