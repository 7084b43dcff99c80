//! Contacts outside: what people noted of calls, mails and meetings beside Hotwash, and what
//! follows once the other side says that it was so.

use super::{Turn, learning, trust};
use crate::action::LogContact;
use crate::fact::{ContactConfirmed, ContactDenied, ContactLogged};
use crate::journal::Causes;
use crate::model::{LearntBy, OrgId, OutsideId, Subject};

/// Somebody notes a contact.
pub fn logged(turn: &mut Turn<'_>, by: OrgId, note: LogContact, causes: Causes) {
    let logged = ContactLogged {
        contact: turn.world().outsides.next(),
        by,
        with: note.with,
        turned: note.turned,
        means: note.means,
        held: note.held.unwrap_or(turn.at()),
        answered: note.answered,
        about: note.about,
        claims: note.claims,
        text: note.text,
    };
    turn.tell(logged, causes);
}

/// The other side, or EXCON in its place, says that it was so.
pub fn confirmed(turn: &mut Turn<'_>, said_by: OrgId, contact: OutsideId, causes: Causes) {
    if let Some(one) = turn.world().outsides.get(contact) {
        let confirmed = ContactConfirmed {
            contact,
            by: one.by,
            with: one.with,
            means: one.means,
            held: one.held,
            said_by,
        };
        turn.tell(confirmed, causes);
    }
}

/// The other side, or EXCON in its place, says that it was not so.
pub fn denied(turn: &mut Turn<'_>, said_by: OrgId, contact: OutsideId, causes: Causes) {
    if let Some(one) = turn.world().outsides.get(contact) {
        let denied = ContactDenied {
            contact,
            by: one.by,
            with: one.with,
            means: one.means,
            held: one.held,
            said_by,
        };
        turn.tell(denied, causes);
    }
}

/// A contact was confirmed: what was told by it is known now, as if a message had been read. A
/// word is no evidence, though.
pub fn told(turn: &mut Turn<'_>, contact: OutsideId, seq: u32) {
    let Some(one) = turn.world().outsides.get(contact).cloned() else {
        return;
    };
    let (from, org) = (one.by, one.with);
    for claim in &one.claims {
        trust::saw_claim(turn, org, from, claim, seq);
        learning::learn(turn, org, claim.clone(), LearntBy::Contact, None, seq);
        learning::victim_told(turn, org, claim.finding, from, None, seq);
    }
    if one.answered && one.about == Some(Subject::Victim(org)) {
        learning::told_to_be_victim(turn, org, from, None, seq);
    }
}
