//! What a fact has to be for a rule, a condition or an expected action to apply.

use crate::fact::{Fact, FactKind};
use crate::model::{
    ArtefactId, FindingId, HostId, LearntBy, MessageId, MessageKind, OrgId, OrgKind, Subject,
    ThreatId, Work,
};
use serde::{Deserialize, Serialize};

/// A pattern of one fact, seen from the organisation that acts in it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Pattern {
    /// STARTEX.
    Start,
    /// It opened a message of this kind; of any kind when none is named.
    Received(Option<MessageKind>, Option<Subject>),
    /// It acknowledged a message.
    Acknowledged(Option<MessageKind>),
    /// It sent a message of this kind about this, to such an organisation or this one.
    Sent(MessageKind, Option<Subject>, Option<OrgKind>, Option<OrgId>),
    /// It answered a request.
    Answered(Option<MessageKind>),
    /// It learnt this finding; any when none is named; in this way.
    Learnt(Option<FindingId>, Option<LearntBy>),
    /// It got hold of an artefact.
    Holds(Option<ArtefactId>),
    /// It analysed an artefact.
    Analysed(Option<ArtefactId>),
    /// It applied this finding, so that it may ward off a hit.
    Applied(Option<FindingId>),
    /// It learnt that it is compromised.
    Detected(Option<ThreatId>),
    /// It contained its intrusion.
    Contained(Option<ThreatId>),
    /// It recovered.
    Recovered(Option<ThreatId>),
    /// It suspended a host.
    Suspended(Option<HostId>),
    /// Blocked the host for its economy.
    Blocked(Option<HostId>),
    /// It published something.
    Published,
    /// It escalated.
    Escalated(Option<Subject>),
    /// It took this decision.
    Decided(String),
    /// It released something it had classified.
    Released(Option<FindingId>),
    /// A request of its own passed its deadline.
    DeadlineMissed(Option<MessageKind>),
    /// Its message could be brought to nobody, and it gave up.
    GaveUp(Option<MessageKind>),
    /// It obtained its warrant for an operation.
    WarrantObtained(Option<ThreatId>),
    /// It took part in an operation that arrested the suspects.
    Arrested(Option<ThreatId>),
    /// It said in public who is behind this group.
    Attributed(Option<ThreatId>),
    /// It heard that its request was turned down.
    TurnedDown(Option<MessageKind>),
    /// It finished a piece of work of this kind.
    Finished(Work),
}

/// The organisation that acts in a fact, and what a pattern can know of the message in it.
pub struct Seen<'a> {
    /// The fact.
    pub fact: &'a Fact,
    /// The kind of the message it is about, where it is about one.
    pub kind: Option<MessageKind>,
    /// The kind of organisation a message goes to.
    pub to_kind: Option<OrgKind>,
}

impl Seen<'_> {
    /// What the fact is about, as far as a pattern can ask for it.
    #[must_use]
    pub fn about(&self) -> Option<Subject> {
        about(self.fact)
    }
}

/// The message that a fact which can fit a pattern is about.
#[must_use]
pub fn message(fact: &Fact) -> Option<MessageId> {
    match fact {
        Fact::MessageOpened(f) => Some(f.message),
        Fact::MessageSent(f) => Some(f.message),
        Fact::MessageAcknowledged(f) => Some(f.message),
        Fact::MessageAnswered(f) => Some(f.message),
        Fact::DeadlineMissed(f) => Some(f.message),
        Fact::ContactGivenUp(f) => Some(f.message),
        Fact::RefusalHeard(f) => Some(f.message),
        _ => None,
    }
}

