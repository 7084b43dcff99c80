//! Who played each seat when, and what that makes of a time.

use super::mark::Mark;
use crate::exercise::Exercise;
use crate::metric::Provenance;
use crate::model::{OrgId, SeatState, SimTime};

/// Who plays each seat now, and who has before.
#[derive(Clone, Debug)]
pub struct Seats {
    now: Vec<SeatState>,
    /// Each change of hands, in order.
    switched: Vec<(Mark, OrgId, SeatState)>,
}

impl Seats {
    /// Every seat is its playbook's until somebody takes it.
    #[must_use]
    pub fn new(exercise: &Exercise) -> Seats {
        Seats {
            now: vec![SeatState::Simulated; exercise.organisations.len()],
            switched: Vec::new(),
        }
    }

    /// A seat changed hands.
    pub fn switch(&mut self, org: OrgId, to: SeatState, now: Mark) {
        self.now[org.at()] = to;
        self.switched.push((now, org, to));
    }

    /// Who plays a seat now.
    #[must_use]
    pub fn of(&self, org: OrgId) -> SeatState {
        self.now[org.at()]
    }

    /// Who played a seat at a moment, after whatever happened then.
    #[must_use]
    pub fn at(&self, org: OrgId, at: SimTime) -> SeatState {
        self.before(org, |switched| switched.at <= at)
    }

    fn before(&self, org: OrgId, is_before: impl Fn(&Mark) -> bool) -> SeatState {
        let mut last = self.switched.iter().rev();
        let last = last.find(|(mark, of, _)| *of == org && is_before(mark));
        last.map_or(SeatState::Simulated, |(.., to)| *to)
    }

    /// Where a time comes from when this seat does something now. Where a playbook assists, it does
    /// nothing that people have not confirmed, so that the time is theirs.
    #[inline]
    #[must_use]
    pub fn provenance(&self, org: OrgId) -> Provenance {
        of(self.now[org.at()])
    }

    /// Where it comes from that this seat did something by an entry; by whoever has it now, where
    /// it has not.
    #[inline]
    #[must_use]
    pub fn provenance_at(&self, org: OrgId, mark: Mark) -> Provenance {
        match self.switched.is_empty() {
            true => Provenance::Simulated,
            false => of(self.before(org, |switched| switched.seq < mark.seq)),
        }
    }
}

fn of(played_by: SeatState) -> Provenance {
    match played_by {
        SeatState::Human | SeatState::Assisted => Provenance::Measured,
        SeatState::Simulated => Provenance::Simulated,
    }
}
