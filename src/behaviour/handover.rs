//! A seat changes hands. Where people take it, its playbook and its analysts stop where they stand;
//! where it is given back, they go on, and start from what lies open. Where the playbook is to
//! assist people, it goes on as well, and asks before each step.

use super::{Turn, desk, notion, playbook, reading};
use crate::fact::Fact;
use crate::model::{OrgId, Progress, SeatState};

/// A seat was given to somebody: what is under way stops where people take it. A playbook that
/// gets it back reads what is unread, and one that acts or proposes there takes up what people
/// have opened and not settled.
pub fn switched(turn: &mut Turn<'_>, org: OrgId, seq: u32) {
    let since = taken(turn, org, seq);
    if !turn.has_playbook(org) || since.is_some() {
        playbook::stop(turn, org);
    }
    let Some(since) = since.filter(|_| turn.has_playbook(org)) else {
        return;
    };
    desk::take_up(turn, org);
    let unread = turn.view(org).mailbox().unread.clone();
    for message in unread {
        let way = turn.message(message).channel;
        reading::delivered(turn, message, org, way, seq);
    }
    let open: Vec<u32> = (since..seq).filter(|at| is_open(turn, org, *at)).collect();
    for at in open {
        if !notion::sets_aside(turn, at) {
            playbook::take_up(turn, at, seq);
        }
    }
}

/// Since when people have had a seat that is given back; none where its playbook had it already.
fn taken(turn: &Turn<'_>, org: OrgId, seq: u32) -> Option<u32> {
    let mut since = None;
    for at in 0..seq {
        match turn.fact(at) {
            Some(Fact::SeatSwitched(f)) if f.org == org => {
                let people = f.to != SeatState::Simulated;
                since = people.then(|| since.unwrap_or(at));
            }
            _ => {}
        }
    }
    since
}

/// Whether a fact told a seat something that nobody there has settled since.
fn is_open(turn: &Turn<'_>, org: OrgId, seq: u32) -> bool {
    let seat = turn.view(org);
    match turn.fact(seq) {
        Some(Fact::MessageOpened(f)) if f.to == org => {
            let progress = turn.message(f.message).progress;
            matches!(progress, Progress::Opened | Progress::Acknowledged)
        }
        Some(Fact::VictimDetected(f)) if f.org == org => seat.contained(f.threat).is_none(),
        Some(Fact::ArtefactReceived(f)) if f.org == org => seat.artefact(f.artefact) != Some(true),
        _ => false,
    }
}
