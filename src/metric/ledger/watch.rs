//! Which critical tasks a fact could perform, found without asking every task about every fact.

use crate::exercise::{CriticalTask, Pattern};
use crate::fact::{Fact, FactKind};
use crate::model::{CriticalTaskId, MessageId, Subject};

/// Tasks by the kind of fact that performs them and the thing they name.
#[derive(Clone, Debug, Default)]
pub(super) struct Watch {
    by_kind: Vec<Kind>,
}

#[derive(Clone, Debug, Default)]
struct Kind {
    any: Vec<CriticalTaskId>,
    /// Sorted.
    named: Vec<(u64, CriticalTaskId)>,
}

fn thing(subject: Subject) -> u64 {
    let (tag, id) = match subject {
        Subject::Finding(id) => (1, id.0),
        Subject::Host(id) => (2, id.0),
        Subject::Artefact(id) => (3, id.0),
        Subject::Victim(id) => (4, id.0),
        Subject::Incident(id) => (5, id.0),
        Subject::Inject(id) => (6, id.0),
    };
    tag << 32 | u64::from(id)
}

/// The kind of fact that performs a pattern; none for what nobody performs.
fn performing(does: &Pattern) -> Option<FactKind> {
    Some(match does {
        Pattern::Start => return None,
        Pattern::Received(..) => FactKind::MessageOpened,
        Pattern::Acknowledged(_) => FactKind::MessageAcknowledged,
        Pattern::Sent(..) => FactKind::MessageSent,
        Pattern::Answered(_) => FactKind::MessageAnswered,
        Pattern::Learnt(..) => FactKind::ClaimLearnt,
        Pattern::Holds(_) => FactKind::ArtefactReceived,
        Pattern::Analysed(_) => FactKind::ArtefactAnalysed,
        Pattern::Detected(_) => FactKind::VictimDetected,
        Pattern::Contained(_) => FactKind::VictimContained,
        Pattern::Recovered(_) => FactKind::VictimRecovered,
        Pattern::Suspended(_) => FactKind::HostSuspended,
        Pattern::Published => FactKind::Published,
        Pattern::Escalated(_) => FactKind::Escalated,
        Pattern::Decided(_) => FactKind::Decided,
        Pattern::Released(_) => FactKind::ClaimReleased,
        Pattern::DeadlineMissed(_) => FactKind::DeadlineMissed,
        Pattern::GaveUp(_) => FactKind::ContactGivenUp,
        Pattern::Finished(_) => FactKind::TicketFinished,
    })
}

/// The thing that a pattern names.
#[must_use]
pub fn named(does: &Pattern) -> Option<Subject> {
    match does {
        Pattern::Received(_, about) | Pattern::Sent(_, about, _, _) | Pattern::Escalated(about) => {
            *about
        }
        Pattern::Learnt(finding, _) | Pattern::Released(finding) => finding.map(Subject::Finding),
        Pattern::Holds(artefact) | Pattern::Analysed(artefact) => artefact.map(Subject::Artefact),
        Pattern::Detected(threat) | Pattern::Contained(threat) | Pattern::Recovered(threat) => {
            threat.map(Subject::Incident)
        }
        Pattern::Suspended(host) => host.map(Subject::Host),
        _ => None,
    }
}

fn thing_in(fact: &Fact) -> Option<u64> {
    let subject = match fact {
        Fact::MessageOpened(f) => f.about,
        Fact::MessageSent(f) => f.about,
        Fact::Escalated(f) => f.about,
        Fact::ClaimLearnt(f) => Some(Subject::Finding(f.claim.finding)),
        Fact::ClaimReleased(f) => Some(Subject::Finding(f.finding)),
        Fact::ArtefactReceived(f) => Some(Subject::Artefact(f.artefact)),
        Fact::ArtefactAnalysed(f) => Some(Subject::Artefact(f.artefact)),
        Fact::VictimDetected(f) => Some(Subject::Incident(f.threat)),
        Fact::VictimContained(f) => Some(Subject::Incident(f.threat)),
        Fact::VictimRecovered(f) => Some(Subject::Incident(f.threat)),
        Fact::HostSuspended(f) => Some(Subject::Host(f.host)),
        _ => None,
    };
    subject.map(thing)
}

/// The message that a fact which can perform a task is about.
pub(super) fn message(fact: &Fact) -> Option<MessageId> {
    match fact {
        Fact::MessageOpened(f) => Some(f.message),
        Fact::MessageSent(f) => Some(f.message),
        Fact::MessageAcknowledged(f) => Some(f.message),
        Fact::MessageAnswered(f) => Some(f.message),
        Fact::DeadlineMissed(f) => Some(f.message),
        Fact::ContactGivenUp(f) => Some(f.message),
        _ => None,
    }
}

impl Watch {
    pub(super) fn new(tasks: &[CriticalTask]) -> Watch {
        let mut by_kind = vec![Kind::default(); FactKind::ALL.len()];
        for (place, task) in tasks.iter().enumerate() {
            let id = CriticalTaskId::nth(place);
            let Some(kind) = performing(&task.does) else {
                continue;
            };
            match named(&task.does) {
                Some(subject) => by_kind[kind as usize].named.push((thing(subject), id)),
                None => by_kind[kind as usize].any.push(id),
            }
        }
        for kind in &mut by_kind {
            kind.named.sort_unstable();
        }
        Watch { by_kind }
    }

    #[inline]
    pub(super) fn listens(&self, kind: FactKind) -> bool {
        let tasks = &self.by_kind[kind as usize];
        !(tasks.any.is_empty() && tasks.named.is_empty())
    }

    pub(super) fn candidates(&self, fact: &Fact) -> impl Iterator<Item = CriticalTaskId> {
        let tasks = &self.by_kind[fact.kind() as usize];
        let named = thing_in(fact).map_or(&[][..], |thing| {
            let from = tasks.named.partition_point(|one| one.0 < thing);
            let to = tasks.named.partition_point(|one| one.0 <= thing);
            &tasks.named[from..to]
        });
        tasks
            .any
            .iter()
            .copied()
            .chain(named.iter().map(|one| one.1))
    }
}
