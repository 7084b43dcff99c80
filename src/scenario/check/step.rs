//! Steps of playbooks that are never reached, or that no rule can take.

use super::Places;
use crate::exercise::{Exercise, Guard, Rule, Step};
use crate::model::{MILLION, Work};
use crate::scenario::codes;
use crate::scenario::problem::{Problem, Problems};

/// Warns of steps behind one that always ends the rule, and of choices that are none; refuses
/// everyday work, which comes by itself.
pub(super) fn check(exercise: &Exercise, places: &Places, problems: &mut Problems) {
    for (book, playbook) in exercise.playbooks.iter().enumerate() {
        for (nth, rule) in playbook.rules.iter().enumerate() {
            let place = (places.rules.get(book))
                .and_then(|rules| rules.get(nth))
                .copied();
            if let Some(why) = never_reached(rule) {
                let message = format!("rule `{}` has steps that are never reached", rule.name);
                let problem = Problem::new(&codes::UNREACHABLE_STEP, message);
                problems.push(problem.because(why).at(place));
            }
            if everyday(&rule.steps) {
                let message = format!("rule `{}` makes everyday work", rule.name);
                let problem = Problem::new(&codes::EVERYDAY_STEP, message);
                problems.push(
                    problem
                        .because("everyday tickets come by themselves, as `desk.background` says")
                        .help("name the kind of work that this is, such as `triage`")
                        .at(place),
                );
            }
        }
    }
}

fn everyday(steps: &[Step]) -> bool {
    steps.iter().any(|step| match step {
        Step::Work(work, _) => *work == Work::Background,
        Step::Chance(_, then, otherwise) => everyday(then) || everyday(otherwise),
        _ => false,
    })
}

fn never_reached(rule: &Rule) -> Option<&'static str> {
    if contradicts(&rule.when) {
        return Some("what must hold contradicts itself");
    }
    let mut holds = rule.when.clone();
    in_steps(&rule.steps, &mut holds)
}

fn in_steps(steps: &[Step], holds: &mut Vec<Guard>) -> Option<&'static str> {
    for (nth, step) in steps.iter().enumerate() {
        let more = nth + 1 < steps.len();
        match step {
            Step::Only(guard) => {
                holds.push(guard.clone());
                if more && contradicts(&fixed(holds)) {
                    return Some("a step before them ends the rule whenever it is set off");
                }
            }
            Step::Chance(ppm, then, otherwise) => {
                if (*ppm == 0 && !then.is_empty()) || (*ppm >= MILLION && !otherwise.is_empty()) {
                    return Some("a chance of 0 or 1 leaves one side out");
                }
                let before = holds.len();
                let found = in_steps(then, holds).or_else(|| {
                    holds.truncate(before);
                    in_steps(otherwise, holds)
                });
                holds.truncate(before);
                if found.is_some() {
                    return found;
                }
            }
            _ => {}
        }
    }
    None
}

/// The guards whose truth does not change while a rule runs.
fn fixed(guards: &[Guard]) -> Vec<Guard> {
    let changes = |guard: &Guard| {
        let inner = match guard {
            Guard::Not(inner) => inner,
            other => other,
        };
        matches!(
            inner,
            Guard::StillUp
                | Guard::QueueBelow(_)
                | Guard::FromTier(_)
                | Guard::FirstTime
                | Guard::InForce(_)
        )
    };
    guards
        .iter()
        .filter(|guard| !changes(guard))
        .cloned()
        .collect()
}

fn contradicts(guards: &[Guard]) -> bool {
    guards.iter().any(|guard| match guard {
        Guard::Not(inner) => guards.contains(inner),
        _ => false,
    })
}
