//! How each critical task was performed at each seat, by the rules of the HSEEP ratings.
//!
//! The clock of a seat starts when the task's trigger is delivered to it, so faults of channels
//! never count against a seat; a task without a trigger starts at STARTEX. What was done before
//! the clock started counts as done at its start, where the task names a thing that can be done
//! once. A task that any one of several may do has one clock, from the first delivery to any of
//! them, and the first to do it has done it for all.

use super::card::{ObjectiveRating, Rating, TaskRating};
use crate::exercise::{CriticalTask, Late, Performer};
use crate::metric::ledger::{Attempt, Breach, Ledgers, Mark, named};
use crate::model::{CriticalTaskId, FindingId, ObjectiveId, OrgId, SeatState, Subject, ThreatId};

/// The ratings of all objectives, in order of id.
#[must_use]
pub fn rate(ledgers: &Ledgers<'_>) -> Vec<ObjectiveRating> {
    let exercise = ledgers.exercise;
    let objectives = (0..exercise.objectives.len()).map(ObjectiveId::nth);
    let mut all: Vec<ObjectiveRating> = objectives
        .map(|objective| ObjectiveRating {
            objective,
            tasks: Vec::new(),
            by_org: Vec::new(),
        })
        .collect();
    for (place, task) in exercise.tasks.iter().enumerate() {
        if let Some(objective) = task.objective {
            let ratings = task_ratings(ledgers, CriticalTaskId::nth(place), task);
            all[objective.at()].tasks.extend(ratings);
        }
    }
    for one in &mut all {
        one.by_org = worst(&one.tasks);
    }
    all
}

/// Per organisation the worst rating of its tasks; a task that was not rated counts only where no
/// other was.
fn worst(tasks: &[TaskRating]) -> Vec<(OrgId, Rating)> {
    let mut by_org: Vec<(OrgId, Rating)> = tasks.iter().map(|one| (one.seat, one.rating)).collect();
    by_org.sort_by_key(|(org, rating)| (*org, std::cmp::Reverse(badness(*rating))));
    by_org.dedup_by_key(|(org, _)| *org);
    by_org
}

fn badness(rating: Rating) -> u8 {
    match rating {
        Rating::NotApplicable => 0,
        Rating::NotObserved => 1,
        Rating::Performed => 2,
        Rating::Some => 3,
        Rating::Major => 4,
        Rating::Unable => 5,
    }
}

/// One clock: a seat's own, or that of all who may do a task for each other.
#[derive(Clone, Copy)]
struct Clock {
    start: Mark,
    done: Mark,
    doer: OrgId,
    doer_simulated: bool,
    prompted: Mark,
}

