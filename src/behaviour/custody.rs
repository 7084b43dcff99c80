//! The chain of custody: whether what an organisation knows would stand as evidence.
//!
//! What it found or knew first-hand is evidence where it has the mandate to preserve it. What it is
//! sent is evidence where the sender held it so when the message was written, sends all of it, and
//! the channel by which it came carries evidence. A link that was left out can be made good by a
//! later copy that came the right way. Only what a court asks for as evidence is followed.

use super::Turn;
use crate::fact::EvidenceSecured;
use crate::journal::Causes;
use crate::model::{Claim, FindingId, Letter, Mandate, MessageId, OrgId, Part};
use smallvec::SmallVec;

fn is_asked_for(turn: &Turn<'_>, finding: FindingId) -> bool {
    turn.plan.as_evidence[finding.at()]
}

/// What of a letter its sender holds as evidence when it writes it, and sends in full.
pub fn enclosed(turn: &Turn<'_>, letter: &Letter) -> SmallVec<[FindingId; 2]> {
    let view = turn.view(letter.from);
    let held = |claim: &&Claim| {
        claim.part == Part::Full
            && is_asked_for(turn, claim.finding)
            && view
                .knows(claim.finding)
                .is_some_and(|known| known.evidence)
    };
    let held = letter.claims.iter().filter(held);
    held.map(|claim| claim.finding).collect()
}

/// An organisation has something first-hand.
pub fn first_hand(turn: &mut Turn<'_>, org: OrgId, finding: FindingId, part: Part, cause: u32) {
    let asked_for = part == Part::Full && is_asked_for(turn, finding);
    if asked_for && turn.org(org).may(Mandate::PreserveEvidence) {
        secure(turn, org, finding, None, cause);
    }
}

/// A claim was read. What an inject brings is the exercise's own word, and as good as first-hand.
pub fn received(turn: &mut Turn<'_>, message: MessageId, claim: &Claim, cause: u32) {
    let finding = claim.finding;
    if claim.part != Part::Full || !is_asked_for(turn, finding) {
        return;
    }
    let m = turn.message(message);
    let (org, scripted) = (m.letter.to, m.letter.inject.is_some());
    if !turn.channel(m.channel).evidence {
        return;
    }
    let unbroken = if scripted {
        turn.org(org).may(Mandate::PreserveEvidence)
    } else {
        turn.state.errand(message).evidence.contains(&finding)
    };
    if unbroken {
        secure(turn, org, finding, Some(message), cause);
    }
}

fn secure(
    turn: &mut Turn<'_>,
    org: OrgId,
    finding: FindingId,
    message: Option<MessageId>,
    cause: u32,
) {
    let Some(known) = turn.view(org).knows(finding) else {
        return;
    };
    if known.evidence {
        return;
    }
    let causes = Causes::of(known.learnt_seq).and(cause);
    let secured = EvidenceSecured {
        org,
        finding,
        message,
    };
    turn.tell(secured, causes);
}
