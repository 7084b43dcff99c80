//! Reads what will be needed soon, a little before it is: in a large exercise each thing due is
//! about another organisation, whose memory would be waited for. Changes nothing.

use super::{Due, Plan, State};
use crate::exercise::Exercise;
use crate::model::{Desk, Knowledge, Mailbox, MessageId, OrgId, Placed, World};
use std::hint::black_box;

/// Reads the message that something due is about, from afar.
#[inline]
pub fn look_far(due: Due, world: &World) {
    if let Some(message) = about(due) {
        black_box(world.messages.get(message).lineage);
    }
}

/// Reads what something due will start with at the organisation it is about.
#[inline]
pub fn look(due: Due, exercise: &Exercise, plan: &Plan, state: &State, world: &World) {
    match due {
        Due::Ticket(org) => {
            black_box(state.arrivals[org.at()].drawn());
            desk(org, plan, world);
        }
        Due::Finish(_, org, _) => desk(org, plan, world),
        due => {
            if let Some(message) = about(due) {
                let to = world.messages.get(message).letter.to;
                black_box(exercise.org(to).kind);
                black_box(to.get::<Mailbox>(world).unread.len());
                black_box(to.get::<Knowledge>(world).artefacts.len());
            }
        }
    }
}

fn desk(org: OrgId, plan: &Plan, world: &World) {
    black_box(plan.pace(org).skill_ppm);
    black_box(org.get::<Desk>(world).busy);
}

#[inline]
fn about(due: Due) -> Option<MessageId> {
    match due {
        Due::Approval(message, _)
        | Due::Search(message)
        | Due::Arrive(message, _)
        | Due::Open(message)
        | Due::Hear(message)
        | Due::Silence(message, _)
        | Due::Deadline(message, _) => Some(message),
        _ => None,
    }
}
