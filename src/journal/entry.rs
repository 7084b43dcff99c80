//! One entry of a journal.

use crate::action::{Action, Refusal};
use crate::fact::Fact;
use crate::model::SimTime;

/// One entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Its number, from 0, consecutive.
    pub seq: u32,
    /// When.
    pub at: SimTime,
    /// What it followed from.
    pub causes: Causes,
    /// What it records.
    pub body: Body,
}

/// What an entry records.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Body {
    /// A thing that happened.
    Fact(Fact),
    /// Something that came from outside, recorded before it takes effect.
    Input(Input),
}

/// What came from outside.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Input {
    /// An action, with the refusal it met, if it met one.
    Action(Box<Action>, Option<Box<Refusal>>),
    /// The time that was reached, so that what was shown stays shown.
    TimeReached,
}

impl Input {
    /// An action, with the refusal it met, if it met one. Both are boxed, since nearly all entries
    /// are facts and need less room.
    #[must_use]
    pub fn action(action: Action, refusal: Option<Refusal>) -> Input {
        Input::Action(Box::new(action), refusal.map(Box::new))
    }
}

impl Entry {
    /// The fact it records, if it records one.
    #[inline]
    #[must_use]
    pub fn fact(&self) -> Option<&Fact> {
        match &self.body {
            Body::Fact(fact) => Some(fact),
            Body::Input(_) => None,
        }
    }
}

/// Up to four earlier entries that an entry followed from, in the order they were given.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Causes([u32; 4]);

const NONE: u32 = u32::MAX;

impl Causes {
    /// No cause: STARTEX, the clock, or an outside process.
    pub const NONE: Causes = Causes([NONE; 4]);

    /// One cause.
    #[inline]
    #[must_use]
    pub const fn of(seq: u32) -> Causes {
        Causes([seq, NONE, NONE, NONE])
    }

    /// These causes and one more; a repeated cause counts once, a fifth takes the place of the
    /// earliest, since the critical path follows the last to arrive.
    #[must_use]
    pub fn and(mut self, seq: u32) -> Causes {
        if seq == NONE || self.0.contains(&seq) {
            return self;
        }
        if let Some(free) = self.0.iter_mut().find(|held| **held == NONE) {
            *free = seq;
        } else if let Some(earliest) = self.0.iter_mut().min() {
            *earliest = (*earliest).max(seq);
        }
        self
    }

    /// The causes.
    pub fn iter(self) -> impl Iterator<Item = u32> {
        self.0.into_iter().filter(|seq| *seq != NONE)
    }

    /// The last to arrive.
    #[must_use]
    pub fn last(self) -> Option<u32> {
        self.iter().max()
    }
}

impl std::fmt::Debug for Causes {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_list().entries(self.iter()).finish()
    }
}

impl FromIterator<u32> for Causes {
    fn from_iter<I: IntoIterator<Item = u32>>(seqs: I) -> Self {
        seqs.into_iter().fold(Causes::NONE, Causes::and)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn causes_keep_the_last_to_arrive() {
        for (given, last, count) in [
            (vec![], None, 0),
            (vec![3], Some(3), 1),
            (vec![3, 3, 1], Some(3), 2),
            (vec![1, 2, 3, 4, 9], Some(9), 4),
            (vec![9, 2, 3, 4, 1], Some(9), 4),
        ] {
            let causes: Causes = given.iter().copied().collect();
            assert_eq!(
                (causes.last(), causes.iter().count()),
                (last, count),
                "{given:?}"
            );
        }
    }
}
