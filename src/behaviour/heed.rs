//! Signals that a threat group heeds, where its scenario lets it: it goes on with another class of
//! activity, or lies low.
//!
//! A signal is an agreement, a public attribution by somebody, or an arrest of other people in the
//! trade. Whether a group heeds it is one draw keyed by both, so that taking one signal away
//! changes nobody else's luck, and an agreement that is suspended and comes back meets the same
//! answer.

use super::{Due, Turn, intrusion, temper};
use crate::exercise::{Agreement, ThreatGroup};
use crate::fact::{Attributed, GroupResumed, GroupSwitched, GroupWentQuiet, TensionChanged};
use crate::journal::Causes;
use crate::kernel::{Purpose, draw, mix};
use crate::model::{
    AgreementId, AgreementState, GroupState, MILLION, OrgId, Placed, Standing, Tension,
    ThreatClass, ThreatId,
};

const RENOUNCED: Purpose = Purpose::of("heeds what is renounced");
const ATTRIBUTED: Purpose = Purpose::of("heeds attribution");
const ARRESTED: Purpose = Purpose::of("heeds arrests");

/// Somebody says in public who is behind a group; a playbook and a script do once. People may say
/// so as often as they like: were they told that they have, they would learn what belongs together.
pub fn attribute(turn: &mut Turn<'_>, by: OrgId, threat: Option<ThreatId>, causes: Causes) {
    let state = threat.map(|threat| threat.get::<GroupState>(turn.world()));
    let again = state.is_some_and(|state| state.attributed_by.contains(&by));
    if !again || !turn.is_simulated(by) {
        turn.tell(Attributed { threat, by }, causes);
    }
}

/// A group was attributed in public: its sponsor takes it ill, it knows that it is watched, and it
/// lies low if it heeds that. Said again it does nothing.
pub fn attributed(turn: &mut Turn<'_>, by: OrgId, threat: Option<ThreatId>, seq: u32) {
    let Some(threat) = threat.filter(|threat| turn.state.attributed.insert((*threat, by))) else {
        return;
    };
    let group = &turn.exercise.threats[threat.at()];
    if let (Some(economy), Some(other)) = (turn.org(by).economy, group.sponsor)
        && economy != other
    {
        let tension = &economy.get::<Tension>(turn.world()).0;
        let before = tension.get(&other).copied().unwrap_or(0);
        let raised = before.saturating_add(group.attribution_tension_ppm);
        let ppm = raised.min(MILLION).max(before);
        if ppm != before {
            let changed = TensionChanged {
                economy,
                other,
                ppm,
            };
            turn.tell(changed, Causes::of(seq));
        }
    }
    temper::tip_off(turn, threat, seq);
    let key = mix(turn.plan.threat(threat), turn.plan.org(by));
    let heeds = draw::bernoulli(&mut turn.draw(key, ATTRIBUTED), group.heeds.attributed_ppm);
    if heeds {
        lie_low(turn, threat, seq);
    }
}

/// The suspects behind a group were arrested: others of its class lie low if they heed that.
pub fn arrested(turn: &mut Turn<'_>, whose: ThreatId, seq: u32) {
    for (nth, group) in turn.exercise.threats.iter().enumerate() {
        let threat = ThreatId::nth(nth);
        let ppm = group.heeds.arrested_ppm;
        if ppm == 0 || threat == whose || class(turn, threat) != class(turn, whose) {
            continue;
        }
        let key = mix(turn.plan.threat(threat), turn.plan.threat(whose));
        if draw::bernoulli(&mut turn.draw(key, ARRESTED), ppm) {
            lie_low(turn, threat, seq);
        }
    }
}

/// A group lies low for as long as it does; a signal that comes meanwhile makes it longer.
fn lie_low(turn: &mut Turn<'_>, threat: ThreatId, seq: u32) {
    let until = turn.at() + turn.exercise.threats[threat.at()].heeds.lies_low;
    turn.state.low_until.insert(threat, until);
    turn.on(until, Due::Surface(threat), seq);
    settle(turn, threat, seq);
}

/// An agreement came to stand elsewhere: groups may heed it, or need not any more.
pub fn agreement_changed(turn: &mut Turn<'_>, agreement: AgreementId, seq: u32) {
    let exercise = turn.exercise;
    let row = &exercise.agreements[agreement.at()];
    for (nth, group) in exercise.threats.iter().enumerate() {
        let classes = [Some(group.class), group.heeds.switches_to];
        if classes.into_iter().flatten().any(|one| row.renounces(one)) {
            settle(turn, ThreatId::nth(nth), seq);
        }
    }
}

/// Brings a group to where the signals that stand now put it. One that has not begun, or has
/// stopped, needs no bringing.
pub fn settle(turn: &mut Turn<'_>, threat: ThreatId, cause: u32) {
    let group = &turn.exercise.threats[threat.at()];
    let state = threat.get::<GroupState>(turn.world()).clone();
    if turn.state.begun[threat.at()].is_none() || state.stopped {
        return;
    }
    let (seat, mut last) = (group.seat, cause);
    let goes_on_as = activity(turn, threat, group);
    if let Some(to) = goes_on_as.filter(|to| *to != state.class.unwrap_or(group.class)) {
        let switched = GroupSwitched {
            threat,
            group: seat,
            to,
        };
        last = turn.tell(switched, Causes::of(last));
    }
    let low_until = turn.state.low_until.get(&threat);
    let quiet = goes_on_as.is_none() || low_until.is_some_and(|until| *until > turn.at());
    if quiet && !state.quiet {
        let quiet = GroupWentQuiet {
            threat,
            group: seat,
        };
        turn.tell(quiet, Causes::of(last));
    } else if !quiet && state.quiet {
        let resumed = GroupResumed {
            threat,
            group: seat,
        };
        let seq = turn.tell(resumed, Causes::of(last));
        intrusion::try_held(turn, threat, seq);
    }
}

/// What a group does as agreements stand: its own class of activity, or the one it switches to,
/// or nothing when it heeds that both are renounced.
fn activity(turn: &Turn<'_>, threat: ThreatId, group: &ThreatGroup) -> Option<ThreatClass> {
    let mut classes = [Some(group.class), group.heeds.switches_to]
        .into_iter()
        .flatten();
    classes.find(|class| !is_renounced(turn, threat, *class))
}

/// Whether an agreement in force, by which the sponsor of a group renounces a class of activity,
/// is heeded by it.
fn is_renounced(turn: &Turn<'_>, threat: ThreatId, class: ThreatClass) -> bool {
    let group = &turn.exercise.threats[threat.at()];
    let Some(sponsor) = group.sponsor.filter(|_| group.heeds.renounced_ppm > 0) else {
        return false;
    };
    let heeded = |(nth, agreement): (usize, &Agreement)| {
        let id = AgreementId::nth(nth);
        let stands = id.get::<Standing>(turn.world()).0 == AgreementState::Operational;
        let key = mix(turn.plan.threat(threat), turn.plan.agreement(id));
        stands
            && agreement.renounces(class)
            && agreement.between.contains(&sponsor)
            && draw::bernoulli(&mut turn.draw(key, RENOUNCED), group.heeds.renounced_ppm)
    };
    turn.exercise.agreements.iter().enumerate().any(heeded)
}

/// What a group does now.
#[must_use]
pub fn class(turn: &Turn<'_>, threat: ThreatId) -> ThreatClass {
    let switched = threat.get::<GroupState>(turn.world()).class;
    switched.unwrap_or(turn.exercise.threats[threat.at()].class)
}
