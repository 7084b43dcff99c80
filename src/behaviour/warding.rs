//! Indicators put to use: whoever has set its systems against what is known of a threat may be
//! spared a hit. Whoever merely knows is not, and nobody is by what its CERT applied.

use super::desk::{self, Job};
use super::{Turn, delivery};
use crate::exercise::Finding;
use crate::fact::{HitWardedOff, IndicatorApplied};
use crate::journal::Causes;
use crate::kernel::{Purpose, draw, mix};
use crate::model::{
    Applied, FindingId, GroupState, HostState, Knowledge, MILLION, OrgId, Part, Placed, Priority,
    SimTime, Subject, ThreatId, Work,
};

const WARDS: Purpose = Purpose::of("indicator wards");

/// What it is to apply one finding: to have those who run the systems block it or look out for
/// it. No public figure tells how long that takes, and it has the time of talking to several.
pub const WORK: Work = Work::Coordination;

/// The first of some findings that an organisation would apply: it knows more of it than it has
/// applied, the thing can be set against a threat, and its label allows active measures.
pub fn next(
    turn: &Turn<'_>,
    org: OrgId,
    mut findings: impl Iterator<Item = FindingId>,
) -> Option<FindingId> {
    let view = turn.view(org);
    findings.find(|id| {
        let Some(known) = view.knows(*id) else {
            return false;
        };
        let (claim, kind) = (&known.claim, turn.exercise.findings[id.at()].kind);
        kind.can_be_applied()
            && (claim.pap.allows_active_measures() || claim.source == org)
            && view.applied(*id).is_none_or(|part| part < claim.part)
            && !turn.state.applying.contains(&(org, *id))
    })
}

/// A person has a finding applied: the desk takes the time.
pub fn begin(turn: &mut Turn<'_>, org: OrgId, finding: FindingId, causes: Causes) {
    if !turn.state.applying.insert((org, finding)) {
        return;
    }
    let job = Job {
        org,
        work: WORK,
        priority: Priority::High,
        message: None,
        root: turn.plan.finding(finding),
        run: None,
        artefact: None,
    };
    let ticket = desk::queue(turn, &job, causes);
    turn.state.applications.insert(ticket, finding);
}

/// The work is done: as much as is known by now is applied.
pub fn applied(turn: &mut Turn<'_>, org: OrgId, finding: FindingId, causes: Causes) {
    turn.state.applying.remove(&(org, finding));
    if let Some(known) = turn.view(org).knows(finding) {
        let part = known.claim.part;
        turn.tell(IndicatorApplied { org, finding, part }, causes);
    }
}

/// Whether a hit that is due comes to nothing because its victim has applied what wards it off.
/// Each finding has a chance of its own; what is false or about another threat has none.
pub fn ward_off(turn: &mut Turn<'_>, threat: ThreatId, org: OrgId, cause: u32) -> bool {
    let applied = &org.get::<Knowledge>(turn.world()).applied;
    let warding = applied.iter().find(|(finding, applied)| {
        let ppm = chance(turn, threat, **finding, **applied);
        let victim = mix(turn.plan.threat(threat), turn.plan.org(org));
        let key = mix(victim, turn.plan.finding(**finding));
        ppm > 0 && draw::bernoulli(&mut turn.draw(key, WARDS), ppm)
    });
    let Some((finding, applied)) = warding.map(|(finding, applied)| (*finding, *applied)) else {
        return false;
    };
    let fact = HitWardedOff {
        threat,
        org,
        finding,
    };
    turn.tell(fact, Causes::of(cause).and(applied.seq));
    true
}

/// How likely an applied finding wards off a hit now, in parts per million. What leaves out source
/// and method does so half as often (assumed).
fn chance(turn: &Turn<'_>, threat: ThreatId, finding: FindingId, applied: Applied) -> u32 {
    let found = &turn.exercise.findings[finding.at()];
    if !found.truth || found.threat != Some(threat) || found.wards_ppm == 0 {
        return 0;
    }
    let left = match delivery::host_of(turn, Some(Subject::Finding(finding))) {
        // What points at a host is good for as long as that host serves, and for nothing else.
        Some(host) if *host.get::<HostState>(turn.world()) == HostState::Up => 1.0,
        Some(_) => 0.0,
        None if changed_its_ways(turn, threat) => 0.0,
        None => freshness(turn, found),
    };
    let part = match applied.part {
        Part::Full => 1.0,
        Part::Partial => 0.5,
    };
    (f64::from(found.wards_ppm.min(MILLION)) * left * part) as u32
}

/// Whether a group knows that it is watched, and is of the kind that moves then.
fn changed_its_ways(turn: &Turn<'_>, threat: ThreatId) -> bool {
    let moves = turn.exercise.threats[threat.at()].moves_after.is_some();
    moves
        && threat
            .get::<GroupState>(turn.world())
            .tipped_off_at
            .is_some()
}

/// What is left of the worth of a finding, which halves with each half-life of scenario time since
/// it came to be there, or since STARTEX.
fn freshness(turn: &Turn<'_>, found: &Finding) -> f64 {
    let there = SimTime::STARTEX + found.obtainable.unwrap_or_default();
    let now = turn.scenario_time(turn.at());
    let age = now.since(turn.scenario_time(there)).0.max(0);
    libm::exp2(-(age as f64) / found.half_life.0.max(1) as f64)
}
