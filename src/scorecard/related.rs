//! Which breaches have to do with a task.

use crate::exercise::{CriticalTask, Exercise};
use crate::metric::ledger::{Breach, Clock, Ledgers};
use crate::model::{FindingId, Subject, ThreatId};

/// Breaches by whoever did a task that have to do with it: between its start and its completion,
/// about the same threat; about anything where the task names nothing.
pub(super) fn breaches(ledgers: &Ledgers<'_>, task: &CriticalTask, clock: &Clock) -> Vec<u32> {
    let from = clock.start.earlier(clock.done);
    let threats = threats(ledgers.exercise, task);
    let related = |one: &&Breach| {
        let then = from.seq <= one.mark.seq && one.mark.seq <= clock.done.seq;
        let threat = ledgers.exercise.findings[one.finding.at()].threat;
        let same = threat.is_some_and(|threat| threats.contains(&threat));
        one.org == clock.doer && then && (same || threats.is_empty())
    };
    let breaches = ledgers.sharing.breaches.iter();
    breaches.filter(related).map(|one| one.mark.seq).collect()
}

/// The threats a task is about: by what it names, else by what its trigger is about.
fn threats(exercise: &Exercise, task: &CriticalTask) -> Vec<ThreatId> {
    let mut found = Vec::new();
    if let Some(subject) = task.does.about() {
        threats_of(exercise, subject, &mut found);
    }
    if let Some(inject) = task.inject.filter(|_| found.is_empty()) {
        threats_of(exercise, Subject::Inject(inject), &mut found);
    }
    found
}

fn threats_of(exercise: &Exercise, subject: Subject, found: &mut Vec<ThreatId>) {
    let of = |id: &FindingId| exercise.findings[id.at()].threat;
    match subject {
        Subject::Finding(id) => found.extend(of(&id)),
        Subject::Host(id) => found.extend(exercise.hosts[id.at()].threat),
        Subject::Incident(id) => found.push(id),
        Subject::Artefact(id) => {
            found.extend(exercise.artefacts[id.at()].yields.iter().filter_map(of));
        }
        Subject::Victim(id) => {
            let hits = |place: &usize| {
                let victims = &exercise.threats[*place].victims;
                victims.iter().any(|victim| victim.org == id)
            };
            found.extend((0..exercise.threats.len()).filter(hits).map(ThreatId::nth));
        }
        Subject::Inject(id) => {
            let inject = &exercise.injects[id.at()];
            let carried = inject.claims.iter().map(|claim| &claim.finding);
            found.extend(carried.filter_map(of));
            // An inject about an inject says no more, and two about each other would never end.
            let says = |about: &Subject| !matches!(about, Subject::Inject(_));
            if let Some(about) = inject.about.filter(says) {
                threats_of(exercise, about, found);
            }
        }
    }
}