/// What a fact is about, as far as a pattern can ask for it.
#[must_use]
pub fn about(fact: &Fact) -> Option<Subject> {
    match fact {
        Fact::MessageOpened(f) => f.about,
        Fact::MessageSent(f) => f.about,
        Fact::Escalated(f) => f.about,
        Fact::ClaimLearnt(f) => Some(Subject::Finding(f.claim.finding)),
        Fact::ClaimReleased(f) => Some(Subject::Finding(f.finding)),
        Fact::ArtefactReceived(f) => Some(Subject::Artefact(f.artefact)),
        Fact::ArtefactAnalysed(f) => Some(Subject::Artefact(f.artefact)),
        Fact::IndicatorApplied(f) => Some(Subject::Finding(f.finding)),
        Fact::VictimDetected(f) => Some(Subject::Incident(f.threat)),
        Fact::VictimContained(f) => Some(Subject::Incident(f.threat)),
        Fact::VictimRecovered(f) => Some(Subject::Incident(f.threat)),
        Fact::HostSuspended(f) => Some(Subject::Host(f.host)),
        Fact::HostBlocked(f) => Some(Subject::Host(f.host)),
        Fact::WarrantObtained(f) => Some(Subject::Incident(f.threat)),
        Fact::OperationCarriedOut(f) => Some(Subject::Incident(f.threat)),
        Fact::Attributed(f) => f.threat.map(Subject::Incident),
        _ => None,
    }
}

fn fits<T: PartialEq>(wanted: &Option<T>, found: Option<&T>) -> bool {
    wanted.as_ref().is_none_or(|wanted| found == Some(wanted))
}

impl Pattern {
    /// The organisation that performs the pattern in this fact, when it fits.
    #[must_use]
    #[allow(clippy::too_many_lines, reason = "an arm for each pattern")]
    pub fn performed_by(&self, seen: &Seen<'_>) -> Option<OrgId> {
        match (self, seen.fact) {
            (Pattern::Received(kind, about), Fact::MessageOpened(f)) => {
                (fits(kind, Some(&f.kind)) && fits(about, f.about.as_ref())).then_some(f.to)
            }
            (Pattern::Acknowledged(kind), Fact::MessageAcknowledged(f)) => {
                fits(kind, seen.kind.as_ref()).then_some(f.to)
            }
            (Pattern::Sent(kind, about, to_kind, to), Fact::MessageSent(f)) => {
                let fitting = *kind == f.kind
                    && fits(about, f.about.as_ref())
                    && fits(to_kind, seen.to_kind.as_ref())
                    && fits(to, Some(&f.to));
                fitting.then_some(f.from)
            }
            (Pattern::Answered(kind), Fact::MessageAnswered(f)) => {
                fits(kind, seen.kind.as_ref()).then_some(f.to)
            }
            (Pattern::Learnt(finding, by), Fact::ClaimLearnt(f)) => {
                let fitting = fits(finding, Some(&f.claim.finding)) && fits(by, Some(&f.by));
                fitting.then_some(f.org)
            }
            (Pattern::Holds(artefact), Fact::ArtefactReceived(f)) => {
                fits(artefact, Some(&f.artefact)).then_some(f.org)
            }
            (Pattern::Analysed(artefact), Fact::ArtefactAnalysed(f)) => {
                fits(artefact, Some(&f.artefact)).then_some(f.org)
            }
            (Pattern::Applied(finding), Fact::IndicatorApplied(f)) => {
                fits(finding, Some(&f.finding)).then_some(f.org)
            }
            (Pattern::Detected(threat), Fact::VictimDetected(f)) => {
                fits(threat, Some(&f.threat)).then_some(f.org)
            }
            (Pattern::Contained(threat), Fact::VictimContained(f)) => {
                fits(threat, Some(&f.threat)).then_some(f.org)
            }
            (Pattern::Recovered(threat), Fact::VictimRecovered(f)) => {
                fits(threat, Some(&f.threat)).then_some(f.org)
            }
            (Pattern::Suspended(host), Fact::HostSuspended(f)) => {
                fits(host, Some(&f.host)).then_some(f.by)
            }
            (Pattern::Blocked(host), Fact::HostBlocked(f)) => {
                fits(host, Some(&f.host)).then_some(f.by)
            }
            (Pattern::Escalated(about), Fact::Escalated(f)) => {
                fits(about, f.about.as_ref()).then_some(f.org)
            }
            (Pattern::Released(finding), Fact::ClaimReleased(f)) => {
                fits(finding, Some(&f.finding)).then_some(f.org)
            }
            (Pattern::Published, Fact::Published(f)) => f.by,
            (Pattern::Decided(word), Fact::Decided(f)) => (*word == f.decision).then_some(f.org),
            (Pattern::DeadlineMissed(kind), Fact::DeadlineMissed(f)) => {
                fits(kind, seen.kind.as_ref()).then_some(f.from)
            }
            (Pattern::GaveUp(kind), Fact::ContactGivenUp(f)) => {
                fits(kind, seen.kind.as_ref()).then_some(f.from)
            }
            (Pattern::WarrantObtained(threat), Fact::WarrantObtained(f)) => {
                fits(threat, Some(&f.threat)).then_some(f.org)
            }
            (Pattern::Arrested(threat), Fact::OperationCarriedOut(f)) => {
                (f.arrested && fits(threat, Some(&f.threat))).then_some(f.org)
            }
            (Pattern::Attributed(threat), Fact::Attributed(f)) => {
                fits(threat, f.threat.as_ref()).then_some(f.by)
            }
            (Pattern::TurnedDown(kind), Fact::RefusalHeard(f)) => {
                fits(kind, seen.kind.as_ref()).then_some(f.from)
            }
            (Pattern::Finished(work), Fact::TicketFinished(f)) => {
                (*work == f.work).then_some(f.org)
            }
            _ => None,
        }
    }

