//! Critical tasks: when each seat's clock started, what prompted it, when it was done.

use super::chains::Done;
use super::watch::Watch;
use super::{Chains, Mark, Seats};
use crate::exercise::{CriticalTask, Exercise, Pattern, Performer, Seen, Trigger, message};
use crate::fact::{Fact, MessageDelivered, TaskObserved};
use crate::metric::Provenance;
use crate::model::{CriticalTaskId, InjectId, MessageId, OrgId, SeatState};

/// One task at one seat.
#[derive(Clone, Copy, Debug)]
pub struct Attempt {
    /// When its trigger was delivered to the seat.
    pub started: Mark,
    /// The message that delivered it.
    pub trigger: Option<MessageId>,
    /// When it was first done before that, where the task names a thing that can be done once.
    pub early: Mark,
    /// When it was first done from then on.
    pub done: Done,
    /// Whether the seat was its playbook's when it was done.
    pub simulated: bool,
    /// When a contingency inject for it was first delivered to the seat.
    pub prompted: Mark,
}

impl Attempt {
    /// When it was done, at the earliest.
    #[must_use]
    pub fn finished(&self) -> Mark {
        self.early.earlier(self.done.mark)
    }
}

/// All tasks.
#[derive(Clone, Debug)]
pub struct Tasks<'x> {
    exercise: &'x Exercise,
    watch: Watch,
    seats: Vec<Vec<OrgId>>,
    attempts: Vec<Vec<Attempt>>,
    started_by: Vec<Vec<CriticalTaskId>>,
    prompted_by: Vec<Vec<CriticalTaskId>>,
}

