//! Threat groups at work: stages, hits, spread. Who is going to be hit is planned before play;
//! defenders can only make it come later or not at all.

use super::{Due, Turn, heed, warding};
use crate::fact::{HostUp, StageReached, VictimCompromised, VictimContained, VictimRecovered};
use crate::journal::Causes;
use crate::kernel::{Purpose, draw, mix};
use crate::model::{
    Blocks, Case, Cases, GroupState, HostId, HostState, OrgId, Placed, SimTime, Span, ThreatId,
};

const BREAKOUT: Purpose = Purpose::of("breakout");

/// STARTEX: every group that need not wait begins.
pub fn start(turn: &mut Turn<'_>, seq: u32) {
    let threats = turn.exercise.threats.len();
    turn.state.stages = vec![0; threats];
    turn.state.begun = vec![None; threats];
    for (nth, group) in turn.exercise.threats.iter().enumerate() {
        if !group.waits {
            unleash(turn, ThreatId::nth(nth), seq);
        }
    }
}

/// A group begins, unless it has: infrastructure comes up, stages and first hits are due.
pub fn unleash(turn: &mut Turn<'_>, threat: ThreatId, seq: u32) {
    let now = turn.at();
    if turn.state.begun[threat.at()].replace(now).is_some() {
        return;
    }
    heed::settle(turn, threat, seq);
    let group = &turn.exercise.threats[threat.at()];
    for host in &group.hosts {
        let asleep = *host.get::<HostState>(turn.world()) == HostState::Dormant;
        if asleep && !turn.exercise.hosts[host.at()].reserve {
            turn.tell(
                HostUp {
                    host: *host,
                    owner: group.seat,
                },
                Causes::of(seq),
            );
        }
    }
    for (stage, plan) in group.stages.iter().enumerate() {
        let at = moment(turn, threat, plan.at);
        turn.on(at, Due::Stage(threat, stage as u32), seq);
    }
    for (nth, victim) in group.victims.iter().enumerate() {
        if victim.through.is_none() {
            let at = moment(turn, threat, victim.at);
            turn.on(at, Due::Hit(threat, nth as u32), seq);
        }
    }
}

/// A moment of a group's plan, counted from when it began.
pub fn moment(turn: &Turn<'_>, threat: ThreatId, planned: SimTime) -> SimTime {
    let begun = turn.state.begun[threat.at()].unwrap_or(SimTime::STARTEX);
    begun + planned.since(SimTime::STARTEX)
}

/// A stage is due: it is reached when the host it needs serves, otherwise after the return.
pub fn stage(turn: &mut Turn<'_>, threat: ThreatId, stage: u32, cause: u32) {
    let group = &turn.exercise.threats[threat.at()];
    let needs = group.stages[stage as usize].needs;
    let in_order = turn.state.stages[threat.at()] == stage;
    if !in_order || stopped(turn, threat) || needs.is_some_and(|host| !serves(turn, host)) {
        return;
    }
    turn.state.stages[threat.at()] = stage + 1;
    let fact = StageReached {
        threat,
        group: group.seat,
        stage: stage + 1,
    };
    let seq = turn.tell(fact, Causes::of(cause));
    let next = group.stages.get(stage as usize + 1);
    if next.is_some_and(|next| moment(turn, threat, next.at) < turn.at()) {
        turn.on(turn.at(), Due::Stage(threat, stage + 1), seq);
    }
    try_held(turn, threat, seq);
}

/// Whether a host, or one that stands in for it, serves.
fn serves(turn: &Turn<'_>, host: HostId) -> bool {
    let up = |id: HostId| *id.get::<HostState>(turn.world()) == HostState::Up;
    let stand_ins = &turn.plan.stand_ins[host.at()];
    up(host) || stand_ins.iter().copied().any(up)
}

/// Whether a host serves and is not blocked in the economy of a victim.
fn reaches(turn: &Turn<'_>, host: HostId, victim: OrgId) -> bool {
    let blocks = &host.get::<Blocks>(turn.world()).0;
    let home = turn.org(victim).economy;
    *host.get::<HostState>(turn.world()) == HostState::Up
        && home.is_none_or(|economy| !blocks.contains_key(&economy))
}