    /// What a fact has to be about to fit, where the pattern asks for that.
    #[must_use]
    pub fn about(&self) -> Option<Subject> {
        match self {
            Pattern::Received(_, about) | Pattern::Sent(_, about, ..) => *about,
            Pattern::Escalated(about) => *about,
            Pattern::Learnt(finding, _)
            | Pattern::Released(finding)
            | Pattern::Applied(finding) => finding.map(Subject::Finding),
            Pattern::Holds(artefact) | Pattern::Analysed(artefact) => {
                artefact.map(Subject::Artefact)
            }
            Pattern::Detected(threat)
            | Pattern::Contained(threat)
            | Pattern::Recovered(threat)
            | Pattern::WarrantObtained(threat)
            | Pattern::Attributed(threat)
            | Pattern::Arrested(threat) => threat.map(Subject::Incident),
            Pattern::Suspended(host) | Pattern::Blocked(host) => host.map(Subject::Host),
            _ => None,
        }
    }

    /// The kind of fact that the pattern can fit.
    #[must_use]
    pub fn fact_kind(&self) -> FactKind {
        match self {
            Pattern::Start => FactKind::ExerciseStarted,
            Pattern::Received(..) => FactKind::MessageOpened,
            Pattern::Acknowledged(_) => FactKind::MessageAcknowledged,
            Pattern::Sent(..) => FactKind::MessageSent,
            Pattern::Answered(_) => FactKind::MessageAnswered,
            Pattern::Learnt(..) => FactKind::ClaimLearnt,
            Pattern::Holds(_) => FactKind::ArtefactReceived,
            Pattern::Analysed(_) => FactKind::ArtefactAnalysed,
            Pattern::Applied(_) => FactKind::IndicatorApplied,
            Pattern::Detected(_) => FactKind::VictimDetected,
            Pattern::Contained(_) => FactKind::VictimContained,
            Pattern::Recovered(_) => FactKind::VictimRecovered,
            Pattern::Suspended(_) => FactKind::HostSuspended,
            Pattern::Blocked(_) => FactKind::HostBlocked,
            Pattern::Published => FactKind::Published,
            Pattern::Escalated(_) => FactKind::Escalated,
            Pattern::Decided(_) => FactKind::Decided,
            Pattern::Released(_) => FactKind::ClaimReleased,
            Pattern::DeadlineMissed(_) => FactKind::DeadlineMissed,
            Pattern::GaveUp(_) => FactKind::ContactGivenUp,
            Pattern::WarrantObtained(_) => FactKind::WarrantObtained,
            Pattern::Arrested(_) => FactKind::OperationCarriedOut,
            Pattern::Attributed(_) => FactKind::Attributed,
            Pattern::TurnedDown(_) => FactKind::RefusalHeard,
            Pattern::Finished(_) => FactKind::TicketFinished,
        }
    }

    /// Whether the pattern is the beginning of the exercise, which nobody performs.
    #[must_use]
    pub fn is_start(&self) -> bool {
        matches!(self, Pattern::Start)
    }
}