impl<'x> Tasks<'x> {
    /// Tasks without an inject start at STARTEX.
    #[must_use]
    pub fn new(exercise: &'x Exercise) -> Tasks<'x> {
        let seats: Vec<Vec<OrgId>> = exercise
            .tasks
            .iter()
            .map(|task| performers(exercise, task))
            .collect();
        let mut started_by = vec![Vec::new(); exercise.injects.len()];
        let mut prompted_by = vec![Vec::new(); exercise.injects.len()];
        let mut attempts = Vec::new();
        for (place, task) in exercise.tasks.iter().enumerate() {
            let started = if task.inject.is_none() {
                Mark::STARTEX
            } else {
                Mark::NONE
            };
            let attempt = Attempt {
                started,
                trigger: None,
                early: Mark::NONE,
                done: Done::NOT,
                simulated: true,
                prompted: Mark::NONE,
            };
            attempts.push(vec![attempt; seats[place].len()]);
            if let Some(inject) = task.inject {
                started_by[inject.at()].push(CriticalTaskId::nth(place));
            }
        }
        for (place, inject) in exercise.injects.iter().enumerate() {
            if let Trigger::Unless(task, _) = inject.trigger {
                prompted_by[place].push(task);
            }
        }
        let watch = Watch::new(&exercise.tasks);
        Tasks {
            exercise,
            watch,
            seats,
            attempts,
            started_by,
            prompted_by,
        }
    }

    /// The seats that are to perform a task, sorted, and how far each came.
    pub fn of(&self, task: CriticalTaskId) -> impl Iterator<Item = (OrgId, &Attempt)> {
        self.seats[task.at()]
            .iter()
            .copied()
            .zip(&self.attempts[task.at()])
    }

    fn attempt(&mut self, task: CriticalTaskId, seat: OrgId) -> Option<&mut Attempt> {
        let at = self.seats[task.at()].binary_search(&seat).ok()?;
        Some(&mut self.attempts[task.at()][at])
    }

    /// A message arrived; where it delivers an inject, clocks start.
    pub fn delivered(&mut self, fact: &MessageDelivered, now: Mark) {
        let Some(inject) = fact.inject else {
            return;
        };
        for nth in 0..self.started_by[inject.at()].len() {
            let task = self.started_by[inject.at()][nth];
            if let Some(attempt) = self.attempt(task, fact.to)
                && attempt.started.first(now)
            {
                attempt.trigger = Some(fact.message);
            }
            self.start_outsiders(task, inject, now);
        }
        for nth in 0..self.prompted_by[inject.at()].len() {
            let task = self.prompted_by[inject.at()][nth];
            if let Some(attempt) = self.attempt(task, fact.to) {
                attempt.prompted.first(now);
            }
        }
    }

    /// Whoever is to perform a task without being sent its inject is called upon by what others
    /// do about it: their clock starts when the inject first reaches anybody.
    fn start_outsiders(&mut self, task: CriticalTaskId, inject: InjectId, now: Mark) {
        let to = &self.exercise.injects[inject.at()].to;
        let seats = self.seats[task.at()].iter();
        for (seat, attempt) in seats.zip(&mut self.attempts[task.at()]) {
            if to.binary_search(seat).is_err() {
                attempt.started.first(now);
            }
        }
    }

    /// An evaluator saw a task done that no message shows. What a message showed done earlier
    /// stays as it is.
    pub fn observed(&mut self, fact: &TaskObserved, now: Mark, seats: &Seats) {
        let seen = Mark {
            at: fact.done,
            seq: now.seq,
        };
        // Whoever sat there then did it, whoever does when it is marked.
        let simulated = seats.at(fact.org, fact.done) == SeatState::Simulated;
        let Some(attempt) = self.attempt(fact.task, fact.org) else {
            return;
        };
        let after = attempt.started.is_set() && attempt.started.at <= seen.at;
        if !after {
            attempt.early = attempt.early.earlier(seen);
        } else if attempt.done.mark.earlier(seen) == seen {
            attempt.done = Done {
                mark: seen,
                by: Provenance::Inferred,
            };
            attempt.simulated = simulated;
        }
    }

    /// Something happened; perhaps somebody performed a task.
    #[inline]
    pub fn watch(&mut self, fact: &Fact, now: Mark, chains: &Chains, seats: &Seats) {
        if self.watch.listens(fact.kind()) {
            self.look(fact, now, chains, seats);
        }
    }

    fn look(&mut self, fact: &Fact, now: Mark, chains: &Chains, seats: &Seats) {
        let message = message(fact);
        let chain = message.and_then(|id| chains.get(id));
        let exercise = self.exercise;
        let seen = Seen {
            fact,
            kind: chain.map(|chain| chain.kind),
            to_kind: chain.map(|chain| exercise.org(chain.to).kind),
        };
        let watch = std::mem::take(&mut self.watch);
        for id in watch.candidates(fact) {
            let task = &exercise.tasks[id.at()];
            if let Some(org) = task.does.performed_by(&seen) {
                self.performed(id, task, org, message, now, seats);
            }
        }
        self.watch = watch;
    }

    fn performed(
        &mut self,
        id: CriticalTaskId,
        task: &CriticalTask,
        org: OrgId,
        message: Option<MessageId>,
        now: Mark,
        seats: &Seats,
    ) {
        let own_message = answers_its_trigger(self.exercise, task);
        let Some(attempt) = self.attempt(id, org) else {
            return;
        };
        if attempt.started.at > now.at {
            if names_a_thing(&task.does) {
                attempt.early.first(now);
            }
        } else if !own_message || attempt.trigger == message {
            if !attempt.done.mark.is_set() {
                attempt.simulated = seats.of(org) == SeatState::Simulated;
            }
            attempt.done.first(now, seats.provenance(org));
        }
    }
}

/// The seats that are to perform a task, sorted.
fn performers(exercise: &Exercise, task: &CriticalTask) -> Vec<OrgId> {
    let orgs = match (&task.who, task.inject) {
        (Performer::Each(orgs) | Performer::AnyOf(orgs), _) => orgs.as_slice(),
        (Performer::EachRecipient, Some(inject)) => &exercise.injects[inject.at()].to,
        (Performer::EachRecipient, None) => &[],
    };
    let plays = |org: &OrgId| exercise.org(*org).kind.plays();
    let mut seats: Vec<OrgId> = orgs.iter().copied().filter(plays).collect();
    seats.sort_unstable();
    seats.dedup();
    seats
}

/// Whether a pattern names one thing, so that having done it before being asked counts. Without a
/// name, an earlier act of the same kind was about something else.
fn names_a_thing(does: &Pattern) -> bool {
    does.about().is_some() || matches!(does, Pattern::Decided(_))
}

/// Whether a task is about the very message that triggers it: to read, acknowledge or answer a
/// message of the trigger's kind, without a word on what about.
fn answers_its_trigger(exercise: &Exercise, task: &CriticalTask) -> bool {
    let Some(inject) = task.inject else {
        return false;
    };
    let kind = match &task.does {
        Pattern::Received(kind, None) | Pattern::Acknowledged(kind) | Pattern::Answered(kind) => {
            kind
        }
        _ => return false,
    };
    kind.is_none_or(|kind| kind == exercise.injects[inject.at()].kind)
}
