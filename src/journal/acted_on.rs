//! What a person's action answered.

use super::{Body, Entry, Input};
use crate::action::Intent;
use crate::fact::Fact;
use crate::model::{FindingId, MessageId, OrgId, OutsideId, ProposalId, Subject};

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
    Unreached(MessageId),
    Known(FindingId),
    Shown(Subject),
    Noted(OutsideId),
    Proposed(ProposalId),
}

fn cue(intent: &Intent) -> Option<Cue> {
    match intent {
        Intent::Open(one) => Some(Cue::Unread(one.message)),
        Intent::TryAgain(one) => Some(Cue::Unreached(one.message)),
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
        Intent::Block(one) => one
            .message
            .map(Cue::Read)
            .or(Some(Cue::Shown(Subject::Host(one.host)))),
        Intent::Contain(one) => Some(Cue::Shown(Subject::Incident(one.threat))),
        Intent::Recover(one) => Some(Cue::Shown(Subject::Incident(one.threat))),
        Intent::Attribute(one) => one.threat.map(|id| Cue::Shown(Subject::Incident(id))),
        Intent::Analyse(one) => Some(Cue::Shown(Subject::Artefact(one.artefact))),
        Intent::AnswerArtefact(one) => Some(Cue::Shown(Subject::Artefact(one.artefact))),
        Intent::Apply(one) => Some(Cue::Known(one.finding)),
        Intent::Release(one) => Some(Cue::Known(one.finding)),
        Intent::Publish(one) => one.claims.first().map(|claim| Cue::Known(claim.finding)),
        Intent::Escalate(one) => one.about.map(Cue::Shown),
        Intent::Decide(one) => one.about.map(Cue::Shown),
        Intent::Hold(one) => Some(Cue::Read(one.message)),
        Intent::LogContact(one) => {
            let known = one.claims.first().map(|claim| Cue::Known(claim.finding));
            known.or(one.about.map(Cue::Shown))
        }
        Intent::AnswerStep(one) => Some(Cue::Proposed(one.proposal)),
        Intent::ConfirmContact(one) => Some(Cue::Noted(one.contact)),
        Intent::DenyContact(one) => Some(Cue::Noted(one.contact)),
        Intent::CommsCheck(_)
        | Intent::SeekWarrant(_)
        | Intent::Strike(_)
        | Intent::ReleaseInject(_)
        | Intent::SkipInject(_)
        | Intent::HoldInject(_)
        | Intent::EditInject(_)
        | Intent::PlanMessage(_)
        | Intent::DropPlanned(_)
        | Intent::ReleasePlanned(_)
        | Intent::HoldPlanned(_)
        | Intent::EditPlanned(_)
        | Intent::SwitchSeat(_)
        | Intent::SetPace(_)
        | Intent::ObserveTask(_)
        | Intent::OverrideRating(_)
        | Intent::Observe(_)
        | Intent::AnswerHotWash(_)
        | Intent::PlanCorrection(_)
        | Intent::StrikeCorrection(_)
        | Intent::ConfirmMention(_) => None,
    }
}

/// Whether a fact shows an organisation what an action of its names.
fn shows(fact: &Fact, org: OrgId, cue: Cue) -> bool {
    match (fact, cue) {
        (Fact::MessageDelivered(f), Cue::Unread(message)) => f.to == org && f.message == message,
        (Fact::MessageOpened(f), Cue::Read(message)) => f.to == org && f.message == message,
        (Fact::MessageBounced(f), Cue::Unreached(message)) => f.from == org && f.message == message,
        (Fact::ContactLookedUp(f), Cue::Unreached(message)) => {
            f.from == org && f.message == message && !f.entry
        }
        (Fact::ContactGivenUp(f), Cue::Unreached(message)) => f.from == org && f.message == message,
        (Fact::MessageSent(f), Cue::Unreached(message)) => f.from == org && f.message == message,
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
        (Fact::ContactLogged(f), Cue::Noted(contact)) => f.contact == contact,
        (Fact::StepProposed(f), Cue::Proposed(proposal)) => f.proposal == proposal,
        _ => false,
    }
}

/// Entries of people's actions, for the tests of those who read journals.
#[cfg(test)]
pub(crate) mod made {
    use super::*;
    use crate::action::{Action, Open, Suspend};
    use crate::journal::Causes;
    use crate::model::{HostId, SimTime};

    pub fn action(seq: u32, at: SimTime, by: OrgId, intent: Intent) -> Entry {
        let causes = Causes::NONE;
        let body = Body::Input(Input::action(Action { by, intent }, None));
        Entry {
            seq,
            at,
            causes,
            body,
        }
    }

    pub fn opens(seq: u32, at: SimTime, by: OrgId, message: MessageId) -> Entry {
        action(seq, at, by, Open { message }.into())
    }

    pub fn suspends(
        seq: u32,
        at: SimTime,
        by: OrgId,
        host: HostId,
        message: Option<MessageId>,
    ) -> Entry {
        action(seq, at, by, Suspend { host, message }.into())
    }
}

