//! When something happened and which entry shows it.

use crate::journal::Entry;
use crate::model::SimTime;

/// A moment and its entry, or neither.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mark {
    /// When.
    pub at: SimTime,
    /// The entry's number.
    pub seq: u32,
}

impl Mark {
    /// It has not happened.
    pub const NONE: Mark = Mark {
        at: SimTime::NEVER,
        seq: u32::MAX,
    };

    /// What holds from STARTEX on, which the first entry of every journal shows.
    pub const STARTEX: Mark = Mark {
        at: SimTime::STARTEX,
        seq: 0,
    };

    /// The mark of an entry.
    #[inline]
    #[must_use]
    pub fn of(entry: &Entry) -> Mark {
        Mark {
            at: entry.at,
            seq: entry.seq,
        }
    }

    /// Whether it has happened.
    #[inline]
    #[must_use]
    pub fn is_set(self) -> bool {
        self.seq != u32::MAX
    }

    /// Sets it, unless it has happened already; says whether it was set now.
    #[inline]
    pub fn first(&mut self, now: Mark) -> bool {
        let first = !self.is_set();
        if first {
            *self = now;
        }
        first
    }

    /// Sets it, unless it has happened as early; says whether it was set now.
    #[inline]
    pub fn earliest(&mut self, now: Mark) -> bool {
        let earliest = !self.is_set() || now.at < self.at;
        if earliest {
            *self = now;
        }
        earliest
    }

    /// The later of two; none when either has not happened.
    #[must_use]
    pub fn later(self, other: Mark) -> Mark {
        if !self.is_set() || !other.is_set() {
            return Mark::NONE;
        }
        if (other.at, other.seq) > (self.at, self.seq) {
            other
        } else {
            self
        }
    }

    /// The earlier of two, one of which may not have happened.
    #[must_use]
    pub fn earlier(self, other: Mark) -> Mark {
        if (other.at, other.seq) < (self.at, self.seq) {
            other
        } else {
            self
        }
    }
}