/// Whether any host of a group serves; one without hosts needs none.
pub fn any_serves(turn: &Turn<'_>, threat: ThreatId) -> bool {
    let hosts = &turn.exercise.threats[threat.at()].hosts;
    let up = |host: &HostId| *host.get::<HostState>(turn.world()) == HostState::Up;
    hosts.is_empty() || hosts.iter().any(up)
}

/// How far a group has come at an organisation.
pub fn case(turn: &Turn<'_>, threat: ThreatId, org: OrgId) -> Case {
    let cases = org.get::<Cases>(turn.world());
    cases.0.get(&threat).copied().unwrap_or_default()
}

/// How long a group takes from one victim to another behind it.
pub fn breaks_out(turn: &Turn<'_>, threat: ThreatId, to: OrgId) -> Span {
    let group = &turn.exercise.threats[threat.at()];
    let key = mix(turn.plan.threat(threat), turn.plan.org(to));
    let mut chance = turn.draw(key, BREAKOUT);
    draw::lognormal(&mut chance, group.breakout, group.breakout_sigma_milli)
}

fn stopped(turn: &Turn<'_>, threat: ThreatId) -> bool {
    threat.get::<GroupState>(turn.world()).stopped
}

/// A planned hit is due. It is held while its stage is not reached, nothing that serves can be
/// reached from where the victim is or the group lies low, and spared when the way to it was
/// closed by containment, or by what its victim had applied.
pub fn hit(turn: &mut Turn<'_>, threat: ThreatId, nth: u32, cause: u32) {
    let group = &turn.exercise.threats[threat.at()];
    let victim = &group.victims[nth as usize];
    let case = |org: OrgId| case(turn, threat, org);
    let gone = turn.state.gone.contains_key(&(threat, nth));
    if gone || stopped(turn, threat) || case(victim.org).compromised_at.is_some() {
        return;
    }
    if victim
        .through
        .is_some_and(|through| case(through).contained_at.is_some())
    {
        return;
    }
    let reached = group.stages.is_empty() || turn.state.stages[threat.at()] > victim.stage;
    let serving = group.hosts.is_empty()
        || group
            .hosts
            .iter()
            .any(|host| reaches(turn, *host, victim.org));
    let quiet = threat.get::<GroupState>(turn.world()).quiet;
    if !reached || !serving || quiet {
        turn.state.held_hits.push((threat, nth));
        return;
    }
    if warding::ward_off(turn, threat, victim.org, cause) {
        return;
    }
    let fact = VictimCompromised {
        threat,
        org: victim.org,
        group: group.seat,
    };
    turn.tell(fact, Causes::of(cause));
}

/// A stage was reached or a host came up: held stages and hits are tried again.
pub fn try_held(turn: &mut Turn<'_>, threat: ThreatId, cause: u32) {
    let (mine, rest) = std::mem::take(&mut turn.state.held_hits)
        .into_iter()
        .partition(|(one, _)| *one == threat);
    turn.state.held_hits = rest;
    let mine: Vec<(ThreatId, u32)> = mine;
    for (threat, nth) in mine {
        turn.on(turn.at(), Due::Hit(threat, nth), cause);
    }
    let next = turn.state.stages[threat.at()];
    let due = turn.exercise.threats[threat.at()].stages.get(next as usize);
    if due.is_some_and(|stage| moment(turn, threat, stage.at) <= turn.at()) {
        turn.on(turn.at(), Due::Stage(threat, next), cause);
    }
}

/// A victim was compromised: from there the group breaks out to those behind it.
pub fn compromised(turn: &mut Turn<'_>, threat: ThreatId, org: OrgId, seq: u32) {
    let group = &turn.exercise.threats[threat.at()];
    for (nth, victim) in group.victims.iter().enumerate() {
        if victim.through == Some(org) {
            let takes = breaks_out(turn, threat, victim.org);
            let at = moment(turn, threat, victim.at).max(turn.at() + takes);
            turn.on(at, Due::Hit(threat, nth as u32), seq);
        }
    }
}

/// A victim closes its intrusion; the group loses its access.
pub fn contain(turn: &mut Turn<'_>, threat: ThreatId, org: OrgId, causes: Causes) {
    let group = turn.exercise.threats[threat.at()].seat;
    turn.tell(VictimContained { threat, org, group }, causes);
}

/// A victim is back to normal.
pub fn recover(turn: &mut Turn<'_>, threat: ThreatId, org: OrgId, causes: Causes) {
    turn.tell(VictimRecovered { threat, org }, causes);
}
