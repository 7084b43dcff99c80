//! How each critical task was performed at each seat, by the rules of the HSEEP ratings.
//!
//! The clock of a seat starts when the task's trigger is delivered to it, so faults of channels
//! never count against a seat; that of a seat which is to act without being sent the trigger
//! starts when it first reaches anybody; a task without a trigger starts at STARTEX. What was
//! done before the clock started counts as done at its start, where the task names a thing that
//! can be done once. A task that any one of several may do has one clock, from the first delivery
//! to any of them; the first to do it is rated, and to the others it no longer applies. Nor does
//! the suspension of what its threat group gave up by itself before the limit.

use super::card::{ObjectiveRating, Rating, TaskRating};
use super::related::breaches;
use crate::exercise::{CriticalTask, Late};
use crate::metric::ledger::{Attempt, Clock, Ledgers, Mark, Standing};
use crate::model::{CriticalTaskId, ObjectiveId, OrgId, SeatState};

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
        let (rating, why) = match standing {
            Standing::Judged => self.rating(clock, breaches.len()),
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
                self.ledgers.seats.of(seat) == SeatState::Simulated
            },
            started_at: clock.start.is_set().then_some(clock.start.at),
            done_at: clock.done.is_set().then_some(clock.done.at),
            why,
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
        let early = clock.done.seq < clock.start.seq;
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
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::exercise::{Exercise, Pattern, Performer, Trigger};
    use crate::fact::{HostAbandoned, HostSuspended, HostUp};
    use crate::metric::fixture::{
        ADDR, C2, CERT_A, CERT_B, EMAIL, GANG, HOSTER, POLICE, Tape, claim, exercise, inject,
        letter, task,
    };
    use crate::model::{InjectId, Letter, MessageKind, SimTime, Subject, Tlp};

    /// One task of two CERTs, triggered by the first inject and prompted by the second: to ask
    /// for the take-down of C2, by 100 seconds, at the latest by 300.
    fn drill(who: Performer, does: Pattern) -> Exercise {
        let mut exercise = exercise();
        let to = [CERT_A, CERT_B];
        let at = SimTime::STARTEX;
        let kind = MessageKind::Notification;
        exercise.injects = vec![
            inject("i-1", kind, &to, Trigger::At(at)),
            inject("i-2", kind, &to, Trigger::Unless(CriticalTaskId(0), at)),
        ];
        exercise.tasks = vec![task("t", who, does)];
        exercise
    }

    fn takedown() -> Pattern {
        Pattern::Sent(
            MessageKind::TakedownRequest,
            Some(Subject::Host(C2)),
            None,
            None,
        )
    }

    /// Plays a seat from a line such as `trigger 100, do 180`: what comes to it or is done by it,
    /// and when.
    fn play(tape: &mut Tape, seat: OrgId, line: &str) {
        for step in line.split(", ").filter(|step| !step.is_empty()) {
            let (what, at) = step.split_once(' ').expect("a word and a time");
            let at: i64 = at.parse().expect("seconds");
            match what {
                "trigger" => drop(tape.deliver_inject(at, InjectId(0), seat)),
                "prompt" => drop(tape.deliver_inject(at, InjectId(1), seat)),
                "human" => tape.seat(at, seat, SeatState::Human),
                "do" => {
                    let about = Some(Subject::Host(C2));
                    let ask = letter(seat, POLICE, MessageKind::TakedownRequest);
                    let message = tape.compose(at, Letter { about, ..ask });
                    tape.send(at, message, EMAIL, 1);
                }
                "breach" => {
                    let claims = vec![claim(ADDR, Tlp::Amber, HOSTER)];
                    let pass = letter(seat, POLICE, MessageKind::Indicators);
                    tape.arrives(at, Letter { claims, ..pass });
                }
                other => panic!("{other}"),
            }
        }
    }

    fn ratings(tape: &Tape) -> Vec<TaskRating> {
        let ledgers = crate::metric::fold(&tape.exercise, &tape.entries, tape.until);
        rate(&ledgers).remove(0).tasks
    }

    /// What happens at a seat, what late means, the rating, and a part of its reason.
    const CASES: &[(&str, Late, Rating, &str)] = {
        use Late::{Major, Unperformed};
        &[
            ("", Major, Rating::NotApplicable, "never reached"),
            ("do 50", Major, Rating::NotApplicable, "never reached"),
            ("prompt 50", Major, Rating::NotApplicable, "never reached"),
            (
                "trigger 100",
                Major,
                Rating::Unable,
                "limit of 5m passed at T+00:06:40",
            ),
            ("trigger 701", Major, Rating::NotObserved, "had not passed"),
            (
                "trigger 100, do 200",
                Major,
                Rating::Performed,
                "within the target",
            ),
            (
                "trigger 100, do 201",
                Major,
                Rating::Some,
                "past the target",
            ),
            (
                "trigger 100, do 400",
                Major,
                Rating::Some,
                "within the limit",
            ),
            (
                "trigger 100, do 401",
                Major,
                Rating::Major,
                "past the limit of 5m.",
            ),
            (
                "trigger 100, do 401",
                Unperformed,
                Rating::Unable,
                "no longer counted",
            ),
            (
                "do 50, trigger 100",
                Major,
                Rating::Performed,
                "before it was called for",
            ),
            (
                "trigger 100, prompt 150, do 180",
                Major,
                Rating::Some,
                "after a prompt",
            ),
            (
                "trigger 100, do 180, prompt 190",
                Major,
                Rating::Performed,
                "unprompted",
            ),
            (
                "trigger 100, breach 150, do 180",
                Major,
                Rating::Major,
                "1 breach of",
            ),
            (
                "breach 50, trigger 100, do 180",
                Major,
                Rating::Performed,
                "unprompted",
            ),
            (
                "trigger 100, do 180, breach 190",
                Major,
                Rating::Performed,
                "unprompted",
            ),
            (
                "human 0, trigger 100, do 160",
                Major,
                Rating::Performed,
                "Done 1m after",
            ),
        ]
    };

    #[test]
    fn a_seat_is_rated_from_delivery_to_it() {
        for (steps, late, rating, why) in CASES.iter().copied() {
            let mut exercise = drill(Performer::EachRecipient, takedown());
            exercise.tasks[0].late = late;
            let mut tape = Tape::of(exercise);
            play(&mut tape, CERT_A, steps);
            let found = ratings(&tape);
            let human = steps.starts_with("human");
            assert_eq!((found[0].seat, found[1].seat), (CERT_A, CERT_B));
            assert_eq!(found[0].rating, rating, "{why}: {}", found[0].why);
            assert!(found[0].why.contains(why), "{why}: {}", found[0].why);
            assert_eq!(found[0].predicted, !human, "{why}");
            assert!(found[0].evidence.is_sorted_by(|a, b| a < b), "{why}");
            // Nothing of this was delivered to the other seat.
            assert_eq!(found[1].rating, Rating::NotApplicable);
        }
    }

    #[test]
    fn of_several_who_may_do_it_the_one_who_does_is_rated() {
        let who = || Performer::AnyOf(vec![CERT_A, CERT_B]);
        let mut tape = Tape::of(drill(who(), takedown()));
        play(&mut tape, CERT_A, "trigger 100");
        play(&mut tape, CERT_B, "trigger 150, do 210");
        let found = ratings(&tape);
        // 110 seconds after the first delivery: one clock for both, and one act.
        assert_eq!(found[1].rating, Rating::Some, "{}", found[1].why);
        assert_eq!(found[0].rating, Rating::NotApplicable);
        assert!(
            found[0].why.starts_with("Done by another"),
            "{}",
            found[0].why
        );
        assert!(!found[0].why.contains("cert"), "the others stay anonymous");
        for one in &found {
            assert_eq!(one.done_at, Some(SimTime(210_000)));
        }

        let mut tape = Tape::of(drill(who(), takedown()));
        play(&mut tape, CERT_A, "trigger 100");
        let found: Vec<Rating> = ratings(&tape).iter().map(|one| one.rating).collect();
        assert_eq!(found, [Rating::Unable, Rating::NotApplicable]);
    }

    #[test]
    fn what_went_away_by_itself_was_not_missed() {
        let (host, owner, by) = (C2, GANG, HOSTER);
        for (given_up, back, suspended, rating) in [
            // The limit is at 400.
            (Some(390), None, None, Rating::NotApplicable),
            (Some(50), None, None, Rating::NotApplicable),
            (Some(401), None, None, Rating::Unable),
            (Some(300), Some(350), None, Rating::Unable),
            (Some(300), Some(450), None, Rating::NotApplicable),
            (Some(390), None, Some(200), Rating::Performed),
            (None, None, None, Rating::Unable),
        ] {
            let does = Pattern::Suspended(Some(C2));
            let mut tape = Tape::of(drill(Performer::Each(vec![HOSTER]), does));
            tape.tell(0, HostUp { host, owner });
            let mut steps = vec![(100, "trigger")];
            steps.extend(given_up.map(|at| (at, "give up")));
            steps.extend(back.map(|at| (at, "come back")));
            steps.extend(suspended.map(|at| (at, "suspend")));
            steps.sort_unstable();
            let (mut gone, message) = (0, None);
            let some = Some(owner);
            for (at, step) in steps {
                match step {
                    "trigger" => drop(tape.deliver_inject(at, InjectId(0), CERT_A)),
                    "give up" => gone = tape.tell(at, HostAbandoned { host, owner }),
                    "come back" => drop(tape.tell(at, HostUp { host, owner })),
                    _ => drop(tape.tell(
                        at,
                        HostSuspended {
                            host,
                            by,
                            owner: some,
                            message,
                        },
                    )),
                }
            }
            let found = ratings(&tape).remove(0);
            assert_eq!(found.rating, rating, "{given_up:?}: {}", found.why);
            let told = found.evidence.contains(&gone) && found.why.contains("limit of 5m");
            assert!(rating != Rating::NotApplicable || told, "{}", found.why);
        }
    }

    #[test]
    fn what_is_read_or_answered_without_a_name_is_the_trigger_itself() {
        let does = Pattern::Acknowledged(Some(MessageKind::Notification));
        let mut tape = Tape::of(drill(Performer::EachRecipient, does));
        let earlier = tape.arrives(0, letter(CERT_B, CERT_A, MessageKind::Notification));
        let trigger = tape.deliver_inject(100, InjectId(0), CERT_A);
        tape.acknowledge(120, earlier);
        assert_eq!(ratings(&tape)[0].rating, Rating::Unable);
        tape.acknowledge(150, trigger);
        assert_eq!(ratings(&tape)[0].done_at, Some(SimTime(150_000)));
    }

    #[test]
    fn an_act_without_a_name_does_not_count_before_its_clock() {
        let does = Pattern::Sent(MessageKind::TakedownRequest, None, None, None);
        let mut tape = Tape::of(drill(Performer::EachRecipient, does));
        play(&mut tape, CERT_A, "do 50, trigger 100");
        assert_eq!(ratings(&tape)[0].rating, Rating::Unable);
    }

    #[test]
    fn an_organisation_is_as_good_as_its_worst_task() {
        let one = |task, seat, rating| TaskRating {
            task: CriticalTaskId(task),
            seat,
            rating,
            predicted: true,
            started_at: None,
            done_at: None,
            why: String::new(),
            evidence: Vec::new(),
        };
        let tasks = [
            one(0, CERT_B, Rating::NotObserved),
            one(0, CERT_A, Rating::Performed),
            one(1, CERT_A, Rating::Major),
            one(2, CERT_A, Rating::NotApplicable),
            one(2, CERT_B, Rating::NotApplicable),
            one(3, POLICE, Rating::NotObserved),
            one(4, POLICE, Rating::Performed),
        ];
        let expected = [
            (CERT_A, Rating::Major),
            (CERT_B, Rating::NotObserved),
            (POLICE, Rating::Performed),
        ];
        assert_eq!(worst(&tasks), expected);
    }
}
