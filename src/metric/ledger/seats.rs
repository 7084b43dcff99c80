//! Who played each seat when, and what that makes of a time.

use crate::exercise::Exercise;
use crate::metric::Provenance;
use crate::model::{OrgId, SeatState};

/// What an actor did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Act {
    /// Opened, acknowledged or answered a message: a person does that where the seat is assisted.
    Reading,
    /// Anything else, which the playbook proposes where the seat is assisted.
    Other,
}

/// Who plays each seat now.
#[derive(Clone, Debug)]
pub struct Seats(Vec<SeatState>);

impl Seats {
    /// Every seat is its playbook's until somebody takes it.
    #[must_use]
    pub fn new(exercise: &Exercise) -> Seats {
        Seats(vec![SeatState::Simulated; exercise.organisations.len()])
    }

    /// A seat changed hands.
    pub fn switch(&mut self, org: OrgId, to: SeatState) {
        self.0[org.at()] = to;
    }

    /// Who plays a seat now.
    #[must_use]
    pub fn of(&self, org: OrgId) -> SeatState {
        self.0[org.at()]
    }

    /// Where a time comes from when this seat does this now.
    #[inline]
    #[must_use]
    pub fn provenance(&self, org: OrgId, act: Act) -> Provenance {
        match (self.0[org.at()], act) {
            (SeatState::Human, _) | (SeatState::Assisted, Act::Reading) => Provenance::Measured,
            _ => Provenance::Simulated,
        }
    }
}
