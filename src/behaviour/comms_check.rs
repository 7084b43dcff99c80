//! Points-of-contact checks: one organisation tries to reach many, to see who answers.

use super::Turn;
use super::sharing::{self, Parcel};
use crate::fact::CommsCheckCalled;
use crate::journal::Causes;
use crate::model::{FieldSet, MessageKind, OrgId, Priority};

/// Calls a check of these organisations.
pub fn call(turn: &mut Turn<'_>, org: OrgId, of: &[OrgId], causes: Causes) {
    let mut reached: Vec<OrgId> = Vec::new();
    for to in of {
        if *to != org && turn.org(*to).kind.plays() && !reached.contains(to) {
            reached.push(*to);
        }
    }
    let count = u32::try_from(reached.len()).unwrap_or(u32::MAX);
    let seq = turn.tell(CommsCheckCalled { org, of: count }, causes);
    let kind = MessageKind::CommsCheck;
    let parcel = Parcel {
        from: org,
        kind,
        about: None,
        priority: Priority::High,
        over: None,
    };
    for to in reached {
        sharing::post(
            turn,
            &parcel,
            to,
            Vec::new(),
            FieldSet::default(),
            Causes::of(seq),
        );
    }
}
