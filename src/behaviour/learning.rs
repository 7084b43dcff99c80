//! How organisations come to know things, and what follows from knowing.

use super::desk::{self, Job};
use super::{Due, Turn, custody, release, temper, trust};
use crate::exercise::Finding;
use crate::fact::{ArtefactReceived, ClaimLearnt, VictimDetected};
use crate::journal::Causes;
use crate::kernel::{Purpose, draw, mix};
use crate::model::{
    Cases, Claim, DataCategory, FindingId, LearntBy, Letter, MILLION, MessageId, MessageKind,
    OrgId, Part, Placed, Priority, Subject, ThreatId, Tlp, Work,
};

const CLASSIFY: Purpose = Purpose::of("classification");

/// A message was read: its claims and artefacts are known, and a victim may see itself in it.
pub fn read(turn: &mut Turn<'_>, message: MessageId, letter: &Letter, seq: u32) {
    let org = letter.to;
    for artefact in &letter.artefacts {
        if turn.view(org).artefact(*artefact).is_none() {
            let held = ArtefactReceived {
                org,
                artefact: *artefact,
                message: Some(message),
            };
            turn.tell(held, Causes::of(seq));
        }
    }
    for claim in &letter.claims {
        told_by_message(turn, message, (letter.from, org), claim, seq);
    }
    if letter.kind == MessageKind::Notification && letter.about == Some(Subject::Victim(org)) {
        told_to_be_victim(turn, org, letter.from, Some(message), seq);
    }
}

/// Whoever read a message was told a claim by it.
pub fn told_by_message(
    turn: &mut Turn<'_>,
    message: MessageId,
    (from, to): (OrgId, OrgId),
    claim: &Claim,
    seq: u32,
) {
    trust::saw_claim(turn, to, from, claim, seq);
    let by = LearntBy::Message;
    learn(turn, to, claim.clone(), by, Some(message), seq);
    custody::received(turn, message, claim, seq);
    victim_told(turn, to, claim.finding, from, Some(message), seq);
}

/// An organisation is told that it is a victim, and looks.
pub fn told_to_be_victim(
    turn: &mut Turn<'_>,
    org: OrgId,
    by: OrgId,
    message: Option<MessageId>,
    seq: u32,
) {
    let cases = &org.get::<Cases>(turn.world()).0;
    let threats: Vec<ThreatId> = cases.keys().copied().collect();
    for threat in threats {
        told(turn, org, threat, by, message, seq);
    }
}

/// A claim that points at whoever is told it tells it that it is a victim.
pub fn victim_told(
    turn: &mut Turn<'_>,
    org: OrgId,
    finding: FindingId,
    by: OrgId,
    message: Option<MessageId>,
    seq: u32,
) {
    let found = &turn.exercise.findings[finding.at()];
    if found.points_at == Some(Subject::Victim(org))
        && let Some(threat) = found.threat
    {
        told(turn, org, threat, by, message, seq);
    }
}

/// An organisation looked for what a message says in its own systems: a victim finds traces of an
/// address or a signature. Methods, names and keys leave none that could be looked for.
pub fn recognise(
    turn: &mut Turn<'_>,
    org: OrgId,
    findings: &[FindingId],
    message: MessageId,
    seq: u32,
) {
    let by = turn.message(message).letter.from;
    for id in findings {
        let found: &Finding = &turn.exercise.findings[id.at()];
        let traceable = found.kind.is_found_in_logs();
        if let (Some(threat), true) = (found.threat, found.truth && traceable)
            && temper::leaves_traces(turn, threat, found.points_at, org)
        {
            told(turn, org, threat, by, Some(message), seq);
        }
    }
}

/// A victim that is told looks, and finds what is there; before it is hit there is nothing.
fn told(
    turn: &mut Turn<'_>,
    org: OrgId,
    threat: ThreatId,
    by: OrgId,
    message: Option<MessageId>,
    seq: u32,
) {
    let case = org
        .get::<Cases>(turn.world())
        .0
        .get(&threat)
        .copied()
        .unwrap_or_default();
    if case.compromised_at.is_some() && case.detected_at.is_none() {
        let detected = VictimDetected {
            threat,
            org,
            told_by: Some(by),
            message,
        };
        turn.tell(detected, Causes::of(seq));
    }
}

