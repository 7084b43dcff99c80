//! The clock that a task is judged by at a seat, and whether it is to be judged there at all. What
//! rates tasks and what measures their time ask here, so that they cannot contradict each other.

use super::{Attempt, Ledgers, Mark};
use crate::exercise::{CriticalTask, Pattern, Performer};
use crate::metric::Provenance;
use crate::model::{CriticalTaskId, OrgId};

/// One clock: a seat's own, or that of all who may do a task for each other.
#[derive(Clone, Copy, Debug)]
pub struct Clock {
    /// When it started.
    pub start: Mark,
    /// When the task was done.
    pub done: Mark,
    /// Who did it; where nobody has, one who was to.
    pub doer: OrgId,
    /// Who played the doer's seat, where the task was done after the start.
    pub by: Provenance,
    /// Whether the doer's seat was its playbook's then.
    pub doer_simulated: bool,
    /// When a contingency inject for it was first delivered.
    pub prompted: Mark,
}

/// How a task stands at a seat.
#[derive(Clone, Copy, Debug)]
pub enum Standing {
    /// The seat is to be judged by the clock.
    Judged,
    /// Its trigger never reached the seat.
    NotReached,
    /// Any one of several was to do it, and another did.
    ByAnother,
    /// The threat group gave up what was to be suspended before anybody had, and before the limit.
    Gone(Mark),
}

impl Clock {
    fn of(seat: OrgId, attempt: &Attempt) -> Clock {
        Clock {
            start: attempt.started,
            done: attempt.finished(),
            doer: seat,
            by: attempt.done.by,
            doer_simulated: attempt.simulated,
            prompted: attempt.prompted,
        }
    }

    fn joined(self, other: Clock) -> Clock {
        let first = if other.done.earlier(self.done) == self.done {
            self
        } else {
            other
        };
        Clock {
            start: self.start.earlier(other.start),
            prompted: self.prompted.earlier(other.prompted),
            ..first
        }
    }

    /// Whether the task was done before its clock started.
    #[must_use]
    pub fn is_early(&self) -> bool {
        (self.done.at, self.done.seq) < (self.start.at, self.start.seq)
    }

    /// Whether whoever did it had been prompted before.
    #[must_use]
    pub fn was_prompted(&self) -> bool {
        let (prompted, done) = (self.prompted, self.done);
        prompted.is_set() && (prompted.at, prompted.seq) < (done.at, done.seq)
    }

    /// Whether the task was done, with its clock running then or later.
    #[must_use]
    pub fn is_done(&self) -> bool {
        self.done.is_set() && self.start.is_set()
    }
}

impl Ledgers<'_> {
    /// The seats that are to perform a task, sorted, each with its clock and how the task stands
    /// there. A task that any one of several may do has one clock, from the first delivery to any
    /// of them; who does it first is judged by it, and nobody else.
    #[must_use]
    pub fn clocks(&self, id: CriticalTaskId) -> Vec<(OrgId, Clock, Standing)> {
        let task = &self.exercise.tasks[id.at()];
        let attempts = || self.tasks.of(id);
        let joint = match task.who {
            Performer::AnyOf(_) => attempts()
                .map(|(seat, attempt)| Clock::of(seat, attempt))
                .reduce(Clock::joined),
            Performer::EachRecipient | Performer::Each(_) => None,
        };
        attempts()
            .map(|(seat, attempt)| {
                let clock = joint.unwrap_or_else(|| Clock::of(seat, attempt));
                (seat, clock, self.standing(seat, attempt, &clock, task))
            })
            .collect()
    }

    fn standing(
        &self,
        seat: OrgId,
        attempt: &Attempt,
        clock: &Clock,
        task: &CriticalTask,
    ) -> Standing {
        if clock.is_done() {
            return if clock.doer == seat {
                Standing::Judged
            } else {
                Standing::ByAnother
            };
        }
        if !attempt.started.is_set() {
            return Standing::NotReached;
        }
        let gone = match task.does {
            Pattern::Suspended(Some(host)) => {
                self.hosts.given_up_at(host, clock.start.at + task.limit)
            }
            _ => None,
        };
        gone.map_or(Standing::Judged, Standing::Gone)
    }

    /// Who plays a seat, for a time that is still open there or was ended by its doer.
    #[must_use]
    pub fn played(&self, seat: OrgId, clock: &Clock) -> Provenance {
        if clock.is_done() {
            clock.by
        } else {
            self.seats.provenance(seat)
        }
    }
}
