//! How far each joint operation has come.

use super::Mark;
use super::Seats;
use super::chains::Done;
use crate::exercise::Exercise;
use crate::fact::{OperationCarriedOut, OperationJoined, WarrantObtained};
use crate::model::{OperationId, OrgId};
use std::collections::BTreeMap;

/// One party of an operation.
#[derive(Clone, Copy, Debug)]
pub struct Joined {
    /// When it was brought in.
    pub joined: Mark,
    /// When it had its warrant.
    pub warrant: Done,
}

/// One operation.
#[derive(Clone, Copy, Debug)]
pub struct Record {
    /// When the suspects were arrested.
    pub arrested: Mark,
    /// When it was carried out without an arrest, after which nobody looks for them any more.
    pub failed: Mark,
}

/// All operations.
#[derive(Clone, Debug)]
pub struct Operations {
    /// By operation.
    pub records: Vec<Record>,
    /// By operation and party.
    pub parties: BTreeMap<(OperationId, OrgId), Joined>,
}

impl Operations {
    /// None is carried out before the first entry.
    #[must_use]
    pub fn new(exercise: &Exercise) -> Operations {
        let planned = Record {
            arrested: Mark::NONE,
            failed: Mark::NONE,
        };
        Operations {
            records: vec![planned; exercise.operations.len()],
            parties: BTreeMap::new(),
        }
    }

    /// A party was brought in.
    pub fn joined(&mut self, fact: &OperationJoined, now: Mark) {
        let party = Joined {
            joined: now,
            warrant: Done::NOT,
        };
        let key = (fact.operation, fact.org);
        self.parties.entry(key).or_insert(party);
    }

    /// A party has its warrant.
    pub fn warranted(&mut self, fact: &WarrantObtained, now: Mark, seats: &Seats) {
        if let Some(party) = self.parties.get_mut(&(fact.operation, fact.org)) {
            let by = seats.provenance(fact.org);
            party.warrant.first(now, by);
        }
    }

    /// It was carried out.
    pub fn carried_out(&mut self, fact: &OperationCarriedOut, now: Mark) {
        if let Some(record) = self.records.get_mut(fact.operation.at()) {
            if fact.arrested {
                record.arrested.first(now);
            } else {
                record.failed.first(now);
            }
        }
    }
}
