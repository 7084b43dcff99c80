//! Where the customers of a threat group go when nothing of it serves any more, or its people are
//! arrested: to other groups, which then hit whom this one had planned to hit.
//!
//! Who is going to be hit stays as it was planned; who does it may change. Only what a group has
//! planned itself is ever passed on, each time by a take-down or an arrest, so that groups which
//! name each other hand nobody to and fro.

use super::{Due, Turn, intrusion};
use crate::exercise::Customers;
use crate::fact::{CustomerLeft, VictimCompromised};
use crate::journal::Causes;
use crate::kernel::{Purpose, draw, mix};
use crate::model::{GroupState, HostId, MILLION, OrgId, Placed, SimTime, ThreatId};

const LEAVES: Purpose = Purpose::of("customer leaves");
const SETTLES: Purpose = Purpose::of("customer settles");

/// Spread of the time until a customer is at work elsewhere: sigma of its logarithm, in
/// thousandths, as for the return of a group. Assumed.
const SETTLES_SIGMA_MILLI: u32 = 700;

/// A host was suspended: customers leave if nothing is left that serves.
pub fn host_suspended(turn: &mut Turn<'_>, host: HostId, seq: u32) {
    let Some(threat) = turn.exercise.hosts[host.at()].threat else {
        return;
    };
    if !intrusion::any_serves(turn, threat) {
        leave(turn, threat, seq);
    }
}

/// Customers leave for other groups. Whether one leaves, and where to, is one draw for each victim
/// that was planned: who stays once, stays every time.
pub fn leave(turn: &mut Turn<'_>, threat: ThreatId, seq: u32) {
    let group = &turn.exercise.threats[threat.at()];
    if turn.state.begun[threat.at()].is_none() {
        return;
    }
    for (nth, victim) in (0u32..).zip(&group.victims) {
        let gone = turn.state.gone.contains_key(&(threat, nth));
        let hit = intrusion::case(turn, threat, victim.org).compromised_at;
        if gone || hit.is_some() || victim.through.is_some() || group.customers.is_empty() {
            continue;
        }
        let key = mix(turn.plan.threat(threat), turn.plan.org(victim.org));
        let luck = draw::below(&mut turn.draw(key, LEAVES), u64::from(MILLION));
        let Some(choice) = chosen(&group.customers, luck) else {
            continue;
        };
        if turn.exercise.threats[choice.to.at()].plans(victim.org) {
            continue;
        }
        let mut chance = turn.draw(key, SETTLES);
        let takes = draw::lognormal(&mut chance, choice.after, SETTLES_SIGMA_MILLI);
        let at = turn.at() + takes;
        pass_on(turn, (threat, nth), choice.to, at, seq);
    }
}

/// The group whose share a number below a million falls into.
fn chosen(customers: &[Customers], luck: u64) -> Option<&Customers> {
    let mut upto = 0;
    customers.iter().find(|one| {
        upto += u64::from(one.share_ppm);
        luck < upto
    })
}

/// Passes a planned victim on to another group, which hits it from this moment on, and not before
/// its time.
fn pass_on(
    turn: &mut Turn<'_>,
    (threat, nth): (ThreatId, u32),
    to: ThreatId,
    at: SimTime,
    seq: u32,
) {
    let exercise = turn.exercise;
    let (group, rival) = (&exercise.threats[threat.at()], &exercise.threats[to.at()]);
    let victim = &group.victims[nth as usize];
    turn.state.gone.insert((threat, nth), to);
    let left = CustomerLeft {
        threat,
        group: group.seat,
        to,
        rival: rival.seat,
        org: victim.org,
    };
    let seq = turn.tell(left, Causes::of(seq));
    let planned = intrusion::moment(turn, threat, victim.at);
    turn.on(at.max(planned), Due::TakeOver(threat, nth), seq);
}

/// A customer is at work again elsewhere: the victim is hit, unless that group serves no more.
/// Then the customer is back where it was.
pub fn take_over(turn: &mut Turn<'_>, threat: ThreatId, nth: u32, cause: u32) {
    let Some(to) = turn.state.gone.get(&(threat, nth)).copied() else {
        return;
    };
    let victim = &turn.exercise.threats[threat.at()].victims[nth as usize];
    let contained = |through| intrusion::case(turn, to, through).contained_at.is_some();
    let hit = intrusion::case(turn, to, victim.org).compromised_at;
    if hit.is_some() || victim.through.is_some_and(contained) {
        return;
    }
    if !is_at_work(turn, to) {
        turn.state.gone.remove(&(threat, nth));
        if victim.through.is_none() {
            turn.on(turn.at(), Due::Hit(threat, nth), cause);
        }
        return;
    }
    turn.state.taken_over.insert((to, victim.org), threat);
    let fact = VictimCompromised {
        threat: to,
        org: victim.org,
        group: turn.exercise.threats[to.at()].seat,
    };
    turn.tell(fact, Causes::of(cause));
}

/// Whether a group can hit anybody: it has begun, serves, is not stopped and does not lie low.
fn is_at_work(turn: &Turn<'_>, threat: ThreatId) -> bool {
    let state = threat.get::<GroupState>(turn.world());
    let begun = turn.state.begun[threat.at()].is_some();
    begun && !state.stopped && !state.quiet && intrusion::any_serves(turn, threat)
}

/// A victim was compromised. If it was another group's, whoever was to be reached through it is
/// reached by the group that hit it.
pub fn compromised(turn: &mut Turn<'_>, by: ThreatId, org: OrgId, seq: u32) {
    let Some(threat) = turn.state.taken_over.get(&(by, org)).copied() else {
        return;
    };
    let exercise = turn.exercise;
    for (nth, victim) in (0u32..).zip(&exercise.threats[threat.at()].victims) {
        let behind = victim.through == Some(org);
        if behind && !exercise.threats[by.at()].plans(victim.org) {
            let at = turn.at() + intrusion::breaks_out(turn, by, victim.org);
            pass_on(turn, (threat, nth), by, at, seq);
        }
    }
}
