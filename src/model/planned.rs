//! Messages that EXCON adds to the script for a later moment.

use super::{Amendment, Letter, PlannedId, SimTime};

/// A message that is to go out later.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Planned {
    /// What it says.
    pub letter: Letter,
    /// When it goes out.
    pub due: SimTime,
    /// What became of it.
    pub became: Became,
    /// Whether it is held back.
    pub held: bool,
    /// Whether it came due while it was held.
    pub waits: bool,
    /// How often it was changed.
    pub edits: u32,
}

impl Planned {
    /// Changes it; of those whom a change names it goes to the first.
    pub fn amend(&mut self, change: Amendment) {
        let letter = &mut self.letter;
        if let Some(due) = change.due {
            (self.due, self.waits) = (due, false);
        }
        if let Some(text) = change.text {
            letter.text = text;
        }
        if let Some(to) = change.to.and_then(|to| to.first().copied()) {
            letter.to = to;
        }
        letter.channel = change.channel.unwrap_or(letter.channel);
        letter.priority = change.priority.unwrap_or(letter.priority);
    }
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

    /// One of them, to be changed; none where nobody added it.
    pub fn get_mut(&mut self, id: PlannedId) -> Option<&mut Planned> {
        self.0.get_mut(id.at())
    }
}