impl Clock {
    fn of(seat: OrgId, attempt: &Attempt) -> Clock {
        Clock {
            start: attempt.started,
            done: attempt.finished(),
            doer: seat,
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
}

fn task_ratings(ledgers: &Ledgers<'_>, id: CriticalTaskId, task: &CriticalTask) -> Vec<TaskRating> {
    let clocks = ledgers
        .tasks
        .of(id)
        .map(|(seat, attempt)| Clock::of(seat, attempt));
    let joint = match task.who {
        Performer::AnyOf(_) => clocks.reduce(Clock::joined),
        Performer::EachRecipient | Performer::Each(_) => None,
    };
    let judge = Judge { ledgers, id, task };
    let attempts = ledgers.tasks.of(id);
    attempts
        .map(|(seat, attempt)| judge.seat(seat, attempt, joint))
        .collect()
}

struct Judge<'a, 'x> {
    ledgers: &'a Ledgers<'x>,
    id: CriticalTaskId,
    task: &'a CriticalTask,
}

impl Judge<'_, '_> {
    fn seat(&self, seat: OrgId, attempt: &Attempt, joint: Option<Clock>) -> TaskRating {
        let clock = joint.unwrap_or_else(|| Clock::of(seat, attempt));
        let called_upon = attempt.started.is_set() || (joint.is_some() && clock.doer == seat);
        let done = clock.done.is_set() && clock.start.is_set();
        let now_simulated = self.ledgers.seats.of(seat) == SeatState::Simulated;
        let breaches = if done {
            self.breaches(&clock)
        } else {
            Vec::new()
        };
        let (rating, why) = if called_upon && clock.start.is_set() {
            self.rating(seat, &clock, breaches.len())
        } else {
            (
                Rating::NotApplicable,
                "Its trigger never reached this seat.".to_owned(),
            )
        };
        let marks = [attempt.started, clock.start, clock.done, clock.prompted];
        let shown = marks
            .into_iter()
            .filter(|mark| mark.is_set())
            .map(|mark| mark.seq);
        let mut evidence: Vec<u32> = shown.chain(breaches).collect();
        evidence.sort_unstable();
        evidence.dedup();
        TaskRating {
            task: self.id,
            seat,
            rating,
            predicted: if done {
                clock.doer_simulated
            } else {
                now_simulated
            },
            started_at: clock.start.is_set().then_some(clock.start.at),
            done_at: clock.done.is_set().then_some(clock.done.at),
            why,
            evidence,
        }
    }

    fn rating(&self, seat: OrgId, clock: &Clock, breaches: usize) -> (Rating, String) {
        let (target, limit) = (self.task.target, self.task.limit);
        let deadline = clock.start.at + limit;
        if !clock.done.is_set() {
            return if deadline <= self.ledgers.until {
                (
                    Rating::Unable,
                    format!("Not done; the limit of {limit} passed at {deadline}."),
                )
            } else {
                (
                    Rating::NotObserved,
                    format!("Not done, and the limit of {limit} had not passed."),
                )
            };
        }
        let took = clock.done.at.since(clock.start.at);
        let early = clock.done.seq < clock.start.seq;
        let who = if clock.doer == seat {
            "Done"
        } else {
            "Done by another who was to do it"
        };
        let when = if early {
            format!("{who} before it was called for")
        } else {
            format!("{who} {took} after its trigger")
        };
        if took > limit {
            let (rating, end) = match self.task.late {
                Late::Major => (Rating::Major, ""),
                Late::Unperformed => (Rating::Unable, ", when it no longer counted"),
            };
            return (rating, format!("{when}, past the limit of {limit}{end}."));
        }
        let prompted = clock.prompted.is_set() && clock.prompted.seq < clock.done.seq;
        let in_time = took <= target || early;
        let pace = if in_time {
            format!("within the target of {target}")
        } else {
            format!("past the target of {target}, within the limit of {limit}")
        };
        if breaches > 0 {
            let s = if breaches == 1 { "" } else { "es" };
            return (
                Rating::Major,
                format!("{when}, {pace}, with {breaches} breach{s} of a label."),
            );
        }
        let prompt = if prompted {
            "after a prompt"
        } else {
            "unprompted"
        };
        let rating = if in_time && !prompted {
            Rating::Performed
        } else {
            Rating::Some
        };
        (rating, format!("{when}, {pace}, {prompt}."))
    }

    /// Breaches by whoever did the task that have to do with it: between its start and its
    /// completion, about the same threat; about anything where the task names nothing.
    fn breaches(&self, clock: &Clock) -> Vec<u32> {
        let from = clock.start.earlier(clock.done);
        let threats = self.threats();
        let related = |one: &&Breach| {
            let then = from.seq <= one.mark.seq && one.mark.seq <= clock.done.seq;
            let threat = self.ledgers.exercise.findings[one.finding.at()].threat;
            let same = threat.is_some_and(|threat| threats.contains(&threat));
            one.org == clock.doer && then && (same || threats.is_empty())
        };
        let breaches = self.ledgers.sharing.breaches.iter();
        breaches.filter(related).map(|one| one.mark.seq).collect()
    }

    /// The threats a task is about: by what it names, else by what its trigger is about.
    fn threats(&self) -> Vec<ThreatId> {
        let mut found = Vec::new();
        if let Some(subject) = named(&self.task.does) {
            self.threats_of(subject, &mut found);
        }
        if let Some(inject) = self.task.inject.filter(|_| found.is_empty()) {
            self.threats_of(Subject::Inject(inject), &mut found);
        }
        found
    }

    fn threats_of(&self, subject: Subject, found: &mut Vec<ThreatId>) {
        let exercise = self.ledgers.exercise;
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
                    exercise.threats[*place]
                        .victims
                        .iter()
                        .any(|victim| victim.org == id)
                };
                found.extend((0..exercise.threats.len()).filter(hits).map(ThreatId::nth));
            }
            Subject::Inject(id) => {
                let inject = &exercise.injects[id.at()];
                let carried = inject.claims.iter().map(|claim| &claim.finding);
                found.extend(carried.filter_map(of));
                let named = |about: &Subject| !matches!(about, Subject::Inject(_));
                if let Some(about) = inject.about.filter(named) {
                    self.threats_of(about, found);
                }
            }
        }
    }
}
