//! Which critical tasks a fact could perform, found without asking every task about every fact.

use crate::exercise::{CriticalTask, about};
use crate::fact::{Fact, FactKind};
use crate::model::{CriticalTaskId, Subject};

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

impl Watch {
    pub(super) fn new(tasks: &[CriticalTask]) -> Watch {
        let mut by_kind = vec![Kind::default(); FactKind::ALL.len()];
        for (place, task) in tasks.iter().enumerate() {
            let id = CriticalTaskId::nth(place);
            if task.does.is_start() {
                continue;
            }
            let kind = task.does.fact_kind();
            match task.does.about() {
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
        let named = about(fact).map(thing).map_or(&[][..], |thing| {
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
