//! When people leave, some of the trust that was gained goes with them.
//!
//! The season says which share of what trust has gained is personal. Each of an organisation's
//! contacts with a tenure holds an equal part of it; who rotates at an inject's bidding are all.
//! Trust that was lost is not theirs to take along, and nothing happens where no share is personal.

use super::{Due, Turn, directory, trust};
use crate::exercise::ContactPoint;
use crate::journal::Causes;
use crate::model::{OrgId, SimTime, Span};

/// The term that a person serves now.
#[derive(Clone, Copy, Debug)]
pub struct Term {
    /// How many came before, the one before STARTEX among them.
    nth: u64,
    /// When it ends, in scenario time from STARTEX.
    ends: SimTime,
}

/// STARTEX: people leave at the end of their terms.
pub fn start(turn: &mut Turn<'_>) {
    if turn.exercise.season.personal_ppm == 0 {
        return;
    }
    for (id, org) in turn.exercise.players() {
        for (nth, contact) in (0..).zip(&org.contacts) {
            let Some(takes) = length(turn, id, contact, 1) else {
                continue;
            };
            let ends = SimTime::STARTEX + takes;
            turn.state.terms.insert((id, nth), Term { nth: 1, ends });
            let at = turn.exercise.clock.played_at(ends);
            turn.on(at, Due::Leave(id, nth), u32::MAX);
        }
    }
}

fn length(turn: &Turn<'_>, org: OrgId, contact: &ContactPoint, nth: u64) -> Option<Span> {
    let tenure = contact.tenure?;
    Some(directory::term(turn, org, &contact.role, tenure, nth))
}

/// Somebody leaves, and in a jump of scenario time perhaps successors as well.
pub fn leave(turn: &mut Turn<'_>, org: OrgId, contact: u32) {
    let now = turn.scenario_time(turn.at());
    let contacts = &turn.exercise.org(org).contacts;
    let Some(mut term) = turn.state.terms.get(&(org, contact)).copied() else {
        return;
    };
    let mut left = 0;
    while term.ends <= now {
        left += 1;
        term.nth += 1;
        let next = length(turn, org, &contacts[contact as usize], term.nth);
        let takes = next.map_or(1, |span| span.0.max(1));
        term.ends += Span(takes);
    }
    turn.state.terms.insert((org, contact), term);
    let at = turn.exercise.clock.played_at(term.ends);
    turn.on(at, Due::Leave(org, contact), u32::MAX);
    let persons = contacts.iter().filter(|one| one.tenure.is_some()).count();
    let persons = u32::try_from(persons.max(1)).unwrap_or(u32::MAX);
    let share = turn.exercise.season.personal_ppm / persons;
    take_along(turn, org, share, left, Causes::NONE);
}

/// All of an organisation's people changed.
pub fn all_left(turn: &mut Turn<'_>, org: OrgId, causes: Causes) {
    take_along(turn, org, turn.exercise.season.personal_ppm, 1, causes);
}

/// Trust in an organisation moved: who trusts it otherwise than at first is remembered.
pub fn moved(turn: &mut Turn<'_>, org: OrgId, other: OrgId) {
    if turn.exercise.season.personal_ppm > 0 {
        turn.state.trusting.entry(other).or_default().insert(org);
    }
}

fn take_along(turn: &mut Turn<'_>, org: OrgId, share_ppm: u32, times: u32, causes: Causes) {
    if share_ppm == 0 || times == 0 {
        return;
    }
    let trusting = turn.state.trusting.get(&org).cloned().unwrap_or_default();
    for holder in trusting {
        trust::fall_back(turn, holder, org, share_ppm, times, causes);
    }
    let trusted: Vec<OrgId> = turn.view(org).trusted().collect();
    for other in trusted {
        trust::fall_back(turn, org, other, share_ppm, times, causes);
    }
}
