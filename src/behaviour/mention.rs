//! What people tell each other in their own words: once an evaluator confirms it, it is known as
//! if the message had said it in a claim.

use super::{Turn, learning};
use crate::action::ConfirmMention;
use crate::fact::MentionConfirmed;
use crate::journal::Causes;
use crate::model::{Claim, MessageId};

/// An evaluator confirms what a message tells.
pub fn confirm(turn: &mut Turn<'_>, one: ConfirmMention, causes: Causes) {
    let letter = turn.message(one.message).letter.clone();
    let Some(known) = turn.view(letter.from).knows(one.finding) else {
        return;
    };
    let claim = Claim {
        part: one.part,
        ..known.claim.clone()
    };
    let confirmed = MentionConfirmed {
        message: one.message,
        from: letter.from,
        to: letter.to,
        claim: Box::new(claim),
        evaluator: one.evaluator,
    };
    turn.tell(confirmed, causes);
}

/// It was confirmed: whoever has read the message knows it. Whoever has not learns it by reading.
pub fn confirmed(turn: &mut Turn<'_>, message: MessageId, claim: &Claim, seq: u32) {
    let written = turn.message(message);
    let parties = (written.letter.from, written.letter.to);
    // A message that was stopped is done with as well, and nobody has read it.
    if written.opened_at.is_some() {
        learning::told_by_message(turn, message, parties, claim, seq);
    }
}
