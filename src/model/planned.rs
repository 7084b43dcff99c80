//! Messages that EXCON adds to the script for a later moment.

use super::{Letter, PlannedId, SimTime};

/// A message that is to go out later.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Planned {
    /// What it says.
    pub letter: Letter,
    /// When it goes out.
    pub due: SimTime,
    /// What became of it.
    pub became: Became,
}

/// What became of a planned message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Became {
    /// It waits for its moment.
    Waits,
    /// It has gone out.
    Sent,
    /// It was set aside.
    Dropped,
}

/// All of them, in the order in which they were added.
#[derive(Clone, Debug, Default)]
pub struct Plans(pub Vec<Planned>);

impl Plans {
    /// The number that the next one gets.
    #[must_use]
    pub fn next(&self) -> PlannedId {
        PlannedId::nth(self.0.len())
    }

    /// One of them; none where nobody added it.
    #[must_use]
    pub fn get(&self, id: PlannedId) -> Option<&Planned> {
        self.0.get(id.at())
    }

    /// Says what became of one.
    pub fn settle(&mut self, id: PlannedId, became: Became) {
        if let Some(one) = self.0.get_mut(id.at()) {
            one.became = became;
        }
    }
}
