//! What evaluators judged otherwise than the rules do. The last word on a task at a seat holds.

use super::Mark;
use crate::fact::RatingOverridden;
use crate::model::{CriticalTaskId, OrgId, Rating};
use std::collections::BTreeMap;

/// One judgement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Judgement {
    /// The rating that holds.
    pub rating: Rating,
    /// Who rated.
    pub evaluator: String,
    /// Why.
    pub reason: String,
    /// When, and which entry shows it.
    pub mark: Mark,
}

/// All judgements.
#[derive(Clone, Debug, Default)]
pub struct Judgements(BTreeMap<(CriticalTaskId, OrgId), Judgement>);

impl Judgements {
    /// What an evaluator says of a task at a seat; none where the rule holds.
    #[must_use]
    pub fn of(&self, task: CriticalTaskId, seat: OrgId) -> Option<&Judgement> {
        self.0.get(&(task, seat))
    }

    /// An evaluator rated, or gave the rating back to the rule.
    pub fn overridden(&mut self, fact: &RatingOverridden, now: Mark) {
        let key = (fact.task, fact.org);
        match fact.rating {
            None => drop(self.0.remove(&key)),
            Some(rating) => {
                let judgement = Judgement {
                    rating,
                    evaluator: fact.evaluator.clone(),
                    reason: fact.reason.clone(),
                    mark: now,
                };
                self.0.insert(key, judgement);
            }
        }
    }
}
