//! What the time between two entries of a critical path was spent on, as the desk tells it apart.

use super::card::{Leg, LegKind};
use crate::exercise::Exercise;
use crate::fact::Fact;
use crate::journal::{Body, Entry, Input};
use crate::metric::ledger::Ledgers;
use crate::model::{MessageId, MessageKind, OrgId, SimTime};

/// The legs of a chain of entries, in order and without gaps: steps that took no time are left
/// out, and neighbours that spent theirs alike at the same place are one.
pub(super) fn legs(ledgers: &Ledgers<'_>, chain: &[&Entry]) -> Vec<Leg> {
    let mut legs: Vec<Leg> = Vec::new();
    for step in chain.windows(2) {
        let (from, to) = (step[0], step[1]);
        let (kind, org) = spent(ledgers, from, to);
        for (kind, start, end) in split(ledgers.exercise, kind, org, from.at, to.at) {
            let span = end.since(start);
            match legs.last_mut() {
                Some(last) if last.kind == kind && last.org == org => {
                    last.span = last.span + span;
                    last.to_seq = to.seq;
                }
                _ => legs.push(Leg {
                    kind,
                    org,
                    from: start,
                    span,
                    from_seq: from.seq,
                    to_seq: to.seq,
                }),
            }
        }
    }
    legs
}

/// What the time between two entries was spent on, and where.
fn spent(ledgers: &Ledgers<'_>, from: &Entry, to: &Entry) -> (LegKind, Option<OrgId>) {
    let fact = match &to.body {
        Body::Fact(fact) => fact,
        Body::Input(Input::Action(action, _)) => {
            let unread = matches!(from.fact(), Some(Fact::MessageDelivered(_)));
            let kind = if unread {
                LegKind::Unread
            } else {
                LegKind::InTheTeam
            };
            return (kind, Some(action.by));
        }
        Body::Input(Input::TimeReached) => return (LegKind::Planned, None),
    };
    let (kind, org, message) = place(ledgers, fact);
    let asked_back = message.is_some_and(|message| clarifies(ledgers, message));
    (
        if asked_back {
            LegKind::Clarification
        } else {
            kind
        },
        org,
    )
}

/// What a fact ends, where, and the message it is about.
fn place(ledgers: &Ledgers<'_>, fact: &Fact) -> (LegKind, Option<OrgId>, Option<MessageId>) {
    use LegKind::{Approval, ContactSearch, Planned, Transit, Unread, Waiting, Working};
    let ticket = |id| ledgers.desks.get(id).and_then(|ticket| ticket.message);
    match fact {
        Fact::TicketStarted(f) => (Waiting, Some(f.org), ticket(f.ticket)),
        Fact::TicketFinished(f) => (Working, Some(f.org), ticket(f.ticket)),
        Fact::MessageApproved(f) => (Approval, Some(f.from), Some(f.message)),
        Fact::MessageVetoed(f) => (Approval, Some(f.from), Some(f.message)),
        Fact::ClaimReleased(f) => (Approval, Some(f.org), None),
        Fact::WarrantObtained(f) => (Approval, Some(f.org), None),
        Fact::ClaimCleared(f) => (Approval, Some(f.org), None),
        Fact::MessageSent(f) => (ContactSearch, Some(f.from), Some(f.message)),
        Fact::ContactLookedUp(f) => (ContactSearch, Some(f.from), Some(f.message)),
        Fact::ContactWentStale(f) => (ContactSearch, Some(f.from), Some(f.message)),
        Fact::FallbackTaken(f) => (ContactSearch, Some(f.from), Some(f.message)),
        Fact::MessageBounced(f) => (ContactSearch, Some(f.from), Some(f.message)),
        Fact::MessageLost(f) => (ContactSearch, Some(f.from), Some(f.message)),
        Fact::ContactGivenUp(f) => (ContactSearch, Some(f.from), Some(f.message)),
        Fact::DeadlineMissed(f) => (ContactSearch, Some(f.from), Some(f.message)),
        Fact::MessageDelivered(f) => (Transit, None, Some(f.message)),
        Fact::AcknowledgementHeard(f) => (Transit, None, Some(f.message)),
        Fact::RefusalHeard(f) => (Transit, None, Some(f.message)),
        Fact::MessageOpened(f) => (Unread, Some(f.to), Some(f.message)),
        Fact::MessageComposed(f) => (Planned, Some(f.letter.from), Some(f.message)),
        Fact::TicketQueued(f) => (Planned, Some(f.org), f.message),
        Fact::ClaimLearnt(f) => (Planned, Some(f.org), None),
        Fact::EvidenceSecured(f) => (Planned, Some(f.org), None),
        Fact::IndicatorApplied(f) => (Planned, Some(f.org), None),
        Fact::HitWardedOff(f) => (Planned, Some(f.org), None),
        Fact::VictimDetected(f) => (Planned, Some(f.org), None),
        Fact::VictimContained(f) => (Planned, Some(f.org), None),
        Fact::HostSuspended(f) => (Planned, Some(f.by), None),
        Fact::HostBlocked(f) => (Planned, Some(f.by), None),
        _ => (Planned, None, None),
    }
}

/// Whether a message asks back for what a request lacks, or answers that.
fn clarifies(ledgers: &Ledgers<'_>, message: MessageId) -> bool {
    let kind = |id: MessageId| ledgers.chains.get(id).map(|chain| chain.kind);
    let replies_to = ledgers.chains.get(message).and_then(|chain| chain.reply_to);
    kind(message) == Some(MessageKind::Clarification)
        || replies_to.and_then(kind) == Some(MessageKind::Clarification)
}

/// The parts of a stretch of time: what waited for somebody while nobody was on duty is told
/// apart. Nothing for a stretch without length.
fn split(
    exercise: &Exercise,
    kind: LegKind,
    org: Option<OrgId>,
    from: SimTime,
    to: SimTime,
) -> Vec<(LegKind, SimTime, SimTime)> {
    if to <= from {
        return Vec::new();
    }
    let waits = matches!(kind, LegKind::Waiting | LegKind::Unread);
    let Some(desk) = org.filter(|_| waits).map(|org| exercise.org(org)) else {
        return vec![(kind, from, to)];
    };
    let changes = desk
        .duty
        .iter()
        .map(|(at, _)| *at)
        .filter(|at| from < *at && *at < to);
    let mut edges = vec![from];
    edges.extend(changes);
    edges.push(to);
    let part = |ends: &[SimTime]| {
        let off = desk.on_duty(ends[0]) == 0;
        (if off { LegKind::OffHours } else { kind }, ends[0], ends[1])
    };
    edges.windows(2).map(part).collect()
}
