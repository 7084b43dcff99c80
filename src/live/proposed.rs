//! Steps that a playbook proposes to the people whom it assists.

use super::desk::View;
use super::rule::{flat, said};
use crate::model::{OrgId, SimTime, Voice};

/// A step that waits for the word of its people.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proposed {
    /// Its place among all that this seat's playbook has proposed, from 0.
    pub nth: usize,
    /// The rule that it belongs to.
    pub rule: String,
    /// What it is.
    pub says: String,
    /// This seat's number of the message that set the rule off.
    pub message: Option<u32>,
    /// What it is about; empty where it is about nothing in particular.
    pub about: String,
    /// Since when it has been proposed.
    pub since: SimTime,
}

/// What a seat's playbook proposes now, in order.
#[must_use]
pub fn proposed(view: &mut View<'_>, org: OrgId) -> Vec<Proposed> {
    let all = view.engine.seat_view(org).proposals().enumerate();
    let open: Vec<_> = all.filter(|(_, (_, one))| one.open).collect();
    let exercise = view.engine.exercise();
    let rules = &exercise.playbooks[exercise.org(org).playbook.at()].rules;
    let mut proposed = Vec::with_capacity(open.len());
    for (nth, (_, one)) in open {
        let rule = rules.iter().find(|rule| rule.name == one.rule);
        let steps = rule.map(|rule| flat(&rule.steps));
        let step = steps.and_then(|steps| steps.get(one.step as usize).copied());
        let message = one.message.map(|id| view.seat(org).reader.number(id));
        let mut numbers = crate::model::LocalNumbers::default();
        let voice = Voice::seat(view.names, &mut numbers);
        proposed.push(Proposed {
            nth,
            rule: one.rule.clone(),
            says: step.map_or_else(String::new, |(_, step)| said(step, view.names)),
            message,
            about: (one.about).map_or_else(String::new, |about| voice.subject(about).to_owned()),
            since: one.at,
        });
    }
    proposed
}
