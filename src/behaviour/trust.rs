//! Trust that moves: up with timely, useful answers; down with silence, falsehoods and breaches.
//!
//! The steps are assumptions in parts per million, set so that a handful of good answers lifts a
//! known partner into the next tier and one breach undoes them.

use super::{Turn, sharing};
use crate::fact::TrustChanged;
use crate::journal::Causes;
use crate::model::{
    AgreementId, AgreementState, Blocks, Claim, FindingId, GroupState, HostId, HostState, MILLION,
    MessageId, OrgId, Placed, Span, Standing, Subject,
};

const USEFUL_ANSWER: i64 = 30_000;
const BARE_ANSWER: i64 = 10_000;
const SILENCE: i64 = -40_000;
const FALSEHOOD: i64 = -80_000;
const BREACH: i64 = -150_000;

/// Trust before anything has happened between the two, under the agreements that stand now.
#[must_use]
pub fn at_first(turn: &Turn<'_>, holder: OrgId, other: OrgId) -> u32 {
    let of_holder = turn.plan.agreements_of[holder.at()].iter();
    let standing =
        of_holder.filter(|id| id.get::<Standing>(turn.world()).0 == AgreementState::Operational);
    let agreements = standing.map(|id| &turn.exercise.agreements[id.at()]);
    turn.exercise.default_trust(holder, other, agreements)
}

fn step(turn: &mut Turn<'_>, org: OrgId, other: OrgId, by: i64, cause: u32) {
    if org == other || !turn.org(org).kind.plays() || !turn.org(other).kind.plays() {
        return;
    }
    shift(turn, org, other, by, Causes::of(cause));
}

fn shift(turn: &mut Turn<'_>, org: OrgId, other: OrgId, by: i64, causes: Causes) {
    let was_ppm = turn.trust(org, other);
    shift_from(turn, (org, other), was_ppm, by, causes);
}

fn shift_from(
    turn: &mut Turn<'_>,
    (org, other): (OrgId, OrgId),
    was_ppm: u32,
    by: i64,
    causes: Causes,
) {
    let moved = (i64::from(was_ppm) + by).clamp(0, i64::from(MILLION));
    let ppm = u32::try_from(moved).unwrap_or(MILLION);
    if ppm != was_ppm {
        turn.tell(
            TrustChanged {
                org,
                other,
                was_ppm,
                ppm,
            },
            causes,
        );
    }
}

/// Somebody left, and takes a share of the trust that was gained along; so do as many successors.
pub fn fall_back(
    turn: &mut Turn<'_>,
    org: OrgId,
    other: OrgId,
    share_ppm: u32,
    times: u32,
    causes: Causes,
) {
    let (now, first) = (turn.trust(org, other), at_first(turn, org, other));
    let gained = i64::from(now.saturating_sub(first));
    let mut kept = gained;
    for _ in 0..times {
        let lost = kept * i64::from(share_ppm) / i64::from(MILLION);
        if lost == 0 {
            break;
        }
        kept -= lost;
    }
    shift(turn, org, other, kept - gained, causes);
}

/// Trust between parties of an agreement that has moved: what it is and would be at first.
pub fn under(turn: &Turn<'_>, id: AgreementId) -> Vec<(OrgId, OrgId, u32, u32)> {
    let agreement = &turn.exercise.agreements[id.at()];
    let parties = agreement
        .parties
        .iter()
        .filter(|_| agreement.tier().is_some());
    let mut all = Vec::new();
    for org in parties.copied() {
        let trusted = turn.view(org).trusted();
        for other in trusted.filter(|other| agreement.joins(org, *other)) {
            let (now, first) = (turn.trust(org, other), at_first(turn, org, other));
            all.push((org, other, now, first));
        }
    }
    all
}

