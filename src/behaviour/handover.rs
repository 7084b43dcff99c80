//! A seat changes hands. Where people take it, its playbook and its analysts stop where they stand;
//! where it is given back, they go on, and start from what lies open. Where the playbook is to
//! assist people, it goes on as well, and asks before each step.

use super::{Turn, contact, desk, notion, playbook, reading, unsettled};
use crate::fact::Fact;
use crate::model::{OrgId, SeatState};

/// A seat was given to somebody: what is under way stops where people take it alone. A playbook
/// that gets it back reads what is unread, and takes up what people have opened or learnt and not
/// settled; what it was proposing to them it does.
pub fn switched(turn: &mut Turn<'_>, org: OrgId, to: SeatState, seq: u32) {
    let before = before(turn, org, seq);
    match (before, to) {
        (SeatState::Simulated | SeatState::Assisted, SeatState::Human) => playbook::stop(turn, org),
        (SeatState::Human, SeatState::Assisted) => take_up(turn, org, seq),
        (SeatState::Human, SeatState::Simulated) => {
            desk::take_up(turn, org);
            read(turn, org, seq);
            contact::take_up(turn, org, seq);
            take_up(turn, org, seq);
        }
        (SeatState::Assisted, SeatState::Simulated) => {
            desk::take_up(turn, org);
            read(turn, org, seq);
            contact::take_up(turn, org, seq);
            playbook::go_on(turn, org, seq);
        }
        // A playbook that is to assist asks before each step from now on.
        (SeatState::Simulated, SeatState::Assisted)
        | (SeatState::Simulated, SeatState::Simulated)
        | (SeatState::Assisted, SeatState::Assisted)
        | (SeatState::Human, SeatState::Human) => {}
    }
}

/// The playbook reads what is unread.
fn read(turn: &mut Turn<'_>, org: OrgId, seq: u32) {
    let unread = turn.view(org).mailbox().unread.clone();
    for message in unread {
        let way = turn.message(message).channel;
        reading::delivered(turn, message, org, way, seq);
    }
}

/// The playbook takes up what people have opened or learnt, and not settled.
fn take_up(turn: &mut Turn<'_>, org: OrgId, seq: u32) {
    let since = taken(turn, org, seq);
    for at in unsettled::between(turn, org, since, seq) {
        if !notion::sets_aside(turn, at) {
            playbook::take_up(turn, at, seq);
        }
    }
}

/// Who had a seat before an entry.
fn before(turn: &Turn<'_>, org: OrgId, seq: u32) -> SeatState {
    let mut switches = (0..seq).rev().filter_map(|at| match turn.fact(at) {
        Some(Fact::SeatSwitched(f)) if f.org == org => Some(f.to),
        _ => None,
    });
    switches.next().unwrap_or(SeatState::Simulated)
}

/// Since when people have had a seat, with a playbook's help or without.
fn taken(turn: &Turn<'_>, org: OrgId, seq: u32) -> u32 {
    let mut since = seq;
    for at in (0..seq).rev() {
        match turn.fact(at) {
            Some(Fact::SeatSwitched(f)) if f.org != org => {}
            Some(Fact::SeatSwitched(f)) if f.to == SeatState::Simulated => break,
            Some(Fact::SeatSwitched(_)) => since = at,
            _ => {}
        }
    }
    since
}
