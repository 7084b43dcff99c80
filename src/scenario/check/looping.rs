//! Playbooks that loop without delay: rules that set each other off in a circle with nothing
//! between that takes time.

use super::Places;
use crate::exercise::{Exercise, Guard, Pattern, Playbook, Rule, Step};
use crate::model::MessageKind;
use crate::scenario::codes;
use crate::scenario::problem::{Problem, Problems};
use std::collections::BTreeSet;

/// Refuses playbooks that loop without delay.
pub(super) fn check(exercise: &Exercise, places: &Places, problems: &mut Problems) {
    for (book, playbook) in exercise.playbooks.iter().enumerate() {
        let Some(round) = circle(playbook) else {
            continue;
        };
        let name = |rule: usize| playbook.rules[rule].name.as_str();
        let place = places
            .rules
            .get(book)
            .and_then(|rules| rules.get(round[0]))
            .copied();
        let message = format!("playbook `{}` loops without delay", playbook.id);
        let names: Vec<_> = round
            .iter()
            .map(|rule| format!("`{}`", name(*rule)))
            .collect();
        let reason = format!(
            "these rules set each other off at once: {}",
            names.join(" → ")
        );
        let problem = Problem::new(&codes::PLAYBOOK_LOOP, message).because(reason);
        let help = "put a `Work` or a `Wait` between, or the guard `FirstTime`";
        problems.push(problem.help(help).at(place));
    }
}

/// The first circle of rules that set each other off at once, if there is one.
fn circle(playbook: &Playbook) -> Option<Vec<usize>> {
    let rules = &playbook.rules;
    let made: Vec<Vec<Made<'_>>> = rules.iter().map(at_once).collect();
    let next = |rule: usize| {
        let sets_off = |other: &usize| {
            let on = &rules[*other].on;
            // A rule that runs once for each subject ends every circle.
            !rules[*other].when.contains(&Guard::FirstTime)
                && made[rule].iter().any(|made| made.fits(on))
        };
        (0..rules.len()).filter(sets_off).collect::<Vec<_>>()
    };
    let edges: Vec<Vec<usize>> = (0..rules.len()).map(next).collect();
    let mut done = BTreeSet::new();
    for start in 0..rules.len() {
        let mut path: Vec<(usize, usize)> = vec![(start, 0)];
        while let Some((rule, nth)) = path.last().copied() {
            let Some(&to) = edges[rule].get(nth).filter(|_| !done.contains(&rule)) else {
                done.insert(rule);
                path.pop();
                continue;
            };
            path.last_mut()
                .expect("it is not empty, or the loop had ended")
                .1 += 1;
            if let Some(from) = path.iter().position(|(rule, _)| *rule == to) {
                let round = path[from..].iter().map(|(rule, _)| *rule);
                return Some(round.chain([to]).collect());
            }
            path.push((to, 0));
        }
    }
    None
}

/// What a rule brings about before anything in it takes time.
enum Made<'r> {
    Acknowledged,
    Answered,
    Sent(MessageKind),
    Escalated,
    Published,
    Decided(&'r str),
    Contained,
    Recovered,
    Suspended,
}

impl Made<'_> {
    /// Whether it can set off a rule on this.
    fn fits(&self, on: &Pattern) -> bool {
        match (self, on) {
            (Made::Acknowledged, Pattern::Acknowledged(_))
            | (Made::Answered, Pattern::Answered(_))
            | (Made::Escalated, Pattern::Escalated(_))
            | (Made::Published, Pattern::Published)
            | (Made::Contained, Pattern::Contained(_))
            | (Made::Recovered, Pattern::Recovered(_))
            | (Made::Suspended, Pattern::Suspended(_)) => true,
            (Made::Sent(kind), Pattern::Sent(other, ..)) => kind == other,
            (Made::Decided(word), Pattern::Decided(other)) => word == other,
            _ => false,
        }
    }
}

fn at_once(rule: &Rule) -> Vec<Made<'_>> {
    let mut made = Vec::new();
    collect(&rule.steps, &mut made);
    made
}

/// Collects what steps bring about at once; false when a step takes time, so that nothing after
/// it counts.
fn collect<'r>(steps: &'r [Step], made: &mut Vec<Made<'r>>) -> bool {
    for step in steps {
        match step {
            Step::Work(..) | Step::Verify | Step::Analyse => return false,
            Step::Wait(span) if span.0 > 0 => return false,
            Step::Clarify(rounds) if *rounds > 0 => return false,
            Step::Acknowledge => made.push(Made::Acknowledged),
            Step::Answer => made.extend([Made::Answered, Made::Sent(MessageKind::Answer)]),
            Step::Share(..) => made.push(Made::Sent(MessageKind::Indicators)),
            Step::Send(kind, ..) => made.push(Made::Sent(*kind)),
            Step::CommsCheck(_) => made.push(Made::Sent(MessageKind::CommsCheck)),
            Step::Escalate => {
                made.extend([Made::Escalated, Made::Sent(MessageKind::Escalation)]);
            }
            Step::Publish(_) => made.push(Made::Published),
            Step::Decide(word) => made.push(Made::Decided(word)),
            Step::Contain => made.push(Made::Contained),
            Step::Recover => made.push(Made::Recovered),
            Step::Suspend => made.push(Made::Suspended),
            Step::Chance(_, then, otherwise) => {
                let (one, other) = (collect(then, made), collect(otherwise, made));
                if !one && !other {
                    return false;
                }
            }
            Step::Wait(_)
            | Step::Clarify(_)
            | Step::Close
            | Step::Hold
            | Step::Only(_)
            | Step::Release => {}
        }
    }
    true
}
