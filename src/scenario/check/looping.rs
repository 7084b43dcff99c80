//! Playbooks that loop without delay: rules that set each other off in a circle with nothing
//! between that takes time.

use super::Places;
use crate::exercise::{Exercise, Guard, Pattern, Playbook, Rule, Step};
use crate::model::MessageKind;
use crate::scenario::codes;
use crate::scenario::problem::{Problem, Problems};
use std::collections::BTreeMap;

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
///
/// A rule leads to what it brings about, and that to the rules it sets off: so there are as many
/// steps to walk as there are in the playbook, not one for every two rules.
fn circle<'p>(playbook: &'p Playbook) -> Option<Vec<usize>> {
    let rules = &playbook.rules;
    let mut numbers: BTreeMap<Made<'_>, usize> = BTreeMap::new();
    let mut leads_to: Vec<Vec<usize>> = vec![Vec::new(); rules.len()];
    let mut number = |made: Made<'p>, leads_to: &mut Vec<Vec<usize>>| {
        *numbers.entry(made).or_insert_with(|| {
            leads_to.push(Vec::new());
            leads_to.len() - 1
        })
    };
    for (nth, rule) in rules.iter().enumerate() {
        for made in at_once(rule) {
            let made = number(made, &mut leads_to);
            leads_to[nth].push(made);
        }
        // A rule that runs once for each subject ends every circle.
        if let Some(made) =
            Made::wanted(&rule.on).filter(|_| !rule.when.contains(&Guard::FirstTime))
        {
            let made = number(made, &mut leads_to);
            leads_to[made].push(nth);
        }
    }
    let round = walk(&leads_to, rules.len())?;
    Some(
        round
            .into_iter()
            .filter(|node| *node < rules.len())
            .collect(),
    )
}

/// The first circle that is reached from the first so many nodes, if there is one: its nodes, the
/// first of the first so many among them again at the end.
fn walk(leads_to: &[Vec<usize>], starts: usize) -> Option<Vec<usize>> {
    /// A node that was gone through without meeting a circle.
    const DONE: usize = usize::MAX;
    let mut entered: Vec<Option<usize>> = vec![None; leads_to.len()];
    for start in 0..starts {
        if entered[start].is_some() {
            continue;
        }
        entered[start] = Some(0);
        let mut path: Vec<(usize, usize)> = vec![(start, 0)];
        while let Some((node, nth)) = path.last_mut() {
            let Some(&to) = leads_to[*node].get(*nth) else {
                entered[*node] = Some(DONE);
                path.pop();
                continue;
            };
            *nth += 1;
            match entered[to] {
                Some(DONE) => {}
                Some(place) => {
                    let round = path[place..].iter().map(|(node, _)| *node);
                    let round: Vec<usize> = round.collect();
                    let again = round.iter().copied().find(|node| *node < starts);
                    return Some(round.into_iter().chain(again).collect());
                }
                None => {
                    entered[to] = Some(path.len());
                    path.push((to, 0));
                }
            }
        }
    }
    None
}

/// What a rule brings about before anything in it takes time.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
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
    /// What sets off a rule on this.
    fn wanted(on: &Pattern) -> Option<Made<'_>> {
        Some(match on {
            Pattern::Acknowledged(_) => Made::Acknowledged,
            Pattern::Answered(_) => Made::Answered,
            Pattern::Escalated(_) => Made::Escalated,
            Pattern::Published => Made::Published,
            Pattern::Contained(_) => Made::Contained,
            Pattern::Recovered(_) => Made::Recovered,
            Pattern::Suspended(_) => Made::Suspended,
            Pattern::Sent(kind, ..) => Made::Sent(*kind),
            Pattern::Decided(word) => Made::Decided(word),
            _ => return None,
        })
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Span;

    /// Rules that decide what is published, and rules that publish what is decided; the last
    /// takes time or does not.
    fn pairs(count: usize, last: Option<Span>) -> Playbook {
        let rule = |name: String, on: Pattern, steps: Vec<Step>| Rule {
            name,
            on,
            when: Vec::new(),
            steps,
        };
        let mut rules = Vec::new();
        for nth in 0..count {
            let decided = Pattern::Decided("d".to_owned());
            let publish = Step::Publish("x".to_owned());
            rules.push(rule(format!("p{nth}"), decided, vec![publish]));
            let wait = if nth + 1 == count {
                last
            } else {
                Some(Span(1_000))
            };
            let mut steps: Vec<Step> = wait.map(Step::Wait).into_iter().collect();
            steps.push(Step::Decide("d".to_owned()));
            rules.push(rule(format!("d{nth}"), Pattern::Published, steps));
        }
        Playbook {
            id: "x".to_owned(),
            rules,
        }
    }

    #[test]
    fn a_circle_is_found_among_any_number_of_rules() {
        let count = 50_000;
        assert_eq!(circle(&pairs(count, Some(Span(1)))), None);
        let last = 2 * count - 1;
        assert_eq!(circle(&pairs(count, None)), Some(vec![0, last, 0]));
    }
}
