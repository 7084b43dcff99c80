//! How a threat group takes it: it notices, is tipped off, moves, comes back.

use super::{Due, Turn, intrusion};
use crate::fact::{ClaimLeaked, GroupReturned, GroupTippedOff, HostAbandoned, HostUp};
use crate::journal::Causes;
use crate::kernel::{Purpose, draw, mix};
use crate::model::{
    EconomyId, FindingId, GroupState, HostId, HostState, MILLION, OrgId, Placed, Subject, ThreatId,
};

const NOTICES: Purpose = Purpose::of("group notices");
const BLOCK_NOTICED: Purpose = Purpose::of("group notices a block");
const RETURNS: Purpose = Purpose::of("group returns");
const RETURN_DELAY: Purpose = Purpose::of("return delay");
const MOVE_DELAY: Purpose = Purpose::of("move delay");
const LEAK: Purpose = Purpose::of("leak");

/// How likely a state that sponsors a group passes on what it learns, in parts per million;
/// one that tolerates it does so a third as often. Assumed.
const SPONSOR_LEAKS: u32 = 600_000;

/// Something was learnt: it may find its way to the group it is about.
pub fn may_leak(turn: &mut Turn<'_>, org: OrgId, finding: FindingId, seq: u32) {
    let Some(threat) = turn.exercise.findings[finding.at()].threat else {
        return;
    };
    let group = &turn.exercise.threats[threat.at()];
    let holder = turn.org(org);
    let home = holder.economy;
    let by_state = if home.is_some() && home == group.sponsor {
        SPONSOR_LEAKS
    } else if home.is_some_and(|home| group.tolerated_by.contains(&home)) {
        SPONSOR_LEAKS / 3
    } else {
        0
    };
    let ppm = holder.leak_ppm.max(by_state);
    let key = mix(turn.plan.finding(finding), turn.plan.org(org));
    if ppm > 0 && draw::bernoulli(&mut turn.draw(key, LEAK), ppm.min(MILLION)) {
        let leaked = ClaimLeaked {
            org,
            finding,
            group: group.seat,
        };
        let seq = turn.tell(leaked, Causes::of(seq));
        tip_off(turn, threat, seq);
    }
}

/// A group learns that it is being watched: it moves, if it is the kind that does.
pub fn tip_off(turn: &mut Turn<'_>, threat: ThreatId, cause: u32) {
    let group = &turn.exercise.threats[threat.at()];
    if threat
        .get::<GroupState>(turn.world())
        .tipped_off_at
        .is_some()
    {
        return;
    }
    let seq = turn.tell(
        GroupTippedOff {
            threat,
            group: group.seat,
        },
        Causes::of(cause),
    );
    if let Some(median) = group.moves_after {
        let mut chance = turn.draw(turn.plan.threat(threat), MOVE_DELAY);
        let takes = draw::lognormal(&mut chance, median, 500);
        turn.later(takes, Due::Relocate(threat), seq);
    }
}

/// A tipped-off group gives up what serves and goes on elsewhere.
pub fn relocate(turn: &mut Turn<'_>, threat: ThreatId, cause: u32) {
    let group = &turn.exercise.threats[threat.at()];
    let state = |turn: &Turn<'_>, host: HostId| *host.get::<HostState>(turn.world());
    for host in &group.hosts {
        let reserve = next_reserve(turn, threat, *host);
        if state(turn, *host) == HostState::Up
            && let Some(next) = reserve
        {
            let gone = HostAbandoned {
                host: *host,
                owner: group.seat,
            };
            let seq = turn.tell(gone, Causes::of(cause));
            let up = HostUp {
                host: next,
                owner: group.seat,
            };
            let seq = turn.tell(up, Causes::of(seq));
            intrusion::try_held(turn, threat, seq);
        }
    }
}

