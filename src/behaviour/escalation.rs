//! Raising a matter: the next step of an agreed ladder, or of one's own hierarchy.

use super::sharing::{self, Parcel};
use super::{Turn, contact};
use crate::exercise::Term;
use crate::fact::Escalated;
use crate::journal::Causes;
use crate::model::{FieldSet, MessageId, MessageKind, OrgId, Priority, Subject};

/// Steps there are where no agreement gives a ladder.
const OWN_STEPS: usize = 2;

/// Raises a matter one step. Where it is about a message that met silence, the recipient is
/// written to again, urgently, over the head of whoever did not answer.
pub fn escalate(
    turn: &mut Turn<'_>,
    org: OrgId,
    about: Option<Subject>,
    message: Option<MessageId>,
    causes: Causes,
) {
    let to = message
        .map(|message| turn.message(message).letter.to)
        .filter(|to| *to != org);
    let steps = to.map_or(OWN_STEPS, |to| ladder(turn, org, to).unwrap_or(OWN_STEPS));
    let step = turn.state.ladder.get(&(org, about)).copied().unwrap_or(0) + 1;
    if step as usize > steps {
        return;
    }
    turn.state.ladder.insert((org, about), step);
    let seq = turn.tell(Escalated { org, about, step }, causes);
    let (Some(to), Some(message)) = (to, message) else {
        return;
    };
    let claims = turn.message(message).letter.claims.clone();
    let kind = MessageKind::Escalation;
    let parcel = Parcel {
        from: org,
        kind,
        about,
        priority: Priority::Urgent,
        over: None,
    };
    sharing::post(
        turn,
        &parcel,
        to,
        claims,
        FieldSet::default(),
        Causes::of(seq),
    );
}

/// The number of steps of the longest ladder agreed with the other side.
fn ladder(turn: &Turn<'_>, org: OrgId, to: OrgId) -> Option<usize> {
    let steps = contact::in_force(turn, org, to).filter_map(|(_, term)| match term {
        Term::Ladder(steps) => Some(steps.len()),
        _ => None,
    });
    steps.max()
}
