//! Release of classified findings, and legal clearance: what was kept back goes out then.

use super::state::KeptBack;
use super::{Due, Turn, sharing};
use crate::fact::{ClaimCleared, ClaimReleased};
use crate::journal::Causes;
use crate::kernel::{Purpose, draw, mix};
use crate::model::{FindingId, Mandate, MessageKind, OrgId, Priority, Withheld};

const RELEASE: Purpose = Purpose::of("release");

/// An organisation begins to release something. Whoever holds the mandate to declassify decides
/// in half the time of whoever has to ask.
pub fn begin(turn: &mut Turn<'_>, org: OrgId, finding: FindingId, cause: u32) {
    if !turn.state.releasing.insert((org, finding)) {
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
        let parcel = sharing::Parcel {
            from: org,
            kind: MessageKind::Indicators,
            about: None,
            priority: Priority::Normal,
            over: None,
        };
        sharing::offer(turn, &parcel, kept.to, &[finding], Causes::of(cause));
    }
}
