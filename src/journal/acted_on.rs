//! What a person's action answered.

use super::{Body, Entry, Input};
use crate::action::Intent;
use crate::fact::Fact;
use crate::model::{FindingId, MessageId, OrgId, Subject};

/// The entry that a person's action answered: an action from outside has no recorded cause, but
/// it names what it is about, and whoever acted had last seen that before. None where the root is
/// no such action or names nothing seen.
#[must_use]
pub fn acted_on(entries: &[Entry], root: u32) -> Option<u32> {
    let Body::Input(Input::Action(action, None)) = &entries.get(root as usize)?.body else {
        return None;
    };
    let cue = cue(&action.intent)?;
    let before = entries[..root as usize].iter().rev();
    let mut seen =
        before.filter(|entry| entry.fact().is_some_and(|fact| shows(fact, action.by, cue)));
    seen.next().map(|entry| entry.seq)
}

/// What an action names, that its actor must have seen before.
#[derive(Clone, Copy)]
enum Cue {
    Unread(MessageId),
    Read(MessageId),
    Known(FindingId),
    Shown(Subject),
}

fn cue(intent: &Intent) -> Option<Cue> {
    match intent {
        Intent::Open(one) => Some(Cue::Unread(one.message)),
        Intent::Acknowledge(one) => Some(Cue::Read(one.message)),
        Intent::Close(one) => Some(Cue::Read(one.message)),
        Intent::Decline(one) => Some(Cue::Read(one.message)),
        Intent::Send(one) => {
            let known = one
                .letter
                .claims
                .first()
                .map(|claim| Cue::Known(claim.finding));
            let reply = one.letter.reply_to.map(Cue::Read);
            reply.or(known).or(one.letter.about.map(Cue::Shown))
        }
        Intent::Suspend(one) => one
            .message
            .map(Cue::Read)
            .or(Some(Cue::Shown(Subject::Host(one.host)))),
        Intent::Contain(one) => Some(Cue::Shown(Subject::Incident(one.threat))),
        Intent::Recover(one) => Some(Cue::Shown(Subject::Incident(one.threat))),
        Intent::Analyse(one) => Some(Cue::Shown(Subject::Artefact(one.artefact))),
        Intent::Release(one) => Some(Cue::Known(one.finding)),
        Intent::Publish(one) => one.claims.first().map(|claim| Cue::Known(claim.finding)),
        Intent::Escalate(one) => one.about.map(Cue::Shown),
        Intent::Decide(one) => one.about.map(Cue::Shown),
        Intent::CommsCheck(_)
        | Intent::ReleaseInject(_)
        | Intent::SkipInject(_)
        | Intent::SwitchSeat(_) => None,
    }
}

/// Whether a fact shows an organisation what an action of its names.
fn shows(fact: &Fact, org: OrgId, cue: Cue) -> bool {
    match (fact, cue) {
        (Fact::MessageDelivered(f), Cue::Unread(message)) => f.to == org && f.message == message,
        (Fact::MessageOpened(f), Cue::Read(message)) => f.to == org && f.message == message,
        (Fact::MessageOpened(f), Cue::Shown(subject)) => f.to == org && f.about == Some(subject),
        (Fact::ClaimLearnt(f), Cue::Known(finding)) => f.org == org && f.claim.finding == finding,
        (Fact::ClaimLearnt(f), Cue::Shown(Subject::Finding(finding))) => {
            f.org == org && f.claim.finding == finding
        }
        (Fact::ArtefactReceived(f), Cue::Shown(Subject::Artefact(artefact))) => {
            f.org == org && f.artefact == artefact
        }
        (Fact::VictimDetected(f), Cue::Shown(Subject::Incident(threat))) => {
            f.org == org && f.threat == threat
        }
        (Fact::VictimContained(f), Cue::Shown(Subject::Incident(threat))) => {
            f.org == org && f.threat == threat
        }
        _ => false,
    }
}
