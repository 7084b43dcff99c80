//! Signals that a threat group heeds, where its scenario lets it: it goes on with another class of
//! activity, or lies low.
//!
//! Each signal is one agreement, and whether a group heeds it is one draw keyed by both, so that
//! taking an agreement away changes nobody else's luck, and an agreement that is suspended and
//! comes back meets the same answer.

use super::{Turn, intrusion};
use crate::exercise::{Agreement, ThreatGroup};
use crate::fact::{GroupResumed, GroupSwitched, GroupWentQuiet};
use crate::journal::Causes;
use crate::kernel::{Purpose, draw, mix};
use crate::model::{
    AgreementId, AgreementState, GroupState, Placed, Standing, ThreatClass, ThreatId,
};

const RENOUNCED: Purpose = Purpose::of("heeds what is renounced");

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
    let quiet = goes_on_as.is_none();
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
            && turn.exercise.binds(agreement, sponsor)
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
