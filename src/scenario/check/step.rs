//! Steps of playbooks that are never reached.

use super::Places;
use crate::exercise::{Exercise, Guard, Rule, Step};
use crate::model::MILLION;
use crate::scenario::codes;
use crate::scenario::problem::{Problem, Problems};

/// Warns of steps behind one that always ends the rule, and of choices that are none.
pub(super) fn check(exercise: &Exercise, places: &Places, problems: &mut Problems) {
    for (book, playbook) in exercise.playbooks.iter().enumerate() {
        for (nth, rule) in playbook.rules.iter().enumerate() {
            let Some(why) = never_reached(rule) else {
                continue;
            };
            let message = format!("rule `{}` has steps that are never reached", rule.name);
            let place = places
                .rules
                .get(book)
                .and_then(|rules| rules.get(nth))
                .copied();
            problems.push(
                Problem::new(&codes::UNREACHABLE_STEP, message)
                    .because(why)
                    .at(place),
            );
        }
    }
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
            Guard::StillUp | Guard::QueueBelow(_) | Guard::FromTier(_) | Guard::FirstTime
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
