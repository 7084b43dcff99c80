//! Who played each seat when, and what that makes of a time.

use crate::exercise::Exercise;
use crate::metric::Provenance;
use crate::model::{OrgId, SeatState};

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

    /// Where a time comes from when this seat does something now. Where a playbook assists, it does
    /// nothing that people have not confirmed, so that the time is theirs.
    #[inline]
    #[must_use]
    pub fn provenance(&self, org: OrgId) -> Provenance {
        match self.0[org.at()] {
            SeatState::Human | SeatState::Assisted => Provenance::Measured,
            SeatState::Simulated => Provenance::Simulated,
        }
    }
}