#[cfg(test)]
mod tests {
    use super::made::action;
    use super::*;
    use crate::action::{Analyse, Contain, Decide, Open, Publish, Recover, TryAgain};
    use crate::fact::{
        ArtefactReceived, ClaimLearnt, ContactGivenUp, ContactLookedUp, MessageBounced,
        MessageDelivered, MessageSent, VictimDetected,
    };
    use crate::journal::Causes;
    use crate::model::{
        ArtefactId, ChannelId, Claim, LearntBy, MessageKind, Pap, Part, Rare, SimTime, ThreatId,
        Tlp,
    };

    const ORG: OrgId = OrgId(1);

    fn claim() -> Claim {
        let (part, tlp, pap) = (Part::Full, Tlp::Green, Pap::Clear);
        Claim {
            finding: FindingId(3),
            part,
            tlp,
            pap,
            source: ORG,
        }
    }

    /// 0: delivered, 1: learnt, 2: an artefact came, 3: detected, 4: the same of somebody else.
    fn seen() -> Vec<Entry> {
        let (message, from, channel) = (MessageId(7), OrgId(0), ChannelId(0));
        let kind = MessageKind::Notification;
        let learnt = |org| ClaimLearnt {
            org,
            claim: Box::new(claim()),
            by: LearntBy::Sensor,
            message: None,
            classified: false,
            cleared: true,
        };
        let (threat, told_by) = (ThreatId(0), None);
        let facts: Vec<Fact> = vec![
            MessageDelivered {
                message,
                from,
                to: ORG,
                kind,
                channel,
                attempt: 1,
                inject: None,
            }
            .into(),
            learnt(ORG).into(),
            ArtefactReceived {
                org: ORG,
                artefact: ArtefactId(2),
                message: None,
            }
            .into(),
            VictimDetected {
                threat,
                org: ORG,
                told_by,
                message: None,
            }
            .into(),
            learnt(OrgId(2)).into(),
        ];
        let entry = |(seq, fact)| Entry {
            seq,
            at: SimTime::STARTEX,
            causes: Causes::NONE,
            body: Body::Fact(fact),
        };
        (0..).zip(facts).map(entry).collect()
    }

    #[test]
    fn an_action_answers_what_its_actor_last_saw_of_what_it_names() {
        let (reason, text) = (String::new(), String::new);
        let cases: Vec<(Intent, Option<u32>)> = vec![
            (
                Open {
                    message: MessageId(7),
                }
                .into(),
                Some(0),
            ),
            (
                Open {
                    message: MessageId(8),
                }
                .into(),
                None,
            ),
            (
                Publish {
                    claims: vec![claim()],
                    text: text(),
                }
                .into(),
                Some(1),
            ),
            (
                Publish {
                    claims: vec![],
                    text: text(),
                }
                .into(),
                None,
            ),
            (
                Analyse {
                    artefact: ArtefactId(2),
                }
                .into(),
                Some(2),
            ),
            (
                Contain {
                    threat: ThreatId(0),
                }
                .into(),
                Some(3),
            ),
            (
                Recover {
                    threat: ThreatId(1),
                }
                .into(),
                None,
            ),
            (
                Decide {
                    decision: text(),
                    reason,
                    confidence: Rare(None),
                    about: Some(Subject::Finding(FindingId(3))),
                }
                .into(),
                Some(1),
            ),
        ];
        for (intent, expected) in cases {
            let mut entries = seen();
            entries.push(action(5, SimTime::STARTEX, ORG, intent.clone()));
            assert_eq!(acted_on(&entries, 5), expected, "{intent:?}");
        }
        assert_eq!(acted_on(&seen(), 3), None, "a fact has its own causes");
    }

    #[test]
    fn a_message_is_tried_again_because_of_what_its_sender_last_heard_of_it() {
        let (message, to, channel) = (MessageId(7), OrgId(2), ChannelId(0));
        let kind = MessageKind::Notification;
        let sent = |from, attempt| MessageSent {
            message,
            from,
            to,
            kind,
            about: None,
            channel,
            attempt,
        };
        let bounced = |from| MessageBounced {
            message,
            from,
            to,
            channel,
            attempt: 1,
        };
        let looked_up = |entry| ContactLookedUp {
            message,
            from: ORG,
            to,
            channel,
            entry,
        };
        let given_up = ContactGivenUp {
            message,
            from: ORG,
            to,
        };
        let cases: Vec<(Vec<Fact>, Option<u32>)> = vec![
            (vec![looked_up(true).into()], None),
            (vec![looked_up(false).into()], Some(0)),
            (vec![sent(ORG, 1).into()], Some(0)),
            (vec![sent(ORG, 1).into(), bounced(ORG).into()], Some(1)),
            (vec![given_up.into(), bounced(to).into()], Some(0)),
        ];
        for (facts, expected) in cases {
            let mut entries: Vec<Entry> = (0..)
                .zip(facts)
                .map(|(seq, fact)| Entry {
                    seq,
                    at: SimTime::STARTEX,
                    causes: Causes::NONE,
                    body: Body::Fact(fact),
                })
                .collect();
            let again = TryAgain { message, channel };
            let last = entries.len() as u32;
            entries.push(action(last, SimTime::STARTEX, ORG, again.into()));
            assert_eq!(acted_on(&entries, last), expected, "{last}");
        }
    }
}