/// An organisation finds something by itself: it sets the labels, and may classify it.
pub fn find(
    turn: &mut Turn<'_>,
    org: OrgId,
    finding: FindingId,
    part: Part,
    by: LearntBy,
    seq: u32,
) {
    let found: &Finding = &turn.exercise.findings[finding.at()];
    let policy = &turn.org(org).policy;
    let tlp = found.tlp.unwrap_or(policy.tlp);
    let claim = Claim {
        finding,
        part,
        tlp,
        pap: found.pap,
        source: org,
    };
    learn(turn, org, claim, by, None, seq);
    custody::first_hand(turn, org, finding, part, seq);
}

/// An organisation learns a claim, unless it knew as much before.
pub fn learn(
    turn: &mut Turn<'_>,
    org: OrgId,
    claim: Claim,
    by: LearntBy,
    message: Option<MessageId>,
    cause: u32,
) {
    let finding = claim.finding;
    let known = turn.view(org).knows(finding);
    let in_confidence =
        message.is_some_and(|message| release::came_in_confidence(turn, message, finding));
    // A copy of what another classified is free once it comes again without being so.
    let for_another = release::holds_for_another(turn, org, finding);
    let same = known.is_some_and(|known| known.claim.source == claim.source);
    let released = for_another && !in_confidence && (same || claim.tlp <= Tlp::Green);
    if known.is_some_and(|known| known.claim.part >= claim.part) {
        // What others pass around freely need not be kept secret any longer.
        let passed_around = !in_confidence && claim.source != org && claim.tlp <= Tlp::Green;
        if passed_around || released {
            release::freed(turn, org, finding, cause);
        }
        return;
    }
    let policy = &turn.org(org).policy;
    let found = &turn.exercise.findings[finding.at()];
    let own = matches!(by, LearntBy::Sensor | LearntBy::Analysis);
    let key = mix(turn.plan.finding(finding), turn.plan.org(org));
    let classified = in_confidence
        || (own && draw::bernoulli(&mut turn.draw(key, CLASSIFY), policy.classifies_ppm));
    let cleared = found.data != DataCategory::Personal || !policy.legal_review;
    let causes = if cause == u32::MAX {
        Causes::NONE
    } else {
        Causes::of(cause)
    };
    let fact = ClaimLearnt {
        org,
        claim: Box::new(claim),
        by,
        message,
        classified,
        cleared,
    };
    let seq = turn.tell(fact, causes);
    if released {
        release::freed(turn, org, finding, seq);
    }
}

/// Something was learnt: lawyers look at it where law says so, and it may leak.
pub fn learnt(turn: &mut Turn<'_>, org: OrgId, finding: FindingId, seq: u32) {
    let known = turn.view(org).knows(finding);
    if known.is_some_and(|known| !known.cleared) {
        let root = turn.plan.finding(finding);
        let job = Job {
            org,
            work: Work::LegalReview,
            priority: Priority::Normal,
            message: None,
            root,
            run: None,
            artefact: None,
        };
        let ticket = desk::queue(turn, &job, Causes::of(seq));
        turn.state.reviews.insert(ticket, finding);
    }
    temper::may_leak(turn, org, finding, seq);
}

/// A piece of work was finished: if it was a legal review, what it was about is cleared.
pub fn reviewed(turn: &mut Turn<'_>, ticket: crate::model::TicketId, org: OrgId, seq: u32) {
    if let Some(finding) = turn.state.reviews.remove(&ticket) {
        release::cleared(turn, org, finding, seq);
    }
}

/// STARTEX: what is known beforehand, and when findings come to be there.
pub fn start(turn: &mut Turn<'_>, seq: u32) {
    for nth in 0..turn.exercise.findings.len() {
        let id = FindingId::nth(nth);
        let finding = &turn.exercise.findings[nth];
        if let Some(after) = finding.obtainable {
            turn.later(after, Due::Obtainable(id), seq);
        }
        for org in &finding.known_to {
            find(turn, *org, id, Part::Full, LearntBy::Beforehand, seq);
        }
    }
}

/// Checks a claim: what is true stands; what is false is seen through with some chance.
#[must_use]
pub fn sees_through(turn: &Turn<'_>, org: OrgId, finding: FindingId) -> bool {
    const VERIFY: Purpose = Purpose::of("verification");
    let key = mix(turn.plan.finding(finding), turn.plan.org(org));
    let ppm = turn.org(org).policy.sees_through_ppm.min(MILLION);
    !turn.exercise.findings[finding.at()].truth && draw::bernoulli(&mut turn.draw(key, VERIFY), ppm)
}