/// A host was suspended: its group notices and comes back after a while, perhaps.
pub fn host_suspended(turn: &mut Turn<'_>, host: HostId, seq: u32) {
    let Some(threat) = turn.exercise.hosts[host.at()].threat else {
        return;
    };
    let group = &turn.exercise.threats[threat.at()];
    let key = mix(
        turn.plan.threat(threat),
        turn.plan.subject(Subject::Host(host)),
    );
    if draw::bernoulli(&mut turn.draw(key, NOTICES), group.notices_ppm) {
        tip_off(turn, threat, seq);
    }
    if draw::bernoulli(&mut turn.draw(key, RETURNS), group.returns_ppm) {
        let mut chance = turn.draw(key, RETURN_DELAY);
        let takes = draw::lognormal(&mut chance, group.returns_after, 700);
        turn.later(takes, Due::Return(threat, host), seq);
    }
}

/// A host was blocked in one economy: its group sees no more visits from there, and may take that
/// for what it is. A move brings up what nobody has blocked.
pub fn host_blocked(turn: &mut Turn<'_>, host: HostId, economy: EconomyId, seq: u32) {
    let Some(threat) = turn.exercise.hosts[host.at()].threat else {
        return;
    };
    let group = &turn.exercise.threats[threat.at()];
    let there = turn.plan.subject(crate::model::Subject::Host(host));
    let key = mix(
        mix(turn.plan.threat(threat), there),
        turn.plan.economy(economy),
    );
    if draw::bernoulli(&mut turn.draw(key, BLOCK_NOTICED), group.notices_ppm) {
        tip_off(turn, threat, seq);
    }
}

/// The host that takes the place of one that was lost: one made for it, else any reserve.
fn next_reserve(turn: &Turn<'_>, threat: ThreatId, lost: HostId) -> Option<HostId> {
    let group = &turn.exercise.threats[threat.at()];
    let dormant = |host: &HostId| {
        turn.exercise.hosts[host.at()].reserve
            && *host.get::<HostState>(turn.world()) == HostState::Dormant
    };
    let made = |host: &HostId| turn.exercise.hosts[host.at()].stands_in_for == Some(lost);
    let mut reserves = group.hosts.iter().copied().filter(dormant);
    let all: Vec<HostId> = reserves.by_ref().collect();
    let fitting = all.iter().copied().find(made);
    fitting.or_else(|| {
        all.iter()
            .copied()
            .find(|host| turn.exercise.hosts[host.at()].stands_in_for.is_none())
    })
}

/// Whether what is known of a host can be met at a victim of its group. A group that goes on under
/// another name leaves no traces of a host at whom it hits once that is gone, nor before it serves.
pub fn leaves_traces(
    turn: &Turn<'_>,
    threat: ThreatId,
    points_at: Option<Subject>,
    victim: OrgId,
) -> bool {
    let renames = turn.exercise.threats[threat.at()].renames;
    let Some(Subject::Host(host)) = points_at.filter(|_| renames) else {
        return true;
    };
    let hit = intrusion::case(turn, threat, victim).compromised_at;
    match *host.get::<HostState>(turn.world()) {
        HostState::Up => true,
        HostState::Dormant => false,
        HostState::Suspended(_, at) | HostState::Abandoned(at) => hit.is_some_and(|hit| hit <= at),
    }
}

/// A group comes back after losing a host.
pub fn come_back(turn: &mut Turn<'_>, threat: ThreatId, lost: HostId, cause: u32) {
    if let Some(host) = next_reserve(turn, threat, lost) {
        come_up(turn, threat, host, cause);
    }
}

fn come_up(turn: &mut Turn<'_>, threat: ThreatId, host: HostId, cause: u32) {
    let group = turn.exercise.threats[threat.at()].seat;
    let seq = turn.tell(HostUp { host, owner: group }, Causes::of(cause));
    let seq = turn.tell(
        GroupReturned {
            threat,
            group,
            host,
        },
        Causes::of(seq),
    );
    intrusion::try_held(turn, threat, seq);
}
