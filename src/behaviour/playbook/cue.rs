//! What set a rule off, as the seat saw it.

use super::super::{Turn, delivery};
use crate::exercise::message;
use crate::fact::Fact;
use crate::model::{ArtefactId, FindingId, HostId, MessageId, OrgId, Subject};
use smallvec::SmallVec;

/// What set a rule off.
#[derive(Clone, Debug, Default)]
pub struct Cue {
    /// The message, where it was one.
    pub message: Option<MessageId>,
    /// What it is about.
    pub about: Option<Subject>,
    /// The findings it brought up.
    pub findings: SmallVec<[FindingId; 4]>,
    /// The artefacts that came with it.
    pub artefacts: SmallVec<[ArtefactId; 2]>,
}

/// Whoever acts in a fact that a pattern can fit.
pub fn actor(fact: &Fact) -> Option<OrgId> {
    match fact {
        Fact::MessageOpened(f) => Some(f.to),
        Fact::MessageAcknowledged(f) => Some(f.to),
        Fact::MessageAnswered(f) => Some(f.to),
        Fact::MessageSent(f) => Some(f.from),
        Fact::DeadlineMissed(f) => Some(f.from),
        Fact::ContactGivenUp(f) => Some(f.from),
        Fact::RefusalHeard(f) => Some(f.from),
        Fact::WarrantObtained(f) => Some(f.org),
        Fact::OperationCarriedOut(f) => Some(f.org),
        Fact::Attributed(f) => Some(f.by),
        Fact::ClaimLearnt(f) => Some(f.org),
        Fact::ClaimReleased(f) => Some(f.org),
        Fact::ArtefactReceived(f) => Some(f.org),
        Fact::ArtefactAnalysed(f) => Some(f.org),
        Fact::IndicatorApplied(f) => Some(f.org),
        Fact::VictimDetected(f) => Some(f.org),
        Fact::VictimContained(f) => Some(f.org),
        Fact::VictimRecovered(f) => Some(f.org),
        Fact::HostSuspended(f) => Some(f.by),
        Fact::HostBlocked(f) => Some(f.by),
        Fact::Escalated(f) => Some(f.org),
        Fact::Decided(f) => Some(f.org),
        Fact::Published(f) => f.by,
        Fact::TicketFinished(f) => Some(f.org),
        _ => None,
    }
}

/// What a fact gives a rule to work with.
pub fn of(turn: &Turn<'_>, seq: u32) -> Cue {
    let mut cue = Cue::default();
    let Some(fact) = turn.fact(seq) else {
        return cue;
    };
    if let Some(message) = message(fact) {
        cue.take_letter(turn, message);
        return cue;
    }
    match fact {
        Fact::ClaimLearnt(f) => {
            cue.message = f.message;
            cue.about = Some(Subject::Finding(f.claim.finding));
            cue.findings.push(f.claim.finding);
        }
        Fact::ClaimReleased(f) => {
            cue.about = Some(Subject::Finding(f.finding));
            cue.findings.push(f.finding);
        }
        Fact::IndicatorApplied(f) => {
            cue.about = Some(Subject::Finding(f.finding));
            cue.findings.push(f.finding);
        }
        Fact::ArtefactReceived(f) => {
            cue.message = f.message;
            cue.about = Some(Subject::Artefact(f.artefact));
            cue.artefacts.push(f.artefact);
        }
        Fact::ArtefactAnalysed(f) => {
            cue.about = Some(Subject::Artefact(f.artefact));
            cue.artefacts.push(f.artefact);
            let yields = &turn.exercise.artefacts[f.artefact.at()].yields;
            cue.findings = yields.as_slice().into();
        }
        Fact::VictimDetected(f) => {
            cue.message = f.message;
            cue.about = Some(Subject::Victim(f.org));
        }
        Fact::VictimContained(f) => cue.about = Some(Subject::Victim(f.org)),
        Fact::VictimRecovered(f) => cue.about = Some(Subject::Victim(f.org)),
        Fact::HostSuspended(f) => {
            cue.message = f.message;
            cue.about = Some(Subject::Host(f.host));
        }
        Fact::HostBlocked(f) => {
            cue.message = f.message;
            cue.about = Some(Subject::Host(f.host));
        }
        Fact::WarrantObtained(f) => cue.about = Some(Subject::Incident(f.threat)),
        Fact::OperationCarriedOut(f) => cue.about = Some(Subject::Incident(f.threat)),
        Fact::Attributed(f) => cue.about = f.threat.map(Subject::Incident),
        Fact::Escalated(f) => cue.about = f.about,
        Fact::Decided(f) => cue.about = f.about,
        Fact::Published(f) => cue
            .findings
            .extend(f.claims.iter().map(|claim| claim.finding)),
        _ => {}
    }
    cue
}

impl Cue {
    fn take_letter(&mut self, turn: &Turn<'_>, message: MessageId) {
        let letter = &turn.message(message).letter;
        self.message = Some(message);
        self.about = letter.about;
        self.findings = letter.claims.iter().map(|claim| claim.finding).collect();
        self.artefacts = letter.artefacts.as_slice().into();
    }

    /// The key of what it is about; of the message where it is about nothing in particular.
    pub fn root(&self, turn: &Turn<'_>) -> u64 {
        if let Some(about) = self.about {
            return turn.plan.subject(about);
        }
        if let Some(finding) = self.findings.first() {
            return turn.plan.finding(*finding);
        }
        if let Some(artefact) = self.artefacts.first() {
            return turn.plan.subject(Subject::Artefact(*artefact));
        }
        self.message
            .map_or(0, |message| turn.message(message).lineage)
    }

    /// The host it is about, or that the first finding points at.
    pub fn host(&self, turn: &Turn<'_>) -> Option<HostId> {
        let direct = delivery::host_of(turn, self.about);
        direct.or_else(|| {
            self.findings
                .iter()
                .find_map(|finding| delivery::host_of(turn, Some(Subject::Finding(*finding))))
        })
    }

    /// The victim it is about, or that the first finding points at.
    pub fn victim(&self, turn: &Turn<'_>) -> Option<OrgId> {
        if let Some(Subject::Victim(org)) = self.about {
            return Some(org);
        }
        let about = match self.about {
            Some(Subject::Finding(finding)) => Some(finding),
            _ => None,
        };
        about
            .into_iter()
            .chain(self.findings.iter().copied())
            .find_map(
                |finding| match turn.exercise.findings[finding.at()].points_at {
                    Some(Subject::Victim(org)) => Some(org),
                    _ => None,
                },
            )
    }
}
