//! Playbooks that loop without delay: rules that set each other off in a circle with nothing
//! between that takes time.

use super::Places;
use super::deadline::takes_no_time;
use crate::exercise::{Exercise, Guard, Pattern, Playbook, Rule, Step};
use crate::model::{ChannelId, MessageKind};
use crate::scenario::codes;
use crate::scenario::problem::{Problem, Problems};
use std::collections::{BTreeMap, BTreeSet};

/// Refuses playbooks that loop without delay, each by itself, then one by way of another: over
/// channels by which what is sent is read at the same moment.
pub(super) fn check(exercise: &Exercise, places: &Places, problems: &mut Problems) {
    let mut found = false;
    for (book, playbook) in exercise.playbooks.iter().enumerate() {
        let Some(round) = circle(&[(book, playbook)], &|_| false) else {
            continue;
        };
        found = true;
        let message = format!("playbook `{}` loops without delay", playbook.id);
        let names: Vec<_> = round
            .iter()
            .map(|(_, rule)| format!("`{}`", playbook.rules[*rule].name))
            .collect();
        let reason = format!(
            "these rules set each other off at once: {}",
            names.join(" → ")
        );
        let help = "put a `Work` or a `Wait` between, or the guard `FirstTime`";
        tell(places, problems, round[0], message, reason, help);
    }
    if !found {
        across(exercise, places, problems);
    }
}

/// Refuses playbooks that set each other off by messages that take no time.
fn across(exercise: &Exercise, places: &Places, problems: &mut Problems) {
    let at_once = |way: &ChannelId| takes_no_time(&exercise.channels[way.at()]);
    let mut played: BTreeSet<usize> = BTreeSet::new();
    let mut reached: BTreeMap<usize, ChannelId> = BTreeMap::new();
    for (_, org) in exercise.players() {
        let book = org.playbook.at();
        played.insert(book);
        if let Some(way) = org.reached_by.iter().copied().find(|way| at_once(way)) {
            reached.entry(book).or_insert(way);
        }
    }
    let Some(way) = reached.values().next() else {
        return;
    };
    let books = played.into_iter();
    let books: Vec<_> = books
        .map(|book| (book, &exercise.playbooks[book]))
        .collect();
    let Some(round) = circle(&books, &|book| reached.contains_key(&book)) else {
        return;
    };
    let names: Vec<_> = round
        .iter()
        .map(|(book, rule)| {
            let book = &exercise.playbooks[*book];
            format!("`{}` of `{}`", book.rules[*rule].name, book.id)
        })
        .collect();
    let channel = &exercise.channels[way.at()].id;
    let message = format!("playbooks loop without delay over channel `{channel}`");
    let reason = format!(
        "by it a message is read as soon as it is sent, so that these rules set each other off at \
         once: {}",
        names.join(" → ")
    );
    let help = "give the channel a `transit` or a `reading` that takes time, put a `Work` or a \
                `Wait` between, or the guard `FirstTime`";
    tell(places, problems, round[0], message, reason, help);
}

fn tell(
    places: &Places,
    problems: &mut Problems,
    (book, rule): (usize, usize),
    message: String,
    reason: String,
    help: &str,
) {
    let rules = places.rules.get(book);
    let place = rules.and_then(|rules| rules.get(rule)).copied();
    let problem = Problem::new(&codes::PLAYBOOK_LOOP, message).because(reason);
    problems.push(problem.help(help).at(place));
}

/// The first circle of rules of these playbooks that set each other off at once, if there is one,
/// each rule with its playbook. `reached` says at which playbooks what others send arrives at once.
///
/// A rule leads to what it brings about, and that to the rules it sets off: so there are as many
/// steps to walk as there are in the playbooks, not one for every two rules.
fn circle(
    books: &[(usize, &Playbook)],
    reached: &dyn Fn(usize) -> bool,
) -> Option<Vec<(usize, usize)>> {
    /// In place of a playbook, for what arrives at others.
    const ANYBODY: usize = usize::MAX;
    let rules: Vec<(usize, usize, &Rule)> = books
        .iter()
        .flat_map(|(book, playbook)| {
            let rules = playbook.rules.iter().enumerate();
            rules.map(|(nth, rule)| (*book, nth, rule))
        })
        .collect();
    let mut graph = Graph {
        numbers: BTreeMap::new(),
        leads_to: vec![Vec::new(); rules.len()],
    };
    for (node, (book, _, rule)) in rules.iter().enumerate() {
        for made in at_once(rule) {
            let number = graph.number(*book, made);
            graph.leads_to[node].push(number);
            if let Made::Sent(_) = made {
                let number = graph.number(ANYBODY, made);
                graph.leads_to[node].push(number);
            }
        }
        // A rule that runs once for each subject ends every circle.
        if rule.when.contains(&Guard::FirstTime) {
            continue;
        }
        if let Some(made) = Made::wanted(&rule.on) {
            let number = graph.number(*book, made);
            graph.leads_to[number].push(node);
        }
        if let Pattern::Received(kind, _) = &rule.on
            && reached(*book)
        {
            let one = kind.as_ref().map(std::slice::from_ref);
            for kind in one.unwrap_or(MessageKind::ALL) {
                let number = graph.number(ANYBODY, Made::Sent(*kind));
                graph.leads_to[number].push(node);
            }
        }
    }
    let round = walk(&graph.leads_to, rules.len())?.into_iter();
    let round = round.filter_map(|node| rules.get(node));
    Some(round.map(|(book, nth, _)| (*book, *nth)).collect())
}

/// Rules and what they bring about, and what each leads to.
struct Graph<'p> {
    numbers: BTreeMap<(usize, Made<'p>), usize>,
    leads_to: Vec<Vec<usize>>,
}

impl<'p> Graph<'p> {
    /// The number of what the rules of a playbook bring about.
    fn number(&mut self, book: usize, made: Made<'p>) -> usize {
        let leads_to = &mut self.leads_to;
        *self.numbers.entry((book, made)).or_insert_with(|| {
            leads_to.push(Vec::new());
            leads_to.len() - 1
        })
    }
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
    Blocked,
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
            Pattern::Blocked(_) => Made::Blocked,
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
            Step::Work(..) | Step::Verify | Step::Analyse | Step::Apply => return false,
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
            Step::Block => made.push(Made::Blocked),
            Step::Chance(_, then, otherwise) => {
                let (one, other) = (collect(then, made), collect(otherwise, made));
                if !one && !other {
                    return false;
                }
            }
            // A group is attributed once by each, so that no circle goes on through that.
            Step::Attribute
            | Step::Wait(_)
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
        let find = |playbook: &Playbook| circle(&[(7, playbook)], &|_| false);
        assert_eq!(find(&pairs(count, Some(Span(1)))), None);
        let round = [0, 2 * count - 1, 0].map(|rule| (7, rule)).to_vec();
        assert_eq!(find(&pairs(count, None)), Some(round));
    }
}
