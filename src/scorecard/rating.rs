//! How each critical task was performed at each seat, by the rules of the HSEEP ratings.
//!
//! The clock of a seat starts when the task's trigger is delivered to it, so faults of channels
//! never count against a seat; that of a seat which is to act without being sent the trigger
//! starts when it first reaches anybody; a task without a trigger starts at STARTEX. What was
//! done before the clock started counts as done at its start, where the task names a thing that
//! can be done once. A task that any one of several may do has one clock, from the first delivery
//! to any of them; the first to do it is rated, and to the others it no longer applies. Nor does
//! the suspension of what its threat group gave up by itself before the limit.

use super::card::{ByRule, ObjectiveRating, TaskRating};
use super::related::breaches;
use crate::exercise::{CriticalTask, Late, TargetsHold};
use crate::metric::ledger::{Attempt, Clock, Ledgers, Mark, Standing};
use crate::model::{CriticalTaskId, ObjectiveId, OrgId, Rating, SeatState};

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

fn task_ratings(ledgers: &Ledgers<'_>, id: CriticalTaskId, task: &CriticalTask) -> Vec<TaskRating> {
    let judge = Judge { ledgers, id, task };
    let clocks = ledgers.clocks(id).into_iter().zip(ledgers.tasks.of(id));
    clocks
        .map(|((seat, clock, standing), (_, attempt))| judge.seat(seat, attempt, &clock, standing))
        .collect()
}

struct Judge<'a, 'x> {
    ledgers: &'a Ledgers<'x>,
    id: CriticalTaskId,
    task: &'a CriticalTask,
}

impl Judge<'_, '_> {
    fn seat(
        &self,
        seat: OrgId,
        attempt: &Attempt,
        clock: &Clock,
        standing: Standing,
    ) -> TaskRating {
        let judged = matches!(standing, Standing::Judged);
        let done = judged && clock.is_done();
        let breaches = if done {
            breaches(self.ledgers, self.task, clock)
        } else {
            Vec::new()
        };
        let simulated = if done {
            clock.doer_simulated
        } else {
            self.ledgers.seats.of(seat) == SeatState::Simulated
        };
        let unusual = self.unusual(clock).filter(|_| !simulated);
        let (rating, why) = match standing {
            Standing::Judged => match unusual {
                Some(pace) => (Rating::NotObserved, self.unheld(clock, &pace)),
                None => self.rating(clock, breaches.len()),
            },
            other => (Rating::NotApplicable, self.not_applicable(clock, other)),
        };
        let gone = match standing {
            Standing::Gone(mark) => mark,
            _ => Mark::NONE,
        };
        let marks = [
            attempt.started,
            clock.start,
            clock.done,
            clock.prompted,
            gone,
        ];
        let judgement = self.ledgers.judgements.of(self.id, seat);
        let shown = marks
            .into_iter()
            .chain(judgement.map(|one| one.mark))
            .filter(|mark| mark.is_set())
            .map(|mark| mark.seq);
        let mut evidence: Vec<u32> = shown.chain(breaches).collect();
        evidence.sort_unstable();
        evidence.dedup();
        let (rating, why, by_rule) = match judgement {
            None => (rating, why, None),
            Some(one) => {
                let said = format!("{}: {}", one.evaluator, one.reason);
                (one.rating, said, Some(ByRule { rating, why }))
            }
        };
        TaskRating {
            task: self.id,
            seat,
            rating,
            predicted: simulated,
            started_at: clock.start.is_set().then_some(clock.start.at),
            done_at: clock.done.is_set().then_some(clock.done.at),
            why,
            by_rule,
            evidence,
        }
    }

    fn not_applicable(&self, clock: &Clock, standing: Standing) -> String {
        match standing {
            Standing::ByAnother => {
                format!("Done by another who might do it, at {}.", clock.done.at)
            }
            Standing::Gone(mark) => format!(
                "Nothing was left to suspend: given up by those who ran it at {}, before the \
                 limit of {} and before anybody had acted.",
                mark.at, self.task.limit
            ),
            Standing::NotReached | Standing::Judged => {
                "Its trigger never reached this seat.".to_owned()
            }
        }
    }

    /// How play ran while the task was to be done, where targets do not hold at that pace.
    fn unusual(&self, clock: &Clock) -> Option<String> {
        let targets = self.ledgers.exercise.clock.targets;
        let deadline = clock.start.at + self.task.limit;
        let end = match clock.done.is_set() {
            true => clock.done.at,
            false => deadline.min(self.ledgers.until),
        };
        let pace = self.ledgers.paces.unusual(clock.start.at, end);
        pace.filter(|_| targets == TargetsHold::RealTime)
    }

    /// Why the rule says nothing of people who were played with at a pace that is not theirs.
    fn unheld(&self, clock: &Clock, pace: &str) -> String {
        let (target, limit) = (self.task.target, self.task.limit);
        let when = match clock.done.is_set() {
            true => format!(
                "Done {} after its trigger",
                clock.done.at.since(clock.start.at)
            ),
            false => "Not done".to_owned(),
        };
        format!(
            "{when}; but play ran {pace} meanwhile, and the target of {target} and the limit of \
             {limit} hold for people in real time: an evaluator judges it."
        )
    }

    fn rating(&self, clock: &Clock, breaches: usize) -> (Rating, String) {
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
        let early = clock.is_early();
        let when = if early {
            "Done before it was called for".to_owned()
        } else {
            format!("Done {took} after its trigger")
        };
        if took > limit {
            let (rating, end) = match self.task.late {
                Late::Major => (Rating::Major, ""),
                Late::Unperformed => (Rating::Unable, ", when it no longer counted"),
            };
            return (rating, format!("{when}, past the limit of {limit}{end}."));
        }
        let prompted = clock.was_prompted();
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
}

#[cfg(test)]
mod tests;