/// An agreement came to stand elsewhere: trust that has moved keeps what it moved by, from where
/// it begins now.
pub fn follow(turn: &mut Turn<'_>, before: &[(OrgId, OrgId, u32, u32)], seq: u32) {
    for (org, other, now, first) in before.iter().copied() {
        let by = i64::from(at_first(turn, org, other)) - i64::from(first);
        shift_from(turn, (org, other), now, by, Causes::of(seq));
    }
}

/// Trust that moved and was left alone since: what it moved by halves in each half-life of
/// scenario time.
#[must_use]
pub fn faded(moved_ppm: u32, first_ppm: u32, passed: Span, half_life: Span) -> u32 {
    let halvings = passed.0.max(0) as f64 / half_life.0.max(1) as f64;
    let by = (f64::from(moved_ppm) - f64::from(first_ppm)) * libm::exp2(-halvings);
    (f64::from(first_ppm) + by + 0.5) as u32
}

/// People met.
pub fn met(turn: &mut Turn<'_>, org: OrgId, other: OrgId, ppm: u32, seq: u32) {
    step(turn, org, other, i64::from(ppm), seq);
}

/// An answer was read.
pub fn answered(turn: &mut Turn<'_>, org: OrgId, other: OrgId, by: MessageId, seq: u32) {
    let letter = &turn.message(by).letter;
    let useful = !letter.claims.is_empty() || !letter.fields.is_empty();
    step(
        turn,
        org,
        other,
        if useful { USEFUL_ANSWER } else { BARE_ANSWER },
        seq,
    );
}

/// A request went unanswered past its deadline.
pub fn missed(turn: &mut Turn<'_>, org: OrgId, other: OrgId, seq: u32) {
    step(turn, org, other, SILENCE, seq);
}

/// A claim turned out not to hold.
pub fn doubted(turn: &mut Turn<'_>, org: OrgId, other: OrgId, seq: u32) {
    step(turn, org, other, FALSEHOOD, seq);
}

/// An organisation that meets its own finding in a message from somebody who should not have had
/// it knows that one of those it told passed it on. It blames whoever it told, when that was one.
pub fn saw_claim(turn: &mut Turn<'_>, org: OrgId, from: OrgId, claim: &Claim, seq: u32) {
    if claim.source != org {
        return;
    }
    let Some(known) = turn.view(org).knows(claim.finding) else {
        return;
    };
    let [told] = known.shared_with[..] else {
        return;
    };
    if told == from {
        return;
    }
    if !claim.tlp.allows(sharing::onward(turn, told, from, org)) {
        step(turn, org, told, BREACH, seq);
    }
}

/// A group gave a host up. Whoever found it keeps an eye on it, and where nothing that can be seen
/// explains it – no host of the group was suspended or blocked, and nobody named it in public –
/// takes it that somebody talked: each of those it told is suspected, with an equal part of what a
/// breach costs.
pub fn found_dead(turn: &mut Turn<'_>, host: HostId, seq: u32) {
    let exercise = turn.exercise;
    let Some(threat) = exercise.hosts[host.at()].threat else {
        return;
    };
    let group = &exercise.threats[threat.at()];
    let explained = |host: &HostId| {
        let world = turn.world();
        matches!(host.get::<HostState>(world), HostState::Suspended(..))
            || !host.get::<Blocks>(world).0.is_empty()
    };
    let named = &threat.get::<GroupState>(turn.world()).attributed_by;
    if !named.is_empty() || group.hosts.iter().any(explained) {
        return;
    }
    let about = |nth: &usize| exercise.findings[*nth].points_at == Some(Subject::Host(host));
    for finding in (0..exercise.findings.len())
        .filter(about)
        .map(FindingId::nth)
    {
        for (org, _) in exercise.orgs() {
            let known = turn.view(org).knows(finding);
            let own = known.filter(|known| known.claim.source == org);
            let told = own
                .map(|known| known.shared_with.clone())
                .unwrap_or_default();
            for other in &told {
                step(turn, org, *other, BREACH / told.len() as i64, seq);
            }
        }
    }
}
