//! Release of classified findings, and legal clearance: what was kept back goes out then.

use super::sharing::{self, Parcel, Way};
use super::state::KeptBack;
use super::{Due, Turn};
use crate::fact::{ClaimCleared, ClaimReleased};
use crate::journal::Causes;
use crate::kernel::{Purpose, draw, mix};
use crate::model::{
    FieldSet, FindingId, Letter, Mandate, MessageId, MessageKind, OrgId, Priority, Withheld,
};
use smallvec::SmallVec;

const RELEASE: Purpose = Purpose::of("release");

/// An organisation begins to release something. Whoever holds the mandate to declassify decides
/// in half the time of whoever has to ask.
pub fn begin(turn: &mut Turn<'_>, org: OrgId, finding: FindingId, cause: u32) {
    // Only whoever classified it can release it.
    if holds_for_another(turn, org, finding) || !turn.state.releasing.insert((org, finding)) {
        return;
    }
    let holder = turn.org(org);
    let key = mix(turn.plan.finding(finding), turn.plan.org(org));
    let takes = draw::lognormal(&mut turn.draw(key, RELEASE), holder.policy.release, 600);
    let takes = if holder.may(Mandate::Declassify) {
        crate::model::Span(takes.0 / 2)
    } else {
        takes
    };
    turn.later(takes, Due::Release(org, finding), cause);
}

/// The release is through.
pub fn done(turn: &mut Turn<'_>, org: OrgId, finding: FindingId, cause: u32) {
    freed(turn, org, finding, cause);
}

/// What an organisation had classified is so no longer, if it was.
pub fn freed(turn: &mut Turn<'_>, org: OrgId, finding: FindingId, cause: u32) {
    if !(turn.view(org).knows(finding)).is_some_and(|known| known.classified) {
        return;
    }
    let seq = turn.tell(ClaimReleased { org, finding }, Causes::of(cause));
    offer_again(turn, org, finding, Withheld::Classification, seq);
    pass_word(turn, org, finding, seq);
}

/// What of a letter its sender keeps classified; what an inject brings is not the sender's.
pub fn enclosed(turn: &Turn<'_>, letter: &Letter) -> SmallVec<[FindingId; 2]> {
    if letter.inject.is_some() {
        return SmallVec::new();
    }
    let view = turn.view(letter.from);
    let findings = letter.claims.iter().map(|claim| claim.finding);
    findings
        .filter(|id| view.knows(*id).is_some_and(|known| known.classified))
        .collect()
}

/// Whether a message brought a finding in confidence: its sender kept it classified, and so does
/// the channel by which it came.
#[must_use]
pub fn came_in_confidence(turn: &Turn<'_>, message: MessageId, finding: FindingId) -> bool {
    turn.state.errand(message).secret.contains(&finding)
        && turn.channel(turn.message(message).channel).classified
}

/// Whether an organisation keeps something classified that another has classified.
#[must_use]
pub fn holds_for_another(turn: &Turn<'_>, org: OrgId, finding: FindingId) -> bool {
    let known = turn.view(org).knows(finding);
    known.is_some_and(|known| known.classified && known.claim.source != org)
}

/// Whoever was told in confidence hears that it is free, by a message that carries it again.
fn pass_word(turn: &mut Turn<'_>, org: OrgId, finding: FindingId, cause: u32) {
    let mut told = turn
        .state
        .entrusted
        .remove(&(org, finding))
        .unwrap_or_default();
    if !turn.is_simulated(org) {
        return;
    }
    told.sort_unstable();
    told.dedup();
    for to in told {
        let parcel = word(org);
        match sharing::permitted(turn, org, to, finding, Way::Best(None)) {
            Ok(claim) => {
                let (claims, fields) = (vec![claim], FieldSet::default());
                sharing::post(turn, &parcel, to, claims, fields, Causes::of(cause));
            }
            Err(why) => sharing::withhold(turn, org, to, finding, why, Causes::of(cause)),
        }
    }
}

/// What goes out once it is free.
fn word(org: OrgId) -> Parcel {
    Parcel {
        from: org,
        kind: MessageKind::Indicators,
        about: None,
        priority: Priority::Normal,
        over: None,
    }
}

/// Legal review has cleared something.
pub fn cleared(turn: &mut Turn<'_>, org: OrgId, finding: FindingId, cause: u32) {
    let seq = turn.tell(ClaimCleared { org, finding }, Causes::of(cause));
    offer_again(turn, org, finding, Withheld::Legal, seq);
}

/// What was kept back for this reason alone is offered again.
fn offer_again(turn: &mut Turn<'_>, org: OrgId, finding: FindingId, why: Withheld, cause: u32) {
    let kept = turn.state.kept_back.entry((org, finding)).or_default();
    let again: Vec<KeptBack> = kept.extract_if(.., |kept| kept.why == why).collect();
    for kept in again {
        let parcel = word(org);
        sharing::offer(turn, &parcel, kept.to, &[finding], Causes::of(cause));
    }
}
