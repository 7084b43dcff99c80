//! Matters that went wrong for somebody, and matters that were raised.

use super::{Mark, Seats};
use crate::fact::Escalated;
use crate::metric::Provenance;
use crate::model::{MessageId, OrgId, Subject};
use std::collections::BTreeMap;

/// A matter before one organisation.
pub type Matter = (OrgId, Option<Subject>);

/// How a matter went wrong.
#[derive(Clone, Copy, Debug)]
pub struct Trouble {
    /// When a request about it first passed its deadline, or could not be delivered at all.
    pub since: Mark,
    /// That request.
    pub message: MessageId,
}

/// A matter raised.
#[derive(Clone, Copy, Debug)]
pub struct Raised {
    /// When first.
    pub mark: Mark,
    /// Who played the seat.
    pub by: Provenance,
}

/// All matters.
#[derive(Clone, Debug, Default)]
pub struct Matters {
    /// By matter.
    pub troubles: BTreeMap<Matter, Trouble>,
    /// By matter.
    pub raised: BTreeMap<Matter, Raised>,
}

impl Matters {
    /// A request went wrong.
    pub fn troubled(&mut self, matter: Matter, message: MessageId, now: Mark) {
        self.troubles.entry(matter).or_insert(Trouble {
            since: now,
            message,
        });
    }

    /// A matter was raised.
    pub fn raised(&mut self, fact: &Escalated, now: Mark, seats: &Seats) {
        let by = seats.provenance(fact.org);
        self.raised
            .entry((fact.org, fact.about))
            .or_insert(Raised { mark: now, by });
    }
}
